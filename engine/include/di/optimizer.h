/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * The best plan of a fluid model (MODEL 13.4, 13.5): goals in lexicographic order, or one
 * weighted sum. Each stage is solved as a linear relaxation (its bound), then with whole
 * closures and homes, and fixed at what the plan reaches, never at a bound. A stage the time
 * limit stops keeps the plan of the stage before.
 */
#ifndef DI_OPTIMIZER_H
#define DI_OPTIMIZER_H

#include "di/plan.h"
#include "di/solve_limits.h"

struct di_optimizer_options {
    struct di_solve_limits limits;
    double gap;            /* stop a stage at this relative gap; 0: prove the optimum */
    uint32_t branch_limit; /* branch and cut up to so many whole numbers; above, rounding */
    uint32_t whole_rows;   /* larger programs are solved region by region, with pools */
    uint32_t threads; /* for the regions of larger programs; the plan does not depend on it */
    bool is_weighted; /* one stage: the sum of goals times weights */
    double weight[DI_GOALS];
    bool is_elastic; /* overspend is allowed, and minimised as goal (2) */
};

/** No limits of time, gap 0.01, branch and cut up to 100 whole numbers, lexicographic, one
 * thread. */
void di_optimizer_options_defaults(struct di_optimizer_options *options);

/**
 * Find a plan.
 *
 * The plan has passed di_plan_check. Its status says what is proved; `goal[n]` holds value and
 * bound of each stage.
 *
 * @param parameters  checked first
 * @param[out] plan_out  owned by the caller, free with di_plan_destroy
 * @return DI_OK; DI_ERR_INFEASIBLE: no plan keeps all limits (see infeasibility.h);
 *         DI_ERR_TIME: stopped before a first plan; DI_ERR_SOLVER, DI_ERR_MEMORY, DI_ERR_RANGE,
 *         DI_ERR_INVARIANT (a plan failed its check: an error of this program)
 *
 * Runs on the caller's thread and, for larger programs, on threads - 1 others, which end with
 * the call. The same plan each time unless the time limit interferes.
 */
DI_MUST_CHECK enum di_status di_optimize(const struct di_fluid_parameters *parameters,
                                         const struct di_optimizer_options *options,
                                         struct di_plan **plan_out, struct di_error *error);

/** Write the program as CPLEX LP (".lp", in any case) or free MPS (any other ending), with goal
 * `goal` as its objective, for other solvers. */
DI_MUST_CHECK enum di_status di_optimizer_export(const struct di_fluid_parameters *parameters,
                                                 enum di_goal goal, const char *path,
                                                 struct di_error *error);

#endif
