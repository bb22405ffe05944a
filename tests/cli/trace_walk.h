/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The way through a trace, replication by replication, with a stock taken at the end of every
 * quarter. */
#ifndef TRACE_WALK_H
#define TRACE_WALK_H

#include "trace_sum.h"

struct trace_walk {
    const struct trace_sum *sum; /* whose quarters they are */
    void (*begin)(void);         /* of a replication; may be NULL */
    void (*take_stock)(void);    /* of what stands at the end of `quarter` */
    void (*finish)(void);        /* of a replication: everybody in it is forgotten */
    uint32_t replication, quarter;
};

void trace_walk_begin(struct trace_walk *walk);
/** Before a row is counted: whatever ends before it. */
void trace_walk_to(struct trace_walk *walk, const struct di_trace_row *row);
void trace_walk_end(struct trace_walk *walk);

#endif
