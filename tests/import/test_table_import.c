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

#include "case_folder.h"
#include "di_test.h"
#include "failing_memory.h"

#define CASES DI_SOURCE_DIR "/tests/import/table"
#define SCENARIO DI_SOURCE_DIR "/scenarios/tutorial/08-two-regions.json"
enum { CASES_MIN = 10 };

/* A case, read from its folder. */
struct table_case {
    char folder[CASE_PATH_BYTES], mapping[CASE_PATH_BYTES];
    char *asked, *bytes;
    struct di_table_request request;
};

static struct di_scenario *scenario;

/* ---- the request ---- */

static void ask(void *context, const char *key, char *value)
{
    struct table_case *of = context;
    struct di_table_request *request = &of->request;
    if (strcmp(key, "file") == 0)
        of->bytes = case_read_file(of->folder, value, &request->size);
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
    of->asked = case_read_file(of->folder, "request", &size);
    assert_non_null(of->asked);
    case_read_request(of->asked, ask, of);
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
    char place[64];
    for (size_t i = 0; i < list->count; i++) {
        const struct di_diagnostic *item = &list->items[i];
        const char *slash = strrchr(item->file, '/');
        (void)snprintf(place, sizeof place, "%.20s:%u:%u ",
                       slash != NULL ? slash + 1 : item->file, item->line, item->column);
        outcome_add(outcome, place);
        outcome_add_message(outcome, &item->message);
        outcome_add(outcome, "\n");
    }
}

static void add_findings(struct outcome *outcome, const struct di_table_import *import)
{
    char *text = di_data_quality_json(di_table_import_quality(import), NULL, NULL, 0);
    assert_non_null(text);
    outcome_add_findings(outcome, text);
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
    outcome_add(outcome, targets);
    free(targets);
}

static bool run_case(const char *name)
{
    static struct outcome outcome;
    struct table_case of;
    struct di_diagnostics list;
    struct di_table_import *import = NULL;
    read_case(&of, name);
    outcome_clear(&outcome);
    di_diagnostics_init(&list);
    const enum di_status status = di_table_import_read(&of.request, &list, &import, NULL);
    assert_int_equal(status == DI_OK, import != NULL);
    assert_int_equal(status == DI_OK, !di_diagnostics_have_errors(&list));
    add_problems(&outcome, &list);
    if (import != NULL)
        add_import(&outcome, import);
    di_table_import_destroy(import);
    di_diagnostics_finish(&list);
    const bool is_right = case_is_as_expected(of.folder, "table", name, &outcome);
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
