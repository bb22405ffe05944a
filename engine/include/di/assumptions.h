/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * The numbers of a resolved scenario with where they come from, for the report: every number,
 * its place, its source and its quality, both inherited inward (docs/SCENARIO_FORMAT.md).
 */
#ifndef DI_ASSUMPTIONS_H
#define DI_ASSUMPTIONS_H

#include <stddef.h>

#include "di/arena.h"
#include "di/error.h"

struct di_assumption {
    const char *section; /* top-level key: "regions", "settings" ... */
    const char *pointer; /* "/settings/infant_home/leave_age_years" */
    const char *source;  /* "" if none */
    const char *quality; /* "published", "estimated", "illustrative"; "" if none */
    double value;
};

struct di_assumptions {
    struct di_arena arena;
    size_t count;
    struct di_assumption *list; /* in the order of the text */
};

/**
 * @param resolved  canonical JSON of a scenario (di_results.resolved)
 * @param[out] out  free with di_assumptions_finish; untouched on failure
 * @return DI_OK; DI_ERR_SYNTAX if the text is no JSON object; DI_ERR_MEMORY
 */
DI_MUST_CHECK enum di_status
di_assumptions_init(const char *resolved, struct di_assumptions *out, struct di_error *error);
void di_assumptions_finish(struct di_assumptions *assumptions);

#endif
