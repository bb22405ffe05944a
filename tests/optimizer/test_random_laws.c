/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Laws on dozens of small random problems: a plan lies between its bound and the gap it
 * states, keeps every rule, and without a plan the diagnosis is a smallest one: its changes
 * restore a plan, smaller ones do not, and no limit of the set can be spared.
 */
#include <math.h>
#include <string.h>

#include "di/infeasibility.h"
#include "di/plan_check.h"

#include "di_test.h"
#include "plan_case.h"
#include "random_case.h"
#include "test_scale.h"

static uint32_t problems = 12; /* 50 with the argument "many" */

static struct di_optimizer_options defaults(void)
{
    struct di_optimizer_options options;
    di_optimizer_options_defaults(&options);
    return options;
}

static void assert_lawful(const struct di_fluid_parameters *p, const struct di_plan *plan,
                          double gap, uint64_t seed)
{
    struct di_plan_verdict verdict;
    di_plan_check(p, plan, false, &verdict);
    if (!verdict.is_kept || verdict.conservation > 1e-6)
        fail_msg("seed %u: rule '%s' broken by %g", (unsigned)seed, verdict.rule,
                 verdict.worst);
    for (uint32_t goal = 0; goal < DI_GOALS; goal++) {
        const struct di_plan_goal *reached = &plan->goal[goal];
        if (!reached->is_solved)
            continue;
        const double noise = 1e-5 * (1 + fabs(reached->value));
        if (reached->bound > reached->value + noise)
            fail_msg("seed %u: goal %u is %g, below its bound %g", (unsigned)seed, goal,
                     reached->value, reached->bound);
        if (reached->value > reached->bound + gap * fabs(reached->value) + noise)
            fail_msg("seed %u: goal %u is %g, bound %g: more than the gap", (unsigned)seed,
                     goal, reached->value, reached->bound);
    }
}

static struct di_plan *unlimited_plan(const struct di_fluid_parameters *p, uint64_t seed)
{
    const struct di_optimizer_options options = defaults();
    struct di_plan *plan = NULL;
    const enum di_status status = di_optimize(p, &options, &plan, NULL);
    if (status != DI_OK)
        fail_msg("seed %u: %s without limits", (unsigned)seed, di_status_code(status));
    assert_lawful(p, plan, options.gap, seed);
    return plan;
}

static bool exists(const struct di_fluid_parameters *p)
{
    const struct di_optimizer_options options = defaults();
    bool is_there = false;
    assert_status(di_plan_exists(p, &options, &is_there, NULL), DI_OK);
    return is_there;
}

static void plans_lie_between_bound_and_gap_and_keep_all_rules(void **state)
{
    const struct di_optimizer_options options = defaults();
    uint32_t planned = 0;
    (void)state;
    for (uint64_t seed = 1; seed <= test_cases(problems); seed++) {
        struct di_fluid_parameters *p = random_case_make(seed);
        struct di_plan *free_plan = unlimited_plan(p, seed), *plan = NULL;
        random_case_limit(p, free_plan, seed, 0.95, 1.3);
        const enum di_status status = di_optimize(p, &options, &plan, NULL);
        if (status == DI_OK) {
            assert_lawful(p, plan, options.gap, seed);
            planned++;
            di_plan_destroy(plan);
        } else {
            assert_status(status, DI_ERR_INFEASIBLE);
        }
        if (exists(p) != (status == DI_OK))
            fail_msg("seed %u: two answers to whether a plan exists", (unsigned)seed);
        di_plan_destroy(free_plan);
        di_fluid_parameters_destroy(p);
    }
    print_message("%u of %u limited problems have a plan\n", planned, test_cases(problems));
    assert_true(planned * 4 > test_cases(problems));
}

/* ---- contradictions ---- */

static bool exists_with(const struct di_fluid_parameters *p, const struct di_limit *limit,
                        double change)
{
    struct di_fluid_parameters *changed = di_fluid_parameters_copy(p);
    assert_non_null(changed);
    di_limit_relax(changed, limit, change);
    const bool is_there = exists(changed);
    di_fluid_parameters_destroy(changed);
    return is_there;
}

/* Clearly less than what is named: factors count from 1, dates and the pace in whole steps. */
static double less_than(const struct di_limit *limit)
{
    if (limit->kind == DI_LIMIT_CLOSE_BY || limit->kind == DI_LIMIT_PACE)
        return limit->change - 1;
    if (limit->kind >= DI_LIMIT_RECRUITMENT)
        return fmax(1, limit->change * 0.97);
    return limit->change * 0.97;
}

