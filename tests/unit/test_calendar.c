/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "di/calendar.h"
#include "di/key.h"
#include "di/reference_heap.h"

#include "di_test.h"

static const uint64_t seed = 20260101;

/* Names in another order than slots. */
static uint64_t order(void *context, uint8_t event_class, uint32_t entity)
{
    (void)context;
    return di_key_mix(event_class, entity / 2); /* pairs share a key: purpose decides */
}

static struct di_event event_at(di_time time, uint32_t entity, int event_class, int purpose)
{
    return (struct di_event){time, entity, 0, (uint8_t)event_class, (uint8_t)purpose};
}

/* The load of one test: where new events fall, by number. */
struct load {
    uint32_t mean_days;
    bool has_ties;
    int32_t horizon_day;
};

static di_time next_time(const struct load *load, di_time now, uint64_t bits)
{
    if (load->has_ties && bits % 4 == 0)
        return now; /* a follow-up of the same instant */
    const uint64_t days = bits % (2 * load->mean_days + 1);
    di_time time = now + (di_time)days * DI_TIME_DAY + (di_time)(bits >> 36 << 4);
    if (load->has_ties && bits % 4 < 3)
        time = time / (DI_TIME_DAY / 4) * (DI_TIME_DAY / 4);
    return time < now ? now : time;
}

static void schedule_both(struct di_calendar *calendar, struct di_reference_heap *heap,
                          const struct load *load, struct di_event event)
{
    di_calendar_schedule(calendar, event);
    if (di_time_day(event.time) <= load->horizon_day)
        assert_status(di_reference_heap_schedule(heap, event), DI_OK);
}

static void assert_same_event(struct di_event a, struct di_event b, uint64_t n)
{
    if (a.time != b.time || a.event_class != b.event_class || a.entity != b.entity ||
        a.purpose != b.purpose)
        fail_msg("pop %llu: day %.9f class %u entity %u, heap %.9f %u %u (seed %llu)",
                 (unsigned long long)n, di_time_days(a.time), a.event_class, a.entity,
                 di_time_days(b.time), b.event_class, b.entity, (unsigned long long)seed);
}

static void compare_with_heap(const struct load *load, uint32_t pending, uint64_t pops)
{
    struct di_calendar calendar;
    struct di_reference_heap heap;
    assert_status(di_calendar_init(&calendar, load->horizon_day, order, NULL), DI_OK);
    di_reference_heap_init(&heap, order, NULL);
    for (uint32_t i = 0; i < pending; i++) {
        const uint64_t bits = di_key_mix(seed, i);
        schedule_both(&calendar, &heap, load,
                      event_at(next_time(load, 0, bits), i, (int)(bits >> 8 & 7), 1));
    }
    uint64_t popped = 0;
    struct di_event event, expected;
    while (popped < pops && di_calendar_pop(&calendar, &event)) {
        assert_true(di_reference_heap_pop(&heap, &expected));
        assert_same_event(event, expected, popped);
        const uint64_t bits = di_key_mix(~seed, popped++);
        schedule_both(&calendar, &heap, load,
                      event_at(next_time(load, event.time, bits), event.entity,
                               (int)(bits >> 8 & 7), (int)(bits >> 16 & 1)));
    }
    assert_true(popped > pending / 2);
    assert_int_equal(di_calendar_pending(&calendar), heap.count);
    assert_status(di_calendar_status(&calendar), DI_OK);
    di_reference_heap_finish(&heap);
    di_calendar_finish(&calendar);
}

static void pops_are_those_of_the_reference_heap(void **state)
{
    (void)state;
    compare_with_heap(&(struct load){120, false, 1000000}, 1, 5000);
    compare_with_heap(&(struct load){0, false, 1000000}, 2, 20000);
    compare_with_heap(&(struct load){120, false, 1000000}, 30000, 60000);
    compare_with_heap(&(struct load){3, true, 1000000}, 5000, 60000);
}

static void a_crowded_day_with_late_events_stays_in_order(void **state)
{
    (void)state;
    compare_with_heap(&(struct load){0, false, 1000000}, 20000, 60000);
    compare_with_heap(&(struct load){0, true, 1000000}, 3000, 30000);
}

static void far_dates_come_back_in_order(void **state)
{
    (void)state;
    compare_with_heap(&(struct load){3000, true, 10000000}, 500, 20000);
    compare_with_heap(&(struct load){200000, false, 100000000}, 200, 5000);
}

static void events_past_the_horizon_are_dropped(void **state)
{
    (void)state;
    compare_with_heap(&(struct load){50, true, 365}, 2000, 100000);
    struct di_calendar calendar;
    struct di_event event;
    assert_status(di_calendar_init(&calendar, 10, order, NULL), DI_OK);
    di_calendar_schedule(&calendar, event_at(11 * DI_TIME_DAY, 1, 0, 0));
    di_calendar_schedule(&calendar, event_at(DI_TIME_NEVER, 1, 0, 0));
    assert_int_equal(di_calendar_pending(&calendar), 0);
    di_calendar_schedule(&calendar, event_at(11 * DI_TIME_DAY - 1, 2, 0, 0));
    assert_true(di_calendar_pop(&calendar, &event));
    assert_true(event.time == 11 * DI_TIME_DAY - 1);
    assert_false(di_calendar_pop(&calendar, &event));
    di_calendar_finish(&calendar);
}

