/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the trace tells of work and foster families (trace_work.h, trace_teams.h,
 * trace_families.h) is in the tables: visits due, made and overdue, cases, staff and its hours,
 * who waits for a worker, prices by the hour and by the visit; families, places, and who waits
 * for them. Argument "demo": the large scenario.
 */
#include <stdio.h>
#include <string.h>

#include "di/time.h"

#include "di_test.h"
#include "program.h"
#include "random_country.h"
#include "trace_costs.h"
#include "trace_families.h"
#include "trace_homes.h"
#include "trace_teams.h"
#include "trace_work.h"

static struct trace_work work;
static struct trace_families families;
static uint64_t countries = 1; /* more in the slow run */

/* ---- work ---- */

static size_t staff_agrees(void)
{
    (void)trace_sum_compare_ratio(&work.sum, work.results, "K16_caseload_use", "cases",
                                  "case limit");
    return trace_sum_compare(&work.sum, work.results, "K16_workers", "trained") +
           trace_sum_compare(&work.sum, work.results, "K16_in_training", "in training") +
           trace_sum_compare(&work.sum, work.results, "K16_vacancies", "vacant") +
           trace_sum_compare(&work.sum, work.results, "K16_hours_available", "hours available");
}

/* Visits due by their rhythm, made, missed and overdue. */
static size_t visits_agree(void)
{
    (void)trace_sum_compare_ratio(&work.sum, work.results, "K16_visits_missed_share",
                                  "visits missed", "visits due");
    (void)trace_sum_compare_ratio(&work.sum, work.results, "K16_overdue_share", "late days",
                                  "case days");
    assert_true(trace_sum_compare(&work.sum, work.results, "K16_cases", "cases") > 0);
    assert_true(trace_sum_compare(&work.sum, work.results, "K16_visits_due", "visits due") > 0);
    assert_true(trace_sum_compare(&work.sum, work.results, "K16_visits_made", "visits made") >
                0);
    return trace_sum_compare(&work.sum, work.results, "K16_overdue_children", "late");
}

/* Who waits for a worker, and for how long; hours worked. */
static size_t teams_agree(void)
{
    trace_teams_read(&work.sum, work.scenario, program_path("t"));
    (void)trace_sum_compare_ratio(&work.sum, work.results, "K16_utilisation", "hours worked",
                                  "hours available");
    return trace_sum_compare(&work.sum, work.results, "K16_jobs_waiting", "waiting") +
           trace_sum_compare_ratio(&work.sum, work.results, "K16_wait_for_worker", "waited",
                                   "begun") +
           trace_sum_compare(&work.sum, work.results, "K16_hours_worked", "hours worked");
}

/* ---- families ---- */

static size_t families_agree(void)
{
    static const char *const pairs[][2] = {
        {"K22_families", "families"},        {"K22_places", "places"},
        {"K22_vacancies", "vacancies"},      {"K22_empty_families", "empty"},
        {"K22_children_waiting", "waiting"}, {"K22_empty_while_waiting", "empty, waiting"}};
    size_t compared = 0;
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++)
        compared +=
            trace_sum_compare(&families.sum, families.results, pairs[i][0], pairs[i][1]);
    return compared;
}

/* ---- costs ---- */

static size_t costs_agree(void)
{
    static const struct trace_cost_basis of_work[] = {
        {"worker_pay", "pay", 1},         {"hour", "hours worked", 1},
        {"visit", "visits made", 1},      {"institution_place_year", "fixed years", 1},
        {"place_year", "place years", 1}, {NULL, NULL, 0}};
    static const struct trace_cost_basis of_families[] = {
        {"family_year", "family days", DI_DAYS_PER_YEAR},
        {"family_year, awake", "family days awake", DI_DAYS_PER_YEAR},
        {NULL, NULL, 0}};
    const char *path = program_path("t/costs.csv");
    trace_homes_read(&work.sum, work.scenario, program_path("t"));
    return trace_costs_compare(&work.sum, work.scenario, path, of_work) +
           trace_costs_compare(&families.sum, work.scenario, path, of_families);
}

/* ---- the runs ---- */

static void run(const char *scenario, int replications, const char *options)
{
    char line[300];
    (void)snprintf(line, sizeof line,
                   "run %s --replications %d%s --quiet --no-workbook --trace --out @t",
                   scenario, replications, options);
    assert_int_equal(program_run(line), 0);
}

/* The shipped scenario with what no shipped one has: prices by the hour, by the visit and of
 * families that do not rest, families who rest, children who are visited at home on the first
 * day, reviews. */
