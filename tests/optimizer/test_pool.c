/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Children of like institutions counted together: what the regional search bounds its plans
 * with. Every plan of the institutions one by one must keep its rows.
 */
#include "di/fluid_pool.h"
#include "di/optimizer.h"
#include "di/plan_benchmark.h"

#include "di_test.h"

#define SHARE 0.95 /* of the money without a limit: the budget binds */
#define NOISE 1e-4

static struct di_fluid_parameters *country(uint32_t regions, uint64_t seed)
{
    const struct di_solve_limits limits = {0};
    struct di_fluid_parameters *p = di_plan_benchmark_make(regions, 8, seed);
    assert_non_null(p);
    assert_status(di_plan_benchmark_budget(p, SHARE, &limits, NULL), DI_OK);
    return p;
}

static struct di_plan *solved(const struct di_fluid_parameters *p, uint32_t whole_rows)
{
    struct di_optimizer_options options;
    struct di_plan *plan = NULL;
    di_optimizer_options_defaults(&options);
    options.whole_rows = whole_rows;
    options.gap = 0.01;
    assert_status(di_optimize(p, &options, &plan, NULL), DI_OK);
    return plan;
}

/* The two ways to a plan judge each other: neither's bound is above the other's plan. */
static void the_bound_of_pooled_stocks_is_below_every_plan(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 2; seed++) {
        struct di_fluid_parameters *p = country(1, seed);
        struct di_plan *whole = solved(p, 100000), *regional = solved(p, 0);
        const struct di_plan_goal *a = &whole->goal[DI_GOAL_RESIDENTIAL];
        const struct di_plan_goal *b = &regional->goal[DI_GOAL_RESIDENTIAL];
        assert_true(whole->goal[DI_GOAL_UNMET].value < NOISE);
        assert_true(regional->goal[DI_GOAL_UNMET].value < 0.01);
        assert_true(b->bound <= a->value * (1 + NOISE));
        assert_true(a->bound <= b->value * (1 + NOISE));
        assert_true(b->bound >= 0.95 * a->value); /* and not far */
        di_plan_destroy(whole);
        di_plan_destroy(regional);
        di_fluid_parameters_destroy(p);
    }
}

/* Closures, costs and buildings stay each institution's own; residents are the host's. */
static void only_children_are_pooled(void **state)
{
    (void)state;
    struct di_fluid_parameters *p = country(2, 1);
    p->leave_residents[di_fluid_tig(p, 1, 3, DI_GROUP_STANDARD)] += 0.01; /* not alike */
    struct di_fluid_parameters *pooled = di_fluid_pool_stocks(p);
    assert_non_null(pooled);
    double first = 0, all = 0;
    for (uint32_t i = 0; i < p->institutions; i++) {
        const uint32_t region = p->institution_region[i];
        assert_int_equal(pooled->host[i], i == 3 ? 3 : region * 8);
        assert_true(pooled->fixed_cost[i] == p->fixed_cost[i]);
        all += p->residents0[di_fluid_rg(i, DI_GROUP_STANDARD)];
    }
    struct di_plan *start = di_plan_create(pooled);
    assert_non_null(start);
    for (uint32_t i = 0; i < p->institutions; i++) {
        const double here = di_plan_at(start, DI_PART_RESIDENTS, 0, i, DI_GROUP_STANDARD, 0);
        assert_true(here == 0 || pooled->host[i] == i);
        first += here;
    }
    assert_near(first, all, 1e-12);
    di_plan_destroy(start);
    di_fluid_parameters_destroy(pooled);
    di_fluid_parameters_destroy(p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_bound_of_pooled_stocks_is_below_every_plan),
        cmocka_unit_test(only_children_are_pooled),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
