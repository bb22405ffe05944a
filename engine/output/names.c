/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every object of the scenario's keyed sections, with its two names; nothing else of it. */
#include "di/names.h"

#include <jansson.h>
#include <stdbool.h>
#include <string.h>

#include "di/language.h"
#include "di/resolved_scenario.h"

static const char *const sections[] = {"regions",      "settings", "reasons",
                                       "institutions", "carers",   "roles",
                                       "shocks",       "targets",  "published"};

static const char *copy(struct di_names *names, const json_t *value, const char *otherwise)
{
    const char *text = json_string_value(value);
    return di_arena_copy_text(&names->arena, text != NULL ? text : otherwise);
}

static bool add(struct di_names *names, const char *section, const char *id,
                const json_t *object)
{
    const json_t *name = json_object_get(object, "name");
    struct di_named *out = &names->list[names->count++];
    out->section = section;
    out->id = di_arena_copy_text(&names->arena, id);
    out->en = copy(names, json_is_string(name) ? name : json_object_get(name, "en"), id);
    out->ru = copy(names, json_is_string(name) ? name : json_object_get(name, "ru"),
                   out->en != NULL ? out->en : id);
    out->kind = copy(names, json_object_get(object, "kind"), "");
    out->place = copy(names, json_object_get(object, "region"), "");
    return out->id != NULL && out->en != NULL && out->ru != NULL && out->kind != NULL &&
           out->place != NULL;
}

static bool add_section(struct di_names *names, const char *section, json_t *objects)
{
    const char *id;
    json_t *object;
    json_object_foreach(objects, id, object)
    {
        if (json_is_object(object) && !add(names, section, id, object))
            return false;
    }
    return true;
}

static bool add_all(struct di_names *names, json_t *root)
{
    json_t *lines = json_object_get(json_object_get(root, "costs"), "lines");
    json_t *sources = json_object_get(json_object_get(root, "budget"), "sources");
    size_t count = json_object_size(lines) + json_object_size(sources);
    for (size_t i = 0; i < sizeof sections / sizeof sections[0]; i++)
        count += json_object_size(json_object_get(root, sections[i]));
    names->list = DI_ARENA_NEW(&names->arena, count + 1, struct di_named);
    if (names->list == NULL)
        return false;
    for (size_t i = 0; i < sizeof sections / sizeof sections[0]; i++)
        if (!add_section(names, sections[i], json_object_get(root, sections[i])))
            return false;
    return add_section(names, "costs", lines) && add_section(names, "sources", sources);
}

enum di_status di_names_init(const char *resolved, struct di_names *names_out,
                             struct di_error *error)
{
    json_t *root;
    const enum di_status status = di_resolved_scenario_parse(resolved, &root, error);
    if (status != DI_OK)
        return status;
    struct di_names names = {.count = 0};
    di_arena_init(&names.arena);
    const bool is_done = add_all(&names, root);
    json_decref(root);
    if (!is_done) {
        di_arena_finish(&names.arena);
        return di_fail_memory(error);
    }
    *names_out = names;
    return DI_OK;
}

void di_names_finish(struct di_names *names)
{
    di_arena_finish(&names->arena);
    names->count = 0;
}

const struct di_named *di_names_find(const struct di_names *names, const char *section,
                                     const char *id)
{
    for (size_t i = 0; i < names->count; i++)
        if (strcmp(names->list[i].id, id) == 0 && strcmp(names->list[i].section, section) == 0)
            return &names->list[i];
    return NULL;
}

const char *di_names_text(const struct di_names *names, const char *section, const char *id,
                          const char *language)
{
    const struct di_named *found = di_names_find(names, section, id);
    if (found == NULL)
        return id;
    return di_language_pick(language, found->en, found->ru);
}
