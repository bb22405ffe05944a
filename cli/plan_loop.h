/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * The loop of MODEL 13.8: plan, simulate, tighten what holds children up, plan again; then
 * confirm the best plan with luck that chose nothing.
 */
#ifndef DI_PLAN_LOOP_H
#define DI_PLAN_LOOP_H

#include <jansson.h>

#include "di/fluid_build.h"
#include "di/optimizer.h"
#include "di/scenario.h"

#include "command.h"
#include "planned_file.h"
#include "set_overrides.h"

struct di_plan_loop {
    const struct di_scenario *scenario;
    struct di_fluid_country *country; /* its safety factors are changed */
    const struct di_optimizer_options *options;
    const struct di_set_overrides *sets;
    const struct di_planned_file *file; /* of the scenario that follows the plan */
    uint32_t replications, iterations;
    uint64_t seed;
    json_t **simulated; /* set to what the confirmation found (di_confirmation_json) */
};

/**
 * Run the loop; the best plan's scenario stands in `file` at the end.
 *
 * @param[in,out] plan  the first plan; replaced by the best
 */
enum di_exit di_plan_loop_run(const struct di_cli *cli, const struct di_plan_loop *loop,
                              struct di_plan **plan);

/** Write the scenario that follows a plan. */
DI_MUST_CHECK enum di_status di_plan_loop_apply(const struct di_plan_loop *loop,
                                                const struct di_plan *plan,
                                                struct di_error *error);

#endif
