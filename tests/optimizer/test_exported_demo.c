/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The demo's own model, exported: glpsol and cbc find the optimum we find. Without closures and
 * homes, so that all three solve the same linear program to its end. Regions one by one; with
 * the argument "demo" the whole country over a year, which takes the simplex a while.
 */
#include <string.h>

#include "di/fluid_build.h"
#include "di/scenario.h"

#include "di_test.h"
#include "solver_judge.h"

#define DEMO DI_SOURCE_DIR "/scenarios/demo/baseline.json"

static struct di_fluid_country *country_of(const char *years, struct di_scenario **scenario_out)
{
    const struct di_set_override set = {"horizon.years", years};
    struct di_fluid_country *country = NULL;
    struct di_warm_start *start = NULL;
    struct di_diagnostics list;
    di_diagnostics_init(&list);
    assert_status(di_scenario_load(DEMO, &set, 1, &list, scenario_out, NULL), DI_OK);
    assert_status(di_warm_start_prepare((*scenario_out)->model, &list, &start, NULL), DI_OK);
    assert_status(di_fluid_build((*scenario_out)->model, start, &country, NULL), DI_OK);
    di_warm_start_destroy(start);
    di_diagnostics_finish(&list);
    return country;
}

static void make_linear(struct di_fluid_parameters *p)
{
    for (uint32_t i = 0; i < p->institutions; i++) {
        p->may_close[i] = false;
        p->close_by[i] = 0;
    }
    for (uint32_t r = 0; r < p->regions; r++)
        p->home_limit[r] = 0;
}

static void judge(struct di_fluid_parameters *p, enum di_goal goal)
{
    struct di_optimizer_options options;
    struct di_plan *plan = NULL;
    di_optimizer_options_defaults(&options);
    options.is_weighted = true;
    options.weight[goal] = 1;
    make_linear(p);
    assert_status(di_optimize(p, &options, &plan, NULL), DI_OK);
    assert_true(plan->goal[goal].value > 1); /* something to agree about */
    solver_judge_agrees(p, goal, plan->goal[goal].value);
    di_plan_destroy(plan);
}

static void each_region_of_the_demo_has_the_same_optimum(void **state)
{
    (void)state;
    struct di_scenario *scenario = NULL;
    struct di_fluid_country *country = country_of("2", &scenario);
    for (uint32_t r = 0; r < country->parameters->regions; r++) {
        struct di_fluid_parameters *p = di_fluid_parameters_region(country->parameters, r);
        assert_non_null(p);
        judge(p, DI_GOAL_RESIDENTIAL);
        di_fluid_parameters_destroy(p);
    }
    di_fluid_country_destroy(country);
    di_scenario_destroy(scenario);
}

static void the_demo_has_the_same_optimum(void **state)
{
    (void)state;
    struct di_scenario *scenario = NULL;
    struct di_fluid_country *country = country_of("1", &scenario);
    judge(country->parameters, DI_GOAL_RESIDENTIAL);
    di_fluid_country_destroy(country);
    di_scenario_destroy(scenario);
}

int main(int count, char **arguments)
{
    const struct CMUnitTest regions[] = {
        cmocka_unit_test(each_region_of_the_demo_has_the_same_optimum)};
    const struct CMUnitTest whole[] = {cmocka_unit_test(the_demo_has_the_same_optimum)};
    if (count > 1 && strcmp(arguments[1], "demo") == 0)
        return cmocka_run_group_tests(whole, NULL, NULL);
    return cmocka_run_group_tests(regions, NULL, NULL);
}
