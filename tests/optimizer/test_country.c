/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the fluid model takes from the demo's own numbers, by hand: hours, posts, prices of
 * families. Emergency families come out of the same limits and money, and go back whole. What
 * trials call harm.
 */
#include <math.h>
#include <string.h>

#include "di/fluid_build.h"
#include "di/plan_trial.h"
#include "di/scenario.h"

#include "di_test.h"

#define DEMO DI_SOURCE_DIR "/scenarios/demo/baseline.json"

enum { RUNS = 4 };

struct demo {
    struct di_scenario *scenario;
    struct di_fluid_country *country;
};

static void demo_load_with(struct demo *demo, const struct di_set_override *sets, size_t count)
{
    struct di_warm_start *start = NULL;
    struct di_diagnostics list;
    di_diagnostics_init(&list);
    assert_status(di_scenario_load(DEMO, sets, count, &list, &demo->scenario, NULL), DI_OK);
    assert_status(di_warm_start_prepare(demo->scenario->model, &list, &start, NULL), DI_OK);
    assert_status(di_fluid_build(demo->scenario->model, start, &demo->country, NULL), DI_OK);
    di_warm_start_destroy(start);
    di_diagnostics_finish(&list);
}

static void demo_load(struct demo *demo)
{
    demo_load_with(demo, NULL, 0);
}

static void demo_finish(struct demo *demo)
{
    di_fluid_country_destroy(demo->country);
    di_scenario_destroy(demo->scenario);
}

static uint32_t region_of(const struct demo *demo, const char *id)
{
    for (uint32_t r = 0; r < demo->scenario->model->region_count; r++)
        if (strcmp(demo->scenario->model->regions[r].name.id, id) == 0)
            return r;
    fail_msg("no region %s", id);
    return 0;
}

/* The demo says of every house with how few children it can go on; a pool has no such number.
 */
static void houses_too_empty_to_go_on_are_the_scenarios(void **state)
{
    (void)state;
    struct demo demo;
    demo_load(&demo);
    const struct di_closure_plan *plans = demo.scenario->model->closure_plans;
    double sum = 0;
    assert_non_null(plans);
    for (uint32_t i = 0; i < demo.country->parameters->institutions; i++) {
        const uint32_t unit = demo.country->unit[i];
        const double least = demo.country->parameters->minimum_occupancy[i];
        assert_near(least, unit == UINT32_MAX ? 0 : plans[unit].minimum_viable_occupancy, 0);
        sum += least;
    }
    assert_true(sum > 0);
    demo_finish(&demo);
}

/* A visit of 3 hours, once a month: and the way there, 1 hour in the capital, 2.5 in Talmor. */
static void the_way_to_a_family_is_the_regions(void **state)
{
    (void)state;
    struct demo demo;
    demo_load(&demo);
    const double *hours = demo.country->parameters->hours_visits;
    assert_near(hours[di_fluid_rp(region_of(&demo, "selmar"), DI_PLACEMENT_FOSTER)],
                3 * (3 + 1), 1e-9);
    assert_near(hours[di_fluid_rp(region_of(&demo, "talmor"), DI_PLACEMENT_FOSTER)],
                3 * (3 + 2.5), 1e-9);
    assert_near(hours[di_fluid_rp(region_of(&demo, "talmor"), DI_PLACEMENT_KINSHIP)], 3 + 2.5,
                1e-5);
    demo_finish(&demo);
}

/* Every quarter four hours for each child in a family or home; none for those who are back. */
static void reviews_take_hours(void **state)
{
    (void)state;
    static const struct di_set_override sets[] = {{"resources.review_every", "91.3125"},
                                                  {"resources.activities.review.hours", "4"}};
    static const double more[DI_PLACEMENTS] = {[DI_PLACEMENT_KINSHIP] = 4,
                                               [DI_PLACEMENT_FOSTER] = 4,
                                               [DI_PLACEMENT_SPECIALISED] = 4,
                                               [DI_PLACEMENT_SGH] = 4,
                                               [DI_PLACEMENT_SUPPORTED] = 4};
    struct demo plain, reviewed;
    demo_load(&plain);
    demo_load_with(&reviewed, sets, 2);
    for (uint32_t q = 0; q < DI_PLACEMENTS; q++)
        assert_near(reviewed.country->parameters->hours_visits[di_fluid_rp(0, q)] + 1,
                    plain.country->parameters->hours_visits[di_fluid_rp(0, q)] + more[q] + 1,
                    1e-9);
    demo_finish(&plain);
    demo_finish(&reviewed);
}

/* A preparation of 30 hours, and 20 more with a disability, which some under three have. */
static void disability_takes_more_hours(void **state)
{
    (void)state;
    struct demo demo;
    demo_load(&demo);
    const struct di_fluid_parameters *p = demo.country->parameters;
    for (uint32_t q = 0; q < DI_PLACEMENTS; q++) {
        assert_near(p->hours_move[DI_GROUP_STANDARD][q], 30, 1e-9);
        assert_near(p->hours_move[DI_GROUP_DISABLED][q], 50, 1e-9);
        assert_true(p->hours_move[DI_GROUP_UNDER_3][q] > 30.1 &&
                    p->hours_move[DI_GROUP_UNDER_3][q] < 49.9);
    }
    demo_finish(&demo);
}

