/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Small random countries with every process, told again by their traces: workers one by one
 * (trace_workers.h), brothers and sisters (trace_siblings.h), waits and returns with their
 * curves (trace_curves.h). Each recount sees it when one line lies. Argument "demo": more
 * of them, and the large scenario.
 */
#include <stdio.h>
#include <string.h>

#include "csv_table.h"
#include "di_test.h"
#include "program.h"
#include "random_country.h"
#include "trace_curves.h"
#include "trace_siblings.h"
#include "trace_workers.h"

static uint64_t countries = 1; /* more in the slow run */

/* ---- workers ---- */

/* Values that differ; `lie` NULL: the first one fails the test. */
static size_t workers_differ(const struct trace_lie *lie)
{
    static const char *const pairs[][2] = {{"K16_workers_left", "left"},
                                           {"K16_workers", "trained"},
                                           {"K16_in_training", "in training"},
                                           {"K16_vacancies", "vacant"}};
    struct trace_workers workers;
    trace_workers_read(&workers, program_path("t"), lie);
    size_t differ = workers.skipped, compared = 0;
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++)
        if (lie == NULL)
            compared +=
                trace_sum_compare(&workers.sum, workers.results, pairs[i][0], pairs[i][1]);
        else
            differ += trace_sum_differences(&workers.sum, workers.results, pairs[i][0],
                                            pairs[i][1], NULL);
    if (lie == NULL)
        assert_true(compared > 30 && workers.trained > 10);
    trace_workers_free(&workers);
    return differ;
}

/* ---- brothers and sisters ---- */

static size_t siblings_differ(const struct trace_lie *lie)
{
    struct trace_siblings siblings;
    trace_siblings_read(&siblings, program_path("t"), lie);
    size_t differ = siblings.alone;
    if (lie == NULL)
        assert_true(trace_sum_compare_ratio(&siblings.sum, siblings.results,
                                            "K13_siblings_apart_share", "apart",
                                            "groups") > 10 &&
                    trace_sum_compare(&siblings.sum, siblings.results, "C_split_groups",
                                      "placed apart") > 10);
    else
        differ += trace_sum_differences(&siblings.sum, siblings.results,
                                        "K13_siblings_apart_share", "apart", "groups") +
                  trace_sum_differences(&siblings.sum, siblings.results, "C_split_groups",
                                        "placed apart", NULL);
    trace_siblings_free(&siblings);
    return differ;
}

/* ---- waits and returns ---- */

static size_t curves_differ(const struct trace_lie *lie)
{
    struct trace_spells spells;
    struct trace_curves curves;
    trace_spells_read(&spells, program_path("t"), lie);
    trace_curves_of_runs(&spells, &curves);
    if (lie == NULL) {
        if (curves.differ > 0)
            fail_msg("%zu differ: %s", curves.differ, curves.first);
        assert_true(curves.compared > 100);
    }
    trace_spells_free(&spells);
    return curves.differ;
}

static void assert_curves_of_groups(size_t least)
{
    struct trace_spells spells;
    struct trace_curves curves;
    struct csv_table indicators;
    csv_table_read(&indicators, program_path("t/indicators.csv"));
    trace_spells_read(&spells, program_path("t"), NULL);
    trace_curves_of_groups(&spells, &indicators, &curves);
    if (curves.differ > 0)
        fail_msg("%zu differ: %s", curves.differ, curves.first);
    assert_true(curves.compared >= least);
    trace_spells_free(&spells);
    csv_table_finish(&indicators);
}

/* ---- lies ---- */

static bool is_gone(const struct di_trace_row *row)
{
    return strcmp(row->what, "gone") == 0;
}

static bool is_at_work(const struct di_trace_row *row)
{
    return strcmp(row->what, "active") == 0;
}

static bool has_elder_sibling(const struct di_trace_row *row)
{
    return strcmp(strrchr(row->child, '-'), "-1") == 0;
}

static void halve(struct di_trace_row *row)
{
    row->value /= 2;
}

static void move_away(struct di_trace_row *row)
{
    row->place = "another";
}

static void lose_its_place(struct di_trace_row *row)
{
    row->to = "unplaced";
}

static void put_off(struct di_trace_row *row)
{
    row->day += 92;
    row->civil_day += 92;
}

static void of_another_region(struct di_trace_row *row)
{
    row->to_region = row->origin = "elsewhere";
}

/* ---- the runs ---- */