static void make_whole(const char *scenario)
{
    json_t *root = json_load_file(program_source(scenario), 0, NULL);
    assert_non_null(root);
    json_t *lines =
        json_pack("{s:{s:s, s:f}, s:{s:s, s:f}, s:{s:s, s:f}, s:{s:s, s:f, s:b}}", "overtime",
                  "basis", "hour", "price", 3.25, "journeys", "basis", "visit", "price", 7.5,
                  "retainer", "basis", "family_year", "price", 900.0, "allowance", "basis",
                  "family_year", "price", 500.0, "while_resting", 0);
    json_t *carers = json_object_get(json_object_get(root, "carers"), "families");
    json_object_set_new(carers, "families", json_integer(115));
    json_object_set_new(carers, "rest",
                        json_pack("{s:f, s:s, s:{s:s, s:f}}", "share", 0.7, "duration",
                                  "9 months", "law", "law", "gamma", "shape", 2.0));
    json_t *resources = json_object_get(root, "resources");
    json_object_set_new(resources, "review_every", json_string("182 days"));
    json_object_set_new(resources, "activities",
                        json_pack("{s:{s:f}}", "review", "hours", 1.5));
    json_t *costs = json_pack("{s:o, s:s}", "lines", lines, "quality", "illustrative");
    assert_int_equal(json_object_set_new(root, "costs", costs), 0);
    json_t *pool = json_pack("{s:{s:i, s:i}, s:f}", "returns", "2024", 40, "2025", 60,
                             "monitored_share", 0.8);
    assert_int_equal(
        json_object_set_new(json_object_get(root, "initial_stock"), "home_pool", pool), 0);
    program_begin("trace_work");
    assert_int_equal(json_dump_file(root, program_path("whole.json"), 0), 0);
    json_decref(root);
}

struct least {
    size_t staff, overdue, teams, families, resting, costs; /* values that must be there */
};

static void assert_run_agrees(struct least least)
{
    trace_work_read(&work, program_path("t"));
    work.sum.tolerance = 1e-6; /* work is kept to a millionth of an hour, day and FTE */
    trace_families_read(&families, program_path("t"));
    assert_true(staff_agrees() >= least.staff);
    assert_true(visits_agree() >= least.overdue);
    assert_true(teams_agree() >= least.teams);
    assert_true(families_agree() >= least.families);
    if (least.resting > 0)
        assert_true(trace_sum_compare(&families.sum, families.results, "K22_resting_families",
                                      "resting") >= least.resting);
    assert_true(costs_agree() >= least.costs);
    trace_families_free(&families);
    trace_work_free(&work);
}

static void work_and_families_are_told(void **state)
{
    (void)state;
    make_whole("scenarios/tutorial/15-too-few-workers.json");
    run("@whole.json", 3, "");
    assert_run_agrees((struct least){.staff = 200,
                                     .overdue = 100,
                                     .teams = 300,
                                     .families = 100,
                                     .resting = 20,
                                     .costs = 80});
}

/* Fewer hours for a while: on the first day, and by chance in each replication. */
static void add_shocks(const char *path)
{
    json_t *root = json_load_file(path, 0, NULL);
    assert_non_null(root);
    json_t *strike = json_pack("{s:s, s:s, s:[s], s:f}", "start", "2025-11-01", "duration",
                               "6 months", "regions", "east", "absence_share", 0.25);
    json_t *flood = json_pack("{s:f, s:s, s:f, s:f}", "rate_per_year", 0.8, "duration",
                              "5 months", "hours", 0.6, "visits", 0.5);
    json_object_set_new(root, "shocks",
                        json_pack("{s:o, s:o}", "strike", strike, "flood", flood));
    assert_int_equal(json_dump_file(root, path, 0), 0);
    json_decref(root);
}

static void random_countries_are_told(void **state)
{
    (void)state;
    for (uint64_t country = 31; country <= 30 + countries; country++) {
        program_begin("trace_work");
        random_country_write(program_path("country.json"), country);
        add_shocks(program_path("country.json"));
        run("@country.json", 2, "");
        assert_run_agrees(
            (struct least){.staff = 200, .teams = 200, .families = 100, .costs = 30});
    }
}

static void the_demo_is_told(void **state)
{
    (void)state;
    program_begin("trace_work");
    run("%scenarios/demo/fast_closure.json", 1, " --set horizon.years=4");
    assert_run_agrees((struct least){
        .staff = 500, .overdue = 50, .teams = 250, .families = 1000, .costs = 1000});
}

int main(int argc, char **argv)
{
    const struct CMUnitTest small[] = {cmocka_unit_test(work_and_families_are_told),
                                       cmocka_unit_test(random_countries_are_told)};
    const struct CMUnitTest demo[] = {cmocka_unit_test(the_demo_is_told),
                                      cmocka_unit_test(random_countries_are_told)};
    if (argc > 1 && strcmp(argv[1], "demo") == 0) {
        countries = 4;
        return cmocka_run_group_tests(demo, NULL, NULL);
    }
    return cmocka_run_group_tests(small, NULL, NULL);
}
