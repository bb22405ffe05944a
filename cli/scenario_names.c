/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names by id; the built-in settings have theirs in the model layer. */
#include "scenario_names.h"

#include <string.h>

#include "di/model.h"

#include "translate.h"

enum di_status di_scenario_names_open(struct di_scenario_names *names, const char *resolved,
                                      const char *language, struct di_error *error)
{
    *names = (struct di_scenario_names){.language = language};
    return di_names_init(resolved, &names->names, error);
}

void di_scenario_names_finish(struct di_scenario_names *names)
{
    di_names_finish(&names->names);
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
    const char *name = di_names_text(&names->names, section, id, names->language);
    return strcmp(name, id) == 0 && strcmp(section, "settings") == 0 ? builtin_name(id) : name;
}
