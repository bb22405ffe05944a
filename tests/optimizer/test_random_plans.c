/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Laws that hold for any plan, on seeded random problems: bound <= value, the check passes, the
 * decomposition agrees with the whole program, an infeasible problem becomes feasible by the
 * change that is named and not by less. No input aborts, hangs or leaks.
 */
#include <math.h>
#include <time.h>

#include "di/infeasibility.h"
#include "di/plan_benchmark.h"

#include "di_test.h"
#include "plan_case.h"
#include "test_scale.h"

static double seconds(void *context)
{
    struct timespec now;
    (void)context;
    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

static struct di_optimizer_options options_for(double limit, uint32_t whole_rows)
{
    struct di_optimizer_options options;
    di_optimizer_options_defaults(&options);
    options.limits.seconds = seconds;
    options.limits.time_limit_seconds = limit;
    options.whole_rows = whole_rows;
    return options;
}

static void check(const struct di_fluid_parameters *p, const struct di_plan *plan)
{
    struct di_plan_verdict verdict;
    di_plan_check(p, plan, false, &verdict);
    if (!verdict.is_kept)
        fail_msg("rule '%s' broken by %g (t %u, a %u)", verdict.rule, verdict.worst, verdict.t,
                 verdict.a);
    assert_true(verdict.conservation <= 1e-6);
    for (uint32_t goal = 0; goal < DI_GOALS; goal++)
        if (plan->goal[goal].bound > -HUGE_VAL)
            assert_true(plan->goal[goal].bound <= plan->goal[goal].value * (1 + 1e-4) + 1e-3);
}

static void a_plan_lies_above_its_bound_and_keeps_all_rules(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 3; seed++) {
        struct di_fluid_parameters *p = di_plan_benchmark_make(1, 4, seed);
        const struct di_optimizer_options options = options_for(20, 100000);
        struct di_plan *plan = NULL;
        assert_non_null(p);
        assert_status(di_optimize(p, &options, &plan, NULL), DI_OK);
        check(p, plan);
        di_plan_destroy(plan);
        di_fluid_parameters_destroy(p);
    }
}

static void regions_solved_apart_agree_with_the_whole(void **state)
{
    (void)state;
    struct di_fluid_parameters *p = di_plan_benchmark_make(2, 4, 7);
    const struct di_optimizer_options whole = options_for(60, 100000);
    const struct di_optimizer_options apart = options_for(60, 0);
    struct di_plan *a = NULL, *b = NULL;
    for (uint32_t i = 0; i < p->institutions; i++)
        p->may_close[i] = false; /* no whole numbers but homes */
    for (uint32_t r = 0; r < p->regions; r++)
        p->home_limit[r] = 0;
    assert_status(di_optimize(p, &whole, &a, NULL), DI_OK);
    assert_status(di_optimize(p, &apart, &b, NULL), DI_OK);
    check(p, a);
    check(p, b);
    assert_true(fabs(a->goal[DI_GOAL_UNMET].value - b->goal[DI_GOAL_UNMET].value) <
                0.01 * a->goal[DI_GOAL_UNMET].value + 0.1);
    assert_near(b->goal[DI_GOAL_RESIDENTIAL].value, a->goal[DI_GOAL_RESIDENTIAL].value, 0.02);
    di_plan_destroy(a);
    di_plan_destroy(b);
    di_fluid_parameters_destroy(p);
}

/* Under a budget that binds: prices that stop moving would leave a bound of nothing. */
static void regions_under_one_budget_come_near_their_bound(void **state)
{
    (void)state;
    struct di_fluid_parameters *p = di_plan_benchmark_make(2, 4, 3);
    const struct di_optimizer_options apart = options_for(0, 0);
    struct di_plan *plan = NULL;
    assert_status(di_plan_benchmark_budget(p, 1.05, &apart.limits, NULL), DI_OK);
    assert_status(di_optimize(p, &apart, &plan, NULL), DI_OK);
    check(p, plan);
    assert_true(plan->goal[DI_GOAL_RESIDENTIAL].bound > 0);
    assert_true(di_plan_gap(&plan->goal[DI_GOAL_RESIDENTIAL]) < 0.1);
    di_plan_destroy(plan);
    di_fluid_parameters_destroy(p);
}

