/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Everybody told again by a trace of one replication, by age band, sex and disability: who is
 * where at the end of each month and quarter, how long, who comes, leaves and changes place.
 * Sums are of the groups' names (trace_people_get); people_rows.c says which indicator is made
 * of which.
 */
#ifndef TRACE_PEOPLE_H
#define TRACE_PEOPLE_H

#include <jansson.h>

#include "trace_lie.h"
#include "trace_sum.h"

struct trace_people {
    struct di_results *results;
    json_t *scenario; /* resolved */
    struct trace_sum sum;
};

/** Of whom a number is: "all" or an id; population "0_17", "18_plus" or "all". */
struct people_group {
    const char *population, *age_band, *sex, *disability;
};

/** Read a results folder with a trace; `lie` may be NULL. */
void trace_people_read(struct trace_people *people, const char *folder,
                       const struct trace_lie *lie);
void trace_people_free(struct trace_people *people);

/** A sum in a quarter (of a name that ends with " by month": in a month from the start). */
double trace_people_get(struct trace_people *people, const char *name,
                        const struct people_group *group, const char *region,
                        const char *setting, uint32_t quarter);

#endif
