/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Plans nearly as good as the best that differ from it, and from each other, as much as they
 * can: planners choose on grounds no model sees. Nearly as good: no more unmet need, and
 * weighted residential child-years and cost at most `slack` above the plan's.
 *
 * The difference is that of the decisions (families and workers sought, homes begun,
 * prevention, closures), each as a share of what its limit allows.
 */
#ifndef DI_PLAN_ALTERNATIVES_H
#define DI_PLAN_ALTERNATIVES_H

#include "di/optimizer.h"

struct di_plan_alternatives {
    uint32_t count;
    struct di_plan **plan; /* each has passed di_plan_check */
    double *difference;    /* from the nearest of the others: 0 (the same) to 1 */
    bool is_stopped;       /* the time limit left some out */
};

/**
 * @param plan     the best plan of `parameters`, with whole closures and homes
 * @param options  limits of time and memory; large problems are varied region by region
 * @param wanted   how many; fewer come back where no different plan is found
 * @param slack    0.01: within 1%
 * @param[out] alternatives_out  free with di_plan_alternatives_destroy
 */
DI_MUST_CHECK enum di_status di_plan_alternatives_find(
    const struct di_fluid_parameters *parameters, const struct di_plan *plan,
    const struct di_optimizer_options *options, uint32_t wanted, double slack,
    struct di_plan_alternatives **alternatives_out, struct di_error *error);
void di_plan_alternatives_destroy(struct di_plan_alternatives *alternatives);

/** Mean over the kinds of decision of how far two plans of one problem are apart, 0 to 1. */
double di_plan_difference(const struct di_fluid_parameters *parameters, const struct di_plan *a,
                          const struct di_plan *b);

#endif