static struct di_fluid_parameters *poor_region(double budget)
{
    struct di_fluid_parameters *p = plan_case_make(1, 2, 4, 0);
    plan_case_places_only(p);
    p->fixed_cost[0] = p->fixed_cost[1] = 100;
    p->variable_cost[0] = p->variable_cost[1] = 5;
    p->budget[0] = budget;
    return p;
}

static void the_named_change_restores_a_plan_and_less_does_not(void **state)
{
    (void)state;
    /* must be paid: 4 x (200 + 20 x 5) = 1200 */
    struct di_fluid_parameters *p = poor_region(900);
    const struct di_optimizer_options options = options_for(30, 100000);
    struct di_conflict conflict;
    bool exists = true;
    assert_status(di_infeasibility_find(p, &options, &conflict, NULL), DI_OK);
    assert_int_equal(conflict.count, 1);
    assert_int_equal(conflict.limit[0].kind, DI_LIMIT_BUDGET);
    assert_near(conflict.limit[0].change, 300, 0.02);
    di_limit_relax(p, &conflict.limit[0], conflict.limit[0].change);
    assert_status(di_plan_exists(p, &options, &exists, NULL), DI_OK);
    assert_true(exists);
    p->budget[0] -= 0.02 * conflict.limit[0].change + 1;
    assert_status(di_plan_exists(p, &options, &exists, NULL), DI_OK);
    assert_false(exists);
    di_fluid_parameters_destroy(p);
}

static void two_limits_that_contradict_each_other_are_both_named(void **state)
{
    (void)state;
    struct di_fluid_parameters *p = plan_case_make(1, 1, 8, 0);
    const struct di_optimizer_options options = options_for(30, 100000);
    struct di_conflict conflict;
    plan_case_places_only(p);
    p->family_limit[0] = 1; /* a family a quarter: ten after 11 quarters */
    p->close_by[0] = 4;
    p->earliest_close[0] = 3;
    assert_status(di_infeasibility_find(p, &options, &conflict, NULL), DI_OK);
    assert_int_equal(conflict.count, 2);
    assert_int_equal(conflict.limit[0].kind, DI_LIMIT_CLOSE_BY);
    assert_int_equal(conflict.limit[1].kind, DI_LIMIT_RECRUITMENT);
    di_fluid_parameters_destroy(p);
}

/* P: a plan that keeps all rules. N: none keeps all limits. R: a number out of range. */
static void assert_answer(const struct di_fluid_parameters *p, char answer, double number,
                          uint32_t at)
{
    const struct di_optimizer_options options = options_for(20, 100000);
    struct di_plan *plan = NULL;
    const enum di_status status = di_optimize(p, &options, &plan, NULL);
    const bool is_answered = (answer == 'P' && status == DI_OK) ||
                             (answer == 'N' && status == DI_ERR_INFEASIBLE) ||
                             (answer == 'R' && status == DI_ERR_RANGE);
    if (!is_answered)
        fail_msg("%g at %u: %s, expected %c", number, at, di_status_code(status), answer);
    if (status != DI_OK) {
        assert_null(plan);
        return;
    }
    check(p, plan);
    for (uint32_t goal = 0; goal < DI_GOALS; goal++)
        assert_true(isfinite(plan->goal[goal].value));
    di_plan_destroy(plan);
}

static void wild_numbers_get_an_answer(void **state)
{
    (void)state;
    enum { MEMBERS = 8 };
    static const struct {
        double number;
        const char answers[MEMBERS + 1]; /* in the order of the members below */
    } wild[] = {
        {0, "NPPRPPPP"},        {1e-300, "NPPRPPPP"},      {1e-9, "NPPRPPPP"},
        {1e9, "PNRRRRRP"},      {1e14, "PNRRRRRP"},        {1e300, "RRRRRRRR"},
        {HUGE_VAL, "PRRRRRRR"}, {(double)NAN, "RRRRRRRR"}, {-1, "RRRRRRRR"},
    };
    for (size_t n = 0; n < sizeof wild / sizeof wild[0]; n++)
        for (uint32_t at = 0; at < MEMBERS; at++) {
            struct di_fluid_parameters *p = poor_region(2000);
            double *const member[MEMBERS] = {&p->budget[0],
                                             &p->fixed_cost[0],
                                             &p->capacity[0],
                                             &p->residents0[1],
                                             &p->families0[0],
                                             &p->family_limit[0],
                                             &p->entries[di_fluid_trg(p, 1, 0, STD)],
                                             &p->service_cost[DI_PLACEMENT_FOSTER]};
            *member[at] = wild[n].number;
            assert_answer(p, wild[n].answers[at], wild[n].number, at);
            di_fluid_parameters_destroy(p);
        }
}

