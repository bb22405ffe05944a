/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Workers told again by a trace, one by one: each is hired for a post, trained, new for a
 * quarter of a year, and gone; no step may be missing. By region, in a quarter: "left" of those
 * who were trained; at its end: "trained", "in training" and "vacant" full-time equivalents.
 */
#ifndef TRACE_WORKERS_H
#define TRACE_WORKERS_H

#include <jansson.h>

#include "trace_lie.h"
#include "trace_sum.h"

struct trace_workers {
    struct di_results *results;
    json_t *scenario; /* resolved */
    struct trace_sum sum;
    size_t trained; /* who were trained during the run, over replications */
    size_t skipped; /* steps of a life that are missing */
};

/** Read a results folder with a trace; `lie` may be NULL. */
void trace_workers_read(struct trace_workers *workers, const char *folder,
                        const struct trace_lie *lie);
void trace_workers_free(struct trace_workers *workers);

#endif
