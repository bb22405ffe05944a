/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The reader of targets.csv: what it makes of good rows, and that a bad file is told whole. */
#include <string.h>

#include "di/scenario.h"
#include "di/targets.h"

#include "di_test.h"

#define HEADER                                                                                 \
    "target,measure,setting,to,region,year,value,tolerance,counts_18plus,break,source\n"

static const char scenario[] =
    "{\"format\": 1, \"id\": \"toy\", \"horizon\": {\"start\": \"2007-07-01\", \"years\": 3},"
    "\"regions\": {\"north\": {\"population_0_17\": 1000}},"
    "\"reasons\": {\"q\": {\"children_per_year\": 10}}, \"entries\": {},"
    "\"settings\": {\"home_b\": {\"kind\": \"institution\", \"capacity\": \"unlimited\"},"
    "\"home_a\": {\"kind\": \"institution\", \"capacity\": \"unlimited\"}}}";

static struct di_scenario *loaded;

static int load(void **state)
{
    struct di_diagnostics list;
    (void)state;
    di_diagnostics_init(&list);
    const enum di_status status =
        di_scenario_load_text(scenario, strlen(scenario), "toy.json", &list, &loaded, NULL);
    di_diagnostics_finish(&list);
    return status == DI_OK ? 0 : 1;
}

static int drop(void **state)
{
    (void)state;
    di_scenario_destroy(loaded);
    return 0;
}

static struct di_targets *read_good(const char *text)
{
    struct di_diagnostics list;
    struct di_targets *targets = NULL;
    struct di_error error = {0};
    di_diagnostics_init(&list);
    if (di_targets_read_text(text, strlen(text), "t.csv", loaded->model, &list, &targets,
                             &error) != DI_OK)
        fail_msg("%s at %s", error.message.id, error.where);
    assert_int_equal(list.count, 0);
    di_diagnostics_finish(&list);
    return targets;
}

static size_t count_problems(const char *text, enum di_status first, uint32_t first_line)
{
    struct di_diagnostics list;
    struct di_targets *targets = NULL;
    di_diagnostics_init(&list);
    assert_status(
        di_targets_read_text(text, strlen(text), "t.csv", loaded->model, &list, &targets, NULL),
        first);
    assert_null(targets);
    assert_int_equal(list.items[0].line, first_line);
    assert_string_equal(list.items[0].file, "t.csv");
    const size_t count = list.errors;
    di_diagnostics_finish(&list);
    return count;
}

static void rows_become_series_by_id_and_year(void **state)
{
    (void)state;
    struct di_targets *targets = read_good(
        HEADER "z,exits,home_b home_a,home died,north,2009,12.5,,no,yes,\"one, two\"\n"
               "a,stock,home_a,,,2007,,3,yes,,\n\n"
               "z,exits,home_a home_b,home died,north,2008,400,,no,,later\r\n");
    assert_int_equal(targets->count, 2);
    const struct di_target_series *a = &targets->series[0], *z = &targets->series[1];
    assert_string_equal(a->id, "a");
    assert_true(isnan(a->points[0].value) && a->counts_18plus && a->region == DI_NONE);
    assert_near(a->points[0].tolerance, 3, 1e-12);
    assert_int_equal(z->count, 2);
    assert_int_equal(z->points[0].year, 2008);
    assert_near(z->points[0].tolerance, 8, 1e-12); /* 2% */
    assert_near(z->points[1].tolerance, 5, 1e-12); /* at least */
    assert_true(z->points[1].is_break && !z->points[0].is_break);
    assert_int_equal(z->setting_count, 2);
    assert_string_equal(loaded->model->settings[z->settings[0]].name.id, "home_a");
    assert_int_equal(z->to_count, 3); /* home is both home states */
    assert_int_equal(z->region, 0);
    assert_string_equal(z->source, "later");
    di_targets_destroy(targets);
}

