/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Hundreds of ways to get a scenario wrong, each one edit of valid.json: every one is refused
 * with a place and a sentence, and the expected kind of problem is among those reported.
 */
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "di/scenario.h"

#include "di_test.h"

struct edit {
    const char *find, *replace;
    enum di_status expected;
};

static const struct edit edits[] = {
#include "malformed.inc"
};

static char *read_text(const char *name, size_t *size_out)
{
    char path[512];
    (void)snprintf(path, sizeof path, "%s/tests/import/%s", DI_SOURCE_DIR, name);
    FILE *stream = fopen(path, "rb");
    assert_non_null(stream);
    char *text = calloc(1, 1 << 16);
    assert_non_null(text);
    *size_out = fread(text, 1, (1 << 16) - 1, stream);
    (void)fclose(stream);
    return text;
}

static char *edited(const char *text, const struct edit *edit)
{
    const char *at = strstr(text, edit->find);
    assert_non_null(at);
    const size_t head = (size_t)(at - text), cut = strlen(edit->find),
                 add = strlen(edit->replace);
    char *copy = calloc(1, strlen(text) + add + 1);
    assert_non_null(copy);
    memcpy(copy, text, head);
    memcpy(copy + head, edit->replace, add);
    memcpy(copy + head + add, at + cut, strlen(at + cut));
    return copy;
}

static enum di_status load(const char *text, size_t size, struct di_diagnostics *diagnostics)
{
    struct di_scenario *scenario = NULL;
    di_diagnostics_init(diagnostics);
    const enum di_status status =
        di_scenario_load_text(text, size, "test.json", diagnostics, &scenario, NULL);
    assert_true((status == DI_OK) == (scenario != NULL));
    di_scenario_destroy(scenario);
    return status;
}

static bool is_helpful(const struct di_diagnostics *list, const char *what,
                       enum di_status expected)
{
    bool is_found = false;
    for (size_t i = 0; i < list->count; i++) {
        const struct di_diagnostic *item = &list->items[i];
        char sentence[600];
        const size_t length =
            di_message_render(&item->message, NULL, sentence, sizeof sentence);
        if (item->line == 0 || length < 10 || strchr("%", sentence[length - 1]) != NULL)
            fail_msg("%s: line %u, '%s'", what, item->line, sentence);
        is_found = is_found || item->status == expected;
    }
    if (!is_found) {
        char sentence[600] = "";
        if (list->count > 0)
            (void)di_message_render(&list->items[0].message, NULL, sentence, sizeof sentence);
        print_message("%s: no %s among %zu problems; first: %s\n", what,
                      di_status_code(expected), list->count, sentence);
    }
    return is_found;
}

static void the_unedited_scenario_is_valid(void **state)
{
    (void)state;
    size_t size = 0;
    char *text = read_text("valid.json", &size);
    struct di_diagnostics diagnostics;
    const enum di_status status = load(text, size, &diagnostics);
    for (size_t i = 0; i < diagnostics.count; i++) {
        char sentence[600];
        (void)di_message_render(&diagnostics.items[i].message, NULL, sentence, sizeof sentence);
        print_message("%u: %s\n", diagnostics.items[i].line, sentence);
    }
    di_diagnostics_finish(&diagnostics);
    free(text);
    assert_status(status, DI_OK);
}

static void every_edit_is_refused_with_a_place_and_a_sentence(void **state)
{
    (void)state;
    size_t size = 0;
    char *text = read_text("valid.json", &size);
    int failures = 0;
    assert_true(sizeof edits / sizeof edits[0] >= 200);
    for (size_t i = 0; i < sizeof edits / sizeof edits[0]; i++) {
        struct di_diagnostics diagnostics;
        char *wrong = edited(text, &edits[i]);
        const enum di_status status = load(wrong, strlen(wrong), &diagnostics);
        const bool is_input = status >= 100 && status < 300; /* exit code 3 */
        if (!is_input || !is_helpful(&diagnostics, edits[i].replace, edits[i].expected))
            failures++;
        di_diagnostics_finish(&diagnostics);
        free(wrong);
    }
    free(text);
    assert_int_equal(failures, 0);
}

static void every_cut_of_the_text_is_refused(void **state)
{
    (void)state;
    size_t size = 0;
    char *text = read_text("valid.json", &size);
    for (size_t cut = 0; cut < strlen(text) - 2; cut += 7) {
        struct di_diagnostics diagnostics;
        assert_int_not_equal(load(text, cut, &diagnostics), DI_OK);
        assert_true(diagnostics.count > 0);
        di_diagnostics_finish(&diagnostics);
    }
    free(text);
}

