/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the fluid model takes from a scenario, case by case: families who come by themselves,
 * money of years that do not begin in January, dates within a quarter.
 */
#include <math.h>
#include <string.h>

#include "di/fluid_build.h"
#include "di/optimizer.h"
#include "di/scenario.h"

#include "di_test.h"

#define TUTORIAL DI_SOURCE_DIR "/scenarios/tutorial/"

struct built {
    struct di_scenario *scenario;
    struct di_fluid_country *country;
};

static const struct di_fluid_parameters *build(struct built *built, const char *file,
                                               const char *patch)
{
    struct di_warm_start *start = NULL;
    struct di_diagnostics list;
    di_diagnostics_init(&list);
    assert_status(di_scenario_load_patched(file, patch, strlen(patch), "patch", &list,
                                           &built->scenario, NULL),
                  DI_OK);
    assert_status(di_warm_start_prepare(built->scenario->model, &list, &start, NULL), DI_OK);
    assert_status(di_fluid_build(built->scenario->model, start, &built->country, NULL), DI_OK);
    di_warm_start_destroy(start);
    di_diagnostics_finish(&list);
    return built->country->parameters;
}

static void finish(struct built *built)
{
    di_fluid_country_destroy(built->country);
    di_scenario_destroy(built->scenario);
}

/* 120 enquiries a year, 9% apply, half of those are approved: the same in every quarter until
 * the campaign. Two more are planned for the second quarter of 2026, five for the third. */
static void planned_approvals_arrive(void **state)
{
    (void)state;
    struct built built;
    const struct di_fluid_parameters *p =
        build(&built, TUTORIAL "13-carer-pipeline.json",
              "{\"carers\":{\"families\":{\"recruitment\":{\"planned_approvals\":"
              "{\"2026_q3\":5}}}}}");
    const double usual = p->families_arriving[di_fluid_trk(p, 1, 0, 0)];
    assert_true(usual > 0);
    assert_near(p->families_arriving[di_fluid_trk(p, 2, 0, 0)], usual + 2, 1e-9);
    assert_near(p->families_arriving[di_fluid_trk(p, 3, 0, 0)], usual + 5, 1e-9);
    assert_near(p->families_arriving[di_fluid_trk(p, 4, 0, 0)], usual, 1e-9);
    finish(&built);
}

static double approvals_of(const char *start, const char *planned)
{
    struct built built;
    char patch[256];
    double sum = 0;
    (void)snprintf(patch, sizeof patch,
                   "{\"horizon\":{\"start\":\"%s\"},\"carers\":{\"families\":{"
                   "\"recruitment\":{\"planned_approvals\":%s}}}}",
                   start, planned);
    const struct di_fluid_parameters *p =
        build(&built, TUTORIAL "13-carer-pipeline.json", patch);
    for (uint32_t t = 1; t <= p->periods; t++)
        sum += p->families_arriving[di_fluid_trk(p, t, 0, 0)];
    finish(&built);
    return sum;
}

/* Whatever day the scenario starts on, a quarter's planned approvals fall into one period;
 * those of a quarter that began before are past, as in the simulation. */
static void no_planned_approval_lies_between_two_periods(void **state)
{
    (void)state;
    for (uint32_t day = 1; day <= 31; day++) {
        char start[16];
        (void)snprintf(start, sizeof start, "2026-01-%02u", (unsigned)day);
        const double planned =
            approvals_of(start, "{\"2026_q1\":4,\"2026_q2\":2,\"2026_q3\":5,\"2027_q2\":3}");
        assert_near(planned - approvals_of(start, "null"), day == 1 ? 14 : 10, 1e-9);
    }
}

/* Beside 30 recruited families, of whom half leave in a year, 60 that are given until 2029 and
 * then none. The given ones do not wear away, and no number of families falls below zero: there
 * is a plan without any new family. */
static void given_families_do_not_wear_away(void **state)
{
    (void)state;
    struct built built;
    struct di_optimizer_options options;
    struct di_plan *plan = NULL;
    const struct di_fluid_parameters *p = build(
        &built, TUTORIAL "13-carer-pipeline.json",
        "{\"goals\":{\"approvals_per_year\":0},\"carers\":{\"families\":{\"families\":30,"
        "\"recruitment\":{\"enquiries_per_year\":0,\"campaign_response_per_year\":0,"
        "\"planned_approvals\":null,\"leave_per_year\":0.5}},"
        "\"given\":{\"name\":{\"en\":\"Given\",\"ru\":\"Данные\"},\"region\":\"valley\","
        "\"setting\":\"foster_care\",\"quality\":\"illustrative\",\"families\":{\"value\":60,"
        "\"steps\":[{\"from\":\"2029-01-01\",\"set\":0}]}}}}");
    assert_near(p->carer_attrition, 1 - exp(-0.5 / 4), 1e-9);
    assert_near(p->families0[0], 90, 1e-9);
    di_optimizer_options_defaults(&options);
    assert_status(di_optimize(p, &options, &plan, NULL), DI_OK);
    /* at the end of 2028: the given, and 30 after three years */
    assert_near(di_plan_at(plan, DI_PART_FAMILIES, 12, 0, 0, 0), 60 + 30 * exp(-0.5 * 3), 1e-4);
    assert_near(di_plan_at(plan, DI_PART_FAMILIES, 13, 0, 0, 0), 30 * exp(-0.5 * 4), 1e-4);
    di_plan_destroy(plan);
    finish(&built);
}

