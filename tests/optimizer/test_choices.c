/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Other plans that are nearly as good, and a plan's decisions under other numbers.
 */

#include "di/plan_alternatives.h"
#include "di/plan_benchmark.h"
#include "di/plan_policy.h"

#include "di_test.h"
#include "plan_case.h"

#define SLACK 0.01

static struct di_optimizer_options options_for(uint32_t whole_rows)
{
    struct di_optimizer_options options;
    di_optimizer_options_defaults(&options);
    options.whole_rows = whole_rows;
    return options;
}

static double closed(const struct di_plan *plan, uint32_t t, uint32_t i)
{
    return di_plan_at(plan, DI_PART_CLOSED, t, i, 0, 0);
}

/* ---- alternatives ---- */

static void either_of_two_equal_houses_may_close(void **state)
{
    (void)state;
    struct di_fluid_parameters *p = plan_case_make(1, 2, 4, 0);
    const struct di_optimizer_options options = options_for(100000);
    struct di_plan_alternatives *others = NULL;
    plan_case_places_only(p);
    p->families0[0] = 10;
    p->fixed_cost[0] = p->fixed_cost[1] = 100;
    struct di_plan *plan = plan_case_solve(p);
    assert_status(di_plan_alternatives_find(p, plan, &options, 1, SLACK, &others, NULL), DI_OK);
    assert_int_equal(others->count, 1);
    assert_near(closed(plan, 4, 0) + closed(plan, 4, 1), 1, 1e-9);
    /* the other house closes: one date gone and one come, all there is to decide */
    assert_near(closed(others->plan[0], 4, 0), closed(plan, 4, 1), 1e-9);
    assert_near(closed(others->plan[0], 4, 1), closed(plan, 4, 0), 1e-9);
    di_plan_alternatives_destroy(others);
    di_plan_destroy(plan);
    di_fluid_parameters_destroy(p);
}

static void without_a_choice_there_is_no_other_plan(void **state)
{
    (void)state;
    struct di_fluid_parameters *p = plan_case_make(1, 1, 4, 0);
    const struct di_optimizer_options options = options_for(100000);
    struct di_plan_alternatives *others = NULL;
    plan_case_places_only(p);
    p->families0[0] = 4;
    struct di_plan *plan = plan_case_solve(p);
    assert_status(di_plan_alternatives_find(p, plan, &options, 3, SLACK, &others, NULL), DI_OK);
    assert_int_equal(others->count, 0);
    di_plan_alternatives_destroy(others);
    di_plan_destroy(plan);
    di_fluid_parameters_destroy(p);
}

static void alternatives_are_good_and_apart(void **state)
{
    (void)state;
    static const uint32_t whole_rows[] = {100000, 0}; /* the nation at once; region by region */
    for (uint32_t n = 0; n < 2; n++) {
        struct di_fluid_parameters *p = di_plan_benchmark_make(2, 4, 5);
        const struct di_optimizer_options options = options_for(whole_rows[n]);
        struct di_plan_alternatives *others = NULL;
        struct di_plan *plan = NULL;
        struct di_plan_verdict best, verdict;
        assert_non_null(p);
        assert_status(di_optimize(p, &options, &plan, NULL), DI_OK);
        di_plan_check(p, plan, false, &best);
        assert_status(di_plan_alternatives_find(p, plan, &options, 3, SLACK, &others, NULL),
                      DI_OK);
        assert_int_equal(others->count, 3);
        for (uint32_t m = 0; m < others->count; m++) {
            di_plan_check(p, others->plan[m], false, &verdict);
            assert_true(verdict.is_kept);
            assert_true(verdict.goal[DI_GOAL_RESIDENTIAL] <=
                        best.goal[DI_GOAL_RESIDENTIAL] * (1 + SLACK + 1e-4));
            assert_true(di_plan_difference(p, plan, others->plan[m]) > 0.05);
            for (uint32_t k = 0; k < m; k++)
                assert_true(di_plan_difference(p, others->plan[k], others->plan[m]) > 0.01);
        }
        di_plan_alternatives_destroy(others);
        di_plan_destroy(plan);
        di_fluid_parameters_destroy(p);
    }
}

/* ---- decisions under other numbers ---- */

