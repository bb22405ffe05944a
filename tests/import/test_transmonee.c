/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * SDMX messages of a country that does not exist. Every folder of transmonee/ is a case: the
 * message (input.csv or input.json), what is asked (request), and what comes of it (expected):
 * the problems with their rows, or the findings and the targets. Every scenario made is loaded.
 */
#include <dirent.h>
#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "di/scenario.h"
#include "di/transmonee.h"

#include "case_folder.h"
#include "di_test.h"

#define CASES DI_SOURCE_DIR "/tests/import/transmonee"
enum { CASES_MIN = 30 };

/* ---- the request ---- */

static void ask(void *context, const char *key, char *value)
{
    struct di_transmonee_request *request = context;
    if (strcmp(key, "from") == 0)
        request->from = (int32_t)strtol(value, NULL, 10);
    else if (strcmp(key, "to") == 0)
        request->to = (int32_t)strtol(value, NULL, 10);
    else if (strcmp(key, "decimal") == 0)
        request->decimal = value[0];
    else if (strcmp(key, "source") == 0)
        request->source = value;
    else if (strcmp(key, "duplicates") == 0)
        request->duplicates = value[0] == 'f' ? DI_CHOICE_FIRST : DI_CHOICE_LAST;
    else if (strcmp(key, "codes") == 0)
        request->codes = value[0] == '2' ? DI_CODES_2018 : DI_CODES_CURRENT;
    else
        fail_msg("no such key of a request: %s", key);
}

/* Lines "key value", in the text's own memory. */
static struct di_transmonee_request read_request(char *text)
{
    struct di_transmonee_request request = {.country = "ZZA", .from = 2011};
    case_read_request(text, ask, &request);
    return request;
}

/* ---- what comes of it ---- */

static void add_problems(struct outcome *outcome, const struct di_diagnostics *list)
{
    char place[64];
    for (size_t i = 0; i < list->count; i++) {
        const struct di_diagnostic *item = &list->items[i];
        (void)snprintf(place, sizeof place, "%u: ", item->line);
        outcome_add(outcome, place);
        outcome_add_message(outcome, &item->message);
        if (item->pointer[0] != '\0') {
            outcome_add(outcome, " (");
            outcome_add(outcome, item->pointer);
            outcome_add(outcome, ")");
        }
        if (item->hint.id != NULL) {
            outcome_add(outcome, " -> ");
            outcome_add_message(outcome, &item->hint);
        }
        outcome_add(outcome, "\n");
    }
}

static void add_findings(struct outcome *outcome, struct di_transmonee *book)
{
    char *text = di_transmonee_quality_json(book, NULL, NULL, 0);
    assert_non_null(text);
    outcome_add_findings(outcome, text);
    free(text);
}

static void load_scenario(const char *text)
{
    struct di_diagnostics list;
    struct di_scenario *scenario = NULL;
    struct di_error error = {0};
    char sentence[500];
    di_diagnostics_init(&list);
    if (di_scenario_load_text(text, strlen(text), "test", &list, &scenario, &error) != DI_OK) {
        (void)di_message_render(&error.message, NULL, sentence, sizeof sentence);
        fail_msg("%s: %s", error.where, sentence);
    }
    di_scenario_destroy(scenario);
    di_diagnostics_finish(&list);
}

static void add_book(struct outcome *outcome, struct di_transmonee *book)
{
    char *scenario = di_transmonee_scenario(book, NULL, "zza", NULL);
    char *targets = di_transmonee_targets(book), *page = di_transmonee_quality_text(book, NULL);
    assert_non_null(scenario);
    assert_non_null(targets);
    assert_non_null(page);
    load_scenario(scenario);
    add_findings(outcome, book);
    outcome_add(outcome, targets);
    free(scenario);
    free(targets);
    free(page);
}

static struct di_transmonee *read_case(const char *folder, struct di_diagnostics *list)
{
    size_t size = 0, request_size;
    struct di_transmonee *book = NULL;
    char *text = case_read_file(folder, "input.csv", &size);
    if (text == NULL)
        text = case_read_file(folder, "input.json", &size);
    char *asked = case_read_file(folder, "request", &request_size);
    if (text == NULL)
        fail_msg("no input in %s", folder);
    const struct di_transmonee_request request = read_request(asked);
    const enum di_status status =
        di_transmonee_read_text(&request, text, size, "input", list, &book, NULL);
    assert_int_equal(status == DI_OK, book != NULL);
    assert_int_equal(status == DI_OK, !di_diagnostics_have_errors(list));
    free(text);
    free(asked);
    return book;
}

