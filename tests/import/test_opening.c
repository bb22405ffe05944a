/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Tables of offices that become parts of a scenario. Every folder of opening/ is a case: the
 * table (input.csv), what is asked (request), maybe a mapping, and what comes of it (expected):
 * the problems with their rows, or the findings and the parts of the scenario that was made.
 */
#include <dirent.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "di/opening_import.h"

#include "case_folder.h"
#include "di_test.h"

#define CASES DI_SOURCE_DIR "/tests/import/opening"
#define BASE CASES "/base.json"
enum { CASES_MIN = 30 };

typedef enum di_status (*read_function)(const struct di_opening_request *request,
                                        struct di_diagnostics *diagnostics,
                                        struct di_opening_book **out, struct di_error *error);

/* ---- the request ---- */

struct asked {
    struct di_opening_request request;
    read_function read;
};

static read_function reader_of(const char *kind)
{
    if (strcmp(kind, "stock") == 0)
        return di_opening_stock_read;
    if (strcmp(kind, "institutions") == 0)
        return di_opening_register_read;
    assert_string_equal(kind, "workforce");
    return di_opening_workforce_read;
}

static void ask(void *context, const char *key, char *value)
{
    struct asked *asked = context;
    struct di_opening_request *request = &asked->request;
    if (strcmp(key, "kind") == 0)
        asked->read = reader_of(value);
    else if (strcmp(key, "start") == 0)
        request->start_year = (int32_t)strtol(value, NULL, 10);
    else if (strcmp(key, "blank") == 0)
        request->blank = value[0] == 'a' ? DI_BLANK_ABOVE : DI_BLANK_TOTAL;
    else if (strcmp(key, "censored") == 0)
        request->censored = value[0] == 'l'   ? DI_CENSORED_LOWER
                            : value[0] == 'm' ? DI_CENSORED_MIDDLE
                                              : DI_CENSORED_UPPER;
    else if (strcmp(key, "duplicates") == 0)
        request->adds_duplicates = true;
    else if (strcmp(key, "suppress") == 0)
        request->suppress_below = (uint32_t)strtol(value, NULL, 10);
    else
        fail_msg("no such key of a request: %s", key);
}

/* Lines "key value", in the text's own memory. Without a start the base is completed. */
static struct asked read_request(char *text)
{
    struct asked asked = {.read = NULL};
    case_read_request(text, ask, &asked);
    assert_non_null(asked.read);
    if (asked.request.start_year == 0)
        asked.request.onto = BASE;
    else
        asked.request.id = "own";
    return asked;
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
        if (item->hint.id != NULL) {
            outcome_add(outcome, " -> ");
            outcome_add_message(outcome, &item->hint);
        }
        outcome_add(outcome, "\n");
    }
}

static void add_findings(struct outcome *outcome, const struct di_opening_book *book)
{
    char *text = di_opening_quality_json(book, NULL, NULL, 0);
    assert_non_null(text);
    json_t *report = json_loads(text, 0, NULL), *finding;
    size_t index;
    json_array_foreach(json_object_get(report, "findings"), index, finding)
    {
        const char *severity = json_string_value(json_object_get(finding, "severity"));
        outcome_add(outcome, severity[0] == 'w' ? "! " : "- ");
        outcome_add(outcome, json_string_value(json_object_get(finding, "id")));
        outcome_add(outcome, ": ");
        outcome_add(outcome, json_string_value(json_object_get(finding, "message")));
        outcome_add(outcome, "\n");
    }
    json_decref(report);
    free(text);
}

static void add_json(struct outcome *outcome, const char *name, const json_t *value)
{
    char *text = value != NULL ? json_dumps(value, JSON_ENCODE_ANY | JSON_COMPACT) : NULL;
    if (text == NULL)
        return;
    outcome_add(outcome, name);
    outcome_add(outcome, " ");
    outcome_add(outcome, text);
    outcome_add(outcome, "\n");
    free(text);
}

static void add_members(struct outcome *outcome, const char *name, json_t *section)
{
    const char *id;
    json_t *member;
    char label[200];
    json_object_foreach(section, id, member)
    {
        (void)snprintf(label, sizeof label, "%.90s.%.90s", name, id);
        add_json(outcome, label, member);
    }
}

