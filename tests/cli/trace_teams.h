/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Teams told again by a trace: from the lines of work and staff alone, by the rule that hours
 * are given out greedily, a team works at the lesser of what it has and what all its running
 * jobs can take, share by share of the hours kept for a class.
 *
 * By region, flows of a quarter: "hours worked", work "begun", the "waited" days of it; at its
 * end work "waiting" for a worker.
 */
#ifndef TRACE_TEAMS_H
#define TRACE_TEAMS_H

#include <jansson.h>

#include "trace_sum.h"

/** Add to the sums; fails the test if the folder has no trace. No shock may be in it. */
void trace_teams_read(struct trace_sum *sum, const json_t *scenario, const char *folder);

#endif