static void every_case_comes_out_as_expected(void **state)
{
    (void)state;
    static struct outcome outcome;
    DIR *cases = opendir(CASES);
    int count = 0, wrong = 0;
    assert_non_null(cases);
    for (const struct dirent *entry; (entry = readdir(cases)) != NULL;) {
        char folder[CASE_PATH_BYTES];
        struct di_diagnostics list;
        if (entry->d_name[0] == '.')
            continue;
        (void)snprintf(folder, sizeof folder, CASES "/%.100s", entry->d_name);
        outcome_clear(&outcome);
        di_diagnostics_init(&list);
        struct di_transmonee *book = read_case(folder, &list);
        add_problems(&outcome, &list);
        if (book != NULL)
            add_book(&outcome, book);
        di_transmonee_destroy(book);
        di_diagnostics_finish(&list);
        wrong += !case_is_as_expected(folder, "transmonee", entry->d_name, &outcome);
        count++;
    }
    (void)closedir(cases);
    assert_int_equal(wrong, 0);
    assert_true(count >= CASES_MIN);
}

/* ---- the scenario ---- */

static json_t *scenario_of(const char *name)
{
    char folder[CASE_PATH_BYTES];
    struct di_diagnostics list;
    (void)snprintf(folder, sizeof folder, CASES "/%s", name);
    di_diagnostics_init(&list);
    struct di_transmonee *book = read_case(folder, &list);
    assert_non_null(book);
    char *text = di_transmonee_scenario(book, NULL, "zza", NULL);
    json_t *root = json_loads(text, 0, NULL);
    assert_non_null(root);
    free(text);
    di_transmonee_destroy(book);
    di_diagnostics_finish(&list);
    return root;
}

static const json_t *at(const json_t *root, const char *path)
{
    char part[64];
    while (*path != '\0') {
        const size_t length = strcspn(path, "/");
        (void)snprintf(part, sizeof part, "%.*s", (int)length, path);
        root = json_is_array(root) ? json_array_get(root, (size_t)strtol(part, NULL, 10))
                                   : json_object_get(root, part);
        path += length + (path[length] == '/');
    }
    return root;
}

static void is_number(const json_t *root, const char *path, double value)
{
    if (!json_is_number(at(root, path)))
        fail_msg("no number at %s", path);
    assert_near(json_number_value(at(root, path)), value, 1e-6);
}

static void a_rate_is_the_exits_over_the_mean_stock_of_the_year(void **state)
{
    (void)state;
    json_t *root = scenario_of("plain");
    const char *home = "settings/residential/pathways/home/rate_per_year";
    is_number(at(root, home), "value",
              round(80 / 975.0 * 1e6) / 1e6); /* 1,000 and 950 residents */
    is_number(at(root, home), "steps/0/set", round(90 / 925.0 * 1e6) / 1e6);
    is_number(root, "reasons/placed_in_residential_care/children_per_year/value", 150);
    assert_null(at(root, "reasons/implied_admissions"));
    is_number(root, "initial_stock/margins/0/counts/residential/age_0_2", 100);
    is_number(root, "initial_stock/margins/0/counts/residential/age_7_17", 700);
    is_number(root, "initial_stock/margins/1/counts/severe", 250);
    is_number(root, "initial_stock/home_pool/returns/2010", 70);
    json_decref(root);
}

/* Published for 1 January 2012, it is what a rate at the end of 2011 is over. */
static void the_population_of_1_january_is_that_of_the_night_before(void **state)
{
    (void)state;
    json_t *root = scenario_of("plain");
    const json_t *population = at(root, "regions/zza/population_0_17");
    is_number(population, "value", 100000); /* 1 January 2011 */
    assert_string_equal(json_string_value(at(population, "steps/0/from")), "2011-12-31");
    is_number(population, "steps/0/set", 99000);
    json_decref(root);
}

static void unknown_flows_are_the_smallest_that_reach_the_stock(void **state)
{
    (void)state;
    json_t *root = scenario_of("gaps");
    const char *unstated = "settings/residential/pathways/destination_unstated/rate_per_year";
    /* 2011: 150 in, 1,000 -> 950, exits not published: 200 */
    is_number(at(root, unstated), "value", round(200 / 975.0 * 1e6) / 1e6);
    /* 2012: exits of 190, entries not published: 950 -> 900 gives 140 */
    is_number(root, "reasons/implied_admissions/children_per_year/steps/0/set", 140);
    assert_string_equal(json_string_value(at(root, "settings/destination_unstated/kind")),
                        "unexplained_out");
    json_decref(root);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_case_comes_out_as_expected),
        cmocka_unit_test(a_rate_is_the_exits_over_the_mean_stock_of_the_year),
        cmocka_unit_test(the_population_of_1_january_is_that_of_the_night_before),
        cmocka_unit_test(unknown_flows_are_the_smallest_that_reach_the_stock),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
