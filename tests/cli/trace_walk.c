/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "trace_walk.h"

#include <stddef.h>

void trace_walk_begin(struct trace_walk *walk)
{
    if (walk->begin != NULL)
        walk->begin();
}

void trace_walk_to(struct trace_walk *walk, const struct di_trace_row *row)
{
    if (row->replication != walk->replication) {
        trace_walk_end(walk);
        walk->replication = row->replication;
        trace_walk_begin(walk);
    }
    for (; trace_sum_quarter_first(walk->sum, walk->quarter + 1) <= row->civil_day;
         walk->quarter++)
        walk->take_stock();
}

void trace_walk_end(struct trace_walk *walk)
{
    for (; walk->quarter < trace_sum_quarters(walk->sum); walk->quarter++)
        walk->take_stock();
    walk->finish();
    walk->quarter = 0;
}
