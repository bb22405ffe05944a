/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Plans small enough for pencil and paper: supply, closures, money, equity, order of goals. The
 * arithmetic stands beside each case.
 */
#include <math.h>

#include "di_test.h"
#include "plan_case.h"

#define NEAR 1e-5

static double closed(const struct di_plan *plan, uint32_t t, uint32_t i)
{
    return di_plan_at(plan, DI_PART_CLOSED, t, i, 0, 0);
}

/* ---- families ---- */

static void families_arrive_after_their_lag(void **state)
{
    (void)state;
    struct di_fluid_parameters *p = plan_case_make(1, 1, 4, 0);
    plan_case_places_only(p);
    p->family_limit[0] = 1;
    p->carer_lag = 2;
    /* started in 1 and 2, ready in 3 and 4: residents 10, 10, 9, 8 = 37 x 0.25 */
    assert_near(plan_case_residential(p), 9.25, NEAR);
}

static void families_leave_while_others_are_in_training(void **state)
{
    (void)state;
    struct di_fluid_parameters *p = plan_case_make(1, 1, 3, 0);
    plan_case_places_only(p);
    p->families0[0] = 4;
    p->carer_attrition = 0.5;
    p->family_limit[0] = 3;
    p->carer_lag = 2;
    p->admits[di_fluid_rg(0, STD)] = true;
    p->goals.admission_years = 0;
    /* families 2, 1, 0.5 + 3 = 3.5. A second child placed in 1 would lose its family in 2, and
     * displacing is unmet need, so one is placed: residents 9, 9, 6.5 = 24.5 */
    assert_near(plan_case_residential(p), 24.5 * 0.25, NEAR);
}

static void a_family_of_two_takes_two(void **state)
{
    (void)state;
    struct di_fluid_parameters *p = plan_case_make(1, 1, 2, 0);
    plan_case_places_only(p);
    p->families0[0] = 3;
    p->places_per_family[0] = 2;
    assert_near(plan_case_residential(p), 2 * 0.25 * 4, NEAR);
}

static void a_factor_below_one_leaves_places_empty(void **state)
{
    (void)state;
    struct di_fluid_parameters *p = plan_case_make(1, 1, 2, 0);
    plan_case_places_only(p);
    p->families0[0] = 10;
    p->place_factor[0] = 0.8;
    assert_near(plan_case_residential(p), 2 * 0.25 * 2, NEAR);
}

static void the_factor_moves_nobody_out_of_a_family(void **state)
{
    (void)state;
    struct di_fluid_parameters *p = plan_case_make(1, 1, 2, 0);
    plan_case_places_only(p);
    p->families0[0] = 10;
    p->placed0[di_fluid_rgp(0, STD, DI_PLACEMENT_FOSTER)] = 10;
    p->place_factor[0] = 0.5;
    struct di_plan *plan = plan_case_solve(p);
    assert_near(di_plan_at(plan, DI_PART_PLACED, 2, 0, STD, DI_PLACEMENT_FOSTER), 10, NEAR);
    di_plan_destroy(plan);
    di_fluid_parameters_destroy(p);
}

static void specialised_families_are_for_children_with_disability(void **state)
{
    (void)state;
    struct di_fluid_parameters *p = plan_case_make(1, 1, 2, 0);
    plan_case_places_only(p);
    p->residents0[di_fluid_rg(0, DI_GROUP_DISABLED)] = 5;
    p->assessed0[di_fluid_rg(0, DI_GROUP_DISABLED)] = 5;
    p->families0[0] = 10; /* standard: the ten others */
    p->families0[1] = 2;  /* specialised: two of the five */
    assert_near(plan_case_residential(p), 2 * 0.25 * 3, NEAR);
}

/* ---- group homes ---- */

static void homes_are_built_whole(void **state)
{
    (void)state;
    struct di_fluid_parameters *p = plan_case_make(1, 1, 4, 0);
    di_fluid_allow_pairs(p, true, false, false);
    plan_case_places_only(p);
    p->home_limit[0] = 1;
    p->goals.sgh_weight = 0;
    p->building_cost = 100;
    p->budget[0] = 250;
    /* two homes of 6, begun in 1 and 2, open in 2 and 3: residents 10, 4, 0, 0 */
    assert_near(plan_case_residential(p), 0.25 * 14, NEAR);
}

static void a_budget_for_half_a_home_builds_none(void **state)
{
    (void)state;
    struct di_fluid_parameters *p = plan_case_make(1, 1, 4, 0);
    di_fluid_allow_pairs(p, true, false, false);
    plan_case_places_only(p);
    p->home_limit[0] = 1;
    p->building_cost = 100;
    p->budget[0] = 99;
    assert_near(plan_case_residential(p), 10, NEAR);
}

