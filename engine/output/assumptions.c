/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A walk through the JSON that carries source and quality inward; names and notes hold no
 * numbers of the model, and years of sources are no inputs. */
#include "di/assumptions.h"

#include <jansson.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "di/resolved_scenario.h"

enum { POINTER_MAX = 1024 };

struct walk {
    struct di_assumptions *out;
    size_t capacity;
    bool is_counting;
    const char *section, *source, *quality;
    char pointer[POINTER_MAX];
};

static bool is_about_others(const char *key)
{
    static const char *const keys[] = {"name",   "notes",   "source", "year",      "quality",
                                       "format", "$schema", "id",     "published", "uncertain"};
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++)
        if (strcmp(keys[i], key) == 0)
            return true;
    return strncmp(key, "x-", 2) == 0;
}

static bool add(struct walk *walk, const json_t *number)
{
    if (walk->is_counting) {
        walk->capacity++;
        return true;
    }
    struct di_arena *arena = &walk->out->arena;
    struct di_assumption *out = &walk->out->list[walk->out->count++];
    out->section = di_arena_copy_text(arena, walk->section);
    out->pointer = di_arena_copy_text(arena, walk->pointer);
    out->source = di_arena_copy_text(arena, walk->source);
    out->quality = di_arena_copy_text(arena, walk->quality);
    out->value = json_number_value(number);
    return out->section != NULL && out->pointer != NULL && out->source != NULL &&
           out->quality != NULL;
}

static const char *inherited(const json_t *object, const char *key, const char *outer)
{
    const json_t *value = json_object_get(object, key);
    if (json_is_object(value)) /* a text in two languages */
        value = json_object_get(value, "en");
    return json_is_string(value) ? json_string_value(value) : outer;
}

static bool visit(struct walk *walk, json_t *value);

static bool visit_member(struct walk *walk, const char *key, json_t *value, bool is_top)
{
    const size_t length = strlen(walk->pointer);
    const int used =
        snprintf(walk->pointer + length, sizeof walk->pointer - length, "/%s", key);
    if (used < 0 || length + (size_t)used >= sizeof walk->pointer) {
        walk->pointer[length] = '\0';
        return true; /* deeper than any key of the format */
    }
    if (is_top)
        walk->section = key;
    const bool is_well = visit(walk, value);
    walk->pointer[length] = '\0';
    return is_well;
}

static bool visit_object(struct walk *walk, json_t *object)
{
    const char *const source = walk->source, *const quality = walk->quality;
    const bool is_top = walk->pointer[0] == '\0';
    const char *key;
    json_t *value;
    walk->source = inherited(object, "source", source);
    walk->quality = inherited(object, "quality", quality);
    json_object_foreach(object, key, value)
    {
        if (!is_about_others(key) && !visit_member(walk, key, value, is_top))
            return false;
    }
    walk->source = source;
    walk->quality = quality;
    return true;
}

static bool visit_array(struct walk *walk, const json_t *array)
{
    for (size_t i = 0; i < json_array_size(array); i++) {
        char key[24];
        (void)snprintf(key, sizeof key, "%zu", i);
        if (!visit_member(walk, key, json_array_get(array, i), false))
            return false;
    }
    return true;
}

static bool visit(struct walk *walk, json_t *value)
{
    if (json_is_object(value))
        return visit_object(walk, value);
    if (json_is_array(value))
        return visit_array(walk, value);
    return !json_is_number(value) || add(walk, value);
}

enum di_status di_assumptions_init(const char *resolved, struct di_assumptions *out,
                                   struct di_error *error)
{
    json_t *root;
    const enum di_status status = di_resolved_scenario_parse(resolved, &root, error);
    if (status != DI_OK)
        return status;
    struct di_assumptions list = {.count = 0};
    struct walk walk = {
        .out = &list, .is_counting = true, .section = "", .source = "", .quality = ""};
    di_arena_init(&list.arena);
    bool is_well = visit(&walk, root);
    list.list = DI_ARENA_NEW(&list.arena, walk.capacity + 1, struct di_assumption);
    walk.is_counting = false;
    is_well = is_well && list.list != NULL && visit(&walk, root);
    json_decref(root);
    if (!is_well) {
        di_arena_finish(&list.arena);
        return di_fail_memory(error);
    }
    *out = list;
    return DI_OK;
}

void di_assumptions_finish(struct di_assumptions *assumptions)
{
    di_arena_finish(&assumptions->arena);
    assumptions->count = 0;
}