static void run_country(uint64_t seed, int replications, const char *options)
{
    char line[300];
    program_begin("trace_whole");
    random_country_write(program_path("country.json"), seed);
    (void)snprintf(
        line, sizeof line,
        "run @country.json --replications %d --quiet --no-workbook --trace --out @t%s",
        replications, options);
    assert_int_equal(program_run(line), 0);
}

static void random_countries_are_told(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= countries; seed++) {
        run_country(seed, 2, "");
        assert_int_equal(workers_differ(NULL), 0);
        assert_int_equal(siblings_differ(NULL), 0);
        assert_int_equal(curves_differ(NULL), 0);
    }
}

/* Who has no place comes to a family by the ladder, often before the decision. */
static void waits_of_the_unplaced_are_told(void **state)
{
    (void)state;
    run_country(0, 2,
                " --set settings.boarding_school.on_full=refuse"
                " --set policies.no_under3_admission=2026-01-01");
    assert_int_equal(curves_differ(NULL), 0);
}

static void waits_of_groups_are_told(void **state)
{
    (void)state;
    run_country(0, 1, "");
    assert_curves_of_groups(1000);
}

static void a_lie_about_workers_is_seen(void **state)
{
    (void)state;
    static const struct trace_lie lies[] = {
        {.event = DI_TRACE_WORKER, .is_meant = is_gone, .skip = 5},
        {.event = DI_TRACE_WORKER, .is_meant = is_at_work, .skip = 3},
        {.event = DI_TRACE_WORKER, .is_meant = is_at_work, .change = halve},
        {.event = DI_TRACE_WORKER, .is_meant = is_gone, .skip = 9, .change = put_off}};
    run_country(0, 1, "");
    for (size_t i = 0; i < sizeof lies / sizeof lies[0]; i++)
        trace_lie_must_show(workers_differ, &lies[i]);
}

static void a_lie_about_siblings_is_seen(void **state)
{
    (void)state;
    static const struct trace_lie lies[] = {
        {.event = DI_TRACE_START, .is_meant = has_elder_sibling, .change = move_away},
        {.event = DI_TRACE_ENTRY, .is_meant = has_elder_sibling, .skip = 4},
        {.event = DI_TRACE_ENTRY, .is_meant = has_elder_sibling, .change = lose_its_place},
        {.event = DI_TRACE_SPLIT, .skip = 2}};
    for (size_t i = 0; i < sizeof lies / sizeof lies[0]; i++)
        trace_lie_must_show(siblings_differ, &lies[i]);
}

static void a_lie_about_waits_is_seen(void **state)
{
    (void)state;
    static const struct trace_lie lies[] = {
        {.event = DI_TRACE_REQUEST, .skip = 200},
        {.event = DI_TRACE_REQUEST, .skip = 210, .change = of_another_region},
        {.event = DI_TRACE_DECISION, .skip = 150, .change = put_off},
        {.event = DI_TRACE_REQUEST_END, .skip = 150},
        {.event = DI_TRACE_HOME, .skip = 20, .change = of_another_region},
        {.event = DI_TRACE_REENTRY, .skip = 20}};
    for (size_t i = 0; i < sizeof lies / sizeof lies[0]; i++)
        trace_lie_must_show(curves_differ, &lies[i]);
}

static void the_demo_is_told(void **state)
{
    (void)state;
    program_begin("trace_whole");
    assert_int_equal(program_run("run %scenarios/demo/fast_closure.json --replications 1 --set "
                                 "horizon.years=4 --quiet --no-workbook --trace --out @t"),
                     0);
    assert_int_equal(workers_differ(NULL), 0);
    assert_int_equal(siblings_differ(NULL), 0);
    assert_int_equal(curves_differ(NULL), 0);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest small[] = {
        cmocka_unit_test(random_countries_are_told),
        cmocka_unit_test(waits_of_the_unplaced_are_told),
        cmocka_unit_test(waits_of_groups_are_told),
        cmocka_unit_test(a_lie_about_workers_is_seen),
        cmocka_unit_test(a_lie_about_siblings_is_seen),
        cmocka_unit_test(a_lie_about_waits_is_seen),
    };
    const struct CMUnitTest demo[] = {cmocka_unit_test(the_demo_is_told),
                                      cmocka_unit_test(random_countries_are_told)};
    if (argc > 1 && strcmp(argv[1], "demo") == 0) {
        countries = 4;
        return cmocka_run_group_tests(demo, NULL, NULL);
    }
    return cmocka_run_group_tests(small, NULL, NULL);
}
