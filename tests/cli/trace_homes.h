/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Institutions and group homes by a trace: "place years" that are there, and "fixed years" of
 * the places each opened with, until it closes; by region, setting and quarter. */
#ifndef TRACE_HOMES_H
#define TRACE_HOMES_H

#include <jansson.h>

#include "trace_sum.h"

/** Add to the sums; fails the test if the folder has no trace. */
void trace_homes_read(struct trace_sum *sum, const json_t *scenario, const char *folder);

#endif
