/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import_mapping.h"

#include <string.h>

static json_t *section(const struct import_mapping *mapping, const char *key)
{
    json_t *found = json_object_get(mapping->root, key);
    if (json_is_object(found))
        return found;
    (void)json_object_set_new(mapping->root, key, json_object());
    return json_object_get(mapping->root, key);
}

/* An empty section says nothing: it is left out of the file. */
static void drop_if_empty(const struct import_mapping *mapping, const char *key)
{
    json_t *found = json_object_get(mapping->root, key);
    if (json_is_object(found) && json_object_size(found) == 0)
        (void)json_object_del(mapping->root, key);
}

static void set_text(json_t *object, const char *key, const char *value)
{
    if (value == NULL)
        (void)json_object_del(object, key);
    else
        (void)json_object_set_new(object, key, json_string(value));
}

/* ---- what a table leaves open ---- */

static const struct {
    const char *key;
    const char *choices[3]; /* from 1; NULL: no more */
    bool is_of_children;    /* of counts, not of posts */
} answers[IMPORT_ANSWERS] = {
    [IMPORT_BLANK] = {"blank", {"above", "total", NULL}, false},
    [IMPORT_CENSORED] = {"censored", {"lower", "middle", "upper"}, true},
    [IMPORT_ADD_ROWS] = {"add_rows", {"yes", NULL, NULL}, false}};
enum { ANSWER_CHOICES = sizeof answers[0].choices / sizeof answers[0].choices[0] };

size_t import_mapping_answer(const struct import_mapping *mapping, enum import_answer answer)
{
    const char *said = import_mapping_option(mapping, answers[answer].key);
    for (size_t c = 0; said != NULL && c < ANSWER_CHOICES; c++)
        if (answers[answer].choices[c] != NULL && strcmp(answers[answer].choices[c], said) == 0)
            return c + 1;
    return 0;
}

void import_mapping_set_answer(struct import_mapping *mapping, enum import_answer answer,
                               size_t choice)
{
    import_mapping_set_option(mapping, answers[answer].key,
                              choice > 0 ? answers[answer].choices[choice - 1] : NULL);
}

static bool has_answer(enum import_kind kind, enum import_answer answer)
{
    return import_kind_completes(kind) &&
           !(answers[answer].is_of_children && kind == IMPORT_KIND_WORKFORCE);
}

static void drop_answers(struct import_mapping *mapping, enum import_kind kind)
{
    for (int answer = 0; answer < IMPORT_ANSWERS; answer++)
        if (!has_answer(kind, (enum import_answer)answer))
            import_mapping_set_answer(mapping, (enum import_answer)answer, 0);
}

/* ---- the whole ---- */

void import_mapping_init(struct import_mapping *mapping, enum import_kind kind)
{
    mapping->root = json_pack("{s:i, s:s}", "format", 1, "kind", import_kind_id(kind));
}

void import_mapping_finish(struct import_mapping *mapping)
{
    json_decref(mapping->root);
    mapping->root = NULL;
}

void import_mapping_set_kind(struct import_mapping *mapping, enum import_kind kind,
                             const struct import_roles *roles)
{
    const char *role;
    json_t *heading;
    void *next;
    json_t *columns = json_object_get(mapping->root, "columns");
    set_text(mapping->root, "kind", import_kind_id(kind));
    json_object_foreach_safe(columns, next, role, heading)
    {
        if (import_role_find(roles, role) == SIZE_MAX)
            (void)json_object_del(columns, role);
    }
    (void)json_object_del(mapping->root,
                          "codes"); /* words of one kind are not those of another */
    (void)json_object_del(mapping->root, "constants");
    (void)json_object_del(mapping->root, "series");
    drop_if_empty(mapping, "columns");
    drop_answers(mapping, kind);
}

bool import_mapping_take_text(struct import_mapping *mapping, const char *text,
                              enum import_kind *kind_out)
{
    json_t *root = json_loads(text, JSON_REJECT_DUPLICATES, NULL);
    const char *kind = json_string_value(json_object_get(root, "kind"));
    const enum import_kind found = kind != NULL ? import_kind_of_id(kind) : IMPORT_KIND_UNKNOWN;
    if (found == IMPORT_KIND_UNKNOWN) {
        json_decref(root);
        return false;
    }
    json_decref(mapping->root);
    mapping->root = root;
    *kind_out = found;
    return true;
}

char *import_mapping_text(const struct import_mapping *mapping)
{
    return json_dumps(mapping->root, JSON_INDENT(2));
}

const char *import_mapping_column(const struct import_mapping *mapping, const char *role)
{
    return json_string_value(json_object_get(json_object_get(mapping->root, "columns"), role));
}

void import_mapping_set_column(struct import_mapping *mapping, const char *role,
                               const char *heading)
{
    set_text(section(mapping, "columns"), role, heading);
    drop_if_empty(mapping, "columns");
}

json_t *import_mapping_codes(const struct import_mapping *mapping, const char *role)
{
    json_t *codes = json_object_get(json_object_get(mapping->root, "codes"), role);
    return json_is_object(codes) ? codes : NULL;
}

const char *import_mapping_code(const struct import_mapping *mapping, const char *role,
                                const char *text)
{
    return json_string_value(json_object_get(import_mapping_codes(mapping, role), text));
}

void import_mapping_set_code(struct import_mapping *mapping, const char *role, const char *text,
                             const char *id)
{
    json_t *codes = section(mapping, "codes");
    if (!json_is_object(json_object_get(codes, role)))
        (void)json_object_set_new(codes, role, json_object());
    set_text(json_object_get(codes, role), text, id);
    if (json_object_size(json_object_get(codes, role)) == 0)
        (void)json_object_del(codes, role);
    drop_if_empty(mapping, "codes");
}

const char *import_mapping_option(const struct import_mapping *mapping, const char *key)
{
    return json_string_value(json_object_get(json_object_get(mapping->root, "options"), key));
}

void import_mapping_set_option(struct import_mapping *mapping, const char *key,
                               const char *value)
{
    set_text(section(mapping, "options"), key, value);
    drop_if_empty(mapping, "options");
}

long import_mapping_heading_row(const struct import_mapping *mapping)
{
    return (long)json_integer_value(
        json_object_get(json_object_get(mapping->root, "options"), "heading_row"));
}

void import_mapping_set_heading_row(struct import_mapping *mapping, long row)
{
    json_t *options = section(mapping, "options");
    if (row <= 0)
        (void)json_object_del(options, "heading_row");
    else
        (void)json_object_set_new(options, "heading_row", json_integer(row));
    drop_if_empty(mapping, "options");
}
