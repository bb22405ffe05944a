/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Work told again by a trace: from the lines of children and staff and the rhythm of visits the
 * scenario asks for, by code that shares nothing with what counts during a run.
 *
 * By region, flows of a quarter: "visits due" by the rhythm (a visit due has no line), "visits
 * made", "visits missed", "case days", "late days" of children with an overdue visit, "fte
 * days" of whom salaries are paid to, their "pay", "hours available". At its end: "cases",
 * their "case limit", "late", "trained", "in training", "vacant".
 */
#ifndef TRACE_WORK_H
#define TRACE_WORK_H

#include <jansson.h>

#include "trace_sum.h"

struct trace_work {
    struct di_results *results;
    json_t *scenario; /* resolved */
    struct trace_sum sum;
};

/** Read a results folder with a trace; fails the test if it cannot. No shock may be in it. */
void trace_work_read(struct trace_work *work, const char *folder);
void trace_work_free(struct trace_work *work);

#endif
