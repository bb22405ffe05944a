/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Least values known by hand, at bounds and within, and searches that may not go on. */
#include "di/simplex_search.h"

#include "di_test.h"

/* (x - 1)^2 + 10 (y + 0.5)^2 + 3; not possible below x = -5; fails where `fails`. */
struct bowl {
    uint32_t calls;
    enum di_status at_once;
};

static enum di_status value(void *context, const double *x, double *value_out,
                            struct di_error *error)
{
    struct bowl *bowl = context;
    (void)error;
    bowl->calls++;
    if (bowl->at_once != DI_OK)
        return bowl->at_once;
    if (x[0] < -5)
        return DI_ERR_RANGE;
    *value_out = (x[0] - 1) * (x[0] - 1) + 10 * (x[1] + 0.5) * (x[1] + 0.5) + 3;
    return DI_OK;
}

static struct di_simplex_search search_of(struct bowl *bowl, const double *low)
{
    static const double start[] = {0, 0}, high[] = {9, 9};
    return (struct di_simplex_search){.inputs = 2,
                                      .start = start,
                                      .low = low,
                                      .high = high,
                                      .step = 0.2,
                                      .size = 1e-6,
                                      .evaluations = 500,
                                      .value = value,
                                      .context = bowl};
}

static void the_least_value_is_found_within_the_bounds(void **state)
{
    static const double wide[] = {-9, -9}, narrow[] = {-9, -0.25};
    struct di_search_result result;
    struct bowl bowl = {0};
    double best[2];
    (void)state;
    struct di_simplex_search search = search_of(&bowl, wide);
    assert_status(di_simplex_search_run(&search, best, &result, NULL), DI_OK);
    assert_int_equal(result.end, DI_SEARCH_SETTLED);
    assert_int_equal(result.evaluations, bowl.calls);
    assert_near(result.first, 1 + 2.5 + 3, 1e-12);
    assert_near(result.least, 3, 1e-9);
    assert_near(best[0], 1, 1e-4);
    assert_near(best[1], -0.5, 1e-4);
    search.low = narrow;
    assert_status(di_simplex_search_run(&search, best, &result, NULL), DI_OK);
    assert_near(best[1], -0.25, 1e-3);
    assert_true(best[1] >= -0.25);
}

static void it_says_that_it_had_no_more_evaluations(void **state)
{
    static const double wide[] = {-9, -9};
    struct di_search_result result;
    struct bowl bowl = {0};
    double best[2];
    (void)state;
    struct di_simplex_search search = search_of(&bowl, wide);
    search.evaluations = 12;
    assert_status(di_simplex_search_run(&search, best, &result, NULL), DI_OK);
    assert_int_equal(result.end, DI_SEARCH_EVALUATIONS);
    assert_int_equal(result.evaluations, 12);
    assert_true(result.least < result.first);
}

static void a_failure_ends_it_and_an_impossible_start_too(void **state)
{
    static const double wide[] = {-9, -9};
    struct di_search_result result;
    double best[2];
    (void)state;
    struct bowl bowl = {.at_once = DI_ERR_INTERRUPTED};
    struct di_simplex_search search = search_of(&bowl, wide);
    assert_status(di_simplex_search_run(&search, best, &result, NULL), DI_ERR_INTERRUPTED);
    assert_int_equal(bowl.calls, 1);
    bowl.at_once = DI_ERR_RANGE;
    assert_status(di_simplex_search_run(&search, best, &result, NULL), DI_ERR_RANGE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_least_value_is_found_within_the_bounds),
        cmocka_unit_test(it_says_that_it_had_no_more_evaluations),
        cmocka_unit_test(a_failure_ends_it_and_an_impossible_start_too),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
