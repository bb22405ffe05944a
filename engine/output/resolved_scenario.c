/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "di/resolved_scenario.h"

#include <jansson.h>

enum di_status di_resolved_scenario_parse(const char *text, json_t **root_out,
                                          struct di_error *error)
{
    json_error_t problem;
    json_t *root = json_loads(text, JSON_REJECT_DUPLICATES, &problem);
    if (!json_is_object(root)) {
        json_decref(root);
        return di_fail(error, DI_ERR_SYNTAX, "scenario.json",
                       DI_N_("The resolved scenario of these results is not a JSON object."),
                       NULL, 0);
    }
    *root_out = root;
    return DI_OK;
}
