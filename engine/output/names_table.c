/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sheet `names` of results.xlsx: what people call every id of the other sheets. */
#include <stdio.h>
#include <string.h>

#include "di/indicator.h"
#include "di/message.h"
#include "di/names.h"

#include "tables.h"

static const struct {
    const char *english, *russian;
} catalogue[] = {
#include "russian_labels.h" /* made of po/ru.po */
    {NULL, NULL}};

static const char *translate(void *context, const char *id)
{
    (void)context;
    for (size_t i = 0; catalogue[i].english != NULL; i++)
        if (strcmp(catalogue[i].english, id) == 0)
            return catalogue[i].russian;
    return id;
}

static void put_cell(FILE *stream, const char *text, char end)
{
    (void)fputc('"', stream);
    for (; *text != '\0'; text++) {
        if (*text == '"')
            (void)fputc('"', stream);
        (void)fputc(*text == '\n' ? ' ' : *text, stream);
    }
    (void)fputc('"', stream);
    (void)fputc(end, stream);
}

static void put_row(FILE *stream, const char *of, const char *id, const char *english,
                    const char *russian)
{
    put_cell(stream, of, ',');
    put_cell(stream, id, ',');
    put_cell(stream, english, ',');
    put_cell(stream, russian, '\n');
}

/* A label of the program's own, in both languages. */
static void put_label(FILE *stream, const char *of, const char *id, const char *label)
{
    const struct di_catalogue russian = {.translate = translate};
    char texts[2][DI_MESSAGE_TEXT_MAX];
    struct di_message message;
    di_message_set(&message, label, NULL, 0);
    (void)di_message_render(&message, NULL, texts[0], sizeof texts[0]);
    (void)di_message_render(&message, &russian, texts[1], sizeof texts[1]);
    put_row(stream, of, id, texts[0], texts[1]);
}

void names_table_write(const struct di_names *names, FILE *stream)
{
    (void)fputs(NAMES_HEADER "\n", stream);
    for (uint32_t i = 0; i < di_indicator_count(); i++)
        put_label(stream, "indicators", di_indicator_at(i).id, di_indicator_at(i).label);
    for (size_t i = 0; i < names->count; i++) {
        const struct di_named *named = &names->list[i];
        if (strcmp(named->section, "targets") != 0 && strcmp(named->section, "published") != 0)
            put_row(stream, named->section, named->id, named->en, named->ru);
    }
    for (uint32_t i = 0; i < DI_SETTING_BUILTIN_COUNT; i++)
        if (di_names_find(names, "settings", di_setting_builtin(i)->id) == NULL)
            put_label(stream, "settings", di_setting_builtin(i)->id,
                      di_setting_builtin(i)->name);
}
