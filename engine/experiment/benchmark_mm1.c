/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The unit of comparison with other engines is the customer: two events, two exponential
 * draws, one place in a queue. Draws are made in blocks, because they depend on nothing but
 * their address.
 */
#include <stdlib.h>

#include "di/benchmark.h"
#include "di/calendar.h"
#include "di/draw.h"

enum { DRAW_BLOCK = 256, FIRST_RING = 1024 };
static const double arrivals_per_day = 0.9;

/* Exponential waits of one kind, in fixed-point days. */
struct waits {
    struct di_stream stream;
    uint64_t entity_key;
    double mean_days;
    uint32_t drawn;
    di_time wait[DRAW_BLOCK];
};

struct station {
    struct waits arrival;
    struct waits service;
    di_time *arrived_at; /* [ring_mask + 1], first come, first served */
    uint64_t ring_mask;
    uint64_t entered;
    uint64_t served;
    double total_days;
};

static uint64_t order(void *context, uint8_t event_class, uint32_t entity)
{
    (void)context;
    (void)event_class;
    return entity;
}

static void draw_block(struct waits *waits)
{
    for (uint32_t i = 0; i < DRAW_BLOCK; i++) {
        const double wait_days =
            waits->mean_days * di_draw_exponential(waits->stream, waits->entity_key,
                                                   DI_PURPOSE_BENCH, 0, waits->drawn + i);
        waits->wait[i] = (di_time)(wait_days * (double)DI_TIME_DAY);
    }
}

static inline di_time next_wait(struct waits *waits)
{
    const uint32_t place = waits->drawn % DRAW_BLOCK;
    if (place == 0)
        draw_block(waits);
    waits->drawn++;
    return waits->wait[place];
}

static bool grow_ring(struct station *station)
{
    const uint64_t room = (station->ring_mask + 1) * 2;
    di_time *grown = malloc(room * sizeof *grown);
    if (grown == NULL)
        return false;
    for (uint64_t i = station->served; i < station->entered; i++)
        grown[i & (room - 1)] = station->arrived_at[i & station->ring_mask];
    free(station->arrived_at);
    station->arrived_at = grown;
    station->ring_mask = room - 1;
    return true;
}

static void schedule_service(struct station *station, struct di_calendar *calendar, di_time now)
{
    di_calendar_schedule(calendar, (struct di_event){.time = now + next_wait(&station->service),
                                                     .event_class = DI_EVENT_CLASS_RELEASE});
}

static void schedule_arrival(struct station *station, struct di_calendar *calendar, di_time now)
{
    di_calendar_schedule(calendar, (struct di_event){.time = now + next_wait(&station->arrival),
                                                     .event_class = DI_EVENT_CLASS_ARRIVAL});
}

static bool enter(struct station *station, struct di_calendar *calendar, uint64_t customers,
                  di_time now)
{
    if (station->entered - station->served > station->ring_mask && !grow_ring(station))
        return false;
    if (station->entered == station->served)
        schedule_service(station, calendar, now);
    station->arrived_at[station->entered++ & station->ring_mask] = now;
    if (station->entered < customers)
        schedule_arrival(station, calendar, now);
    return true;
}

static void leave(struct station *station, struct di_calendar *calendar, di_time now)
{
    const di_time arrived = station->arrived_at[station->served++ & station->ring_mask];
    station->total_days += di_time_days(now - arrived);
    if (station->served < station->entered)
        schedule_service(station, calendar, now);
}

static enum di_status serve_all(struct station *station, struct di_calendar *calendar,
                                uint64_t customers)
{
    struct di_event event;
    schedule_arrival(station, calendar, 0);
    while (di_calendar_pop(calendar, &event)) {
        if (event.event_class == DI_EVENT_CLASS_RELEASE)
            leave(station, calendar, event.time);
        else if (!enter(station, calendar, customers, event.time))
            return DI_ERR_MEMORY;
    }
    return di_calendar_status(calendar);
}

enum di_status di_benchmark_mm1(uint64_t customers, const struct di_benchmark_clock *clock,
                                struct di_benchmark_result *result_out, struct di_error *error)
{
    if (customers < 1 || customers > 1000000000)
        return di_fail(error, DI_ERR_RANGE, "mm1", DI_N_("Customers must be 1 to 1e9"), NULL,
                       0);
    const struct di_stream stream = di_stream_make(1, 0);
    struct station station = {
        .arrival = {.stream = stream, .entity_key = 1, .mean_days = 1.0 / arrivals_per_day},
        .service = {.stream = stream, .entity_key = 2, .mean_days = 1.0},
        .arrived_at = malloc(FIRST_RING * sizeof(di_time)),
        .ring_mask = FIRST_RING - 1};
    struct di_calendar calendar;
    enum di_status status = di_calendar_init(&calendar, INT32_MAX / 2, order, NULL);
    if (station.arrived_at == NULL)
        status = DI_ERR_MEMORY;

    const double start = clock->seconds(clock->context);
    if (status == DI_OK)
        status = serve_all(&station, &calendar, customers);
    const double seconds = clock->seconds(clock->context) - start;
    free(station.arrived_at);
    di_calendar_finish(&calendar);
    if (status != DI_OK)
        return di_fail_memory(error);
    *result_out = (struct di_benchmark_result){.events = 2 * customers,
                                               .seconds = seconds,
                                               .customers = customers,
                                               .mean_system_days =
                                                   station.total_days / (double)customers};
    return DI_OK;
}
