/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the trace tells of a run (trace_recount.h) is in its tables: events, time and care plans
 * in every replication, region, setting and quarter; costs that follow from days, moves and
 * approvals. Argument "demo": the large scenario.
 */
#include <string.h>

#include "di_test.h"
#include "program.h"
#include "random_country.h"
#include "trace_costs.h"
#include "trace_recount.h"

static struct trace_recount recount;
static uint64_t countries = 1; /* more in the slow run */

static size_t events_agree(void)
{
    static const char *const pairs[][2] = {
        {"K2_institution_child_years", "institution years"},
        {"K2_residential_child_years", "residential years"},
        {"K6r_residential_admissions", "admitted"},
        {"K6r_admissions_from_home", "admitted from home"},
        {"K6r_admissions_from_family_placement", "admitted from family_placement"},
        {"K6r_admissions_from_unplaced", "admitted from unplaced"},
        {"K6r_admissions_from_other", "admitted from other"},
        {"K6r_transfers", "transfers"},
        {"K7_exits_to_family", "left to family"},
        {"K7r_residential_exits", "left"},
        {"K7r_exits_home", "left to home"},
        {"K7r_exits_kinship", "left to kinship"},
        {"K7r_exits_foster", "left to foster"},
        {"K7r_exits_adopted", "left to adopted"},
        {"K7r_exits_supported_living", "left to supported_living"},
        {"K7r_exits_unplaced", "left to unplaced"},
        {"K7r_exits_aged_out", "left to aged_out"},
        {"K7r_exits_adult_institution", "left to adult_institution"},
        {"K7r_exits_left_country", "left to left_country"},
        {"K7r_exits_died", "left to died"},
        {"K13_breakdowns", "breakdowns"},
        {"K13_child_breakdowns", "child breakdowns"},
        {"K15_unplaced_child_days", "unplaced days"},
        {"K19_stayed_on", "stayed on"},
        {"K21_deaths_in_care", "deaths"},
        {"C_prevented_groups", "prevented"},
        {"C_diverted_groups", "diverted"},
        {"C_refused_by_rate", "refused"},
        {"C_prevention_full", "prevention full"},
        {"C_overfill_placements", "overfilled"},
        {"C_emergency_overruns", "overrun"},
        {"C_shock_discharged", "discharged"},
        {"C_shock_traced", "traced"},
        {"C_shock_evacuated", "evacuated"},
        {"C_shock_evacuated_over", "evacuated over"},
        {"C_supply_induced_entries", "drawn by a bed"}};
    size_t compared = 0;
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++)
        compared += trace_sum_compare(&recount.sum, recount.results, pairs[i][0], pairs[i][1]);
    if (json_object_get(json_object_get(recount.scenario, "entries"), "first_placements") !=
        NULL)
        compared += trace_sum_compare(&recount.sum, recount.results, "C_first_place_refused",
                                      "first place refused");
    if (json_object_get(recount.scenario, "justice") != NULL)
        compared += trace_sum_compare(&recount.sum, recount.results, "C_diversion_full",
                                      "diversion full");
    return compared;
}

/* K22_net_approvals: who came less who left. */
static void assert_net(const struct di_results_row *row)
{
    struct trace_sum *sum = &recount.sum;
    if (row->indicator != di_indicator_find("K22_net_approvals") || row->period != DI_QUARTER ||
        row->is_adults)
        return;
    const uint32_t quarter = trace_sum_quarter_of(sum, row->first_civil_day);
    for (uint32_t r = 0; r < recount.results->replications; r++)
        assert_near(
            row->values[r],
            trace_sum_get(sum, "approved", r, row->region, row->setting, quarter) -
                trace_sum_get(sum, "left fostering", r, row->region, row->setting, quarter),
            0);
}

static size_t families_agree(void)
{
    if (json_object_get(recount.scenario, "carers") == NULL)
        return 0;
    for (size_t i = 0; i < recount.results->row_count; i++)
        assert_net(&recount.results->rows[i]);
    return trace_sum_compare(&recount.sum, recount.results, "K22_approvals", "approved") +
           trace_sum_compare(&recount.sum, recount.results, "K22_leavers", "left fostering") +
           trace_sum_compare(&recount.sum, recount.results, "K22_applications", "applied");
}

