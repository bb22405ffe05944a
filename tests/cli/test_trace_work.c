/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the trace tells of work and foster families (trace_work.h, trace_families.h) is in the
 * tables: visits due by their rhythm, cases, staff and its hours; families, places, and who
 * waits for them. Argument "demo": the large scenario.
 */
#include <stdio.h>
#include <string.h>

#include "di/time.h"

#include "di_test.h"
#include "program.h"
#include "trace_costs.h"
#include "trace_families.h"
#include "trace_homes.h"
#include "trace_work.h"

static struct trace_work work;
static struct trace_families families;

/* ---- work ---- */

static size_t staff_agrees(void)
{
    return trace_sum_compare(&work.sum, work.results, "K16_workers", "trained") +
           trace_sum_compare(&work.sum, work.results, "K16_in_training", "in training") +
           trace_sum_compare(&work.sum, work.results, "K16_vacancies", "vacant") +
           trace_sum_compare(&work.sum, work.results, "K16_hours_available", "hours available");
}

static const struct di_results_row *made_like(const struct di_results_row *due)
{
    const uint32_t id = di_indicator_find("K16_visits_made");
    for (size_t i = 0; i < work.results->row_count; i++) {
        const struct di_results_row *row = &work.results->rows[i];
        if (row->indicator == id && row->period == due->period && !row->is_adults &&
            row->first_civil_day == due->first_civil_day &&
            strcmp(row->region, due->region) == 0)
            return row;
    }
    fail_msg("no visits made for %s", due->region);
    return NULL;
}

/* Every visit that fell due is made, missed, or still open: at most one under way or waiting
 * and one behind it for each child, when the watch or the quarter ends. Returns visits made. */
static double made_visits_are_left(void)
{
    double all = 0;
    const uint32_t id = di_indicator_find("K16_visits_due");
    for (size_t i = 0; i < work.results->row_count; i++) {
        const struct di_results_row *row = &work.results->rows[i];
        if (row->indicator != id || row->period != DI_QUARTER || row->is_adults ||
            row->first_civil_day != work.sum.start_civil_day)
            continue;
        for (uint32_t r = 0; r < work.results->replications; r++) {
            double due = 0, missed = 0, made = 0, ended = 0;
            for (uint32_t quarter = 0; quarter < trace_sum_quarters(&work.sum); quarter++) {
                struct di_results_row at = *row;
                at.first_civil_day = trace_sum_quarter_first(&work.sum, quarter);
                due += trace_sum_get(&work.sum, "visits due", r, row->region, "all", quarter);
                missed +=
                    trace_sum_get(&work.sum, "visits missed", r, row->region, "all", quarter);
                ended +=
                    trace_sum_get(&work.sum, "watches ended", r, row->region, "all", quarter);
                made += made_like(&at)->values[r];
                const double open = 2 * (ended + trace_sum_get(&work.sum, "cases", r,
                                                               row->region, "all", quarter));
                assert_true(due - missed - made >= 0 && due - missed - made <= open);
            }
            all += made;
        }
    }
    return all;
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
        {"worker_pay", "pay", 1},
        {"institution_place_year", "fixed years", 1},
        {"place_year", "place years", 1},
        {NULL, NULL, 0}};
    static const struct trace_cost_basis of_families[] = {
        {"family_year", "family days", DI_DAYS_PER_YEAR}, {NULL, NULL, 0}};
    const char *path = program_path("t/costs.csv");
    trace_homes_read(&work.sum, work.scenario, program_path("t"));
    return trace_costs_compare(&work.sum, work.scenario, path, of_work) +
           trace_costs_compare(&families.sum, work.scenario, path, of_families);
}

/* ---- the runs ---- */

static void run(const char *scenario, int replications, const char *options)
{
    char line[300];
    program_begin("trace_work");
    (void)snprintf(line, sizeof line, "run %s --replications %d%s --quiet --trace --out @t",
                   scenario, replications, options);
    assert_int_equal(program_run(line), 0);
}

struct least {
    size_t staff, visits, families, costs; /* values that must be there */
};

static void assert_run_agrees(struct least least)
{
    trace_work_read(&work, program_path("t"));
    trace_families_read(&families, program_path("t"));
    assert_true(staff_agrees() >= least.staff);
    assert_true(trace_sum_compare(&work.sum, work.results, "K16_cases", "cases") > 0);
    assert_true(trace_sum_compare(&work.sum, work.results, "K16_visits_due", "visits due") > 0);
    assert_true(made_visits_are_left() >= (double)least.visits);
    assert_true(families_agree() >= least.families);
    assert_true(costs_agree() >= least.costs);
    trace_families_free(&families);
    trace_work_free(&work);
}

static void work_and_families_are_told(void **state)
{
    (void)state;
    run("%scenarios/tutorial/15-too-few-workers.json", 3, "");
    assert_run_agrees((struct least){.staff = 200, .visits = 5000, .families = 100});
}

static void the_demo_is_told(void **state)
{
    (void)state;
    run("%scenarios/demo/fast_closure.json", 2, " --set horizon.years=4");
    assert_run_agrees(
        (struct least){.staff = 500, .visits = 50000, .families = 1000, .costs = 1000});
}

int main(int argc, char **argv)
{
    const struct CMUnitTest small[] = {cmocka_unit_test(work_and_families_are_told)};
    const struct CMUnitTest demo[] = {cmocka_unit_test(the_demo_is_told)};
    if (argc > 1 && strcmp(argv[1], "demo") == 0)
        return cmocka_run_group_tests(demo, NULL, NULL);
    return cmocka_run_group_tests(small, NULL, NULL);
}
