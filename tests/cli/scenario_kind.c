/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scenario_kind.h"

#include <string.h>

static const json_t *setting_of(const json_t *scenario, const char *setting)
{
    return json_object_get(json_object_get(scenario, "settings"), setting);
}

const json_t *scenario_value(const json_t *object, const char *key)
{
    const json_t *value = json_object_get(object, key);
    return json_is_object(value) ? json_object_get(value, "value") : value;
}

const char *scenario_kind(const json_t *scenario, const char *setting)
{
    const char *kind =
        json_string_value(json_object_get(setting_of(scenario, setting), "kind"));
    return kind != NULL ? kind : setting;
}

static bool is_kind(const json_t *scenario, const char *setting, const char *kind)
{
    return strcmp(scenario_kind(scenario, setting), kind) == 0;
}

bool scenario_is_family(const json_t *scenario, const char *setting)
{
    return strstr(scenario_kind(scenario, setting), "foster") != NULL ||
           is_kind(scenario, setting, "kinship");
}

bool scenario_is_residential(const json_t *scenario, const char *setting)
{
    const json_t *flag =
        scenario_value(setting_of(scenario, setting), "in_residential_statistics");
    if (flag != NULL)
        return json_is_true(flag);
    return is_kind(scenario, setting, "institution") || is_kind(scenario, setting, "sgh");
}

bool scenario_is_care(const json_t *scenario, const char *setting)
{
    return is_kind(scenario, setting, "institution") || is_kind(scenario, setting, "sgh") ||
           scenario_is_family(scenario, setting) ||
           is_kind(scenario, setting, "supported_independent") ||
           is_kind(scenario, setting, "unplaced");
}