static void group_homes_are_a_share_of_all_moves(void **state)
{
    (void)state;
    struct di_fluid_parameters *p = plan_case_make(1, 1, 2, 0);
    di_fluid_allow_pairs(p, true, false, false);
    plan_case_places_only(p);
    p->families0[0] = 6;
    p->beds0[0] = 10;
    p->sgh_share = 0.25;
    p->goals.sgh_weight = 0;
    /* 6 to families allow 2 to homes (2 of 8): 2 stay */
    assert_near(plan_case_residential(p), 2 * 0.25 * 2, NEAR);
}

/* ---- closures ---- */

static void an_empty_institution_closes_to_save_money(void **state)
{
    (void)state;
    struct di_fluid_parameters *p = plan_case_make(1, 1, 8, 0);
    plan_case_places_only(p);
    p->families0[0] = 10;
    p->fixed_cost[0] = 100;
    struct di_plan *plan = plan_case_solve(p);
    /* empty from quarter 1, closed at the end of the first year: 3 quarters are paid */
    assert_near(closed(plan, 4, 0), 1, NEAR);
    assert_near(plan->goal[DI_GOAL_COST].value, 300, NEAR);
    di_plan_destroy(plan);
    di_fluid_parameters_destroy(p);
}

static void an_institution_with_a_child_stays_open(void **state)
{
    (void)state;
    struct di_fluid_parameters *p = plan_case_make(1, 1, 8, 0);
    plan_case_places_only(p);
    p->families0[0] = 9;
    p->fixed_cost[0] = 100;
    struct di_plan *plan = plan_case_solve(p);
    assert_near(closed(plan, 8, 0), 0, NEAR);
    assert_near(plan->goal[DI_GOAL_COST].value, 800, NEAR);
    di_plan_destroy(plan);
    di_fluid_parameters_destroy(p);
}

static void the_dearer_house_is_closed_first(void **state)
{
    (void)state;
    struct di_fluid_parameters *p = plan_case_make(1, 2, 8, 0);
    plan_case_places_only(p);
    p->families0[0] = 10; /* places for one of the two houses */
    p->fixed_cost[0] = 100;
    p->fixed_cost[1] = 130;
    struct di_plan *plan = plan_case_solve(p);
    assert_near(closed(plan, 4, 0), 0, NEAR);
    assert_near(closed(plan, 4, 1), 1, NEAR);
    /* 8 x 100 + 3 x 130 */
    assert_near(plan->goal[DI_GOAL_COST].value, 1190, NEAR);
    di_plan_destroy(plan);
    di_fluid_parameters_destroy(p);
}

static void the_pace_puts_the_second_closure_off(void **state)
{
    (void)state;
    struct di_fluid_parameters *p = plan_case_make(1, 2, 8, 0);
    plan_case_places_only(p);
    p->families0[0] = 20;
    p->fixed_cost[0] = 100;
    p->fixed_cost[1] = 130;
    p->closures_limit[4] = p->closures_limit[8] = 1;
    struct di_plan *plan = plan_case_solve(p);
    /* 130 ends after 3 quarters, 100 after 7 */
    assert_near(plan->goal[DI_GOAL_COST].value, 3 * 130 + 7 * 100, NEAR);
    di_plan_destroy(plan);
    di_fluid_parameters_destroy(p);
}

static void a_closing_house_admits_nobody(void **state)
{
    (void)state;
    struct di_fluid_parameters *p = plan_case_make(1, 1, 4, 0);
    plan_case_places_only(p);
    p->families0[0] = 10;
    p->admits[di_fluid_rg(0, STD)] = true;
    p->close_by[0] = 4;
    p->entries[di_fluid_trg(p, 3, 0, STD)] = 3;
    struct di_plan *plan = plan_case_solve(p);
    /* no admissions from two quarters before: who comes in 3 is overdue in 4 (or displaced) */
    assert_near(plan->goal[DI_GOAL_UNMET].value, 0.25 * 3, NEAR);
    assert_true(di_plan_at(plan, DI_PART_ADMITTED, 3, 0, STD, 0) < NEAR);
    di_plan_destroy(plan);
    di_fluid_parameters_destroy(p);
}

/* A house of 10 at 100 a quarter; families come too late for the horizon of a year. */
static void closes_in_the_tail(double families, double closed_share, double cost)
{
    struct di_fluid_parameters *p = plan_case_make(1, 1, 4, 2);
    plan_case_places_only(p);
    p->families_arriving[di_fluid_trk(p, 5, 0, 0)] = families;
    p->fixed_cost[0] = 100;
    struct di_plan *plan = plan_case_solve(p);
    assert_true(fabs(plan_case_residents(plan, 5) - (10 - families)) < NEAR);
    assert_near(closed(plan, 4, 0), 0, NEAR);
    assert_near(closed(plan, 6, 0), closed_share, NEAR);
    assert_near(plan->goal[DI_GOAL_COST].value, cost, NEAR);
    di_plan_destroy(plan);
    di_fluid_parameters_destroy(p);
}

