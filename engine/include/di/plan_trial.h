/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * What simulation makes of a plan (MODEL 13.8): child-years, the service level by region, and
 * the stage that holds children up. Reads results; starts nothing.
 */
#ifndef DI_PLAN_TRIAL_H
#define DI_PLAN_TRIAL_H

#include <stdbool.h>

#include "di/experiment.h"
#include "di/model.h"
#include "di/statistics.h"

/** Limits of the service level, in days. */
#define DI_TRIAL_DECISION_TO_PLACE 90
#define DI_TRIAL_REQUEST_TO_PLACE 180

/** Simulated years may be so much more than the promised ones (MODEL 13.8). */
#define DI_TRIAL_PROMISE_SLACK 1.03

/** One region, summed over replications. */
struct di_trial_region {
    double requests, in_time;     /* made in the window */
    double level;                 /* share placed in time. NaN: no requests */
    double level_low, level_high; /* its 95% interval (jackknife) */
    /** Fewer than 50 requests a replication, and there are neighbours: judged with them, the
     * nearest first, until there are 50; the next two are of all of them. Else as above. */
    bool is_small;
    double judged_level, judged_low;
    double late_hours_days;   /* child-days past the limit before the decision */
    double late_place_days;   /* and after it */
    double unplaced_children; /* mean number without any place */
    double missed_share;      /* of the visits due in the worst calendar year */
};

struct di_plan_trial {
    uint32_t replications, regions;
    struct di_trial_region *region; /* [regions] */
    /* [replications] */
    double *institution_years;
    double *without_family_years; /* institution, group home and unplaced */
    double *unplaced_years;
    double *reentries;
    struct di_summary weighted_years;  /* as goal (3) weighs them, until the horizon */
    double closures, closures_on_time; /* of dated closures, per replication */
    uint32_t dates, dates_kept;        /* institutions; closed by it in nine of ten */
    /* [institutions of the model] day by which it has closed in nine of ten replications, or
     * DI_NO_DAY */
    int32_t *closed_day;
};

/**
 * Measure a set of replications of `model`, made with full splits.
 *
 * @param from_day  requests count from here: when the first recruits can be ready
 * @param[out] trial_out  free with di_plan_trial_destroy
 */
DI_MUST_CHECK enum di_status di_plan_trial_measure(const struct di_model *model,
                                                   const struct di_replication_set *set,
                                                   int32_t from_day,
                                                   struct di_plan_trial **trial_out,
                                                   struct di_error *error);
void di_plan_trial_destroy(struct di_plan_trial *trial);

/** Mean over the replications of one of the trial's own arrays. */
double di_plan_trial_mean(const struct di_plan_trial *trial, const double *values);

/** Does the plan leave more children without any place than the scenario without it, in the
 * mean, or bring more back into care, by more than chance (paired, the 95% interval lies above
 * zero)? Emergency families can always be found in time, but each child who goes home may come
 * back. */
bool di_plan_trial_harms(const struct di_plan_trial *trial,
                         const struct di_plan_trial *without);

/** Does a region reach the level? By the lower end of its interval; a small one with its
 * neighbours, unless its own interval lies below the level. Without requests it does. */
bool di_trial_region_reaches(const struct di_trial_region *region, double level);

/** How far a region is below the level, as far as can be told; 0: not at all. */
double di_trial_region_shortfall(const struct di_trial_region *region, double level);

/** What a plan must reach to be good enough (MODEL 13.8), one by one. */
struct di_trial_verdict {
    bool reaches_level;
    bool keeps_dates;   /* every dated closure in nine of ten replications */
    bool keeps_promise; /* weighted years are not 3% above what the plan promised */
};

/** @param promised  weighted years of the plan until the horizon (di_plan_bracket_years) */
struct di_trial_verdict di_plan_trial_judge(const struct di_plan_trial *trial, double level,
                                            double promised);

/** Does the trial bear out all that the plan promised? */
static inline bool di_trial_is_met(const struct di_trial_verdict *verdict)
{
    return verdict->reaches_level && verdict->keeps_dates && verdict->keeps_promise;
}

#endif
