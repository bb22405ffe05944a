/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The same holds, with the same increments, on the calendar and on the reference heap. */
#include <stdlib.h>

#include "di/benchmark.h"
#include "di/calendar.h"
#include "di/draw.h"
#include "di/reference_heap.h"

enum { INCREMENTS = 16384 };
static const double mean_days = 120.0;

struct hold {
    uint64_t pending;
    uint64_t warm_up;
    uint64_t holds;
    di_time increment[INCREMENTS];
};

static uint64_t order(void *context, uint8_t event_class, uint32_t entity)
{
    (void)context;
    return di_key_mix(event_class, entity);
}

static void draw_increments(struct hold *hold)
{
    const struct di_stream stream = di_stream_make(1, 0);
    for (uint32_t i = 0; i < INCREMENTS; i++)
        hold->increment[i] = di_time_from_days(
            mean_days * di_draw_exponential(stream, 1, DI_PURPOSE_BENCH, 0, i));
}

/* Each pending event's first time, drawn as its own so that no two start alike. */
static struct di_event first_event(uint64_t i)
{
    const double days = mean_days * di_draw_exponential(di_stream_make(1, 0), 2,
                                                        DI_PURPOSE_BENCH, 0, (uint32_t)i);
    return (struct di_event){.time = di_time_from_days(days), .entity = (uint32_t)i};
}

static inline uint64_t add_to_checksum(uint64_t checksum, struct di_event event)
{
    return (checksum ^ event.entity) * UINT64_C(0x9E3779B97F4A7C15) + (uint64_t)event.time;
}

static uint64_t hold_on_calendar(const struct hold *hold, struct di_calendar *calendar,
                                 uint64_t holds, uint64_t checksum)
{
    struct di_event event;
    for (uint64_t n = 0; n < holds && di_calendar_pop(calendar, &event); n++) {
        checksum = add_to_checksum(checksum, event);
        event.time += hold->increment[n % INCREMENTS];
        di_calendar_schedule(calendar, event);
    }
    return checksum;
}

static enum di_status time_calendar(const struct hold *hold,
                                    const struct di_benchmark_clock *clock,
                                    struct di_benchmark_result *result)
{
    struct di_calendar calendar;
    if (di_calendar_init(&calendar, INT32_MAX / 2, order, NULL) != DI_OK)
        return DI_ERR_MEMORY;
    for (uint64_t i = 0; i < hold->pending; i++)
        di_calendar_schedule(&calendar, first_event(i));
    const uint64_t warm = hold_on_calendar(hold, &calendar, hold->warm_up, 0);
    const double start = clock->seconds(clock->context);
    result->checksum = hold_on_calendar(hold, &calendar, hold->holds, warm);
    result->seconds = clock->seconds(clock->context) - start;
    const enum di_status status = di_calendar_status(&calendar);
    di_calendar_finish(&calendar);
    return status;
}

static enum di_status hold_on_heap(const struct hold *hold, struct di_reference_heap *heap,
                                   uint64_t holds, uint64_t *checksum)
{
    struct di_event event;
    for (uint64_t n = 0; n < holds && di_reference_heap_pop(heap, &event); n++) {
        *checksum = add_to_checksum(*checksum, event);
        event.time += hold->increment[n % INCREMENTS];
        if (di_reference_heap_schedule(heap, event) != DI_OK)
            return DI_ERR_MEMORY;
    }
    return DI_OK;
}

static enum di_status time_heap(const struct hold *hold, const struct di_benchmark_clock *clock,
                                struct di_benchmark_result *result, double *seconds_out)
{
    struct di_reference_heap heap;
    di_reference_heap_init(&heap, order, NULL);
    enum di_status status = DI_OK;
    for (uint64_t i = 0; i < hold->pending && status == DI_OK; i++)
        status = di_reference_heap_schedule(&heap, first_event(i));
    uint64_t checksum = 0;
    if (status == DI_OK)
        status = hold_on_heap(hold, &heap, hold->warm_up, &checksum);
    const double start = clock->seconds(clock->context);
    if (status == DI_OK)
        status = hold_on_heap(hold, &heap, hold->holds, &checksum);
    *seconds_out = clock->seconds(clock->context) - start;
    result->heap_checksum = checksum;
    di_reference_heap_finish(&heap);
    return status;
}

enum di_status di_benchmark_hold(uint64_t pending, uint64_t holds,
                                 const struct di_benchmark_clock *clock,
                                 struct di_benchmark_result *result_out, struct di_error *error)
{
    if (pending < 1 || pending > 100000000 || holds < 1)
        return di_fail(error, DI_ERR_RANGE, "hold",
                       DI_N_("Pending events must be 1 to 1e8, holds at least 1"), NULL, 0);
    struct hold *hold = malloc(sizeof *hold);
    if (hold == NULL)
        return di_fail_memory(error);
    hold->pending = pending;
    hold->warm_up = 2 * pending;
    hold->holds = holds;
    draw_increments(hold);

    struct di_benchmark_result result = {.events = holds, .pending = pending};
    double heap_seconds = 0.0;
    enum di_status status = time_calendar(hold, clock, &result);
    if (status == DI_OK)
        status = time_heap(hold, clock, &result, &heap_seconds);
    free(hold);
    if (status != DI_OK)
        return di_fail_memory(error);
    if (result.checksum != result.heap_checksum)
        return di_fail(error, DI_ERR_INVARIANT, "hold",
                       DI_N_("The calendar and the reference heap popped different events"),
                       NULL, 0);
    result.nanoseconds = result.seconds * 1e9 / (double)holds;
    result.heap_nanoseconds = heap_seconds * 1e9 / (double)holds;
    *result_out = result;
    return DI_OK;
}