static void all_of_a_header_is_told_at_once(void **state)
{
    (void)state;
    assert_int_equal(
        count_problems("target,measur,settings,to,region,year,value\n", DI_ERR_UNKNOWN_KEY, 1),
        2 + 6);
    assert_int_equal(count_problems("measure,target,setting,to,region,year,value,tolerance,"
                                    "counts_18plus,break,source\n",
                                    DI_ERR_SYNTAX, 1),
                     1);
    assert_int_equal(count_problems("", DI_ERR_MISSING, 1), 11);
}

static void all_of_a_row_is_told_at_once(void **state)
{
    (void)state;
    assert_int_equal(count_problems(HEADER
                                    "A b,stocks,home_c,nowhere,south,20x9,-1,0,maybe,no,\n",
                                    DI_ERR_TYPE, 2),
                     9); /* the year of an unknown measure is not asked for */
    assert_int_equal(
        count_problems(HEADER "a,stock,,home,,2008,nan,inf,yes,,\n", DI_ERR_MISSING, 2), 4);
    assert_int_equal(count_problems(HEADER "a,stock,home_a home_a,,,2008,1,,yes,,\n",
                                    DI_ERR_INCONSISTENT, 2),
                     1);
    assert_int_equal(count_problems(HEADER "a,stock,home_a,,,2008,1\n", DI_ERR_SYNTAX, 2), 1);
    assert_int_equal(
        count_problems(HEADER "a,stock,home_a,,,2008,1,,yes,,\"open\n", DI_ERR_SYNTAX, 2), 1);
    assert_int_equal(count_problems(HEADER, DI_ERR_MISSING, 0), 1);
}

/* The scenario begins in the middle of 2007 and ends in the middle of 2010. */
static void years_outside_the_horizon_are_refused(void **state)
{
    (void)state;
    di_targets_destroy(read_good(HEADER "s,stock,home_a,,,2007,1,,yes,,\n"
                                        "s,stock,home_a,,,2009,1,,yes,,\n"
                                        "e,entries,home_a,,,2008,1,,yes,,\n"));
    assert_int_equal(
        count_problems(HEADER "e,entries,home_a,,,2007,1,,yes,,\n", DI_ERR_RANGE, 2), 1);
    assert_int_equal(
        count_problems(HEADER "e,entries,home_a,,,2010,1,,yes,,\n", DI_ERR_RANGE, 2), 1);
    assert_int_equal(count_problems(HEADER "s,stock,home_a,,,2010,1,,yes,,\n", DI_ERR_RANGE, 2),
                     1);
    assert_int_equal(count_problems(HEADER "s,stock,home_a,,,2006,1,,yes,,\n", DI_ERR_RANGE, 2),
                     1);
}

static void rows_of_one_target_agree(void **state)
{
    (void)state;
    assert_int_equal(count_problems(HEADER "a,stock,home_a,,,2008,1,,yes,,\n"
                                           "a,stock,home_a,,,2008,2,,yes,,\n",
                                    DI_ERR_INCONSISTENT, 3),
                     1);
    assert_int_equal(count_problems(HEADER "a,stock,home_a,,,2008,1,,yes,,\n"
                                           "a,stock,home_b,,,2009,2,,no,,\n",
                                    DI_ERR_INCONSISTENT, 3),
                     1);
}

/* The section of a scenario: the words of a file, problems with line and pointer, and years
 * outside the horizon a problem of the calibration alone. */
#define SECTION(members)                                                                       \
    "{\"format\": 1, \"id\": \"toy\", \"horizon\": {\"start\": \"2007-07-01\", \"years\": 3}," \
    "\"regions\": {\"north\": {\"population_0_17\": 1000}},"                                   \
    "\"reasons\": {\"q\": {\"children_per_year\": 10}}, \"entries\": {},"                      \
    "\"settings\": {\"home_a\": {\"kind\": \"institution\", \"capacity\": \"unlimited\"}},\n"  \
    "\"targets\": {\"out\": {\"measure\": \"exits\", \"settings\": [\"home_a\"],"              \
    "\"counts_18plus\": false,\n" members "}}}"