static void an_empty_country_has_an_empty_plan(void **state)
{
    (void)state;
    struct di_fluid_parameters *p = di_fluid_parameters_create(1, 0, 0, 4, 1);
    struct di_plan *plan = NULL;
    const struct di_optimizer_options options = options_for(5, 100000);
    assert_non_null(p);
    assert_status(di_optimize(p, &options, &plan, NULL), DI_OK);
    assert_true(fabs(plan->goal[DI_GOAL_RESIDENTIAL].value) < 1e-9);
    di_plan_destroy(plan);
    di_fluid_parameters_destroy(p);
}

static void a_short_time_limit_is_kept(void **state)
{
    (void)state;
    struct di_fluid_parameters *p = di_plan_benchmark_make(6, 12, 3);
    const struct di_optimizer_options options = options_for(1, 2500);
    struct di_plan *plan = NULL;
    const double began = seconds(NULL);
    const enum di_status status = di_optimize(p, &options, &plan, NULL);
    assert_true(seconds(NULL) - began < 20); /* one step of the simplex may be under way */
    if (status == DI_OK) {
        check(p, plan);
        di_plan_destroy(plan);
    } else {
        assert_status(status, DI_ERR_TIME);
    }
    di_fluid_parameters_destroy(p);
}

static void a_longer_horizon_leaves_the_first_quarters_alone(void **state)
{
    (void)state;
    struct di_fluid_parameters *shorter = plan_case_make(1, 1, 8, 3);
    struct di_fluid_parameters *longer = plan_case_make(1, 1, 16, 3);
    struct di_fluid_parameters *const both[] = {shorter, longer};
    struct di_plan *plans[2];
    for (uint32_t n = 0; n < 2; n++) {
        struct di_fluid_parameters *p = both[n];
        plan_case_places_only(p);
        p->family_limit[0] = 0.5;
        p->carer_lag = 3;
        p->carer_attrition = 0.03;
        p->admits[di_fluid_rg(0, STD)] = true;
        for (uint32_t t = 1; t <= p->periods; t++)
            p->entries[di_fluid_trg(p, t, 0, STD)] = 0.2;
        plans[n] = plan_case_solve(p);
    }
    for (uint32_t t = 1; t <= 4; t++)
        assert_near(di_plan_at(plans[1], DI_PART_APPROVALS, t, 0, 0, 0),
                    di_plan_at(plans[0], DI_PART_APPROVALS, t, 0, 0, 0), 0.02);
    for (uint32_t n = 0; n < 2; n++) {
        di_plan_destroy(plans[n]);
        di_fluid_parameters_destroy(both[n]);
    }
}

/* Decisions of a kind in one quarter, all kinds of places and children together. */
static double decided(const struct di_plan *plan, enum di_plan_part part, uint32_t t)
{
    double sum = 0;
    for (uint32_t a = 0; a < plan->shape.axis[di_plan_part_axis(part, 0)]; a++)
        for (uint32_t b = 0; b < plan->shape.axis[di_plan_part_axis(part, 1)]; b++)
            for (uint32_t c = 0; c < plan->shape.axis[di_plan_part_axis(part, 2)]; c++)
                sum += di_plan_at(plan, part, t, a, b, c);
    return sum;
}

/* Of a region whose money is short in every year, or (share 0) without a budget. */
struct region {
    uint64_t seed;
    uint32_t shorter, longer; /* quarters */
    uint32_t closable;        /* houses */
    double share;             /* of what it would spend without a budget */
};

static struct di_fluid_parameters *parameters_of(const struct region *region, uint32_t quarters)
{
    const uint32_t tail = di_fluid_tail_years(quarters, 3, 3, 4);
    struct di_fluid_parameters *p = di_plan_benchmark_tailed(1, quarters, tail, region->seed);
    assert_non_null(p);
    for (uint32_t i = region->closable; i < p->institutions; i++)
        p->may_close[i] = false;
    p->home_limit[0] = 0;
    return p;
}

/* Both have the same budgets: after the shorter one's last year, that of this year. */
static void limit(const struct region *region, struct di_fluid_parameters *p)
{
    struct di_fluid_parameters *longer = parameters_of(region, region->longer);
    const struct di_optimizer_options options = options_for(0, 100000);
    const uint32_t last = region->shorter / 4 - 1;
    assert_status(di_plan_benchmark_budget(longer, region->share, &options.limits, NULL),
                  DI_OK);
    for (uint32_t year = 0; year < p->years; year++)
        p->budget[year] = longer->budget[year < last ? year : last];
    di_fluid_parameters_destroy(longer);
}

