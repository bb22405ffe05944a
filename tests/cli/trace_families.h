/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Foster families told again by a trace, one by one: who has a licence, who lives there, what
 * is kept for whom, and who waits for a place. By region and setting, at the end of a quarter:
 * "families", "places", "vacancies", "empty" and "resting" families, "waiting" children,
 * "empty, waiting". In a quarter: "family days", and those "awake". No child may come to a
 * family that rests.
 */
#ifndef TRACE_FAMILIES_H
#define TRACE_FAMILIES_H

#include <jansson.h>

#include "trace_sum.h"

struct trace_families {
    struct di_results *results;
    json_t *scenario; /* resolved */
    struct trace_sum sum;
};

/** Read a results folder with a trace; fails the test if it cannot. */
void trace_families_read(struct trace_families *families, const char *folder);
void trace_families_free(struct trace_families *families);

#endif