static void houses_close_in_the_tail_as_far_as_they_are_empty(void **state)
{
    (void)state;
    closes_in_the_tail(10, 1, 4 * 100);
    /* 5 of 10 are left: y <= 10 (1 - z), so half of the two years' 800 is saved */
    closes_in_the_tail(5, 0.5, 4 * 100 + 0.5 * 800);
}

/* ---- money ---- */

static void a_budget_is_spent_on_the_weightier_group(void **state)
{
    (void)state;
    struct di_fluid_parameters *p = plan_case_make(1, 1, 1, 0);
    plan_case_places_only(p);
    p->residents0[di_fluid_rg(0, DI_GROUP_UNDER_3)] = 4;
    p->assessed0[di_fluid_rg(0, DI_GROUP_UNDER_3)] = 4;
    p->goals.group_weight[DI_GROUP_UNDER_3] = 2;
    p->families0[0] = 14;
    p->service_cost[DI_PLACEMENT_FOSTER] = 10;
    p->budget[0] = 60;
    /* six places: four under three, two others; eight stay: 0.25 x 8 */
    assert_near(plan_case_residential(p), 2, NEAR);
}

static void a_knapsack_of_kinds_takes_the_cheaper_first(void **state)
{
    (void)state;
    struct di_fluid_parameters *p = plan_case_make(1, 1, 1, 0);
    p->suitable[STD][DI_PLACEMENT_REUNIFIED] = 0;
    p->suitable[STD][DI_PLACEMENT_KINSHIP] = p->suitable_either[STD] = 0.3;
    p->families0[0] = 10;
    p->service_cost[DI_PLACEMENT_KINSHIP] = 5;
    p->service_cost[DI_PLACEMENT_FOSTER] = 10;
    p->budget[0] = 45;
    /* 3 to kin for 15, 3 to families for 30; 4 stay */
    assert_near(plan_case_residential(p), 1, NEAR);
}

static void a_budget_below_what_must_be_paid_has_no_plan(void **state)
{
    (void)state;
    struct di_fluid_parameters *p = plan_case_make(1, 1, 4, 0);
    plan_case_places_only(p);
    p->fixed_cost[0] = 100;
    p->budget[0] = 399;
    assert_status(plan_case_status(p), DI_ERR_INFEASIBLE);
    p->budget[0] = 400;
    assert_status(plan_case_status(p), DI_OK);
    di_fluid_parameters_destroy(p);
}

static void savings_of_a_closure_pay_for_families(void **state)
{
    (void)state;
    struct di_fluid_parameters *p = plan_case_make(1, 2, 8, 0);
    plan_case_places_only(p);
    p->families0[0] = 20;
    p->fixed_cost[0] = p->fixed_cost[1] = 100;
    p->service_cost[DI_PLACEMENT_FOSTER] = 10;
    p->budget[0] = 1100;
    p->budget[1] = 800;
    struct di_plan *plan = plan_case_solve(p);
    /* year 1: 3 x 200 fixed, as both close in the last quarter, 500 for 50 child-quarters in
     * families; year 2: nothing fixed, 800 for all 80 */
    assert_near(closed(plan, 4, 0) + closed(plan, 4, 1), 2, NEAR);
    assert_near(plan->goal[DI_GOAL_RESIDENTIAL].value, 0.25 * (160 - 130), NEAR);
    di_plan_destroy(plan);
    di_fluid_parameters_destroy(p);
}

/* ---- prevention, equity, targets, order ---- */

static void prevention_keeps_children_at_home(void **state)
{
    (void)state;
    struct di_fluid_parameters *p = plan_case_make(1, 1, 1, 0);
    plan_case_places_only(p);
    p->residents0[di_fluid_rg(0, STD)] = p->assessed0[di_fluid_rg(0, STD)] = 0;
    p->entries[di_fluid_trg(p, 1, 0, STD)] = 10;
    p->prevention_effect[di_fluid_rg(0, STD)] = 0.4;
    p->coverage_limit[0] = 0.5;
    struct di_plan *plan = plan_case_solve(p);
    /* 10 x (1 - 0.4 x 0.5) = 8 in the backlog */
    assert_near(di_plan_at(plan, DI_PART_BACKLOG, 1, 0, STD, 0), 8, NEAR);
    di_plan_destroy(plan);
    di_fluid_parameters_destroy(p);
}

