/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The n-th allocation fails, for every n: the loader reports lack of memory (or manages
 * without) and never crashes; AddressSanitizer sees to leaks. jansson allocates through our
 * wrapper by its own hook.
 */
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "di/scenario.h"
#include "di/study.h"

#include "di_test.h"
#include "failing_memory.h"

static char *read_valid(size_t *size_out)
{
    FILE *stream = fopen(DI_SOURCE_DIR "/tests/import/valid.json", "rb");
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
    char *text = read_valid(&size);
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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_failing_allocation_is_survived),
        cmocka_unit_test(every_failing_allocation_of_a_study_is_survived),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
