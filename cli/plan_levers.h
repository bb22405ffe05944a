/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * What a trial changes before the next plan (MODEL 13.8): safety factors of places and hours,
 * and the number of emergency families, which no plan can find by itself.
 */
#ifndef DI_PLAN_LEVERS_H
#define DI_PLAN_LEVERS_H

#include "di/fluid_build.h"
#include "di/plan_trial.h"

/** Levers as they stood when a plan was made: they belong to it. Begin with {0}. */
struct di_plan_levers {
    double *place, *hours, *emergency; /* [regions] */
};

/** @return false: memory ran out */
bool di_plan_levers_save(struct di_plan_levers *levers, const struct di_fluid_country *country);

/** Back to what was saved, if anything was; frees it. */
void di_plan_levers_restore(struct di_plan_levers *levers, struct di_fluid_country *country);

/** Where children had no place, seek emergency families; where visits were missed, plan with
 * fewer hours. @return false: nothing left to change */
bool di_plan_levers_repair(struct di_fluid_country *country, const struct di_plan_trial *trial);

/** Plan with less of the resource that holds children up, region by region, where fewer than
 * `target` are placed in time. @return false: all are at their floor */
bool di_plan_levers_tighten(struct di_fluid_country *country, const struct di_plan_trial *trial,
                            double target);

#endif
