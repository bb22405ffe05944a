/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shocks as their lines tell: which are on, and what they leave of the hours of a region. */
#ifndef DI_TEST_TRACE_SHOCKS_H
#define DI_TEST_TRACE_SHOCKS_H

#include <jansson.h>

#include "di/trace_file.h"

enum { TRACE_SHOCKS_MAX = 8 };

struct trace_shocks {
    const json_t *scenario; /* borrowed */
    const char *on[TRACE_SHOCKS_MAX];
    size_t count;
};

/** None on: a replication begins. */
void trace_shocks_begin(struct trace_shocks *shocks, const json_t *scenario);
/** A line of the event DI_TRACE_SHOCK. */
void trace_shocks_count(struct trace_shocks *shocks, const struct di_trace_row *row);
/** Product over the shocks that are on in the region: hours x (1 - absence). */
double trace_shocks_hours(const struct trace_shocks *shocks, const char *region);

#endif
