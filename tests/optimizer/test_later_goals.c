/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The goals after residential years, where regions are solved apart: the worst wait is shared
 * out between regions, what is said to be a bound is one, and no earlier goal pays for it.
 * Judge is the whole program, solved with the earlier goals held at what the plan reaches.
 */
#include <math.h>
#include <time.h>

#include "di/fluid_program.h"
#include "di/plan_check.h"

#include "di_test.h"
#include "glpk_adapter.h"
#include "plan_case.h"
#include "random_case.h"
#include "test_scale.h"

#define NEAR 1e-4
#define PATIENCE 3   /* seconds, for the whole program with any dates */
#define ROUNDED 1e-7 /* what the solver rounds */
#define FELT 1e-6    /* by so much more an earlier goal must change nothing */

static struct di_optimizer_options options_for(uint32_t whole_rows)
{
    struct di_optimizer_options options;
    di_optimizer_options_defaults(&options);
    options.whole_rows = whole_rows;
    options.gap = 0;
    return options;
}

static struct di_plan *solved(const struct di_fluid_parameters *p, uint32_t whole_rows)
{
    const struct di_optimizer_options options = options_for(whole_rows);
    struct di_plan *plan = NULL;
    struct di_plan_verdict verdict;
    assert_status(di_optimize(p, &options, &plan, NULL), DI_OK);
    di_plan_check(p, plan, false, &verdict);
    assert_true(verdict.is_kept);
    return plan;
}

/* ---- by hand ---- */

/* Ten children of one region and thirty of another have no place; there are families enough,
 * and money for half of the 160 child-quarters of a year. */
static struct di_fluid_parameters *two_waiting_regions(void)
{
    struct di_fluid_parameters *p = plan_case_make(2, 2, 4, 0);
    plan_case_places_only(p);
    for (uint32_t r = 0; r < 2; r++) {
        const double children = r == 0 ? 10 : 30;
        plan_case_place(p, r, r, 0);
        p->assessed0[di_fluid_rg(r, STD)] = p->backlog0[di_fluid_rg(r, STD)] = children;
        p->families0[di_fluid_rk(r, 0)] = 40;
    }
    p->service_cost[DI_PLACEMENT_FOSTER] = 100;
    p->budget[0] = 80 * 100;
    return p;
}

static void regions_wait_alike(void **state)
{
    (void)state;
    struct di_fluid_parameters *p = two_waiting_regions();
    struct di_plan *plan = solved(p, 0);
    const struct di_plan_goal *wait = &plan->goal[DI_GOAL_WAIT];
    /* 80 child-quarters are 20 years of waiting for 40 children: half a year each. All of one
     * region's children placed first would leave two thirds, or one whole year, to the other */
    assert_near(plan->goal[DI_GOAL_UNMET].value, 20, NEAR);
    assert_true(wait->is_solved);
    assert_near(wait->value, 0.5, NEAR);
    assert_near(wait->bound, 0.5, NEAR);
    assert_near(di_plan_at(plan, DI_PART_WORST_WAIT, 4, 0, 0, 0), 0.5, NEAR);
    di_plan_destroy(plan);
    di_fluid_parameters_destroy(p);
}

static void houses_are_not_left_half_empty(void **state)
{
    (void)state;
    struct di_fluid_parameters *p = plan_case_make(2, 2, 4, 0);
    plan_case_places_only(p);
    p->assessed0[di_fluid_rg(0, STD)] = p->assessed0[di_fluid_rg(1, STD)] = 0;
    for (uint32_t r = 0; r < 2; r++) {
        plan_case_place(p, r, r, 10);
        p->assessed0[di_fluid_rg(r, STD)] = 10;
        p->families0[di_fluid_rk(r, 0)] = 10;
        p->minimum_occupancy[r] = 8;
        p->may_close[r] = false;
    }
    p->service_cost[DI_PLACEMENT_FOSTER] = 100;
    p->budget[0] = 2400; /* six children for a year */
    struct di_plan *plan = solved(p, 0);
    const struct di_plan_goal *wait = &plan->goal[DI_GOAL_WAIT];
    /* two may leave each house; the other two are missed for a year, wherever they lived: all
     * six from one house would be missed by four */
    assert_near(plan->goal[DI_GOAL_RESIDENTIAL].value, 14, NEAR);
    assert_near(wait->value, 0.01 * 2, NEAR);
    assert_near(wait->bound, 0.01 * 2, NEAR);
    di_plan_destroy(plan);
    di_fluid_parameters_destroy(p);
}

