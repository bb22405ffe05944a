/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a trial says of a plan (MODEL 13.8): levels of small regions, dates, years against the
 * promise. By hand, and measured on a scenario whose years can be added up another way.
 */

#include "di/fluid_build.h"
#include "di/plan_check.h"
#include "di/plan_trial.h"
#include "di/scenario.h"

#include "di_test.h"
#include "plan_case.h"

enum { RUNS = 3 };

/* ---- by hand ---- */

static void a_small_region_needs_its_neighbours_and_its_own_chance(void **state)
{
    (void)state;
    /* 70% of few children, but it may be chance; all of them together hold the level */
    struct di_trial_region region = {.requests = 10,
                                     .level = 0.7,
                                     .level_low = 0.4,
                                     .level_high = 1,
                                     .is_small = true,
                                     .judged_level = 0.97,
                                     .judged_low = 0.96};
    assert_true(di_trial_region_reaches(&region, 0.95));
    assert_near(di_trial_region_shortfall(&region, 0.95), 0, 0);
    region.judged_low = 0.94;
    assert_false(di_trial_region_reaches(&region, 0.95));
    region.judged_low = 0.96; /* surely below: good neighbours do not hide it */
    region.level_high = 0.8;
    assert_false(di_trial_region_reaches(&region, 0.95));
    assert_near(di_trial_region_shortfall(&region, 0.95), 0.25, 1e-12);
    region.is_small = false; /* a large one is judged by the lower end of its interval */
    region.judged_level = region.level = 0.96;
    region.judged_low = region.level_low = 0.949;
    assert_false(di_trial_region_reaches(&region, 0.95));
    assert_near(di_trial_region_shortfall(&region, 0.95), 0, 0);
    region.requests = 0;
    assert_true(di_trial_region_reaches(&region, 0.95));
}

static void dates_and_promises_are_aims_too(void **state)
{
    (void)state;
    struct di_trial_region region = {
        .requests = 1000, .level = 1, .level_low = 1, .level_high = 1, .judged_low = 1};
    struct di_plan_trial trial = {.replications = RUNS,
                                  .regions = 1,
                                  .region = &region,
                                  .weighted_years = {.mean = 103},
                                  .dates = 2,
                                  .dates_kept = 2};
    struct di_trial_verdict verdict = di_plan_trial_judge(&trial, 0.95, 100);
    assert_true(di_trial_is_met(&verdict));
    trial.weighted_years.mean = 103.1;
    verdict = di_plan_trial_judge(&trial, 0.95, 100);
    assert_true(!di_trial_is_met(&verdict) && !verdict.keeps_promise && verdict.keeps_dates);
    trial.weighted_years.mean = 50;
    trial.dates_kept = 1;
    verdict = di_plan_trial_judge(&trial, 0.95, 100);
    assert_true(!di_trial_is_met(&verdict) && !verdict.keeps_dates && verdict.reaches_level);
}

/* Ten residents at the start, none from the end of the first quarter on: 10 x 1/4 / 2. In a
 * planned year of which half lies within the horizon they fall from ten to five: 7.5 x 1/2. */
static void promised_years_end_with_the_horizon(void **state)
{
    (void)state;
    struct di_fluid_parameters *p = plan_case_make(1, 1, 4, 0);
    plan_case_places_only(p);
    p->families0[0] = 10;
    struct di_plan *plan = plan_case_solve(p);
    assert_near(di_plan_bracket_years(p, plan, 4), 1.25, 1e-6);
    di_plan_destroy(plan);
    di_fluid_parameters_destroy(p);
    p = di_fluid_parameters_coarse(1, 0, 0, 6, 4, 0);
    assert_non_null(p);
    assert_near(di_plan_years_within(p, 5, 6, 10, 0), 3.75, 1e-12);
    assert_near(di_plan_years_within(p, 5, 8, 10, 0), 5, 1e-12);
    assert_near(di_plan_years_within(p, 4, 6, 10, 6), 2, 1e-12);
    di_fluid_parameters_destroy(p);
}

/* ---- measured ---- */

struct measured {
    struct di_scenario *scenario;
    struct di_plan_trial *trial;
};