static void a_plan_under_its_own_numbers_is_worth_what_it_promised(void **state)
{
    (void)state;
    static const uint32_t whole_rows[] = {100000, 0};
    for (uint32_t n = 0; n < 2; n++) {
        struct di_fluid_parameters *p = di_plan_benchmark_make(2, 4, 5);
        const struct di_optimizer_options options = options_for(whole_rows[n]);
        struct di_policy_outcome outcome;
        struct di_plan *plan = NULL;
        assert_non_null(p);
        assert_status(di_optimize(p, &options, &plan, NULL), DI_OK);
        assert_status(di_plan_policy_try(p, plan, false, &options, &outcome, NULL), DI_OK);
        assert_true(outcome.is_possible);
        assert_true(outcome.unmet <= plan->goal[DI_GOAL_UNMET].value * (1 + 1e-4) + 1e-3);
        assert_true(outcome.residential <=
                    plan->goal[DI_GOAL_RESIDENTIAL].value * (1 + 1e-4) + 1e-3);
        di_plan_destroy(outcome.plan);
        di_plan_destroy(plan);
        di_fluid_parameters_destroy(p);
    }
}

static void fewer_families_leave_more_children_where_they_are(void **state)
{
    (void)state;
    struct di_fluid_parameters *p = plan_case_make(1, 1, 4, 0);
    const struct di_optimizer_options options = options_for(100000);
    struct di_policy_outcome outcome;
    plan_case_places_only(p);
    p->families0[0] = 4;
    struct di_plan *plan = plan_case_solve(p);
    p->families0[0] = 2; /* 8 stay for four quarters */
    assert_status(di_plan_policy_try(p, plan, false, &options, &outcome, NULL), DI_OK);
    assert_true(outcome.is_possible);
    assert_near(outcome.residential, 8, 1e-5);
    di_plan_destroy(outcome.plan);
    di_plan_destroy(plan);
    di_fluid_parameters_destroy(p);
}

static void a_closure_that_cannot_be_kept_is_told(void **state)
{
    (void)state;
    struct di_fluid_parameters *p = plan_case_make(1, 1, 4, 0);
    const struct di_optimizer_options options = options_for(100000);
    struct di_policy_outcome outcome;
    plan_case_places_only(p);
    p->families0[0] = 10;
    p->fixed_cost[0] = 100;
    struct di_plan *plan = plan_case_solve(p);
    assert_near(closed(plan, 4, 0), 1, 1e-9);
    p->has_workers = true; /* and nobody works: no child can be moved */
    p->hours_per_fte = 100;
    p->hours_move[STD][DI_PLACEMENT_FOSTER] = 10;
    assert_status(di_plan_policy_try(p, plan, false, &options, &outcome, NULL), DI_OK);
    assert_false(outcome.is_possible);
    assert_null(outcome.plan);
    di_plan_destroy(plan);
    di_fluid_parameters_destroy(p);
}

static void money_over_the_budget_is_told_not_forbidden(void **state)
{
    (void)state;
    struct di_fluid_parameters *p = plan_case_make(1, 1, 4, 0);
    const struct di_optimizer_options options = options_for(100000);
    struct di_policy_outcome outcome;
    plan_case_places_only(p);
    p->fixed_cost[0] = 100;
    p->budget[0] = 400;
    struct di_plan *plan = plan_case_solve(p);
    p->fixed_cost[0] = 110;
    assert_status(di_plan_policy_try(p, plan, false, &options, &outcome, NULL), DI_OK);
    assert_true(outcome.is_possible);
    assert_near(outcome.overspend, 40, 1e-6);
    di_plan_destroy(outcome.plan);
    di_plan_destroy(plan);
    di_fluid_parameters_destroy(p);
}

static void a_plan_of_another_country_is_refused(void **state)
{
    (void)state;
    struct di_fluid_parameters *p = plan_case_make(1, 1, 4, 0), *q = plan_case_make(1, 2, 4, 0);
    const struct di_optimizer_options options = options_for(100000);
    struct di_policy_outcome outcome;
    plan_case_places_only(p);
    struct di_plan *plan = plan_case_solve(p);
    assert_status(di_plan_policy_try(q, plan, false, &options, &outcome, NULL), DI_ERR_INPUT);
    di_plan_destroy(plan);
    di_fluid_parameters_destroy(p);
    di_fluid_parameters_destroy(q);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(either_of_two_equal_houses_may_close),
        cmocka_unit_test(without_a_choice_there_is_no_other_plan),
        cmocka_unit_test(alternatives_are_good_and_apart),
        cmocka_unit_test(a_plan_under_its_own_numbers_is_worth_what_it_promised),
        cmocka_unit_test(fewer_families_leave_more_children_where_they_are),
        cmocka_unit_test(a_closure_that_cannot_be_kept_is_told),
        cmocka_unit_test(money_over_the_budget_is_told_not_forbidden),
        cmocka_unit_test(a_plan_of_another_country_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