static size_t plans_agree(void)
{
    return trace_sum_compare_ratio(&recount.sum, recount.results, "K12_care_plan_share",
                                   "with plan", "in care") +
           trace_sum_compare_ratio(&recount.sum, recount.results, "K12_reviewed_6m_share",
                                   "reviewed", "in care");
}

static size_t costs_agree(void)
{
    static const struct trace_cost_basis bases[] = {{"child_year", "days", DI_DAYS_PER_YEAR},
                                                    {"move", "moved in", 1},
                                                    {"approval", "approved", 1},
                                                    {"prevention_place", "in prevention", 1},
                                                    {NULL, NULL, 0}};
    return trace_costs_compare(&recount.sum, recount.scenario, program_path("t/costs.csv"),
                               bases);
}

/* An equality of noughts proves little. */
static void assert_counted(const char *indicator)
{
    double sum = 0;
    for (size_t i = 0; i < recount.results->row_count; i++) {
        const struct di_results_row *row = &recount.results->rows[i];
        for (uint32_t r = 0; row->indicator == di_indicator_find(indicator) &&
                             row->values != NULL && r < recount.results->replications;
             r++)
            sum += row->values[r];
    }
    if (!(sum > 0))
        fail_msg("nothing counted by %s", indicator);
}

/* ---- the runs ---- */

struct least {
    size_t events, families, plans, costs;
    bool has_reviews, has_lack; /* put in */
    const char *counted[12];    /* indicators that are not nought */
    uint64_t country;           /* random, instead of a scenario's file; 0: none */
};

/* No shipped scenario has reviews. */
static void write_with_reviews(const char *scenario)
{
    json_t *root = json_load_file(program_source(scenario + 1), 0, NULL);
    assert_non_null(root);
    json_t *resources = json_object_get(root, "resources");
    json_object_set_new(resources, "review_every", json_string("120 days"));
    json_object_set_new(resources, "activities",
                        json_pack("{s:{s:f}}", "review", "hours", 1.5));
    assert_int_equal(json_dump_file(root, program_path("reviews.json"), 0), 0);
    json_decref(root);
}

/* A war that sends children home and empties an institution, beds that draw children, and few
 * places of every service. */
static void write_with_lack_and_shocks(void)
{
    json_t *root = json_load_file(program_source("tests/cli/whole_country.json"), 0, NULL);
    assert_non_null(root);
    json_t *settings = json_object_get(root, "settings");
    json_t *war = json_pack("{s:s, s:s, s:[s], s:f, s:{s:f, s:f}, s:{s:[s], s:[s]}}", "start",
                            "2027-05-01", "duration", "12 months", "regions", "east", "entries",
                            1.5, "discharge", "share", 0.4, "reentry_rr", 3.0, "evacuate",
                            "institutions", "east_home", "to_regions", "west");
    assert_non_null(war);
    json_object_set_new(root, "shocks", json_pack("{s:o}", "war", war));
    json_object_set_new(
        json_object_get(settings, "group_home"), "supply_response",
        json_pack("{s:f, s:s}", "entries_per_empty_bed_per_year", 0.8, "reason",
                  json_object_iter_key(json_object_iter(json_object_get(root, "reasons")))));
    json_object_set_new(json_object_get(json_object_get(root, "institutions"), "west_home"),
                        "capacity", json_integer(76));
    json_object_set_new(json_object_get(settings, "boarding_school"), "capacity",
                        json_integer(20));
    json_object_set_new(json_object_get(settings, "probation"), "capacity", json_integer(1));
    json_object_set_new(json_object_get(json_object_get(root, "services"), "prevention"),
                        "places", json_integer(2));
    assert_int_equal(json_dump_file(root, program_path("lack.json"), 0), 0);
    json_decref(root);
}