/* 1680 hours less 15%, by quarter. 0.16 of the workers leave in a year, 1 - exp(-0.04) in a
 * quarter; a new one is hired in 3 months and trained in 6: three quarters of them are missing.
 * At more than 0.9 of their hours more would leave. */
static void a_post_is_not_always_filled(void **state)
{
    (void)state;
    struct demo demo;
    demo_load(&demo);
    const struct di_fluid_parameters *p = demo.country->parameters;
    const double filled = 1 / (1 + 3 * (1 - exp(-0.04)));
    assert_near(p->hours_per_fte, 1680 * 0.85 / 4 * filled, 1e-6);
    assert_true(p->worker_attrition == 0);
    assert_near(p->hours_factor[region_of(&demo, "vesta")], 0.9, 1e-12);
    for (uint32_t t = 1; t <= p->periods; t++)
        assert_true(p->workers_arriving[di_fluid_tr(p, t, 0)] == 0);
    demo_finish(&demo);
}

/* 450 a year of support for ordinary families; 3,600 for those on call. */
static void families_on_call_have_a_price_of_their_own(void **state)
{
    (void)state;
    struct demo demo;
    demo_load(&demo);
    assert_near(demo.country->parameters->family_cost[0], 450.0 / 4, 1e-9);
    assert_near(demo.country->emergency_cost, 3600.0 / 4, 1e-9);
    assert_near(demo.country->emergency_approval, 1300, 1e-9);
    demo_finish(&demo);
}

static void emergency_families_take_from_limit_and_budget(void **state)
{
    (void)state;
    struct demo demo;
    demo_load(&demo);
    struct di_fluid_parameters *p = demo.country->parameters;
    const uint32_t r = region_of(&demo, "lumen");
    const double limit = p->family_limit[di_fluid_rk(r, 0)], first = p->budget[0],
                 tenth = p->budget[9];
    assert_near(di_fluid_seek_emergency(demo.country, r, 2), 2, 1e-12);
    assert_near(p->family_limit[di_fluid_rk(r, 0)], limit - 0.5, 1e-12);
    assert_near(p->budget[9], tenth - di_fluid_emergency_cost(demo.country, p->horizon), 1e-9);
    /* the tenth year: 2 approved; those of 9.5 years less the lag are on call */
    const double families = 2 * (9.5 - p->carer_lag / 4.0);
    assert_near(tenth - p->budget[9], p->price_index[p->horizon] * (families * 3600 + 2 * 1300),
                1e-6);
    assert_near(di_fluid_seek_emergency(demo.country, r, 1e6), 2 * limit - 2, 1e-9);
    assert_near(di_fluid_seek_emergency(demo.country, r, 0), -2 * limit, 1e-9);
    assert_near(p->family_limit[di_fluid_rk(r, 0)], limit, 1e-9);
    assert_near(p->budget[0], first, 1e-9);
    demo.country->has_emergency[r] = false;
    assert_true(di_fluid_seek_emergency(demo.country, r, 2) == 0);
    demo_finish(&demo);
}

/* Children without a place: any more of them. Those who come back: more than chance. */
static void harm_is_told_from_chance(void **state)
{
    (void)state;
    double none[RUNS] = {5, 5, 5, 5}, chance[RUNS] = {4, 7, 5, 5}, more[RUNS] = {8, 9, 8, 9};
    struct di_plan_trial without = {
        .replications = RUNS, .unplaced_years = none, .reentries = none};
    struct di_plan_trial trial = without;
    assert_false(di_plan_trial_harms(&trial, &without));
    trial.unplaced_years = chance;
    assert_true(di_plan_trial_harms(&trial, &without));
    assert_false(di_plan_trial_harms(&without, &trial));
    trial.unplaced_years = none;
    trial.reentries = chance;
    assert_false(di_plan_trial_harms(&trial, &without));
    trial.reentries = more;
    assert_true(di_plan_trial_harms(&trial, &without));
    assert_false(di_plan_trial_harms(&without, &trial));
    trial.replications = 1;
    assert_false(di_plan_trial_harms(&trial, &without));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(houses_too_empty_to_go_on_are_the_scenarios),
        cmocka_unit_test(the_way_to_a_family_is_the_regions),
        cmocka_unit_test(reviews_take_hours),
        cmocka_unit_test(disability_takes_more_hours),
        cmocka_unit_test(a_post_is_not_always_filled),
        cmocka_unit_test(families_on_call_have_a_price_of_their_own),
        cmocka_unit_test(emergency_families_take_from_limit_and_budget),
        cmocka_unit_test(harm_is_told_from_chance),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