/* A million a year is a million in every year of the plan, whenever it begins; half a million
 * less from 2028 on is felt half in the year from July 2027. */
static void money_follows_the_calendar(void **state)
{
    (void)state;
    static const char *const start[] = {"2026-01-01", "2026-07-01", "2026-08-10", "2028-02-29"};
    for (size_t n = 0; n < sizeof start / sizeof start[0]; n++) {
        struct built built;
        char patch[80];
        (void)snprintf(patch, sizeof patch, "{\"horizon\":{\"start\":\"%s\",\"years\":5.5}}",
                       start[n]);
        const struct di_fluid_parameters *p =
            build(&built, TUTORIAL "11-double-running.json", patch);
        for (uint32_t year = 0; year < p->years; year++)
            assert_near(p->budget[year], 1e6, 3000); /* years of 365 and 366 days */
        finish(&built);
    }
    struct built built;
    const struct di_fluid_parameters *p =
        build(&built, TUTORIAL "11-double-running.json",
              "{\"horizon\":{\"start\":\"2026-07-01\"},\"budget\":{\"sources\":{\"state\":{"
              "\"per_year\":{\"value\":1000000,\"steps\":[{\"from\":\"2028-01-01\",\"set\":"
              "500000}]}}}}}");
    assert_near(p->budget[0], 1e6, 3000);
    assert_near(p->budget[1], 0.75e6, 3000);
    assert_near(p->budget[p->years - 1], 0.5e6, 3000);
    finish(&built);
}

/* What must be closed by the middle of a quarter is closed at the end of the one before. */
static void dates_within_a_quarter_are_kept(void **state)
{
    static const struct {
        const char *date;
        uint32_t quarter; /* whose end it is, from 1 */
    } dates[] = {{"2028-03-31", 9},  {"2028-04-01", 9}, {"2028-05-15", 9}, {"2028-06-30", 10},
                 {"2028-12-31", 12}, {"2026-02-01", 1}, {"2027-06-30", 6}};
    (void)state;
    for (size_t n = 0; n < sizeof dates / sizeof dates[0]; n++) {
        struct built built;
        char patch[200];
        (void)snprintf(
            patch, sizeof patch,
            "{\"institutions\":{\"old_home\":{\"close_by\":\"%s\",\"wind_down_from\":"
            "null,\"moratorium_from\":null}},\"goals\":{\"targets\":{\"few\":{"
            "\"residents\":20,\"by\":\"%s\"}}}}",
            dates[n].date, dates[n].date);
        const struct di_fluid_parameters *p = build(&built, TUTORIAL "14-closure.json", patch);
        uint32_t found = 0;
        for (uint32_t i = 0; i < p->institutions; i++)
            found = p->close_by[i] > 0 ? p->close_by[i] : found;
        assert_int_equal(found, dates[n].quarter);
        assert_int_equal(p->target[0].period, dates[n].quarter);
        finish(&built);
    }
}

/* 100 children a year for poverty, of whom prevention, offered to 0.8, keeps half; 60 for
 * neglect, to whom it is not offered. The gate sends 0.6 of the boys home and no girl. */
static void prevention_and_the_gate_differ_by_group(void **state)
{
    (void)state;
    struct built built;
    double entries = 0;
    const struct di_fluid_parameters *p = build(
        &built, TUTORIAL "02-entries-and-prevention.json",
        "{\"reasons\":{\"neglect\":{\"children_per_year\":60,"
        "\"prevention_effect_share\":0.9}},\"entries\":{\"female_share\":0.5},"
        "\"services\":{\"prevention\":{\"coverage_share\":{\"value\":0.4,\"steps\":null,"
        "\"by\":{\"reason\":{\"poverty\":2,\"neglect\":0}}}},\"gatekeeping\":{\"share\":1,"
        "\"effect_share\":{\"value\":0.3,\"by\":{\"sex\":{\"female\":0,\"male\":2}}}}}}");
    for (uint32_t g = 0; g < DI_GROUPS; g++) {
        entries += p->entries[di_fluid_trg(p, 1, 0, g)];
        if (p->entries[di_fluid_trg(p, 1, 0, g)] > 0)
            assert_near(p->diverted_share[di_fluid_trg(p, 1, 0, g)], 0.3, 1e-9);
    }
    assert_near(entries, (100 * (1 - 0.8 * 0.5) + 60) / 4, 1e-9);
    finish(&built);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(planned_approvals_arrive),
        cmocka_unit_test(no_planned_approval_lies_between_two_periods),
        cmocka_unit_test(given_families_do_not_wear_away),
        cmocka_unit_test(money_follows_the_calendar),
        cmocka_unit_test(dates_within_a_quarter_are_kept),
        cmocka_unit_test(prevention_and_the_gate_differ_by_group),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