static void no_region_is_left_behind(void **state)
{
    (void)state;
    struct di_fluid_parameters *p = plan_case_make(2, 2, 2, 0);
    plan_case_places_only(p);
    p->residents0[di_fluid_rg(1, STD)] = p->assessed0[di_fluid_rg(0, STD)] = 0;
    plan_case_place(p, 1, 1, 10);
    p->assessed0[di_fluid_rg(0, STD)] = 10;
    p->families0[di_fluid_rk(0, 0)] = 10; /* region 0 could empty; region 1 has no family */
    p->equity_slack = 0.2;
    struct di_plan *plan = plan_case_solve(p);
    /* region 1 keeps 10/10; the nation n/20 may be 0.2 below: n = 16, so region 0 keeps 6 */
    assert_near(plan->goal[DI_GOAL_RESIDENTIAL].value, 2 * 0.25 * 16, NEAR);
    di_plan_destroy(plan);
    di_fluid_parameters_destroy(p);
}

static void a_target_that_cannot_be_met_has_no_plan(void **state)
{
    (void)state;
    struct di_fluid_parameters *p = plan_case_make(1, 1, 4, 0);
    plan_case_places_only(p);
    p->targets = 1; /* nowhere to go */
    p->target[0] = (struct di_fluid_target){UINT32_MAX, 3, false, 9};
    assert_status(plan_case_status(p), DI_ERR_INFEASIBLE);
    p->target[0].residents = 10;
    assert_status(plan_case_status(p), DI_OK);
    di_fluid_parameters_destroy(p);
}

static void unmet_need_comes_before_years_in_care(void **state)
{
    (void)state;
    struct di_fluid_parameters *p = plan_case_make(1, 1, 3, 0);
    plan_case_places_only(p);
    p->families_arriving[di_fluid_trk(p, 2, 0, 0)] = 3;
    p->backlog0[di_fluid_rg(0, STD)] = 3;
    p->assessed0[di_fluid_rg(0, STD)] = 13;
    p->goals.unplaced_weight = 0; /* goal (3) alone would leave them and empty the house */
    struct di_plan *plan = plan_case_solve(p);
    /* three overdue for one quarter, then the families are theirs */
    assert_near(plan->goal[DI_GOAL_UNMET].value, 0.75, NEAR);
    assert_near(plan_case_residents(plan, 3), 10, NEAR);
    di_plan_destroy(plan);
    di_fluid_parameters_destroy(p);
}

static void cost_decides_only_among_equals(void **state)
{
    (void)state;
    struct di_fluid_parameters *p = plan_case_make(1, 1, 1, 0);
    p->suitable[STD][DI_PLACEMENT_REUNIFIED] = 0;
    p->suitable[STD][DI_PLACEMENT_KINSHIP] = p->suitable_either[STD] = 1;
    p->families0[0] = 10;
    p->service_cost[DI_PLACEMENT_KINSHIP] = 5;
    p->service_cost[DI_PLACEMENT_FOSTER] = 10;
    struct di_plan *plan = plan_case_solve(p);
    /* everybody leaves either way; kin are cheaper: 10 x 5 */
    assert_true(fabs(plan->goal[DI_GOAL_RESIDENTIAL].value) < NEAR);
    assert_near(plan->goal[DI_GOAL_COST].value, 50, NEAR);
    di_plan_destroy(plan);
    di_fluid_parameters_destroy(p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(families_arrive_after_their_lag),
        cmocka_unit_test(families_leave_while_others_are_in_training),
        cmocka_unit_test(a_family_of_two_takes_two),
        cmocka_unit_test(a_factor_below_one_leaves_places_empty),
        cmocka_unit_test(the_factor_moves_nobody_out_of_a_family),
        cmocka_unit_test(specialised_families_are_for_children_with_disability),
        cmocka_unit_test(homes_are_built_whole),
        cmocka_unit_test(a_budget_for_half_a_home_builds_none),
        cmocka_unit_test(group_homes_are_a_share_of_all_moves),
        cmocka_unit_test(an_empty_institution_closes_to_save_money),
        cmocka_unit_test(an_institution_with_a_child_stays_open),
        cmocka_unit_test(the_dearer_house_is_closed_first),
        cmocka_unit_test(the_pace_puts_the_second_closure_off),
        cmocka_unit_test(a_closing_house_admits_nobody),
        cmocka_unit_test(houses_close_in_the_tail_as_far_as_they_are_empty),
        cmocka_unit_test(a_budget_is_spent_on_the_weightier_group),
        cmocka_unit_test(a_knapsack_of_kinds_takes_the_cheaper_first),
        cmocka_unit_test(a_budget_below_what_must_be_paid_has_no_plan),
        cmocka_unit_test(savings_of_a_closure_pay_for_families),
        cmocka_unit_test(prevention_keeps_children_at_home),
        cmocka_unit_test(no_region_is_left_behind),
        cmocka_unit_test(a_target_that_cannot_be_met_has_no_plan),
        cmocka_unit_test(unmet_need_comes_before_years_in_care),
        cmocka_unit_test(cost_decides_only_among_equals),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
