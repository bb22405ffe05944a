/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Regions solved side by side: the plan is the same to the last bit for any number of threads,
 * a stop asked for is seen by all, and what one thread meets is told as if there were no other.
 */
#include <stdatomic.h>
#include <string.h>

#include "di/infeasibility.h"
#include "di/plan_benchmark.h"

#include "di_test.h"
#include "plan_case.h"

#define REGIONS 7

static const uint32_t workers[] = {1, 2, 7, 50};
#define WORKERS (sizeof workers / sizeof workers[0])

static struct di_optimizer_options options_for(uint32_t threads)
{
    struct di_optimizer_options options;
    di_optimizer_options_defaults(&options);
    options.whole_rows = 0;
    options.threads = threads;
    return options;
}

/* A budget that binds: prices move, dates are rounded and shifted. */
static struct di_fluid_parameters *country(uint64_t seed)
{
    struct di_fluid_parameters *p = di_plan_benchmark_make(REGIONS, 4, seed);
    const struct di_optimizer_options options = options_for(1);
    assert_non_null(p);
    assert_status(di_plan_benchmark_budget(p, 1.05, &options.limits, NULL), DI_OK);
    return p;
}

static void any_number_of_workers_makes_the_same_plan(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 2; seed++) {
        struct di_fluid_parameters *p = country(seed);
        struct di_plan *plan[WORKERS] = {NULL};
        for (size_t n = 0; n < WORKERS; n++) {
            const struct di_optimizer_options options = options_for(workers[n]);
            assert_status(di_optimize(p, &options, &plan[n], NULL), DI_OK);
            assert_memory_equal(plan[n]->values, plan[0]->values,
                                plan[0]->shape.count * sizeof *plan[0]->values);
            assert_memory_equal(plan[n]->goal, plan[0]->goal, sizeof plan[0]->goal);
        }
        assert_true(plan[0]->goal[DI_GOAL_RESIDENTIAL].bound > 0);
        for (size_t n = 0; n < WORKERS; n++)
            di_plan_destroy(plan[n]);
        di_fluid_parameters_destroy(p);
    }
}

/* ---- stopping ---- */

struct patience {
    atomic_uint asked;
    unsigned most;
};

static bool has_run_out(void *context)
{
    struct patience *patience = context;
    return atomic_fetch_add(&patience->asked, 1) >= patience->most;
}

/* At the first question, within the first sweep, in the rounds: where the master hears of it
 * first, the solver is said to have given up. */
static void a_stop_is_seen_by_all_workers(void **state)
{
    (void)state;
    static const unsigned most[] = {0, 5, 200};
    struct di_fluid_parameters *p = country(1);
    for (size_t n = 0; n < sizeof most / sizeof most[0]; n++) {
        struct di_optimizer_options options = options_for(REGIONS);
        struct patience patience = {.most = most[n]};
        struct di_plan *plan = NULL;
        options.limits.is_cancelled = has_run_out;
        options.limits.context = &patience;
        const enum di_status status = di_optimize(p, &options, &plan, NULL);
        assert_true(status == DI_ERR_TIME || status == DI_ERR_SOLVER);
        if (most[n] <= 5)
            assert_status(status, DI_ERR_TIME);
        assert_true(atomic_load(&patience.asked) < most[n] + 2000);
    }
    di_fluid_parameters_destroy(p);
}

/* ---- errors ---- */

static void what_one_region_cannot_keep_is_told(void **state)
{
    (void)state;
    for (uint32_t r = 0; r < REGIONS; r++) {
        struct di_fluid_parameters *p = plan_case_make(REGIONS, REGIONS, 4, 0);
        struct di_plan *plan = NULL;
        struct di_error error = {0};
        plan_case_places_only(p);
        for (uint32_t i = 0; i < REGIONS; i++)
            plan_case_place(p, i, i, 10);
        p->assessed0[di_fluid_rg(0, STD)] = 10; /* the others have gone to their regions */
        p->may_close[r] = true;
        p->close_by[r] = 2; /* ten children, and no family to take them */
        for (size_t n = 0; n < WORKERS; n++) {
            const struct di_optimizer_options options = options_for(workers[n]);
            bool exists = true;
            assert_status(di_optimize(p, &options, &plan, &error), DI_ERR_INFEASIBLE);
            assert_int_equal(error.status, DI_ERR_INFEASIBLE);
            assert_status(di_plan_exists(p, &options, &exists, NULL), DI_OK);
            assert_false(exists);
        }
        di_fluid_parameters_destroy(p);
    }
}

/* GLPK gives up on every thread alike, and each can be used again. */
static void a_worker_out_of_memory_is_told(void **state)
{
    (void)state;
    struct di_fluid_parameters *p = di_plan_benchmark_make(REGIONS, 16, 1);
    assert_non_null(p);
    for (size_t n = 0; n < WORKERS; n++) {
        struct di_optimizer_options options = options_for(workers[n]);
        struct di_plan *plan = NULL;
        struct di_error error = {0};
        options.limits.memory_limit_mib = 1;
        const enum di_status status = di_optimize(p, &options, &plan, &error);
        assert_true(status == DI_ERR_SOLVER || status == DI_ERR_MEMORY);
        assert_int_equal(error.status, status);
    }
    di_fluid_parameters_destroy(p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(any_number_of_workers_makes_the_same_plan),
        cmocka_unit_test(a_stop_is_seen_by_all_workers),
        cmocka_unit_test(what_one_region_cannot_keep_is_told),
        cmocka_unit_test(a_worker_out_of_memory_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
