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
    const struct di_benchmark_clock clock = {tick, &now};
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
    const struct di_benchmark_clock clock = {tick, &now};
    struct di_benchmark_result result;
    for (uint64_t pending = 1; pending <= 10000; pending *= 10) {
        assert_status(di_benchmark_hold(pending, 20000, &clock, &result, NULL), DI_OK);
        assert_true(result.checksum == result.heap_checksum);
        assert_true(result.checksum != 0);
        assert_int_equal(result.pending, pending);
    }
    assert_status(di_benchmark_hold(0, 1, &clock, &result, NULL), DI_ERR_RANGE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(customers_of_the_queue_stay_as_long_as_theory_says),
        cmocka_unit_test(calendar_and_heap_pop_the_same_events),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
