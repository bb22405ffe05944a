/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "di/benchmark.h"

#include "di_test.h"

/* A clock that advances one second a look. */
static double tick(void *context)
{
    double *now = context;
    return *now += 1.0;
}

static void customers_of_the_queue_stay_as_long_as_theory_says(void **state)
{
    (void)state;
    double now = 0.0;
    const struct di_benchmark_clock clock = {tick, NULL, &now};
    struct di_benchmark_result result;
    assert_status(di_benchmark_mm1(1000000, &clock, &result, NULL), DI_OK);
    assert_near(result.mean_system_days, 10.0, 0.08); /* 4 standard errors */
    assert_int_equal(result.events, 2000000);
    assert_true(result.seconds == 1.0);
    assert_status(di_benchmark_mm1(0, &clock, &result, NULL), DI_ERR_RANGE);
}

static void calendar_and_heap_pop_the_same_events(void **state)
{
    (void)state;
    double now = 0.0;
    const struct di_benchmark_clock clock = {tick, NULL, &now};
    struct di_benchmark_result result;
    for (uint64_t pending = 1; pending <= 10000; pending *= 10) {
        assert_status(di_benchmark_hold(pending, 20000, &clock, &result, NULL), DI_OK);
        assert_true(result.checksum == result.heap_checksum);
        assert_true(result.checksum != 0);
        assert_int_equal(result.pending, pending);
    }
    assert_status(di_benchmark_hold(0, 1, &clock, &result, NULL), DI_ERR_RANGE);
}

static void the_national_system_is_the_same_on_two_threads(void **state)
{
    (void)state;
    double now = 0.0;
    const struct di_benchmark_clock clock = {tick, NULL, &now};
    struct di_benchmark_national_result one, two;
    assert_status(di_benchmark_national(0.005, 4, 1, &clock, &one, NULL), DI_OK);
    assert_status(di_benchmark_national(0.005, 4, 2, &clock, &two, NULL), DI_OK);
    assert_true(one.events == two.events);
    assert_true(one.child_years == two.child_years);
    assert_true(two.threads == 2 && two.is_warm && one.is_warm);
    assert_near((double)one.in_care_start, 500.0, 0.08);
    assert_near((double)one.in_care_end, 500.0, 0.5);
    assert_near(one.child_years / 4 / 20, 550.0, 0.4);
    assert_true(one.seconds == 1.0);
    assert_true(one.bytes_per_child < 505.0); /* the calendar holds little of later months */
    assert_true(one.allocations == 0 && two.allocations == 0); /* in the last replications */
    for (int kind = 0; kind < DI_CARE_EVENT_KINDS; kind++) {
        assert_true(one.events_by_kind[kind] > 0); /* every process of the model runs */
        assert_true(one.events_by_kind[kind] < one.events);
    }
    assert_status(di_benchmark_national(0.0001, 1, 1, &clock, &one, NULL), DI_ERR_RANGE);
    assert_status(di_benchmark_national(1.0, 0, 1, &clock, &one, NULL), DI_ERR_RANGE);
}

static void the_exponent_is_the_slope_of_logarithms(void **state)
{
    (void)state;
    const double size[3] = {1.0, 10.0, 100.0};
    const double seconds[3] = {0.5, 0.5 * 17.0, 0.5 * 289.0};
    assert_near(di_benchmark_exponent(size, seconds, 3), log10(17.0), 1e-12);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(customers_of_the_queue_stay_as_long_as_theory_says),
        cmocka_unit_test(calendar_and_heap_pop_the_same_events),
        cmocka_unit_test(the_national_system_is_the_same_on_two_threads),
        cmocka_unit_test(the_exponent_is_the_slope_of_logarithms),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
