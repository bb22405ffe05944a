/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>
#include <string.h>

#include "di/schema.h"

#include "di_test.h"

static void assert_committed(char *made, const char *path, const char *command)
{
    assert_non_null(made);
    FILE *stream = fopen(path, "rb");
    assert_non_null(stream);
    const size_t size = strlen(made);
    char *committed = calloc(1, size + 2);
    assert_non_null(committed);
    const size_t got = fread(committed, 1, size + 1, stream);
    (void)fclose(stream);
    if (got != size || strcmp(made, committed) != 0)
        fail_msg("run: %s > %s", command, path);
    free(committed);
    free(made);
}

static void the_committed_schemas_are_those_the_tables_make(void **state)
{
    (void)state;
    assert_committed(di_schema_write(), DI_SOURCE_DIR "/scenarios/schema/scenario.schema.json",
                     "homeward schema");
    assert_committed(di_schema_write_study(),
                     DI_SOURCE_DIR "/scenarios/schema/study.schema.json",
                     "homeward schema study");
}

static void count_field(void *context, const struct di_schema_field *field)
{
    size_t *texts = context;
    assert_true(strlen(field->path) > 0);
    assert_non_null(field->text);
    assert_true(strlen(field->text) > 0);
    (*texts)++;
}

static void a_pointer_finds_the_text_of_its_field(void **state)
{
    (void)state;
    assert_string_equal(
        di_schema_pointer_text("/carers/families/recruitment/enquiries_per_year"),
        "households that enquire without a campaign");
    assert_string_equal(
        di_schema_pointer_text("/settings/unplaced/pathways/child_home/rate_per_year"),
        di_schema_pointer_text("/settings/any/pathways/home/rate_per_year"));
    assert_null(di_schema_pointer_text("/settings"
                                       "/no/such/key"));
    assert_null(di_schema_pointer_text("settings"));
    assert_null(di_schema_pointer_text("/policies/max_skips/value"));
}

static void every_field_is_explained(void **state)
{
    (void)state;
    size_t texts = 0;
    assert_true(di_schema_explain(NULL, count_field, &texts) > 100);
    assert_true(texts > 100);
    assert_int_equal(di_schema_explain("max_skips", count_field, &texts), 1);
    assert_int_equal(di_schema_explain("policies.max_skips", count_field, &texts), 1);
    assert_int_equal(di_schema_explain("no_such_key", count_field, &texts), 0);
    assert_string_equal(di_schema_nearest("max_skip"), "max_skips");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_committed_schemas_are_those_the_tables_make),
        cmocka_unit_test(every_field_is_explained),
        cmocka_unit_test(a_pointer_finds_the_text_of_its_field),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