static void all_problems_are_reported_at_once(void **state)
{
    (void)state;
    static const char text[] = "{\"format\": 2, \"id\": \"x\",\n\"horizon\": {\"start\": "
                               "\"soon\", \"years\": 5},\n\"regions\": {\"a\": {\"popu\": 1}},"
                               "\n\"settings\": {\"s\": {\"kind\": \"foster\"}}}";
    struct di_diagnostics diagnostics;
    assert_int_not_equal(load(text, sizeof text - 1, &diagnostics), DI_OK);
    assert_true(diagnostics.errors >= 5); /* format, start, popu, no places, no entries */
    di_diagnostics_finish(&diagnostics);
}

/* The last of `count` duplicates is told with this sentence. */
static void assert_duplicates(const char *text, size_t count, const char *expected)
{
    struct di_diagnostics diagnostics;
    char sentence[200];
    assert_status(load(text, strlen(text), &diagnostics), DI_ERR_SYNTAX);
    assert_int_equal(diagnostics.count, count);
    (void)di_message_render(&diagnostics.items[count - 1].message, NULL, sentence,
                            sizeof sentence);
    assert_string_equal(sentence, expected);
    di_diagnostics_finish(&diagnostics);
}

static void every_duplicate_key_is_reported_with_both_lines(void **state)
{
    (void)state;
    assert_duplicates("{\"a\": 1,\n\"b\": {\"c\": 1, \"c\": 2},\n\"a\": 3}", 2,
                      "The key 'a' is written twice, on lines 1 and 3.");
}

/* Found by the fuzzer: nothing of such a file is ever decoded. */
static void empty_keys_are_duplicates_too(void **state)
{
    (void)state;
    assert_duplicates("{\"\": 1, \"\": 2}", 1,
                      "The key '' is written twice, on lines 1 and 1.");
}

static void assert_refused_quickly(const char *text, size_t size, enum di_status expected)
{
    struct di_diagnostics diagnostics;
    const clock_t start = clock();
    assert_status(load(text, size, &diagnostics), expected);
    assert_true((double)(clock() - start) / CLOCKS_PER_SEC < 5); /* debug and sanitizers */
    assert_true(diagnostics.count > 0);
    di_diagnostics_finish(&diagnostics);
}

static void deep_nesting_is_refused(void **state)
{
    (void)state;
    static char text[20001];
    memset(text, '[', 10000);
    memset(text + 10000, ']', 10000);
    assert_refused_quickly(text, 20000, DI_ERR_LIMIT);
}

static void too_many_values_are_refused(void **state)
{
    (void)state;
    const size_t size = 6000000;
    char *text = malloc(size);
    assert_non_null(text);
    text[0] = '[';
    text[1] = '1';
    text[2] = ',';
    text[3] = '1';
    for (size_t i = 4; i < size; i++)
        text[i] = i % 2 == 0 ? ',' : '1';
    assert_refused_quickly(text, size, DI_ERR_LIMIT);
    free(text);
}

static void a_file_of_100_mb_is_refused_by_its_size(void **state)
{
    (void)state;
    char path[512];
    (void)snprintf(path, sizeof path, "%s/huge_scenario.json", DI_BUILD_DIR);
    FILE *stream = fopen(path, "wb");
    assert_non_null(stream);
    assert_int_equal(ftruncate(fileno(stream), 100 << 20), 0);
    (void)fclose(stream);
    struct di_diagnostics diagnostics;
    struct di_scenario *scenario = NULL;
    di_diagnostics_init(&diagnostics);
    const clock_t start = clock();
    assert_status(di_scenario_load(path, NULL, 0, &diagnostics, &scenario, NULL), DI_ERR_LIMIT);
    assert_true((double)(clock() - start) / CLOCKS_PER_SEC < 0.5);
    assert_null(scenario);
    di_diagnostics_finish(&diagnostics);
    (void)remove(path);
}

static void a_missing_file_is_a_file_error(void **state)
{
    (void)state;
    struct di_diagnostics diagnostics;
    struct di_scenario *scenario = NULL;
    di_diagnostics_init(&diagnostics);
    assert_status(
        di_scenario_load("no/such/scenario.json", NULL, 0, &diagnostics, &scenario, NULL),
        DI_ERR_FILE);
    di_diagnostics_finish(&diagnostics);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_unedited_scenario_is_valid),
        cmocka_unit_test(every_edit_is_refused_with_a_place_and_a_sentence),
        cmocka_unit_test(every_cut_of_the_text_is_refused),
        cmocka_unit_test(all_problems_are_reported_at_once),
        cmocka_unit_test(every_duplicate_key_is_reported_with_both_lines),
        cmocka_unit_test(empty_keys_are_duplicates_too),
        cmocka_unit_test(deep_nesting_is_refused),
        cmocka_unit_test(too_many_values_are_refused),
        cmocka_unit_test(a_file_of_100_mb_is_refused_by_its_size),
        cmocka_unit_test(a_missing_file_is_a_file_error),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