static struct di_plan *plan_of(const struct region *region, uint32_t quarters)
{
    struct di_optimizer_options options = options_for(0, 100000);
    struct di_fluid_parameters *p = parameters_of(region, quarters);
    struct di_plan *plan = NULL;
    options.gap = 0;
    if (region->share > 0)
        limit(region, p);
    assert_status(di_optimize(p, &options, &plan, NULL), DI_OK);
    check(p, plan);
    di_fluid_parameters_destroy(p);
    return plan;
}

/* The law of MODEL 13.4, by kind of decision: what differs, over all that is decided. */
static void assert_left_alone(const struct region *region)
{
    static const enum di_plan_part kinds[] = {
        DI_PART_APPROVALS, DI_PART_HIRES,    DI_PART_ASSESSMENTS, DI_PART_MOVES,
        DI_PART_DIRECT,    DI_PART_ADMITTED, DI_PART_COVERAGE,    DI_PART_CLOSED};
    struct di_plan *shorter = plan_of(region, region->shorter);
    struct di_plan *longer = plan_of(region, region->longer);
    for (uint32_t n = 0; n < sizeof kinds / sizeof kinds[0]; n++) {
        double apart = 0, all = 0;
        for (uint32_t t = 1; t <= region->shorter - 4; t++) {
            apart += fabs(decided(shorter, kinds[n], t) - decided(longer, kinds[n], t));
            all += decided(longer, kinds[n], t);
        }
        if (!(apart <= 0.02 * all + 1e-4))
            fail_msg("seed %u, decision %s: %g of %g differ", (unsigned)region->seed,
                     di_plan_part_name(kinds[n]), apart, all);
    }
    di_plan_destroy(shorter);
    di_plan_destroy(longer);
}

/* The same on random regions in full: three groups, workers, two kinds of families. */
static void a_longer_horizon_leaves_a_region_alone(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 3; seed++)
        assert_left_alone(&(struct region){seed, 12, 20, 0, 0});
}

static void a_longer_horizon_leaves_a_poor_region_alone(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 3; seed++)
        assert_left_alone(&(struct region){seed, 12, 20, 0, 0.95});
}

static void a_longer_horizon_leaves_closures_alone(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 2; seed++)
        assert_left_alone(&(struct region){seed, 12, 20, 2, 0.9});
}

static void horizons_of_one_end_see_equally_far(void **state)
{
    (void)state;
    for (uint32_t quarters = 4; quarters <= 120; quarters += 4) {
        const uint32_t end = quarters / 4 + di_fluid_tail_years(quarters, 3, 3, 4);
        assert_true(end % 4 == 0 && end >= 8);
        assert_true(end >= quarters / 4 + 3 && end < quarters / 4 + 8);
    }
    assert_int_equal(di_fluid_tail_years(12, 3, 3, 4), di_fluid_tail_years(20, 3, 3, 4) + 2);
    assert_int_equal(di_fluid_tail_years(40, 3, 3, 4), di_fluid_tail_years(48, 3, 3, 4) + 2);
    assert_int_equal(di_fluid_tail_years(40, 9, 3, 4), 6); /* 17 quarters: 5 years */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_plan_lies_above_its_bound_and_keeps_all_rules),
        cmocka_unit_test(regions_solved_apart_agree_with_the_whole),
        cmocka_unit_test(regions_under_one_budget_come_near_their_bound),
        cmocka_unit_test(the_named_change_restores_a_plan_and_less_does_not),
        cmocka_unit_test(two_limits_that_contradict_each_other_are_both_named),
        cmocka_unit_test(wild_numbers_get_an_answer),
        cmocka_unit_test(an_empty_country_has_an_empty_plan),
        cmocka_unit_test(a_short_time_limit_is_kept),
        cmocka_unit_test(a_longer_horizon_leaves_the_first_quarters_alone),
        cmocka_unit_test(a_longer_horizon_leaves_a_region_alone),
        cmocka_unit_test(a_longer_horizon_leaves_a_poor_region_alone),
        cmocka_unit_test(a_longer_horizon_leaves_closures_alone),
        cmocka_unit_test(horizons_of_one_end_see_equally_far),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
