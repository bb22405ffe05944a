/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * No plan: exit 4, and the cause in words and as JSON, in both languages. What is named is a
 * limit of the user, never a rule that protects children, and the change that is named helps.
 */
#include <jansson.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "di_test.h"
#include "program.h"

#define SCENARIO "%scenarios/tutorial/11-double-running.json"
#define BUDGET "budget.sources.state.per_year"

/* All that may be named: limits of the scenario's sections `goals`, `budget` and dates. */
static const char *const limits[] = {"budget",
                                     "close_by",
                                     "target",
                                     "closures_per_year",
                                     "equity_slack",
                                     "group_home_share",
                                     "approvals_per_year",
                                     "hires_per_year",
                                     "homes_per_year"};

static bool is_users(const char *limit)
{
    for (size_t n = 0; n < sizeof limits / sizeof limits[0]; n++)
        if (strcmp(limits[n], limit) == 0)
            return true;
    return false;
}

static int optimize(const char *scenario, const char *more)
{
    char line[2 * PROGRAM_PATH_MAX];
    (void)snprintf(line, sizeof line, "optimize %s --no-prices %s", scenario, more);
    return program_run(line);
}

static json_t *diagnosis(const char *scenario, const char *more)
{
    char with[PROGRAM_PATH_MAX];
    json_error_t problem;
    (void)snprintf(with, sizeof with, "--json %s", more);
    assert_int_equal(optimize(scenario, with), 4);
    json_t *said = json_load_file(program_path("out"), 0, &problem);
    assert_non_null(said);
    const json_t *error = json_object_get(said, "error");
    assert_string_equal(json_string_value(json_object_get(error, "code")), "infeasible");
    assert_true(json_is_true(json_object_get(error, "complete")));
    assert_true(json_string_length(json_object_get(error, "message")) > 0);
    static const char *const empty[] = {"path", "file", "line", "hint"};
    for (size_t n = 0; n < sizeof empty / sizeof empty[0]; n++) /* the form of every error */
        assert_true(json_is_null(json_object_get(error, empty[n])));
    return said;
}

static const json_t *conflict_of(const json_t *said)
{
    return json_object_get(json_object_get(said, "error"), "conflict");
}

/* The tutorial with 920,000 in every year but the first; written to the work folder. */
static void write_budget(double first_year)
{
    json_error_t problem;
    json_t *scenario = json_load_file(
               program_source("scenarios/tutorial/11-double-running.json"), 0, &problem),
           *years = json_object();
    assert_non_null(scenario);
    for (int year = 2026; year <= 2034; year++) {
        char key[16];
        (void)snprintf(key, sizeof key, "%d", year);
        (void)json_object_set_new(years, key, json_real(year == 2026 ? first_year : 920000));
    }
    json_t *sources = json_object_get(json_object_get(scenario, "budget"), "sources");
    json_t *state = json_object_get(sources, "state");
    (void)json_object_del(state, "per_year");
    assert_int_equal(json_object_set_new(state, "by_year", years), 0);
    assert_int_equal(json_dump_file(scenario, program_path("budget.json"), 0), 0);
    json_decref(scenario);
}

static void a_small_budget_is_named_with_what_is_missing(void **unused)
{
    (void)unused;
    program_begin("diagnosis_budget");
    write_budget(910000);
    json_t *said = diagnosis("@budget.json", "");
    const json_t *limit = json_array_get(conflict_of(said), 0);
    assert_string_equal(json_string_value(json_object_get(limit, "limit")), "budget");
    assert_int_equal(json_integer_value(json_object_get(limit, "year")), 2026);
    const double change = json_real_value(json_object_get(limit, "change"));
    assert_true(change > 1);
    write_budget(910000 + ceil(change));
    assert_int_equal(optimize("@budget.json", ""), 0);
    write_budget(910000 + 0.9 * change);
    assert_int_equal(optimize("@budget.json", ""), 4);
    json_decref(said);
}

/* The tutorial with a target that no family could meet; written to the work folder. */
static void write_target(double residents)
{
    json_error_t problem;
    json_t *scenario = json_load_file(
        program_source("scenarios/tutorial/11-double-running.json"), 0, &problem);
    assert_non_null(scenario);
    assert_int_equal(json_object_set_new(scenario, "goals",
                                         json_pack("{s:{s:{s:f, s:s}}}", "targets", "few",
                                                   "residents", residents, "by", "2027-01-01")),
                     0);
    assert_int_equal(json_dump_file(scenario, program_path("target.json"), 0), 0);
    json_decref(scenario);
}

static void an_early_target_is_named_with_its_own_name(void **unused)
{
    (void)unused;
    program_begin("diagnosis_target");
    write_target(1);
    json_t *said = diagnosis("@target.json", "");
    double change = -1;
    size_t index;
    const json_t *limit;
    json_array_foreach(conflict_of(said), index, limit)
    {
        assert_true(is_users(json_string_value(json_object_get(limit, "limit"))));
        if (strcmp(json_string_value(json_object_get(limit, "limit")), "target") == 0) {
            assert_string_equal(json_string_value(json_object_get(limit, "target")), "few");
            change = json_real_value(json_object_get(limit, "change"));
        }
    }
    assert_true(change > 0);
    write_target(1 + ceil(change));
    assert_int_equal(optimize("@target.json", ""), 0);
    write_target(1 + 0.9 * change);
    assert_int_equal(optimize("@target.json", ""), 4);
    json_decref(said);
}

static void both_languages_name_the_same_limits_in_their_own_words(void **unused)
{
    (void)unused;
    program_begin("diagnosis_languages");
    json_t *english = diagnosis(SCENARIO, "--lang en --set " BUDGET "=920000");
    json_t *russian = diagnosis(SCENARIO, "--lang ru --set " BUDGET "=920000");
    const json_t *a = json_array_get(conflict_of(english), 0);
    const json_t *b = json_array_get(conflict_of(russian), 0);
    const char *english_text = json_string_value(json_object_get(a, "text"));
    const char *russian_text = json_string_value(json_object_get(b, "text"));
    assert_string_equal(json_string_value(json_object_get(a, "limit")),
                        json_string_value(json_object_get(b, "limit")));
    assert_non_null(strstr(english_text, "The budget of 2026"));
    assert_non_null(strstr(russian_text, "Бюджет 2026"));
    /* and the same words without --json, on the error stream */
    assert_int_equal(optimize(SCENARIO, "--lang ru --set " BUDGET "=920000"), 4);
    size_t size = 0;
    char *said = program_read(program_path("err"), &size);
    assert_non_null(said);
    assert_non_null(strstr(said, russian_text));
    free(said);
    json_decref(english);
    json_decref(russian);
}

static void several_contradictions_are_told_one_at_a_time(void **unused)
{
    (void)unused;
    program_begin("diagnosis_several");
    json_t *said = diagnosis(SCENARIO, "--set " BUDGET "=700000");
    const json_t *error = json_object_get(said, "error");
    assert_true(json_array_size(conflict_of(said)) > 0);
    assert_null(json_object_get(json_array_get(conflict_of(said), 0), "change"));
    assert_true(json_is_true(json_object_get(error, "more")));
    json_decref(said);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_small_budget_is_named_with_what_is_missing),
        cmocka_unit_test(an_early_target_is_named_with_its_own_name),
        cmocka_unit_test(several_contradictions_are_told_one_at_a_time),
        cmocka_unit_test(both_languages_name_the_same_limits_in_their_own_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
