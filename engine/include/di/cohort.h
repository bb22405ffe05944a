/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Expected stocks and flows without simulation (MODEL 1): the by-rate pathways of a scenario
 * with no limits of places. A check on the simulator and a fast preview.
 *
 * Children of one region, disability, sex (where hazards depend on it) and legal freedom are
 * followed as expected numbers by birth quarter and time in the setting, on a grid of
 * `step_days`. Each cell uses up the exact mean of its baseline hazards, ages cross their edges
 * in two half steps, and moves happen in mid-step: second order in the step.
 */
#ifndef DI_COHORT_H
#define DI_COHORT_H

#include "di/error.h"
#include "di/model.h"
#include "di/warm_start.h"

struct di_cohort_options {
    double step_days;     /* a 24th of a year, so that years begin with a step; relative error
                             below 1e-3 there */
    int32_t horizon_days; /* 0: the model's */
    int32_t inputs_until; /* INT32_MAX; inputs dated after this day are not seen: a factor that
                             holds from some day on must not know what changes later */
    bool uses_historic_exits; /* pathways by request leave at historic_exit instead of being
                                 refused: for the engine's own uses, not a forecast */
    bool without_unexplained; /* entries of di/unexplained.h are left out: factors of rates are
                                 solved without them, or they would hide in a rate */
};

/** Moves of one region between two settings; `from` may be DI_FROM_OUTSIDE_*. */
struct di_cohort_flow {
    uint16_t region;
    uint16_t from;
    uint16_t to;
    bool is_by_share; /* from outside, by first placements; else by the ladder */
    double *count;    /* [quarters][2]: children 0-17, 18 and over */
};

struct di_cohort {
    struct di_arena arena; /* owns the arrays */
    uint32_t regions;
    uint32_t settings;
    uint32_t quarters;
    double *opening;     /* [region][setting][2]: children 0-17, 18 and over */
    double *stock;       /* [quarter][region][setting][2], end of quarter */
    double *child_years; /* [quarter][region][setting][2] */
    uint32_t flow_count;
    struct di_cohort_flow *flows; /* by rank of region, from, to; from outside last, by share
                                     after the rest */
    double *frailty_exits;        /* [setting] by frailty causes in the first year */
};

/** Steps of half a month; inputs change until the end. */
void di_cohort_options_defaults(struct di_cohort_options *options);

/**
 * Run the expected system.
 *
 * @return DI_OK; DI_ERR_UNSUPPORTED where a pathway is by request within the horizon, naming
 *         all of them; DI_ERR_MEMORY
 *
 * Cost about (years / step)^2 per setting, region and disability: 12 years of one region take
 * well under a second.
 */
DI_MUST_CHECK enum di_status di_cohort_run(const struct di_model *model,
                                           const struct di_warm_start *start,
                                           const struct di_cohort_options *options,
                                           struct di_cohort **cohort_out,
                                           struct di_error *error);
void di_cohort_destroy(struct di_cohort *cohort);

/** The pathways that are by request at some time within the model's horizon, as the file names
 * them: "infant_home/foster, boarding/home"; "" if none. What does not fit ends in "...". */
void di_cohort_name_requests(const struct di_model *model, char *text, size_t size);

/** Index into `stock` and `child_years`; `adult` is 1 for 18 and over. */
size_t di_cohort_index(const struct di_cohort *cohort, uint32_t quarter, uint32_t region,
                       uint32_t setting, uint32_t adult);

/** What the expected system leaves out: translatable sentences, in a fixed order. */
const char *const *di_cohort_omissions(size_t *count_out);

#endif
