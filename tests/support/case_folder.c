/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "case_folder.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "di_test.h"

void outcome_clear(struct outcome *outcome)
{
    outcome->used = 0;
    outcome->text[0] = '\0';
}

void outcome_add(struct outcome *outcome, const char *text)
{
    const size_t length = strlen(text);
    assert_true(outcome->used + length + 1 < CASE_TEXT_BYTES);
    memcpy(outcome->text + outcome->used, text, length + 1);
    outcome->used += length;
}

void outcome_add_message(struct outcome *outcome, const struct di_message *message)
{
    char sentence[4096];
    (void)di_message_render(message, NULL, sentence, sizeof sentence);
    outcome_add(outcome, sentence);
}

void outcome_add_findings(struct outcome *outcome, const char *report)
{
    json_t *root = json_loads(report, 0, NULL), *finding;
    size_t index;
    json_array_foreach(json_object_get(root, "findings"), index, finding)
    {
        outcome_add(outcome, json_string_value(json_object_get(finding, "severity")));
        outcome_add(outcome, " ");
        outcome_add(outcome, json_string_value(json_object_get(finding, "id")));
        outcome_add(outcome, ": ");
        outcome_add(outcome, json_string_value(json_object_get(finding, "message")));
        outcome_add(outcome, "\n");
    }
    json_decref(root);
}

char *case_read_file(const char *folder, const char *name, size_t *size_out)
{
    char path[CASE_PATH_BYTES];
    (void)snprintf(path, sizeof path, "%.900s/%.100s", folder, name);
    FILE *stream = fopen(path, "rb");
    if (stream == NULL)
        return NULL;
    char *text = calloc(1, CASE_TEXT_BYTES);
    assert_non_null(text);
    *size_out = fread(text, 1, CASE_TEXT_BYTES - 1, stream);
    (void)fclose(stream);
    return text;
}

void case_read_request(char *text, case_ask ask, void *context)
{
    for (char *line = text; line != NULL && *line != '\0';) {
        char *end = strchr(line, '\n'), *space = strchr(line, ' ');
        assert_non_null(end);
        assert_true(space != NULL && space < end);
        *end = *space = '\0';
        ask(context, line, space + 1);
        line = end + 1;
    }
}

static void keep_outcome(const char *kind, const char *name, const struct outcome *outcome)
{
    char path[CASE_PATH_BYTES];
    (void)snprintf(path, sizeof path, DI_BUILD_DIR "/tests/import/%.100s-%.100s", kind, name);
    FILE *stream = fopen(path, "wb");
    assert_non_null(stream);
    (void)fputs(outcome->text, stream);
    (void)fclose(stream);
    print_error("%s: not as expected, see %s\n", name, path);
}

bool case_is_as_expected(const char *folder, const char *kind, const char *name,
                         const struct outcome *outcome)
{
    size_t size;
    char *expected = case_read_file(folder, "expected", &size);
    const bool is_same = expected != NULL && strcmp(expected, outcome->text) == 0;
    if (!is_same)
        keep_outcome(kind, name, outcome);
    free(expected);
    return is_same;
}
