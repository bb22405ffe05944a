/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Rows: the first section of a fixed order that the scenario has, one line an id, a column for
 * each number that its first id has. Values: one line an input, from the beginning.
 */
#include "import_sample.h"

#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "di/number.h"

#define COLUMNS_MAX 5
#define LINES_MAX 25
#define TEXT_MAX 16384

const char *import_sample_name(enum import_sample_kind kind)
{
    return kind == IMPORT_SAMPLE_ROWS ? "samples/rows.csv" : "samples/values.csv";
}

struct writing {
    const struct inputs *inputs;
    char *text;
    size_t used;
};

static void put(struct writing *w, const char *text)
{
    for (; *text != '\0' && w->used + 1 < TEXT_MAX; text++)
        w->text[w->used++] = *text;
    w->text[w->used] = '\0';
}

static void put_number(struct writing *w, double value)
{
    char number[DI_NUMBER_TEXT_MAX];
    (void)di_number_format(value, number);
    put(w, number);
}

static bool is_plain(const struct di_scenario_input *input)
{
    return input->kind == DI_INPUT_NUMBER && !isnan(input->number);
}

/* "/section/id/field": where id and field begin; false if it lies deeper or elsewhere. */
static bool split(const char *pointer, const char *section, const char **id_out,
                  const char **field_out)
{
    const size_t length = strlen(section);
    if (strncmp(pointer + 1, section, length) != 0 || pointer[length + 1] != '/')
        return false;
    *id_out = pointer + length + 2;
    const char *slash = strchr(*id_out, '/');
    if (slash == NULL || strchr(slash + 1, '/') != NULL)
        return false;
    *field_out = slash + 1;
    return true;
}

static size_t list_fields(const struct inputs *inputs, const char *section,
                          const char *fields[COLUMNS_MAX])
{
    size_t count = 0;
    for (size_t i = 0; i < inputs->count; i++) {
        const char *id, *field;
        bool is_listed = false;
        if (!is_plain(&inputs->items[i]) ||
            !split(inputs->items[i].pointer, section, &id, &field))
            continue;
        for (size_t k = 0; k < count; k++)
            is_listed = is_listed || strcmp(fields[k], field) == 0;
        if (!is_listed && count < COLUMNS_MAX)
            fields[count++] = field;
    }
    return count;
}

static void put_cells(struct writing *w, const char *section, const char *id, size_t length,
                      const char *const *fields, size_t count)
{
    char pointer[600];
    for (size_t k = 0; k < count; k++) {
        (void)snprintf(pointer, sizeof pointer, "/%s/%.*s/%s", section, (int)length, id,
                       fields[k]);
        const struct di_scenario_input *input = inputs_find(w->inputs, pointer);
        put(w, ",");
        if (input != NULL && is_plain(input))
            put_number(w, input->number);
    }
    put(w, "\n");
}

static bool put_rows(struct writing *w)
{
    static const char *const sections[] = {"institutions", "regions", "reasons", "settings"};
    const char *fields[COLUMNS_MAX], *last = NULL;
    size_t count = 0, s = 0, lines = 0, last_length = 0;
    for (; s < sizeof sections / sizeof sections[0]; s++)
        if ((count = list_fields(w->inputs, sections[s], fields)) > 0)
            break;
    if (count == 0)
        return false;
    put(w, sections[s]);
    for (size_t k = 0; k < count; k++) {
        put(w, ",");
        put(w, fields[k]);
    }
    put(w, "\n");
    for (size_t i = 0; i < w->inputs->count && lines < LINES_MAX; i++) {
        const char *id, *field;
        if (!split(w->inputs->items[i].pointer, sections[s], &id, &field))
            continue;
        const size_t length = (size_t)(field - id) - 1;
        if (last != NULL && length == last_length && strncmp(id, last, length) == 0)
            continue;
        last = id;
        last_length = length;
        char name[200];
        (void)snprintf(name, sizeof name, "%.*s", (int)length, id);
        put(w, name);
        put_cells(w, sections[s], id, length, fields, count);
        lines++;
    }
    return true;
}

static bool put_values(struct writing *w)
{
    size_t lines = 0;
    put(w, "pointer,value\n");
    for (size_t i = 0; i < w->inputs->count && lines < LINES_MAX; i++) {
        const struct di_scenario_input *input = &w->inputs->items[i];
        if (!is_plain(input))
            continue;
        put(w, input->pointer);
        put(w, ",");
        put_number(w, input->number);
        put(w, "\n");
        lines++;
    }
    return lines > 0;
}

char *import_sample_text(const struct inputs *inputs, enum import_sample_kind kind)
{
    struct writing w = {.inputs = inputs, .text = malloc(TEXT_MAX)};
    if (w.text == NULL)
        return NULL;
    w.text[0] = '\0';
    if (kind == IMPORT_SAMPLE_ROWS ? put_rows(&w) : put_values(&w))
        return w.text;
    free(w.text);
    return NULL;
}