static void measure(struct measured *measured, const char *file,
                    const struct di_set_override *sets, size_t set_count)
{
    struct di_warm_start *start = NULL;
    struct di_replication_set *set = NULL;
    struct di_experiment_options options;
    struct di_diagnostics list;
    di_diagnostics_init(&list);
    di_experiment_options_defaults(&options);
    options.replications = RUNS;
    options.full_splits = true;
    assert_status(di_scenario_load(file, sets, set_count, &list, &measured->scenario, NULL),
                  DI_OK);
    const struct di_model *model = measured->scenario->model;
    assert_status(di_warm_start_prepare(model, &list, &start, NULL), DI_OK);
    assert_status(di_experiment_run(model, start, &options, &set, NULL), DI_OK);
    assert_status(di_plan_trial_measure(model, set, 0, &measured->trial, NULL), DI_OK);
    di_replication_set_destroy(set);
    di_warm_start_destroy(start);
    di_diagnostics_finish(&list);
}

static void finish(struct measured *measured)
{
    di_plan_trial_destroy(measured->trial);
    di_scenario_destroy(measured->scenario);
}

/* With all weights 1 and nobody in emergency care the weighted years are those without a
 * family; with all weights 2 they are twice that. */
static void weighted_years_are_those_without_a_family(void **state)
{
    static const char *const weights[] = {"under_3", "standard", "disability", "adult"};
    (void)state;
    for (uint32_t weight = 1; weight <= 2; weight++) {
        const char *number = weight == 1 ? "1" : "2";
        char path[4][40];
        struct di_set_override sets[6];
        struct measured measured;
        double mean = 0;
        for (size_t n = 0; n < 4; n++) {
            (void)snprintf(path[n], sizeof path[n], "goals.weights.%s", weights[n]);
            sets[n] = (struct di_set_override){path[n], number};
        }
        sets[4] = (struct di_set_override){"goals.weights.group_home", "1"};
        sets[5] = (struct di_set_override){"goals.weights.unplaced", "1"};
        measure(&measured, DI_SOURCE_DIR "/scenarios/tutorial/14-closure.json", sets, 6);
        for (uint32_t n = 0; n < RUNS; n++)
            mean += measured.trial->without_family_years[n] / RUNS;
        assert_true(mean > 10);
        assert_near(measured.trial->weighted_years.mean, weight * mean, 1e-6);
        assert_int_equal(measured.trial->dates, 1);       /* the old home's */
        assert_false(measured.trial->region[0].is_small); /* nobody to be judged with */
        finish(&measured);
    }
}

/* Requests and successes of a region and as many of its neighbours as it takes to be large. */
static double level_with_neighbours(const struct measured *measured, uint32_t r)
{
    const struct di_region *region = &measured->scenario->model->regions[r];
    const struct di_trial_region *all = measured->trial->region;
    double requests = all[r].requests, in_time = all[r].in_time;
    for (uint32_t n = 0; n < region->neighbour_count && requests < 50.0 * RUNS; n++) {
        requests += all[region->neighbours[n].region].requests;
        in_time += all[region->neighbours[n].region].in_time;
    }
    return in_time / requests;
}

/* Three of nine months count: most of the demo's regions have few requests then. */
static void small_regions_are_judged_with_neighbours(void **state)
{
    (void)state;
    const struct di_set_override sets[] = {{"horizon.years", "0.75"}};
    struct measured measured;
    uint32_t small = 0, large = 0;
    measure(&measured, DI_SOURCE_DIR "/scenarios/demo/to_plan.json", sets, 1);
    for (uint32_t r = 0; r < measured.trial->regions; r++) {
        const struct di_trial_region *region = &measured.trial->region[r];
        assert_true(region->requests > 0 && region->level_low <= region->level &&
                    region->level <= region->level_high);
        assert_int_equal(region->is_small, region->requests < 50.0 * RUNS);
        assert_near(region->judged_level,
                    region->is_small ? level_with_neighbours(&measured, r) : region->level,
                    1e-12);
        assert_true(region->judged_low <= region->judged_level);
        small += region->is_small;
        large += !region->is_small;
    }
    print_message("%u small regions, %u large ones\n", small, large);
    assert_true(small > 0 && large > 0);
    finish(&measured);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_small_region_needs_its_neighbours_and_its_own_chance),
        cmocka_unit_test(dates_and_promises_are_aims_too),
        cmocka_unit_test(promised_years_end_with_the_horizon),
        cmocka_unit_test(weighted_years_are_those_without_a_family),
        cmocka_unit_test(small_regions_are_judged_with_neighbours),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
