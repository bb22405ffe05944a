/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cumulative incidence against answers worked by hand. */
#include "di/survival.h"

#include "di_test.h"

#define C DI_ENDING_CENSORED
#define E DI_ENDING_EVENT
#define X DI_ENDING_COMPETING

static void without_censoring_it_is_the_share_that_ended(void **unused)
{
    (void)unused;
    struct di_duration spells[] = {{30, E, 1000}, {10, E, 50}, {20, X, 50}, {40, E, 50}};
    di_survival_sort(spells, 4);
    assert_near(di_survival_incidence(spells, 4, 9), 0.0, 0);
    assert_near(di_survival_incidence(spells, 4, 10), 0.25, 1e-15);
    assert_near(di_survival_incidence(spells, 4, 25), 0.25, 1e-15);
    assert_near(di_survival_incidence(spells, 4, 30), 0.5, 1e-15);
    assert_near(di_survival_incidence(spells, 4, 1000), 0.75, 1e-15);
}

/* At risk 6; day 1: event, F = 1/6, S = 5/6. Day 2: censored, at risk 4 after. Day 3: a
 * competing end among 4, S = 5/6 * 3/4 = 5/8. Day 4: event among 3, F = 1/6 + 5/8/3 = 3/8,
 * S = 5/12. Day 5: censored; 1 left. Day 6: event among 1, F = 3/8 + 5/12 = 19/24. */
static void censored_spells_leave_the_risk_set(void **unused)
{
    (void)unused;
    struct di_duration spells[] = {{1, E, 1}, {2, C, 2}, {3, X, 3},
                                   {4, E, 4}, {5, C, 5}, {6, E, 6}};
    di_survival_sort(spells, 6);
    assert_near(di_survival_incidence(spells, 6, 3.5), 1.0 / 6, 1e-15);
    assert_near(di_survival_incidence(spells, 6, 4), 3.0 / 8, 1e-15);
    assert_near(di_survival_incidence(spells, 6, 6), 19.0 / 24, 1e-15);
}

/* Taking a competing end for censoring would give 1 - (3/4)(1/2) = 5/8 for these four (Kaplan
 * and Meier); the incidence is 1/4 + 1/4 = 1/2. */
static void another_exit_is_no_censoring(void **unused)
{
    (void)unused;
    struct di_duration spells[] = {{1, E, 1}, {2, X, 2}, {3, E, 3}, {4, X, 4}};
    di_survival_sort(spells, 4);
    assert_near(di_survival_incidence(spells, 4, 3), 0.5, 1e-15);
}

/* Two events, a competing end and a censoring on one day share its risk set of 5: F = 2/5,
 * S = 2/5; the last one, an event, adds all of S. */
static void one_instant_has_one_risk_set(void **unused)
{
    (void)unused;
    struct di_duration spells[] = {{7, C, 7}, {7, E, 7}, {7, X, 7}, {8, E, 8}, {7, E, 7}};
    di_survival_sort(spells, 5);
    assert_near(di_survival_incidence(spells, 5, 7), 2.0 / 5, 1e-15);
    assert_near(di_survival_incidence(spells, 5, 8), 4.0 / 5, 1e-15);
}

static void quantiles_are_the_first_time_that_reaches_the_share(void **unused)
{
    (void)unused;
    struct di_duration spells[] = {
        {10, E, 10}, {20, E, 20}, {30, X, 30}, {40, E, 40}, {50, X, 50}};
    di_survival_sort(spells, 5);
    assert_near(di_survival_quantile(spells, 5, 0.2), 10, 0);
    assert_near(di_survival_quantile(spells, 5, 0.5), 40, 0);
    assert_near(di_survival_quantile(spells, 5, 0.6), 40, 0); /* 3/5, exactly there */
    assert_true(isinf(di_survival_quantile(spells, 5, 0.61)));
}

static void what_was_never_seen_is_not_said(void **unused)
{
    (void)unused;
    struct di_duration spells[] = {{10, E, 10}, {20, C, 20}};
    di_survival_sort(spells, 2);
    assert_near(di_survival_incidence(spells, 2, 20), 0.5, 1e-15);
    assert_true(isnan(di_survival_incidence(spells, 2, 21)));
    assert_true(isnan(di_survival_incidence(spells, 0, 1)));
    struct di_duration ended[] = {{10, E, 15}, {12, E, 18}}; /* that all ended says nothing */
    assert_near(di_survival_incidence(ended, 2, 18), 1.0, 1e-15);
    assert_true(isnan(di_survival_incidence(ended, 2, 19)));
    assert_true(isnan(di_survival_quantile(spells, 0, 0.5)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(without_censoring_it_is_the_share_that_ended),
        cmocka_unit_test(censored_spells_leave_the_risk_set),
        cmocka_unit_test(another_exit_is_no_censoring),
        cmocka_unit_test(one_instant_has_one_risk_set),
        cmocka_unit_test(quantiles_are_the_first_time_that_reaches_the_share),
        cmocka_unit_test(what_was_never_seen_is_not_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
