/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Brothers and sisters told again by a trace: a group is who share a name but for its last
 * part. By the region where the eldest in care lives, at the end of a quarter: "groups" with
 * two or more members in formal care, and of them those "apart": not all in one place. By
 * region of the place, in a quarter: children "placed apart" from their group.
 */
#ifndef TRACE_SIBLINGS_H
#define TRACE_SIBLINGS_H

#include <jansson.h>

#include "trace_lie.h"
#include "trace_sum.h"

struct trace_siblings {
    struct di_results *results;
    json_t *scenario; /* resolved */
    struct trace_sum sum;
    size_t alone; /* placed apart though nobody else of the group was in care */
};

/** Read a results folder with a trace; `lie` may be NULL. */
void trace_siblings_read(struct trace_siblings *siblings, const char *folder,
                         const struct trace_lie *lie);
void trace_siblings_free(struct trace_siblings *siblings);

#endif