static enum di_status load_section(const char *text, struct di_diagnostics *list,
                                   struct di_scenario **out)
{
    di_diagnostics_init(list);
    return di_scenario_load_text(text, strlen(text), "own.json", list, out, NULL);
}

static void a_scenario_holds_its_targets(void **state)
{
    (void)state;
    struct di_diagnostics list;
    struct di_scenario *own = NULL;
    struct di_targets *targets = NULL;
    assert_status(load_section(SECTION("\"to\": [\"home\"], \"values\": {\"2009\": 12.5,"
                                       "\"2008\": {\"value\": 400, \"source\": \"x\"}},"
                                       "\"tolerances\": {\"2009\": 3}, \"breaks\": [2009]"),
                               &list, &own),
                  DI_OK);
    assert_status(di_targets_of_scenario(own, &list, &targets, NULL), DI_OK);
    assert_int_equal(targets->count, 1);
    const struct di_target_series *out = &targets->series[0];
    assert_int_equal(out->count, 2);
    assert_int_equal(out->points[0].year, 2008);
    assert_near(out->points[0].value, 400, 0);
    assert_near(out->points[0].tolerance, 8, 1e-12);
    assert_near(out->points[1].tolerance, 3, 1e-12);
    assert_true(out->points[1].is_break && !out->counts_18plus);
    assert_int_equal(out->to_count, 2); /* both home states */
    di_targets_destroy(targets);
    di_scenario_destroy(own);
    di_diagnostics_finish(&list);
}

static void a_section_is_held_to_the_rules_of_a_file(void **state)
{
    (void)state;
    static const char *const wrong[] = {
        "\"to\": [\"hame\"], \"values\": {\"2009\": 1}",
        "\"region\": \"south\", \"values\": {\"2009\": 1}",
        "\"values\": {\"2009\": 1}, \"tolerances\": {\"2008\": 3}",
        "\"values\": {\"2009\": 1}, \"breaks\": [2008]",
        "\"values\": {\"2009\": -1}",
    };
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        char text[1200];
        struct di_diagnostics list;
        struct di_scenario *own = NULL;
        (void)snprintf(text, sizeof text, SECTION("%s"), wrong[i]);
        assert_int_not_equal(load_section(text, &list, &own), DI_OK);
        assert_int_equal(list.errors, 1);
        assert_int_equal(list.items[0].line, 3);
        assert_true(strncmp(list.items[0].pointer, "/targets/out", 12) == 0);
        di_diagnostics_finish(&list);
    }
}

static void years_of_a_section_matter_to_a_calibration_alone(void **state)
{
    (void)state;
    struct di_diagnostics list;
    struct di_scenario *own = NULL;
    struct di_targets *targets = NULL;
    assert_status(load_section(SECTION("\"values\": {\"1999\": 1}"), &list, &own), DI_OK);
    assert_status(di_targets_of_scenario(own, &list, &targets, NULL), DI_ERR_RANGE);
    assert_null(targets);
    assert_string_equal(list.items[0].pointer, "/targets/out/values/1999");
    di_scenario_destroy(own);
    di_diagnostics_finish(&list);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_scenario_holds_its_targets),
        cmocka_unit_test(a_section_is_held_to_the_rules_of_a_file),
        cmocka_unit_test(years_of_a_section_matter_to_a_calibration_alone),
        cmocka_unit_test(rows_become_series_by_id_and_year),
        cmocka_unit_test(all_of_a_header_is_told_at_once),
        cmocka_unit_test(all_of_a_row_is_told_at_once),
        cmocka_unit_test(years_outside_the_horizon_are_refused),
        cmocka_unit_test(rows_of_one_target_agree),
    };
    return cmocka_run_group_tests(tests, load, drop);
}