static void an_earlier_goal_is_never_paid_for_a_later_one(void **state)
{
    (void)state;
    struct di_fluid_parameters *p = two_waiting_regions();
    /* a place costs twice as much in money where few wait: every child there who does not wait
     * costs two of the others theirs, so it is they who wait */
    p->families0[di_fluid_rk(0, 0)] = 0;
    p->families0[di_fluid_rk(0, 1)] = 40;
    p->is_allowed[STD][DI_PLACEMENT_SPECIALISED] = true;
    p->service_cost[DI_PLACEMENT_SPECIALISED] = 200;
    struct di_plan *plan = solved(p, 0);
    /* 80 child-quarters of the large region, and all of the small one wait: 40 of its own, one
     * whole year each */
    assert_near(plan->goal[DI_GOAL_UNMET].value, 20, NEAR);
    assert_near(plan->goal[DI_GOAL_WAIT].value, 1, NEAR);
    di_plan_destroy(plan);
    di_fluid_parameters_destroy(p);
}

/* ---- judged by the whole program ---- */

static double seconds(void *context)
{
    struct timespec now;
    (void)context;
    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

struct judge {
    struct di_fluid_program *program;
    struct glpk *glpk;
    struct di_solve_limits limits;
};

static void hold(const struct judge *judge, enum di_goal goal, double value, double held)
{
    const double unit = goal == DI_GOAL_COST ? judge->program->money_unit : 1;
    glpk_bound_row(judge->glpk, judge->program->goal_row[goal], -HUGE_VAL,
                   (value + held * fabs(value) + held) / unit);
}

/* Least value of a goal with the plan's earlier ones held, and its dates. */
static double least(const struct di_fluid_parameters *p, const struct di_plan *plan,
                    enum di_goal goal, double held, bool with_dates)
{
    struct judge judge = {.limits.seconds = seconds};
    double value = 0, bound = 0;
    assert_status(di_fluid_program_create(p, false, &judge.program, NULL), DI_OK);
    assert_status(glpk_create(judge.program, &judge.limits, &judge.glpk, NULL), DI_OK);
    for (uint32_t earlier = 0; earlier < goal; earlier++)
        if (earlier != DI_GOAL_OVERSPEND)
            hold(&judge, (enum di_goal)earlier, plan->goal[earlier].value, held);
    for (uint32_t c = 0; c < judge.program->column_count; c++) {
        const double whole = round(plan->values[judge.program->columns[c].place]);
        if (with_dates && judge.program->columns[c].is_integer)
            glpk_bound_column(judge.glpk, c, whole, whole);
    }
    glpk_objective_add(judge.glpk, judge.program->goal_row[goal], 1);
    assert_int_equal(glpk_relax(judge.glpk, HUGE_VAL, &value), GLPK_OPTIMAL);
    if (!with_dates) { /* the best it finds in a while: a bound must lie below any plan */
        const enum glpk_outcome outcome =
            glpk_branch(judge.glpk, seconds(NULL) + PATIENCE, 0, &value, &bound);
        if (outcome != GLPK_OPTIMAL && outcome != GLPK_FEASIBLE)
            value = HUGE_VAL;
    }
    value *= goal == DI_GOAL_COST ? judge.program->money_unit : 1;
    glpk_destroy(judge.glpk);
    di_fluid_program_destroy(judge.program);
    return value;
}

struct tally {
    uint32_t judged, unsure, waiting, closed;
};

/* Where the last digits of an earlier goal decide about a later one there is no judge. */
static void judge_goal(const struct di_fluid_parameters *p, const struct di_plan *plan,
                       enum di_goal goal, uint64_t seed, struct tally *tally)
{
    const struct di_plan_goal *reached = &plan->goal[goal];
    const double same = least(p, plan, goal, ROUNDED, true);
    const double any = fmin(same, least(p, plan, goal, ROUNDED, false));
    const double noise = NEAR * fmax(1, any);
    if (fabs(least(p, plan, goal, FELT, true) - same) > noise / 2) {
        tally->unsure++;
        return;
    }
    if (!reached->is_solved || reached->bound > any + noise || reached->value < same - noise ||
        reached->value > same + noise)
        fail_msg("seed %u, goal %u: value %.9g, of its dates at best %.9g, of any %.9g, "
                 "bound %.9g",
                 (unsigned)seed, goal, reached->value, same, any, reached->bound);
    tally->judged++;
    tally->closed += di_plan_gap(reached) < 0.02;
    tally->waiting += goal == DI_GOAL_WAIT && reached->value > NEAR;
}

/* What the whole program reaches with the plan's dates the plan reaches; what it reaches with
 * any dates no bound exceeds. */
static void the_whole_program_agrees(void **state)
{
    (void)state;
    struct tally tally = {0};
    const uint32_t cases = (uint32_t)test_cases(24);
    for (uint64_t seed = 1; tally.judged < cases; seed++) {
        struct di_fluid_parameters *p = random_case_make(seed);
        const struct di_optimizer_options options = options_for(0);
        struct di_plan *first = p->regions > 1 ? solved(p, 100000) : NULL, *plan = NULL;
        if (first != NULL)
            random_case_limit(p, first, seed, 0.9, 1.2);
        if (first != NULL && di_optimize(p, &options, &plan, NULL) == DI_OK) {
            judge_goal(p, plan, DI_GOAL_WAIT, seed, &tally);
            judge_goal(p, plan, DI_GOAL_COST, seed, &tally);
            di_plan_destroy(plan);
        }
        di_plan_destroy(first);
        di_fluid_parameters_destroy(p);
    }
    print_message("%u goals judged, %u closed to 2%%, %u with waits; %u not judged\n",
                  tally.judged, tally.closed, tally.waiting, tally.unsure);
    assert_true(tally.unsure <= tally.judged);
    assert_true(tally.closed * 3 >= tally.judged);
    assert_true(tally.waiting * 4 >= tally.judged);
}

/* ---- stopped ---- */

struct patience {
    unsigned asked, most;
};

static double until_asked_too_often(void *context)
{
    struct patience *patience = context;
    return patience->asked++ < patience->most ? 0 : 1e6;
}

static struct di_plan *stopped(const struct di_fluid_parameters *p, struct patience *patience)
{
    struct di_optimizer_options options = options_for(0);
    struct di_plan *plan = NULL;
    patience->asked = 0;
    options.limits.seconds = until_asked_too_often;
    options.limits.context = patience;
    options.limits.time_limit_seconds = 1;
    const enum di_status status = di_optimize(p, &options, &plan, NULL);
    assert_true(status == DI_OK || status == DI_ERR_TIME);
    return status == DI_OK ? plan : NULL;
}

/* At whatever moment time runs out: earlier goals are as good as they will ever be, and the
 * wait is between what it was without its stage and what it would have become. */
static void a_stopped_stage_keeps_the_plan_of_the_one_before(void **state)
{
    (void)state;
    struct di_fluid_parameters *p = two_waiting_regions();
    struct patience patience = {.most = UINT32_MAX};
    struct di_plan *whole = stopped(p, &patience);
    const unsigned all = patience.asked;
    uint32_t early = 0, late = 0;
    assert_non_null(whole);
    assert_false(whole->is_stopped);
    for (unsigned most = 1; most <= all; most++) {
        patience.most = most;
        struct di_plan *plan = stopped(p, &patience);
        struct di_plan_verdict verdict;
        if (plan == NULL)
            continue;
        di_plan_check(p, plan, false, &verdict);
        assert_true(verdict.is_kept);
        if (!plan->is_stopped) /* what was asked last no longer mattered */
            assert_memory_equal(plan->goal, whole->goal, sizeof whole->goal);
        if (plan->goal[DI_GOAL_WAIT].is_solved) {
            assert_near(plan->goal[DI_GOAL_UNMET].value, whole->goal[DI_GOAL_UNMET].value,
                        NEAR);
            assert_near(plan->goal[DI_GOAL_RESIDENTIAL].value,
                        whole->goal[DI_GOAL_RESIDENTIAL].value, NEAR);
        }
        assert_true(plan->goal[DI_GOAL_WAIT].value >= whole->goal[DI_GOAL_WAIT].value - NEAR);
        early += !plan->goal[DI_GOAL_WAIT].is_solved;
        late += plan->goal[DI_GOAL_WAIT].is_solved && !plan->goal[DI_GOAL_COST].is_solved;
        di_plan_destroy(plan);
    }
    assert_true(early > 0); /* all of these moments were met */
    assert_true(late > 0);
    di_plan_destroy(whole);
    di_fluid_parameters_destroy(p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(regions_wait_alike),
        cmocka_unit_test(houses_are_not_left_half_empty),
        cmocka_unit_test(an_earlier_goal_is_never_paid_for_a_later_one),
        cmocka_unit_test(the_whole_program_agrees),
        cmocka_unit_test(a_stopped_stage_keeps_the_plan_of_the_one_before),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
