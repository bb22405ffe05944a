/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a resolved scenario says of its settings, read from its text alone. */
#ifndef SCENARIO_KIND_H
#define SCENARIO_KIND_H

#include <jansson.h>
#include <stdbool.h>

/** A member that may be wrapped with its source: {"value": ...}. */
const json_t *scenario_value(const json_t *object, const char *key);

/** "institution", "foster", ...; settings of the program itself are named by their kind. */
const char *scenario_kind(const json_t *scenario, const char *setting);

bool scenario_is_family(const json_t *scenario,
                        const char *setting); /* foster kinds, kinship */
bool scenario_is_residential(const json_t *scenario, const char *setting); /* K1r */
bool scenario_is_care(const json_t *scenario, const char *setting);        /* K3 */

#endif
