/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Words come from the scenario's names and, through the request, from the table of fields. */
#include "input_label.h"

#include <stdio.h>
#include <string.h>

#include "care_group.h"

enum { LABEL_MAX = 160 };

static const char *plain_words(struct sheet *sheet, const char *key)
{
    char text[LABEL_MAX];
    size_t i = 0;
    for (; key[i] != '\0' && i + 1 < sizeof text; i++)
        text[i] = key[i] == '_' ? ' ' : key[i];
    text[i] = '\0';
    return di_scene_copy(sheet->scene, text);
}

/* The key after the last slash, for what no table of fields explains. */
static const char *last_key(const char *pointer)
{
    const char *slash = strrchr(pointer, '/');
    return slash != NULL ? slash + 1 : pointer;
}

/* What an input belongs to: "Foster care", "Child home: Own family". */
static const char *owner_of(struct sheet *sheet, const char *pointer)
{
    const struct di_names *names = &sheet->request->scenario->names;
    char section[64], id[96], way[96];
    if (sscanf(pointer, "/%63[^/]/%95[^/]", section, id) != 2)
        return NULL;
    const struct di_named *named = di_names_find(names, section, id);
    const char *owner = named != NULL ? sheet_name(sheet, section, id) : NULL;
    if (owner == NULL || sscanf(pointer, "/%*[^/]/%*[^/]/pathways/%95[^/]", way) != 1)
        return owner;
    const enum care_group group = care_group_of(names, way);
    const char *to = di_names_find(names, "settings", way) != NULL
                         ? sheet_name(sheet, "settings", way)
                     : group != GROUPS ? sheet_word(sheet, care_group_name(group))
                                       : plain_words(sheet, way);
    return SHEET_SAY(sheet, DI_N_("%1: %2"), di_text_arg(owner), di_text_arg(to));
}

/* Texts of fields are plain: their percent signs stand for themselves. What follows a semicolon
 * is a remark. */
static const char *translated(const struct sheet *sheet, const char *id)
{
    const struct di_catalogue *catalogue = sheet->request->catalogue;
    const char *text = catalogue == NULL || catalogue->translate == NULL
                           ? id
                           : catalogue->translate(catalogue->context, id);
    char *copy = di_arena_alloc(&sheet->scene->arena, strlen(text) + 1, 1);
    if (copy == NULL)
        return text;
    const size_t length = strcspn(text, ";");
    memcpy(copy, text, length);
    copy[length] = '\0';
    return copy;
}

/* A number may be written as {"value": ..., "steps": [...]}: both belong to the field above. */
static const char *field_of(struct sheet *sheet, const char *pointer)
{
    const char *key = last_key(pointer);
    if (strcmp(key, "value") != 0 && strcmp(key, "steps") != 0)
        return pointer;
    char *copy = di_arena_alloc(&sheet->scene->arena, strlen(pointer) + 1, 1);
    if (copy == NULL)
        return pointer;
    memcpy(copy, pointer, strlen(pointer) + 1);
    copy[key - pointer - 1] = '\0';
    return copy;
}

const char *input_label(struct sheet *sheet, const char *pointer)
{
    const char *field = field_of(sheet, pointer);
    const char *id =
        sheet->request->input_text != NULL ? sheet->request->input_text(field) : NULL;
    const char *what = id != NULL ? translated(sheet, id) : plain_words(sheet, last_key(field));
    const char *owner = owner_of(sheet, field);
    if (owner != NULL)
        what = SHEET_SAY(sheet, DI_N_("%1: %2"), di_text_arg(owner), di_text_arg(what));
    return strcmp(last_key(pointer), "steps") == 0
               ? SHEET_SAY(sheet, DI_N_("%1, by date"), di_text_arg(what))
               : what;
}