static void assert_run_agrees(const char *scenario, int replications, const char *options,
                              struct least least)
{
    char line[300];
    program_begin("trace_events");
    if (least.has_reviews)
        write_with_reviews(scenario);
    if (least.has_lack)
        write_with_lack_and_shocks();
    if (least.country != 0)
        random_country_write(program_path("country.json"), least.country);
    (void)snprintf(line, sizeof line,
                   "run %s --replications %d%s --quiet --no-workbook --trace --out @t",
                   least.has_reviews    ? "@reviews.json"
                   : least.has_lack     ? "@lack.json"
                   : least.country != 0 ? "@country.json"
                                        : scenario,
                   replications, options);
    assert_int_equal(program_run(line), 0);
    trace_recount_read(&recount, program_path("t"));
    assert_true(events_agree() >= least.events);
    for (size_t i = 0; least.counted[i] != NULL; i++)
        assert_counted(least.counted[i]);
    assert_true(families_agree() >= least.families);
    if (json_object_get(recount.scenario, "roles") != NULL)
        assert_true(plans_agree() >= least.plans);
    assert_true(costs_agree() >= least.costs);
    trace_recount_free(&recount);
}

static void events_of_reentries_are_told(void **state)
{
    (void)state;
    assert_run_agrees("%scenarios/tutorial/07-reentry.json", 3, "",
                      (struct least){.events = 100});
}

static void costs_follow_from_days_and_moves(void **state)
{
    (void)state;
    assert_run_agrees("%scenarios/tutorial/11-double-running.json", 3, "",
                      (struct least){.events = 50, .costs = 10});
}

static void families_that_come_and_go_are_told(void **state)
{
    (void)state;
    assert_run_agrees("%scenarios/tutorial/13-carer-pipeline.json", 3, "",
                      (struct least){.events = 100, .families = 20});
}

static void care_plans_are_told(void **state)
{
    (void)state;
    assert_run_agrees("%scenarios/tutorial/15-too-few-workers.json", 3, "",
                      (struct least){.events = 100, .plans = 100});
}

static void reviews_are_told(void **state)
{
    (void)state;
    assert_run_agrees("%scenarios/tutorial/15-too-few-workers.json", 2, "",
                      (struct least){.events = 100, .plans = 80, .has_reviews = true});
}

static void lack_and_shocks_are_told(void **state)
{
    (void)state;
    assert_run_agrees(
        "", 2, "",
        (struct least){.events = 2000,
                       .has_lack = true,
                       .counted = {"C_prevention_full", "C_diversion_full",
                                   "C_overfill_placements", "C_first_place_refused",
                                   "C_shock_discharged", "C_shock_traced", "C_shock_evacuated",
                                   "C_shock_evacuated_over", "C_supply_induced_entries"}});
}

static void random_countries_are_told(void **state)
{
    (void)state;
    for (uint64_t country = 21; country <= 20 + countries; country++)
        assert_run_agrees("", 2, "",
                          (struct least){.events = 2000,
                                         .families = 40,
                                         .plans = 100,
                                         .costs = 100,
                                         .country = country});
}

static void the_demo_is_told(void **state)
{
    (void)state;
    assert_run_agrees("%scenarios/demo/fast_closure.json", 1, " --set horizon.years=4",
                      (struct least){.events = 5000,
                                     .families = 100,
                                     .plans = 100,
                                     .costs = 1000,
                                     .counted = {"C_emergency_overruns"}});
}

int main(int argc, char **argv)
{
    const struct CMUnitTest small[] = {
        cmocka_unit_test(events_of_reentries_are_told),
        cmocka_unit_test(costs_follow_from_days_and_moves),
        cmocka_unit_test(families_that_come_and_go_are_told),
        cmocka_unit_test(care_plans_are_told),
        cmocka_unit_test(reviews_are_told),
        cmocka_unit_test(lack_and_shocks_are_told),
        cmocka_unit_test(random_countries_are_told),
    };
    const struct CMUnitTest demo[] = {cmocka_unit_test(the_demo_is_told),
                                      cmocka_unit_test(random_countries_are_told)};
    if (argc > 1 && strcmp(argv[1], "demo") == 0) {
        countries = 4;
        return cmocka_run_group_tests(demo, NULL, NULL);
    }
    return cmocka_run_group_tests(small, NULL, NULL);
}
