/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Tables of published figures of a country that does not exist. Every folder of table/ is a
 * case: what is asked (request, with the name of the table), a mapping file, and what comes of
 * it (expected): the problems with their rows, or the findings and the targets, which are read
 * back against the scenario. And no memory, at every allocation.
 */
#include <dirent.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "di/table_import.h"
#include "di/targets.h"

#include "di_test.h"
#include "failing_memory.h"

#define CASES DI_SOURCE_DIR "/tests/import/table"
#define SCENARIO DI_SOURCE_DIR "/scenarios/tutorial/08-two-regions.json"
enum { PATH_BYTES = 1024, TEXT_BYTES = 1 << 18, CASES_MIN = 10 };

struct outcome {
    char text[TEXT_BYTES];
    size_t used;
};

/* A case, read from its folder. */
struct table_case {
    char folder[PATH_BYTES], mapping[PATH_BYTES];
    char *asked, *bytes;
    struct di_table_request request;
};

static struct di_scenario *scenario;

static void add(struct outcome *outcome, const char *text)
{
    const size_t length = strlen(text);
    assert_true(outcome->used + length + 1 < TEXT_BYTES);
    memcpy(outcome->text + outcome->used, text, length + 1);
    outcome->used += length;
}

static char *read_file(const char *folder, const char *name, size_t *size_out)
{
    char path[PATH_BYTES];
    (void)snprintf(path, sizeof path, "%.900s/%.100s", folder, name);
    FILE *stream = fopen(path, "rb");
    if (stream == NULL)
        return NULL;
    char *text = calloc(1, TEXT_BYTES);
    assert_non_null(text);
    *size_out = fread(text, 1, TEXT_BYTES - 1, stream);
    (void)fclose(stream);
    return text;
}

/* ---- the request ---- */

static void ask(struct table_case *of, const char *key, const char *value)
{
    struct di_table_request *request = &of->request;
    if (strcmp(key, "file") == 0)
        of->bytes = read_file(of->folder, value, &request->size);
    else if (strcmp(key, "decimal") == 0)
        request->decimal = value[0];
    else if (strcmp(key, "duplicates") == 0)
        request->duplicates = value[0] == 'f' ? DI_TABLE_FIRST : DI_TABLE_LAST;
    else if (strcmp(key, "suppress") == 0)
        request->suppress_below = (uint32_t)strtoul(value, NULL, 10);
    else if (strcmp(key, "sheet") == 0)
        request->form.sheet = value;
    else
        fail_msg("no such key of a request: %s", key);
}

static void read_case(struct table_case *of, const char *name)
{
    size_t size;
    *of = (struct table_case){.request = {.path = "table",
                                          .mapping = of->mapping,
                                          .scenario = scenario,
                                          .scenario_name = "scenario"}};
    (void)snprintf(of->folder, sizeof of->folder, CASES "/%.100s", name);
    (void)snprintf(of->mapping, sizeof of->mapping, "%.1000s/mapping.json", of->folder);
    of->asked = read_file(of->folder, "request", &size);
    assert_non_null(of->asked);
    for (char *line = of->asked; *line != '\0';) {
        char *end = strchr(line, '\n'), *space = strchr(line, ' ');
        assert_non_null(end);
        assert_true(space != NULL && space < end);
        *end = *space = '\0';
        ask(of, line, space + 1);
        line = end + 1;
    }
    assert_non_null(of->bytes);
    of->request.bytes = of->bytes;
}

static void release_case(struct table_case *of)
{
    free(of->asked);
    free(of->bytes);
}

/* ---- what comes of it ---- */

static void add_problems(struct outcome *outcome, const struct di_diagnostics *list)
{
    char place[64], sentence[4096];
    for (size_t i = 0; i < list->count; i++) {
        const struct di_diagnostic *item = &list->items[i];
        const char *slash = strrchr(item->file, '/');
        (void)snprintf(place, sizeof place, "%.20s:%u:%u ",
                       slash != NULL ? slash + 1 : item->file, item->line, item->column);
        (void)di_message_render(&item->message, NULL, sentence, sizeof sentence);
        add(outcome, place);
        add(outcome, sentence);
        add(outcome, "\n");
    }
}

static void add_findings(struct outcome *outcome, const struct di_table_import *import)
{
    char *text = di_data_quality_json(di_table_import_quality(import), NULL, NULL, 0);
    assert_non_null(text);
    json_t *report = json_loads(text, 0, NULL), *finding;
    size_t index;
    json_array_foreach(json_object_get(report, "findings"), index, finding)
    {
        add(outcome, json_string_value(json_object_get(finding, "severity")));
        add(outcome, " ");
        add(outcome, json_string_value(json_object_get(finding, "id")));
        add(outcome, ": ");
        add(outcome, json_string_value(json_object_get(finding, "message")));
        add(outcome, "\n");
    }
    json_decref(report);
    free(text);
}

static void check_targets(const char *text)
{
    struct di_diagnostics list;
    struct di_targets *targets = NULL;
    di_diagnostics_init(&list);
    assert_int_equal(di_targets_read_text(text, strlen(text), "targets", scenario->model, &list,
                                          &targets, NULL),
                     DI_OK);
    di_targets_destroy(targets);
    di_diagnostics_finish(&list);
}

