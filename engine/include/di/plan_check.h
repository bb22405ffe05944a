/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Solver-free verification of a plan (MODEL 13.3): every rule again, from the parameters, in
 * original units. Shares no code with the program the solver saw but the plan's own shape and
 * the rates; so an error in a row of the program shows here.
 */
#ifndef DI_PLAN_CHECK_H
#define DI_PLAN_CHECK_H

#include "di/plan.h"

struct di_plan_verdict {
    bool is_kept;
    double worst;          /* largest breach, in the rule's unit relative to its size */
    const char *rule;      /* name of the rule most broken, "" if all are kept */
    uint32_t t, a, b;      /* where */
    double conservation;   /* largest imbalance of children in a period */
    double goal[DI_GOALS]; /* recomputed; overspend and cost in currency */
};

/**
 * Check all rules and recompute the goals.
 *
 * Children are conserved to 1e-6 a period; other rules hold to 1e-5 of the size of what they
 * compare, at least 1e-5.
 *
 * @param is_elastic  overspending is allowed
 */
void di_plan_check(const struct di_fluid_parameters *parameters, const struct di_plan *plan,
                   bool is_elastic, struct di_plan_verdict *verdict_out);

/** Cost of period t at its prices, in currency. */
double di_plan_cost(const struct di_fluid_parameters *parameters, const struct di_plan *plan,
                    uint32_t t);

/** Years spent in a stock that goes evenly from `before` to `after` in period t, in that part
 * of it which lies within the first `quarters`: a planned year may reach beyond the horizon. */
double di_plan_years_within(const struct di_fluid_parameters *parameters, uint32_t t,
                            uint32_t quarters, double before, double after);

/** Weighted child-years as goal (3) counts them, in the first `quarters` alone: what a
 * simulation is compared with. */
double di_plan_bracket_years(const struct di_fluid_parameters *parameters,
                             const struct di_plan *plan, uint32_t quarters);

#endif
