/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * A plan's decisions under other numbers: families and workers sought, homes, prevention and
 * closures stay as decided, children go where there is room then. What a plan is worth if the
 * inputs are not what the scenario says.
 */
#ifndef DI_PLAN_POLICY_H
#define DI_PLAN_POLICY_H

#include "di/optimizer.h"

struct di_policy_outcome {
    bool is_possible;     /* every closing institution can be emptied in time */
    double unmet;         /* goal (1) */
    double residential;   /* goal (3) */
    double overspend;     /* currency over the budgets of all years */
    struct di_plan *plan; /* decisions and the children's ways; NULL if not possible */
};

/**
 * Carry out the decisions of `plan` under `parameters`.
 *
 * Hours, places and the rules that protect children always hold.
 *
 * @param parameters  of the same shape as the plan's
 * @param keeps_limits  budgets, targets, dates and shares of group homes hold as well (large
 *                    problems: in each region by itself); else money over the budget is told,
 *                    and the rest shows in the goals
 * @param[out] outcome_out  its plan is the caller's, free with di_plan_destroy
 * @return DI_OK (see is_possible); DI_ERR_INPUT: another shape; DI_ERR_TIME, DI_ERR_MEMORY,
 *         DI_ERR_RANGE
 */
DI_MUST_CHECK enum di_status di_plan_policy_try(const struct di_fluid_parameters *parameters,
                                                const struct di_plan *plan, bool keeps_limits,
                                                const struct di_optimizer_options *options,
                                                struct di_policy_outcome *outcome_out,
                                                struct di_error *error);

#endif
