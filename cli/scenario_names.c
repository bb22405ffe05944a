/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names by id; the built-in settings have theirs in the model layer. */
#include "scenario_names.h"

#include <string.h>

#include "di/model.h"

#include "translate.h"

bool di_scenario_names_open(struct di_scenario_names *names, const char *resolved,
                            const char *language)
{
    json_error_t problem;
    names->language = language;
    names->root = json_loads(resolved, 0, &problem);
    return names->root != NULL;
}

void di_scenario_names_finish(struct di_scenario_names *names)
{
    json_decref(names->root);
    names->root = NULL;
}

static const char *builtin_name(const char *id)
{
    for (uint32_t i = 0; i < DI_SETTING_BUILTIN_COUNT; i++) {
        const struct di_builtin *builtin = di_setting_builtin(i);
        if (strcmp(builtin->id, id) == 0)
            return _(builtin->name);
    }
    return id;
}

const char *di_scenario_names_get(const struct di_scenario_names *names, const char *section,
                                  const char *id)
{
    const json_t *thing = json_object_get(json_object_get(names->root, section), id);
    const json_t *name = json_object_get(thing, "name");
    if (json_is_object(name)) {
        const json_t *own = json_object_get(name, names->language);
        name = own != NULL ? own : json_object_get(name, "en");
    }
    if (json_is_string(name))
        return json_string_value(name);
    return strcmp(section, "settings") == 0 ? builtin_name(id) : id;
}