static void assert_smallest(const struct di_fluid_parameters *p,
                            const struct di_conflict *conflict, uint64_t seed)
{
    assert_true(conflict->is_complete);
    if (conflict->count == 0)
        fail_msg("seed %u: no plan, and no limit named", (unsigned)seed);
    for (uint32_t n = 0; n < conflict->count; n++) {
        const struct di_limit *limit = &conflict->limit[n];
        if (!(limit->change < HUGE_VAL))
            continue;
        if (!exists_with(p, limit, limit->change))
            fail_msg("seed %u: %s changed by %g restores no plan", (unsigned)seed,
                     di_limit_id(limit->kind), limit->change);
        if (exists_with(p, limit, less_than(limit)))
            fail_msg("seed %u: %s needs less than %g", (unsigned)seed, di_limit_id(limit->kind),
                     limit->change);
    }
}

static bool is_named(const struct di_conflict *conflict, enum di_limit_kind kind,
                     uint32_t index)
{
    for (uint32_t n = 0; n < conflict->count; n++)
        if (conflict->limit[n].kind == kind && conflict->limit[n].index == index)
            return true;
    return false;
}

static void drop_unnamed(struct di_fluid_parameters *p, const struct di_conflict *conflict,
                         enum di_limit_kind kind, uint32_t index)
{
    const struct di_limit limit = {kind, index, HUGE_VAL};
    if (!is_named(conflict, kind, index))
        di_limit_relax(p, &limit, HUGE_VAL);
}

static void keep_only(struct di_fluid_parameters *p, const struct di_conflict *conflict)
{
    for (uint32_t year = 0; year < p->years; year++)
        drop_unnamed(p, conflict, DI_LIMIT_BUDGET, year);
    for (uint32_t i = 0; i < p->institutions; i++)
        drop_unnamed(p, conflict, DI_LIMIT_CLOSE_BY, i);
    for (uint32_t n = 0; n < p->targets; n++)
        drop_unnamed(p, conflict, DI_LIMIT_TARGET, n);
    for (uint32_t kind = DI_LIMIT_PACE; kind < DI_LIMIT_KINDS; kind++)
        drop_unnamed(p, conflict, kind, 0);
}

/* The set alone contradicts itself, and no longer without any one of its limits. */
static void assert_irreducible(const struct di_fluid_parameters *p,
                               const struct di_conflict *conflict, uint64_t seed)
{
    struct di_fluid_parameters *alone = di_fluid_parameters_copy(p);
    assert_non_null(alone);
    keep_only(alone, conflict);
    if (exists(alone))
        fail_msg("seed %u: the set named does not contradict itself", (unsigned)seed);
    for (uint32_t n = 0; n < conflict->count; n++)
        if (!exists_with(alone, &conflict->limit[n], HUGE_VAL))
            fail_msg("seed %u: %s could be spared", (unsigned)seed,
                     di_limit_id(conflict->limit[n].kind));
    di_fluid_parameters_destroy(alone);
}

static void a_diagnosis_is_the_smallest(void **state)
{
    const struct di_optimizer_options options = defaults();
    uint32_t contradictions = 0;
    (void)state;
    for (uint64_t seed = 1; seed <= test_cases(problems); seed++) {
        struct di_fluid_parameters *p = random_case_make(seed);
        struct di_plan *plan = unlimited_plan(p, seed);
        struct di_conflict conflict;
        random_case_limit(p, plan, seed, 0.2, 0.9);
        if (!exists(p)) {
            assert_status(di_infeasibility_find(p, &options, &conflict, NULL), DI_OK);
            assert_smallest(p, &conflict, seed);
            assert_irreducible(p, &conflict, seed);
            contradictions++;
        }
        di_plan_destroy(plan);
        di_fluid_parameters_destroy(p);
    }
    print_message("%u of %u problems contradict themselves\n", contradictions,
                  test_cases(problems));
    assert_true(contradictions * 2 > test_cases(problems));
}

int main(int count, char **arguments)
{
    if (count > 1 && strcmp(arguments[1], "many") == 0)
        problems = 50;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(plans_lie_between_bound_and_gap_and_keep_all_rules),
        cmocka_unit_test(a_diagnosis_is_the_smallest),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
