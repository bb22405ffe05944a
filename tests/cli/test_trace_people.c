/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Every indicator of people, in every split there is, recounted from the trace of the same run
 * (people_rows.h), in small random countries with every process. Argument "demo": more of them,
 * one with all groups crossed, and a year of the large scenario.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "di_test.h"
#include "people_rows.h"
#include "program.h"
#include "random_country.h"

static uint64_t countries = 1; /* more in the slow run */

static struct people_rows compare(const struct trace_lie *lie)
{
    struct trace_people people;
    struct csv_table indicators;
    struct people_rows rows;
    csv_table_read(&indicators, program_path("t/indicators.csv"));
    trace_people_read(&people, program_path("t"), lie);
    people_rows_compare(&people, &indicators, &rows);
    trace_people_free(&people);
    csv_table_finish(&indicators);
    return rows;
}

static void assert_agrees(size_t least)
{
    const struct people_rows rows = compare(NULL);
    if (rows.differ > 0)
        fail_msg("%zu differ: %s", rows.differ, rows.first);
    if (rows.compared < least)
        fail_msg("%zu compared", rows.compared);
}

static void run_country(uint64_t seed, const char *options)
{
    char line[200];
    program_begin("trace_people");
    random_country_write(program_path("country.json"), seed);
    (void)snprintf(
        line, sizeof line,
        "run @country.json --replications 1%s --quiet --no-workbook --trace --out @t", options);
    assert_int_equal(program_run(line), 0);
}

static void people_of_random_countries_are_told(void **state)
{
    (void)state;
    for (uint64_t seed = 11; seed <= 10 + countries; seed++) {
        run_country(seed, "");
        assert_agrees(20000);
    }
}

static void crossed_groups_are_told(void **state)
{
    (void)state;
    run_country(13, " --splits full --set horizon.years=1");
    assert_agrees(20000);
    assert_int_equal(compare(NULL).unseen, 0);
}

static size_t differences(const struct trace_lie *lie)
{
    return compare(lie).differ;
}

static void be_a_boy(struct di_trace_row *row)
{
    row->sex = "male";
}

static void stay_young(struct di_trace_row *row)
{
    row->age_band = "age_0_2";
}

static void lose_its_origin(struct di_trace_row *row)
{
    row->origin = "elsewhere";
}

static bool is_of_a_girl(const struct di_trace_row *row)
{
    return strcmp(row->sex, "female") == 0;
}

static void a_lie_about_people_is_seen(void **state)
{
    (void)state;
    static const struct trace_lie lies[] = {
        {.event = DI_TRACE_ENTRY, .skip = 30, .change = lose_its_origin},
        {.event = DI_TRACE_ENTRY, .is_meant = is_of_a_girl, .skip = 9, .change = be_a_boy},
        {.event = DI_TRACE_BIRTHDAY, .skip = 8, .change = stay_young},
        {.event = DI_TRACE_AT_GATE, .skip = 12},
        {.event = DI_TRACE_LEAVES_AT_18, .skip = 2},
        {.event = DI_TRACE_BREAKDOWN, .skip = 2},
        {.event = DI_TRACE_EXIT, .skip = 2}};
    run_country(0, " --set horizon.years=1");
    for (size_t i = 0; i < sizeof lies / sizeof lies[0]; i++)
        trace_lie_must_show(differences, &lies[i]);
}

/* docs/VALIDATION.md says of each which test recomputes it. */
static void every_indicator_has_its_test_in_the_documents(void **state)
{
    (void)state;
    char *text = program_read(program_source("docs/VALIDATION.md"), NULL);
    assert_non_null(text);
    const char *table = strstr(text, "## Every indicator by its test");
    assert_non_null(table);
    for (uint32_t i = 0; i < di_indicator_count(); i++) {
        char id[80];
        (void)snprintf(id, sizeof id, "`%s`", di_indicator_at(i).id);
        if (strstr(table, id) == NULL)
            fail_msg("no test of %s in docs/VALIDATION.md", id);
    }
    free(text);
}

static void a_year_of_the_demo_is_told(void **state)
{
    (void)state;
    program_begin("trace_people");
    assert_int_equal(program_run("run %scenarios/demo/fast_closure.json --replications 1 --set "
                                 "horizon.years=1 --quiet --no-workbook --trace --out @t"),
                     0);
    assert_agrees(20000);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest small[] = {
        cmocka_unit_test(people_of_random_countries_are_told),
        cmocka_unit_test(a_lie_about_people_is_seen),
        cmocka_unit_test(every_indicator_has_its_test_in_the_documents),
    };
    const struct CMUnitTest demo[] = {cmocka_unit_test(a_year_of_the_demo_is_told),
                                      cmocka_unit_test(people_of_random_countries_are_told),
                                      cmocka_unit_test(crossed_groups_are_told)};
    if (argc > 1 && strcmp(argv[1], "demo") == 0) {
        countries = 4;
        return cmocka_run_group_tests(demo, NULL, NULL);
    }
    return cmocka_run_group_tests(small, NULL, NULL);
}