static void the_order_of_scheduling_does_not_matter(void **state)
{
    (void)state;
    enum { EVENTS = 2000 };
    static struct di_event forward[EVENTS];
    struct di_calendar calendar;
    assert_status(di_calendar_init(&calendar, 1000, order, NULL), DI_OK);
    for (int pass = 0; pass < 3; pass++) {
        for (uint32_t n = 0; n < EVENTS; n++) {
            const uint32_t i = pass == 0 ? n : (pass == 1 ? EVENTS - 1 - n : n * 7 % EVENTS);
            const uint64_t bits = di_key_mix(seed, i);
            di_calendar_schedule(&calendar, event_at((di_time)(bits % 40) * DI_TIME_DAY / 8, i,
                                                     (int)(bits >> 20 & 3), (int)(i & 1)));
        }
        struct di_event event;
        for (uint64_t n = 0; di_calendar_pop(&calendar, &event); n++) {
            if (pass == 0)
                forward[n] = event;
            assert_same_event(event, forward[n], n);
        }
        assert_status(di_calendar_status(&calendar), DI_OK);
        di_calendar_clear(&calendar, 1000);
    }
    di_calendar_finish(&calendar);
}

static void run_once(struct di_calendar *calendar)
{
    const struct load load = {400, true, 20000};
    struct di_event event;
    for (uint32_t i = 0; i < 3000; i++)
        di_calendar_schedule(calendar,
                             event_at(next_time(&load, 0, di_key_mix(seed, i)), i, 4, 0));
    for (uint64_t n = 0; n < 20000 && di_calendar_pop(calendar, &event); n++)
        di_calendar_schedule(calendar, event_at(next_time(&load, event.time, di_key_mix(9, n)),
                                                event.entity, 4, 0));
}

static void a_cleared_calendar_needs_no_more_memory(void **state)
{
    (void)state;
    struct di_calendar calendar;
    assert_status(di_calendar_init(&calendar, 20000, order, NULL), DI_OK);
    run_once(&calendar);
    assert_true(calendar.allocations > 0);
    di_calendar_clear(&calendar, 20000);
    const size_t bytes = di_calendar_bytes(&calendar); /* a little more than was used */
    for (int i = 0; i < 3; i++) {
        assert_int_equal(di_calendar_pending(&calendar), 0);
        run_once(&calendar);
        assert_int_equal(calendar.allocations, 0);
        di_calendar_clear(&calendar, 20000);
        assert_int_equal(di_calendar_bytes(&calendar), bytes);
    }
    di_calendar_finish(&calendar);
}

static void scheduling_into_the_past_stops_the_calendar(void **state)
{
    (void)state;
    struct di_calendar calendar;
    struct di_event event;
    assert_status(di_calendar_init(&calendar, 100, order, NULL), DI_OK);
    di_calendar_schedule(&calendar, event_at(5 * DI_TIME_DAY, 1, 0, 0));
    di_calendar_schedule(&calendar, event_at(6 * DI_TIME_DAY, 1, 0, 0));
    assert_true(di_calendar_pop(&calendar, &event));
    di_calendar_schedule(&calendar, event_at(5 * DI_TIME_DAY - 1, 1, 0, 0));
    assert_status(di_calendar_status(&calendar), DI_ERR_INVARIANT);
    assert_false(di_calendar_pop(&calendar, &event));
    di_calendar_finish(&calendar);
}

/* Of the entities of a cell to come. */
static uint32_t sum_of_coming(const struct di_calendar *calendar, uint32_t distance)
{
    uint32_t sum = 0;
    for (uint32_t node = di_calendar_coming(calendar, distance); node != DI_CALENDAR_NO_NODE;
         node = calendar->node[node].next)
        sum += calendar->node[node].entry.entity;
    return sum;
}

static void the_coming_entities_can_be_seen(void **state)
{
    (void)state;
    struct di_calendar calendar;
    struct di_event event;
    assert_status(di_calendar_init(&calendar, 100, order, NULL), DI_OK);
    const uint32_t count = 1024; /* 128 cells of eight */
    for (uint32_t i = 0; i < count; i++)
        di_calendar_schedule(
            &calendar, event_at(DI_TIME_DAY + (di_time)i * (DI_TIME_DAY / count), i, 0, 0));
    assert_int_equal(di_calendar_coming(&calendar, 1), DI_CALENDAR_NO_NODE);
    for (uint32_t i = 0; i < count; i++) {
        assert_true(di_calendar_pop(&calendar, &event));
        assert_int_equal(event.entity, i);
        for (uint32_t distance = 1; distance < 4; distance++)
            assert_int_equal(sum_of_coming(&calendar, distance),
                             i / 8 + distance < count / 8
                                 ? 64 * (i / 8 + distance) + (0 + 1 + 2 + 3 + 4 + 5 + 6 + 7)
                                 : 0);
    }
    di_calendar_schedule(&calendar, event_at(event.time + DI_TIME_DAY / (2 * count), 7, 0, 0));
    assert_int_equal(di_calendar_coming(&calendar, 1), DI_CALENDAR_NO_NODE);
    di_calendar_finish(&calendar);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pops_are_those_of_the_reference_heap),
        cmocka_unit_test(a_crowded_day_with_late_events_stays_in_order),
        cmocka_unit_test(far_dates_come_back_in_order),
        cmocka_unit_test(events_past_the_horizon_are_dropped),
        cmocka_unit_test(the_order_of_scheduling_does_not_matter),
        cmocka_unit_test(a_cleared_calendar_needs_no_more_memory),
        cmocka_unit_test(scheduling_into_the_past_stops_the_calendar),
        cmocka_unit_test(the_coming_entities_can_be_seen),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