static void add_scenario(struct outcome *outcome, const struct di_opening_book *book,
                         const struct asked *asked)
{
    char *text = di_opening_scenario(book, NULL);
    assert_non_null(text);
    json_t *scenario = json_loads(text, 0, NULL), *margin;
    size_t index;
    assert_non_null(scenario);
    if (asked->request.onto == NULL) {
        add_json(outcome, "horizon", json_object_get(scenario, "horizon"));
        add_members(outcome, "regions", json_object_get(scenario, "regions"));
    }
    if (asked->request.onto == NULL || asked->read == di_opening_register_read)
        add_members(outcome, "settings", json_object_get(scenario, "settings"));
    if (asked->read == di_opening_register_read)
        add_members(outcome, "institutions", json_object_get(scenario, "institutions"));
    if (asked->read == di_opening_workforce_read) {
        add_members(outcome, "roles", json_object_get(scenario, "roles"));
        add_members(outcome, "workers",
                    json_object_get(json_object_get(scenario, "resources"), "workers"));
    } else {
        const json_t *stock = json_object_get(scenario, "initial_stock");
        json_array_foreach(json_object_get(stock, "margins"), index, margin)
            add_json(outcome, "margin", margin);
    }
    json_decref(scenario);
    free(text);
}

static void run_case(const char *folder, struct outcome *outcome)
{
    struct di_diagnostics list;
    struct di_error error = {0};
    struct di_opening_book *book = NULL;
    size_t size = 0, ignored = 0;
    char mapping[CASE_PATH_BYTES];
    char *text = case_read_file(folder, "request", &ignored);
    char *bytes = case_read_file(folder, "input.csv", &size);
    char *codes = case_read_file(folder, "mapping.json", &ignored);
    assert_true(text != NULL && bytes != NULL);
    struct asked asked = read_request(text);
    (void)snprintf(mapping, sizeof mapping, "%.900s/mapping.json", folder);
    asked.request.path = "input.csv";
    asked.request.bytes = bytes;
    asked.request.size = size;
    asked.request.mapping = codes != NULL ? mapping : NULL;
    di_diagnostics_init(&list);
    const enum di_status status = asked.read(&asked.request, &list, &book, &error);
    add_problems(outcome, &list);
    if (status == DI_OK) {
        assert_int_equal(list.count, 0);
        add_findings(outcome, book);
        add_scenario(outcome, book, &asked);
    } else {
        assert_null(book);
        assert_true(di_diagnostics_have_errors(&list));
    }
    di_opening_destroy(book);
    di_diagnostics_finish(&list);
    free(bytes);
    free(text);
    free(codes);
}

static void write_expected(const char *folder, const char *text)
{
    char path[CASE_PATH_BYTES];
    (void)snprintf(path, sizeof path, "%.900s/expected", folder);
    FILE *stream = fopen(path, "wb");
    assert_non_null(stream);
    (void)fputs(text, stream);
    assert_int_equal(fclose(stream), 0);
}

static bool check_case(const char *folder)
{
    struct outcome *outcome = calloc(1, sizeof *outcome);
    size_t size = 0;
    assert_non_null(outcome);
    run_case(folder, outcome);
    if (getenv("DI_WRITE_EXPECTED") != NULL)
        write_expected(folder, outcome->text);
    char *expected = case_read_file(folder, "expected", &size);
    const bool is_same = expected != NULL && strcmp(expected, outcome->text) == 0;
    if (!is_same)
        print_error("%s\n--- expected\n%s--- found\n%s", folder,
                    expected != NULL ? expected : "(no file)\n", outcome->text);
    free(expected);
    free(outcome);
    return is_same;
}

static void every_case_comes_out_as_expected(void **state)
{
    (void)state;
    DIR *folders = opendir(CASES);
    size_t cases = 0, wrong = 0;
    assert_non_null(folders);
    for (struct dirent *entry = readdir(folders); entry != NULL; entry = readdir(folders)) {
        char folder[CASE_PATH_BYTES];
        if (strchr(entry->d_name, '.') != NULL)
            continue;
        (void)snprintf(folder, sizeof folder, CASES "/%.200s", entry->d_name);
        cases++;
        wrong += check_case(folder) ? 0 : 1;
    }
    (void)closedir(folders);
    assert_true(cases >= CASES_MIN);
    assert_int_equal(wrong, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_case_comes_out_as_expected)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
