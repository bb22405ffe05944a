/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * The scenario that stands beside results, scenario.json, as whoever looks into it parses it:
 * it is canonical JSON with every default filled in (di_results.resolved).
 */
#ifndef DI_RESOLVED_SCENARIO_H
#define DI_RESOLVED_SCENARIO_H

#include "di/error.h"

struct json_t; /* of jansson */

/**
 * @param[out] root_out  an object; free with json_decref; untouched on failure
 * @return DI_OK; DI_ERR_SYNTAX if the text is no JSON object, or names a key twice
 */
DI_MUST_CHECK enum di_status
di_resolved_scenario_parse(const char *text, struct json_t **root_out, struct di_error *error);

#endif