static void add_import(struct outcome *outcome, struct di_table_import *import)
{
    char *targets = di_table_import_targets(import);
    assert_non_null(targets);
    check_targets(targets);
    add_findings(outcome, import);
    add(outcome, targets);
    free(targets);
}

/* What came out instead lies in the build folder, to be looked at and compared. */
static bool is_as_expected(const struct table_case *of, const char *name,
                           const struct outcome *outcome)
{
    size_t size;
    char path[PATH_BYTES], *expected = read_file(of->folder, "expected", &size);
    const bool is_same = expected != NULL && strcmp(expected, outcome->text) == 0;
    free(expected);
    if (is_same)
        return true;
    (void)snprintf(path, sizeof path, DI_BUILD_DIR "/tests/import/table-%.100s", name);
    FILE *stream = fopen(path, "wb");
    assert_non_null(stream);
    (void)fputs(outcome->text, stream);
    (void)fclose(stream);
    print_error("%s: not as expected, see %s\n", name, path);
    return false;
}

static bool run_case(const char *name)
{
    static struct outcome outcome;
    struct table_case of;
    struct di_diagnostics list;
    struct di_table_import *import = NULL;
    read_case(&of, name);
    outcome.used = 0;
    outcome.text[0] = '\0';
    di_diagnostics_init(&list);
    const enum di_status status = di_table_import_read(&of.request, &list, &import, NULL);
    assert_int_equal(status == DI_OK, import != NULL);
    assert_int_equal(status == DI_OK, !di_diagnostics_have_errors(&list));
    add_problems(&outcome, &list);
    if (import != NULL)
        add_import(&outcome, import);
    di_table_import_destroy(import);
    di_diagnostics_finish(&list);
    const bool is_right = is_as_expected(&of, name, &outcome);
    release_case(&of);
    return is_right;
}

static void every_case_comes_out_as_expected(void **state)
{
    (void)state;
    DIR *cases = opendir(CASES);
    int count = 0, wrong = 0;
    assert_non_null(cases);
    for (const struct dirent *entry; (entry = readdir(cases)) != NULL;) {
        if (entry->d_name[0] == '.')
            continue;
        wrong += !run_case(entry->d_name);
        count++;
    }
    (void)closedir(cases);
    assert_int_equal(wrong, 0);
    assert_true(count >= CASES_MIN);
}

/* ---- no memory ---- */

static bool make(const struct di_table_request *request, long n, char *texts[3])
{
    struct di_diagnostics list;
    struct di_table_import *import = NULL;
    struct di_error error = {0};
    di_diagnostics_init(&list);
    failing_memory_set(n);
    const enum di_status status = di_table_import_read(request, &list, &import, &error);
    if (import != NULL) {
        texts[0] = di_table_import_targets(import);
        texts[1] = di_data_quality_json(di_table_import_quality(import), NULL, NULL, 0);
        texts[2] = di_data_quality_text(di_table_import_quality(import), NULL);
    }
    const bool has_failed = failing_memory_end();
    assert_int_equal(status == DI_OK, import != NULL);
    assert_true(status == DI_OK || status == DI_ERR_MEMORY || has_failed);
    di_table_import_destroy(import);
    di_diagnostics_finish(&list);
    return has_failed;
}

/* A text is whole, or there is none. */
static void every_failing_allocation_is_survived(void **state)
{
    struct table_case of;
    char *whole[3] = {NULL};
    long n = 0;
    read_case(&of, *state);
    json_set_alloc_funcs(__wrap_malloc, free);
    assert_false(make(&of.request, 1000000, whole));
    for (bool is_through = false; !is_through && n < 100000; n++) {
        char *made[3] = {NULL};
        is_through = !make(&of.request, n, made);
        for (size_t i = 0; i < 3; i++) {
            assert_true(!is_through || made[i] != NULL);
            if (made[i] != NULL)
                assert_string_equal(made[i], whole[i]);
            free(made[i]);
        }
    }
    assert_true(n > 50);
    for (size_t i = 0; i < 3; i++)
        free(whole[i]);
    release_case(&of);
}

static int load_scenario(void **state)
{
    struct di_diagnostics list;
    (void)state;
    di_diagnostics_init(&list);
    const enum di_status status = di_scenario_load(SCENARIO, NULL, 0, &list, &scenario, NULL);
    di_diagnostics_finish(&list);
    return status == DI_OK ? 0 : -1;
}

static int drop_scenario(void **state)
{
    (void)state;
    di_scenario_destroy(scenario);
    return 0;
}

int main(void)
{
    static char text[] = "years_side_by_side", sheet[] = "sheet_suppressed";
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_case_comes_out_as_expected),
        cmocka_unit_test_prestate(every_failing_allocation_is_survived, text),
        cmocka_unit_test_prestate(every_failing_allocation_is_survived, sheet),
    };
    return cmocka_run_group_tests(tests, load_scenario, drop_scenario);
}
