/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A run told again by its trace: events, time spent and care plans, summed by code that shares
 * nothing with the recorder. Sums of children (0-17) unless said; by the region and setting of
 * the event.
 *
 * Years by origin: "institution years", "residential years". Days: "unplaced days"; "days" of
 * all ages. Residential care: "admitted", "admitted from X", "transfers", "left", "left to X",
 * "left to family". "deaths" in care. "child breakdowns". Of all ages: "breakdowns", "stayed
 * on", "refused", "moved in". Families: "approved",
 * "left fostering". Groups at the gate: "prevented", "diverted", "prevention full". Children of
 * all ages: "diversion full", "overfilled", "overrun", "discharged", "traced", "evacuated",
 * "evacuated over" capacity, "drawn by a bed". At the end of a quarter:
 * "in care", "with plan", "reviewed".
 */
#ifndef TRACE_RECOUNT_H
#define TRACE_RECOUNT_H

#include <jansson.h>

#include "trace_sum.h"

struct trace_recount {
    struct di_results *results;
    json_t *scenario; /* resolved */
    struct trace_sum sum;
};

/** Read a results folder with a trace; fails the test if it cannot. */
void trace_recount_read(struct trace_recount *recount, const char *folder);
void trace_recount_free(struct trace_recount *recount);

#endif
