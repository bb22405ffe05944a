/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * No input can abort, hang or leak: the n-th allocation fails for every n, the solver's own
 * memory is limited, scenarios carry absurd numbers, time is short. AddressSanitizer sees to
 * leaks. Allocations of the solver's library itself are beyond the linker's reach: its memory
 * limit stands for them.
 */
#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "di/fluid_build.h"
#include "di/infeasibility.h"
#include "di/plan_alternatives.h"
#include "di/plan_benchmark.h"
#include "di/plan_policy.h"
#include "di/plan_prices.h"
#include "di/scenario.h"

#include "di_test.h"
#include "failing_memory.h"
#include "plan_case.h"
#include "random_case.h"
#include "test_scale.h"

static uint32_t scenarios = 25; /* 40 with the argument "many" */
#define PATIENCE                                                                               \
    20.0 /* seconds after a limit of one: a step of the solver may be under way                \
          */

static double seconds(void *context)
{
    struct timespec now;
    (void)context;
    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

static struct di_optimizer_options options_for(uint32_t whole_rows)
{
    struct di_optimizer_options options;
    di_optimizer_options_defaults(&options);
    options.whole_rows = whole_rows;
    options.limits.seconds = seconds;
    options.limits.time_limit_seconds = 1;
    return options;
}

/* ---- memory ---- */

/* All that is asked about a problem; DI_OK or the first failure. */
static enum di_status everything(const struct di_fluid_parameters *p,
                                 const struct di_optimizer_options *options)
{
    struct di_plan *plan = NULL;
    struct di_plan_prices *prices = NULL;
    struct di_plan_alternatives *others = NULL;
    struct di_policy_outcome outcome = {0};
    struct di_conflict conflict;
    enum di_status status = di_optimize(p, options, &plan, NULL);
    if (status == DI_OK)
        status = di_plan_prices_find(p, plan, options, &prices, NULL);
    if (status == DI_OK)
        status = di_plan_alternatives_find(p, plan, options, 1, 0.01, &others, NULL);
    if (status == DI_OK)
        status = di_plan_policy_try(p, plan, false, options, &outcome, NULL);
    if (status == DI_OK)
        status = di_infeasibility_find(p, options, &conflict, NULL);
    di_plan_destroy(outcome.plan);
    di_plan_alternatives_destroy(others);
    di_plan_prices_destroy(prices);
    di_plan_destroy(plan);
    return status;
}

static void survive_every_failing_allocation(const struct di_fluid_parameters *p,
                                             uint32_t whole_rows, uint32_t threads)
{
    struct di_optimizer_options options = options_for(whole_rows);
    options.threads = threads;
    bool has_failed = true;
    long n = 0;
    /* the first twenty one by one, then ever larger steps */
    for (; has_failed && n < 1000000; n += 1 + n / 20) {
        failing_memory_set(n);
        const enum di_status status = everything(p, &options);
        has_failed = failing_memory_end();
        if (!has_failed)
            assert_status(status, DI_OK);
        else if (status != DI_OK && status != DI_ERR_MEMORY && status != DI_ERR_SOLVER &&
                 status != DI_ERR_TIME)
            fail_msg("allocation %ld failed: %s", n, di_status_code(status));
    }
    assert_true(n > 30);
}

static void a_failing_allocation_is_survived_by_the_whole(void **state)
{
    (void)state;
    struct di_fluid_parameters *p = plan_case_make(1, 2, 4, 0);
    plan_case_places_only(p);
    p->families0[0] = 4;
    p->family_limit[0] = 1;
    p->fixed_cost[0] = p->fixed_cost[1] = 10;
    p->budget[0] = 1000;
    survive_every_failing_allocation(p, 100000, 1);
    di_fluid_parameters_destroy(p);
}

static void a_failing_allocation_is_survived_region_by_region(void **state)
{
    (void)state;
    struct di_fluid_parameters *p = plan_case_make(2, 2, 4, 0);
    plan_case_places_only(p);
    plan_case_place(p, 1, 1, 10);
    p->assessed0[di_fluid_rg(0, STD)] = 10;
    p->families0[0] = 4;
    p->family_limit[0] = 1;
    p->budget[0] = 1000;
    survive_every_failing_allocation(p, 0, 1);
    survive_every_failing_allocation(p, 0, 2);
    di_fluid_parameters_destroy(p);
}

static void little_memory_for_the_solver_is_an_answer(void **state)
{
    (void)state;
    struct di_fluid_parameters *p = di_plan_benchmark_make(2, 8, 4);
    assert_non_null(p);
    for (double mib = 1; mib <= 16; mib *= 2)
        for (uint32_t n = 0; n < 2; n++) {
            struct di_optimizer_options options = options_for(n == 0 ? 100000 : 0);
            options.limits.memory_limit_mib = mib;
            const enum di_status status = everything(p, &options);
            if (status != DI_OK && status != DI_ERR_SOLVER && status != DI_ERR_MEMORY &&
                status != DI_ERR_TIME)
                fail_msg("%g MiB: %s", mib, di_status_code(status));
        }
    /* and the next problem of this thread is solved as ever */
    struct di_fluid_parameters *next = plan_case_make(1, 1, 4, 0);
    di_plan_destroy(plan_case_solve(next));
    di_fluid_parameters_destroy(next);
    di_fluid_parameters_destroy(p);
}

/* ---- numbers ---- */

static const double absurd[] = {0, -1, 1, 1e-12, 1e-6, 0.5, 100, 1e6, 1e9, 1e12, 1e15, 1e300};
#define ABSURD (sizeof absurd / sizeof absurd[0])

/* Number `*at` of the tree from here on is replaced; counts down. */
static bool replace_number(json_t *value, long *at, double with)
{
    if (json_is_number(value))
        return (*at)-- == 0;
    const char *key;
    json_t *member;
    json_object_foreach(value, key, member)
    {
        if (replace_number(member, at, with)) {
            (void)json_object_set_new(value, key, json_real(with));
            return false;
        }
    }
    size_t index;
    json_array_foreach(value, index, member)
    {
        if (replace_number(member, at, with)) {
            (void)json_array_set_new(value, index, json_real(with));
            return false;
        }
    }
    return false;
}

static long count_numbers(const json_t *value)
{
    long count = json_is_number(value) ? 1 : 0;
    const char *key;
    json_t *member;
    json_object_foreach((json_t *)(uintptr_t)value, key, member) count += count_numbers(member);
    size_t index;
    json_array_foreach(value, index, member) count += count_numbers(member);
    return count;
}

/* Load, build and plan; true if the optimizer was reached. */
static bool plan_text(const char *text)
{
    struct di_scenario *scenario = NULL;
    struct di_warm_start *start = NULL;
    struct di_fluid_country *country = NULL;
    struct di_diagnostics list;
    di_diagnostics_init(&list);
    enum di_status status =
        di_scenario_load_text(text, strlen(text), "fuzzed", &list, &scenario, NULL);
    if (status == DI_OK)
        status = di_warm_start_prepare(scenario->model, &list, &start, NULL);
    if (status == DI_OK)
        status = di_fluid_build(scenario->model, start, &country, NULL);
    const bool is_reached = status == DI_OK;
    if (is_reached) {
        const struct di_optimizer_options options = options_for(2500);
        const double began = seconds(NULL);
        status = everything(country->parameters, &options);
        if (status == DI_ERR_INVARIANT)
            fail_msg("a plan broke its own check");
        assert_true(seconds(NULL) - began < 5 * PATIENCE);
    }
    di_fluid_country_destroy(country);
    di_warm_start_destroy(start);
    di_scenario_destroy(scenario);
    di_diagnostics_finish(&list);
    return is_reached;
}

static void fuzz(const char *path)
{
    json_error_t problem;
    json_t *valid = json_load_file(path, 0, &problem);
    struct random_case random = {20260101};
    uint32_t reached = 0;
    assert_non_null(valid);
    const long numbers = count_numbers(valid);
    for (uint32_t n = 0; n < test_cases(scenarios); n++) {
        json_t *fuzzed = json_deep_copy(valid);
        const uint32_t changes = 1 + (uint32_t)random_case_between(&random, 0, 3);
        for (uint32_t m = 0; m < changes; m++) {
            long at = (long)random_case_between(&random, 0, (double)numbers);
            (void)replace_number(fuzzed, &at,
                                 absurd[(size_t)random_case_between(&random, 0, ABSURD)]);
        }
        char *text = json_dumps(fuzzed, JSON_REAL_PRECISION(17));
        assert_non_null(text);
        reached += plan_text(text);
        free(text);
        json_decref(fuzzed);
    }
    json_decref(valid);
    print_message("%u of %u fuzzed scenarios reach the optimizer\n", reached,
                  test_cases(scenarios));
    assert_true(reached * 10 > test_cases(scenarios));
}

static void fuzzed_scenarios_get_an_answer(void **state)
{
    (void)state;
    fuzz(DI_SOURCE_DIR "/tests/import/valid.json");
    fuzz(DI_SOURCE_DIR "/scenarios/tutorial/11-double-running.json");
}

/* Any array of a random problem, times nothing, a lot or an enormous lot. */
static void absurd_coefficients_get_an_answer(void **state)
{
    (void)state;
    struct random_case random = {7};
    for (uint64_t seed = 1; seed <= test_cases(scenarios); seed++) {
        struct di_fluid_parameters *p = random_case_make(seed);
        double *const member[] = {&p->residents0[0],
                                  &p->backlog0[1],
                                  &p->capacity[0],
                                  &p->families0[0],
                                  &p->family_limit[0],
                                  &p->places_per_family[0],
                                  &p->workers0[0],
                                  &p->hire_limit[0],
                                  &p->hours_per_fte,
                                  &p->hours_assessment,
                                  &p->hours_move[STD][1],
                                  &p->hours_visits[2],
                                  &p->caseload_limit,
                                  &p->fixed_cost[0],
                                  &p->variable_cost[0],
                                  &p->service_cost[2],
                                  &p->salary_cost,
                                  &p->budget[0],
                                  &p->entries[di_fluid_trg(p, 1, 0, STD)],
                                  &p->price_index[1],
                                  &p->place_factor[0],
                                  &p->hours_factor[0],
                                  &p->beds_per_home,
                                  &p->minimum_occupancy[0],
                                  &p->goals.group_weight[1]};
        for (uint32_t n = 0; n < 2; n++)
            *member[(size_t)random_case_between(&random, 0, sizeof member / sizeof member[0])] =
                absurd[(size_t)random_case_between(&random, 0, ABSURD)];
        const struct di_optimizer_options options = options_for(seed % 2 == 0 ? 100000 : 0);
        const double began = seconds(NULL);
        const enum di_status status = everything(p, &options);
        if (status == DI_ERR_INVARIANT)
            fail_msg("seed %u: a plan broke its own check", (unsigned)seed);
        assert_true(seconds(NULL) - began < 5 * PATIENCE);
        di_fluid_parameters_destroy(p);
    }
}

static void an_empty_region_gets_a_plan(void **state)
{
    (void)state;
    for (uint32_t n = 0; n < 2; n++) {
        struct di_fluid_parameters *p = plan_case_make(3, 1, 4, 1);
        const struct di_optimizer_options options = options_for(n == 0 ? 100000 : 0);
        assert_status(everything(p, &options), DI_OK);
        p->budget[0] = 0;
        assert_status(everything(p, &options), DI_OK);
        p->fixed_cost[0] = 1;
        assert_status(everything(p, &options), DI_ERR_INFEASIBLE);
        di_fluid_parameters_destroy(p);
    }
}

static void a_second_is_kept(void **state)
{
    (void)state;
    struct di_fluid_parameters *p = di_plan_benchmark_make(4, 12, 9);
    assert_non_null(p);
    for (uint32_t n = 0; n < 2; n++) {
        const struct di_optimizer_options options = options_for(n == 0 ? 100000 : 2500);
        const double began = seconds(NULL);
        const enum di_status status = everything(p, &options);
        assert_true(seconds(NULL) - began < 5 * PATIENCE);
        assert_true(status == DI_OK || status == DI_ERR_TIME);
    }
    di_fluid_parameters_destroy(p);
}

int main(int count, char **arguments)
{
    if (count > 1 && strcmp(arguments[1], "many") == 0)
        scenarios = 40;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_failing_allocation_is_survived_by_the_whole),
        cmocka_unit_test(a_failing_allocation_is_survived_region_by_region),
        cmocka_unit_test(fuzzed_scenarios_get_an_answer),
        cmocka_unit_test(absurd_coefficients_get_an_answer),
        cmocka_unit_test(an_empty_region_gets_a_plan),
        cmocka_unit_test(a_second_is_kept),
    };
    const struct CMUnitTest memory[] = {
        cmocka_unit_test(little_memory_for_the_solver_is_an_answer),
    };
    if (count > 1 && strcmp(arguments[1], "memory") == 0)
        return cmocka_run_group_tests_name("memory", memory, NULL, NULL);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
