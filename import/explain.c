/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of fields for people: what a key means, by walking the table with its path. */
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "di/defaults.h"
#include "di/message.h"
#include "di/nearest.h"
#include "di/schema.h"

#include "field.h"

#define PATH_MAX_BYTES 256
#define KEYS_MAX 400

struct walk {
    const char *key; /* NULL: every field */
    char pointer[PATH_MAX_BYTES];
    void (*visit)(void *context, const struct di_schema_field *field);
    void *context;
    size_t visited;
    const char **keys; /* collected instead, if not NULL */
    size_t key_count;
};

static const char *type_text(enum di_field_type type)
{
    switch (type) {
    case DI_FIELD_OBJECT:
    case DI_FIELD_UNCERTAIN:
    case DI_FIELD_COUNTS:
        return DI_N_("object");
    case DI_FIELD_LIST:
        return DI_N_("list");
    case DI_FIELD_NUMBER:
    case DI_FIELD_PLAIN:
        return DI_N_("number");
    case DI_FIELD_SERIES:
        return DI_N_("number, may change with time");
    case DI_FIELD_QUANTITY:
        return DI_N_("number, may change with time and by group");
    case DI_FIELD_UNLIMITED:
        return DI_N_("number, may change with time and by group, or \"unlimited\"");
    case DI_FIELD_FLAG:
        return DI_N_("true or false");
    case DI_FIELD_TEXT:
    case DI_FIELD_ID:
    case DI_FIELD_NAME:
        return DI_N_("text");
    case DI_FIELD_DATE:
        return DI_N_("date");
    case DI_FIELD_DURATION:
        return DI_N_("duration: days, or a text such as \"8 months\"");
    case DI_FIELD_CHOICE:
        return DI_N_("word");
    case DI_FIELD_MODE:
        return DI_N_("word, may change with time");
    }
    return "";
}

/* How many ID, N or YEAR the path needs to lead where the pointer does; SIZE_MAX: elsewhere. */
static size_t wildcards_of(const char *path, const char *pointer)
{
    size_t count = 0;
    for (;;) {
        if (*pointer++ != '/')
            return SIZE_MAX;
        const size_t key = strcspn(path, "."), part = strcspn(pointer, "/");
        const bool is_wild = key > 0 && path[0] >= 'A' && path[0] <= 'Z';
        if (!is_wild && (key != part || memcmp(path, pointer, key) != 0))
            return SIZE_MAX;
        count += is_wild;
        path += key;
        pointer += part;
        if (*path == '\0' || *pointer == '\0')
            return *path == '\0' && *pointer == '\0' ? count : SIZE_MAX;
        path++;
    }
}

/* By its name, by its path of the table, or by a path of a scenario: "/settings/home_1/kind".
 */
static bool is_meant(const struct walk *walk, const char *name, const char *path)
{
    return walk->key == NULL || strcmp(walk->key, name) == 0 || strcmp(walk->key, path) == 0 ||
           wildcards_of(path, walk->pointer) != SIZE_MAX;
}

/* "a.b" as "/a/b"; what starts with "/" stays. A key too long for the table is cut. */
static void write_pointer(const char *key, char pointer[PATH_MAX_BYTES])
{
    (void)snprintf(pointer, PATH_MAX_BYTES, "%s%s", key[0] == '/' ? "" : "/", key);
    for (char *p = pointer; key[0] != '/' && *p != '\0'; p++)
        if (*p == '.')
            *p = '/';
}

static void show(struct walk *walk, const struct di_field *field, const char *path)
{
    walk->visited++;
    const bool has_default = field->fallback > 0;
    const struct di_schema_field shown = {
        .path = path,
        .type = type_text(field->type),
        .unit = field->unit != NULL ? field->unit : "",
        .text = field->text,
        .choices = field->choices,
        .minimum = field->minimum,
        .maximum = field->maximum,
        .has_range = field->minimum < 0 || field->minimum > 0 || field->maximum < 0 ||
                     field->maximum > 0,
        .is_required = (field->flags & DI_FIELD_REQUIRED) != 0,
        .has_default = has_default,
        .default_value =
            has_default ? di_default_value((enum di_default)(field->fallback - 1)) : 0};
    walk->visit(walk->context, &shown);
}

static void meet(struct walk *walk, const struct di_field *field, const char *path)
{
    if (walk->keys == NULL && is_meant(walk, field->key, path))
        show(walk, field, path);
    else if (walk->keys != NULL && walk->key_count < KEYS_MAX)
        walk->keys[walk->key_count++] = field->key;
}

/* Writes "path.key" into `to`; too long a path is cut, which no path of the table is. */
static void join(char to[PATH_MAX_BYTES], const char *path, const char *key)
{
    size_t n = 0;
    for (; *path != '\0' && n + 1 < PATH_MAX_BYTES; path++)
        to[n++] = *path;
    if (n > 0 && n + 1 < PATH_MAX_BYTES)
        to[n++] = '.';
    for (; *key != '\0' && n + 1 < PATH_MAX_BYTES; key++)
        to[n++] = *key;
    to[n] = '\0';
}

/* "settings.home_1" means what a setting may say. */
static void meet_element(struct walk *walk, const struct di_field *element, const char *path)
{
    char inner[PATH_MAX_BYTES];
    const bool is_name = walk->keys == NULL && walk->key != NULL && element->members != NULL &&
                         is_meant(walk, "", path);
    for (const struct di_field *f = element->members; is_name && f->key != NULL; f++) {
        join(inner, path, f->key);
        show(walk, f, inner);
    }
}

static void walk_members(struct walk *walk, const struct di_field *field, const char *path)
{
    char inner[PATH_MAX_BYTES];
    for (const struct di_field *f = field->members; f != NULL && f->key != NULL; f++) {
        join(inner, path, f->key);
        meet(walk, f, inner);
        walk_members(walk, f, inner);
    }
    if (field->element == NULL)
        return;
    join(inner, path,
         field->type == DI_FIELD_LIST           ? "N"
         : (field->flags & DI_FIELD_YEARS) != 0 ? "YEAR"
                                                : "ID");
    meet_element(walk, field->element, inner);
    walk_members(walk, field->element, inner);
}

size_t di_schema_explain(const char *key,
                         void (*visit)(void *context, const struct di_schema_field *field),
                         void *context)
{
    struct walk walk = {.key = key, .visit = visit, .context = context};
    if (key != NULL)
        write_pointer(key, walk.pointer);
    walk_members(&walk, di_field_root(), "");
    return walk.visited;
}

struct pointer_search {
    const char *pointer;
    const char *text;
    size_t wildcards; /* of the best match so far */
};

static void match_pointer(void *context, const struct di_schema_field *field)
{
    struct pointer_search *search = context;
    const size_t wildcards = wildcards_of(field->path, search->pointer);
    if (wildcards >= search->wildcards)
        return;
    search->wildcards = wildcards;
    search->text = field->text;
}

const char *di_schema_pointer_text(const char *pointer)
{
    struct pointer_search search = {.pointer = pointer, .wildcards = SIZE_MAX};
    (void)di_schema_explain(NULL, match_pointer, &search);
    return search.text;
}

const char *di_schema_nearest(const char *key)
{
    const char *keys[KEYS_MAX];
    struct walk walk = {.keys = keys};
    walk_members(&walk, di_field_root(), "");
    return di_nearest_name(key, keys, walk.key_count);
}
