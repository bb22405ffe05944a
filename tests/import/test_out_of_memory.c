/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The n-th allocation fails, for every n: the loader reports lack of memory (or manages
 * without) and never crashes; AddressSanitizer sees to leaks. jansson allocates through our
 * wrapper by its own hook.
 */
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "di/episodes.h"
#include "di/scenario.h"
#include "di/study.h"
#include "di/transmonee.h"

#include "di_test.h"
#include "failing_memory.h"

static char *read_text_of(const char *name, size_t *size_out)
{
    char path[500];
    (void)snprintf(path, sizeof path, DI_SOURCE_DIR "/tests/import/%.200s", name);
    FILE *stream = fopen(path, "rb");
    assert_non_null(stream);
    char *text = calloc(1, 1 << 16);
    assert_non_null(text);
    *size_out = fread(text, 1, (1 << 16) - 1, stream);
    (void)fclose(stream);
    return text;
}

static void every_failing_allocation_is_survived(void **state)
{
    (void)state;
    size_t size = 0;
    char *text = read_text_of("valid.json", &size);
    json_set_alloc_funcs(__wrap_malloc, free);
    long n = 0;
    for (bool is_through = false; !is_through && n < 100000; n++) {
        struct di_diagnostics diagnostics;
        struct di_scenario *scenario = NULL;
        struct di_error error = {0};
        di_diagnostics_init(&diagnostics);
        failing_memory_set(n);
        const enum di_status status =
            di_scenario_load_text(text, size, "test", &diagnostics, &scenario, &error);
        is_through = !failing_memory_end(); /* the n-th allocation was never made */
        if (is_through)
            assert_status(status, DI_OK);
        assert_true((status == DI_OK) == (scenario != NULL));
        di_scenario_destroy(scenario);
        di_diagnostics_finish(&diagnostics);
    }
    assert_true(n > 50);
    free(text);
}

static void every_failing_allocation_of_a_study_is_survived(void **state)
{
    (void)state;
    static const char text[] = "{\"format\": 1, \"id\": \"study\", \"replications\": 5, "
                               "\"scenarios\": [\"a.json\", \"../b/c.json\"]}";
    json_set_alloc_funcs(__wrap_malloc, free);
    long n = 0;
    for (bool is_through = false; !is_through && n < 100000; n++) {
        struct di_diagnostics diagnostics;
        struct di_study *study = NULL;
        struct di_error error = {0};
        di_diagnostics_init(&diagnostics);
        failing_memory_set(n);
        const enum di_status status =
            di_study_load_text(text, sizeof text - 1, "test", &diagnostics, &study, &error);
        is_through = !failing_memory_end();
        if (is_through)
            assert_status(status, DI_OK);
        assert_true((status == DI_OK) == (study != NULL));
        if (study != NULL)
            assert_int_equal(study->scenario_count, 2);
        di_study_destroy(study);
        di_diagnostics_finish(&diagnostics);
    }
    assert_true(n > 5);
}

/* Everything that is made of a message, or NULL where memory ran out. */
struct made {
    char *text[4];
};

static void make_episodes(struct made *made, const char *bytes, size_t size, long n)
{
    const struct di_episodes_request request = {
        .paths = {"test"}, .path_count = 1, .from = 2022, .to = 2023, .start = 2022};
    struct di_diagnostics list;
    struct di_episodes *book = NULL;
    struct di_error error = {0};
    memset(made, 0, sizeof *made);
    di_diagnostics_init(&list);
    failing_memory_set(n);
    const enum di_status status =
        di_episodes_read_bytes(&request, bytes, size, &list, &book, &error);
    if (book != NULL) {
        made->text[0] = di_episodes_scenario(book, NULL, NULL);
        made->text[1] = di_episodes_targets(book);
        made->text[2] = di_data_quality_json(di_episodes_quality(book), NULL, NULL, 0);
        made->text[3] = di_data_quality_text(di_episodes_quality(book), NULL);
    }
    assert_true((status == DI_OK) == (book != NULL));
    di_episodes_destroy(book);
    di_diagnostics_finish(&list);
}

static void make_transmonee(struct made *made, const char *bytes, size_t size, long n)
{
    const struct di_transmonee_request request = {.country = "ZZA", .from = 2011};
    struct di_diagnostics list;
    struct di_transmonee *book = NULL;
    struct di_error error = {0};
    memset(made, 0, sizeof *made);
    di_diagnostics_init(&list);
    failing_memory_set(n);
    const enum di_status status =
        di_transmonee_read_text(&request, bytes, size, "test", &list, &book, &error);
    if (book != NULL) {
        made->text[0] = di_transmonee_scenario(book, NULL, "zza", NULL);
        made->text[1] = di_transmonee_targets(book);
        made->text[2] = di_transmonee_quality_json(book, NULL, NULL, 0);
        made->text[3] = di_transmonee_quality_text(book, NULL);
    }
    assert_true((status == DI_OK) == (book != NULL));
    di_transmonee_destroy(book);
    di_diagnostics_finish(&list);
}

static void release(struct made *made)
{
    for (size_t i = 0; i < 4; i++)
        free(made->text[i]);
}

/* A text is whole, or there is none: no section goes missing in silence. */
static void every_failing_allocation_of_an_import_is_survived(void **state)
{
    const char *name = *state;
    size_t size = 0;
    char *bytes = read_text_of(name, &size);
    struct made whole, made;
    void (*const make)(struct made *, const char *, size_t, long) =
        strncmp(name, "episodes", 8) == 0 ? make_episodes : make_transmonee;
    json_set_alloc_funcs(__wrap_malloc, free);
    make(&whole, bytes, size, 1000000);
    assert_false(failing_memory_end());
    long n = 0;
    for (bool is_through = false; !is_through && n < 100000; n++) {
        make(&made, bytes, size, n);
        is_through = !failing_memory_end();
        for (size_t i = 0; i < 4; i++) {
            assert_true(!is_through || made.text[i] != NULL);
            if (made.text[i] != NULL)
                assert_string_equal(made.text[i], whole.text[i]);
        }
        release(&made);
    }
    assert_true(n > 100);
    release(&whole);
    free(bytes);
}

int main(void)
{
    static char csv[] = "transmonee/plain/input.csv",
                json[] = "transmonee/json_series/input.json",
                episodes[] = "episodes/russian.csv";
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_failing_allocation_is_survived),
        cmocka_unit_test(every_failing_allocation_of_a_study_is_survived),
        cmocka_unit_test_prestate(every_failing_allocation_of_an_import_is_survived, csv),
        cmocka_unit_test_prestate(every_failing_allocation_of_an_import_is_survived, json),
        cmocka_unit_test_prestate(every_failing_allocation_of_an_import_is_survived, episodes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
