/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * What simulation makes of a plan (MODEL 13.8): child-years, the service level by region, and
 * the stage that holds children up. Reads results; starts nothing.
 */
#ifndef DI_PLAN_TRIAL_H
#define DI_PLAN_TRIAL_H

#include "di/experiment.h"
#include "di/model.h"

/** Limits of the service level, in days. */
#define DI_TRIAL_DECISION_TO_PLACE 90
#define DI_TRIAL_REQUEST_TO_PLACE 180

/** One region, summed over replications. */
struct di_trial_region {
    double requests, in_time; /* made in the window */
    double level, level_low;  /* share; lower end of the 95% interval (jackknife). NaN: none */
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
    double closures, closures_on_time; /* of dated closures, per replication */
    /* [institutions of the model] day by which it has closed in nine of ten replications, or
     * DI_NO_DAY */
    int32_t *closed_day;
};

/**
 * Measure a set of replications of `model`.
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

/** Does the plan leave more children without any place than the scenario without it, in the
 * mean, or bring more back into care, by more than chance (paired, the 95% interval lies above
 * zero)? Emergency families can always be found in time, but each child who goes home may come
 * back. */
bool di_plan_trial_harms(const struct di_plan_trial *trial,
                         const struct di_plan_trial *without);

/** Does every region with requests reach the level, by the lower end of its interval? */
bool di_plan_trial_reaches(const struct di_plan_trial *trial, double level);

#endif
