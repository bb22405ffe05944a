/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One problem with whole numbers fixed, and the prices of its scarce things. */
#ifndef DI_PRICE_STEPS_H
#define DI_PRICE_STEPS_H

#include "di/fluid_program.h"
#include "di/plan_prices.h"

#include "glpk_adapter.h"

#define PRICE_AGREED 0.01 /* MODEL 13.6 */
#define PRICE_HELD 1e-5   /* relative, absolute: unmet need may exceed the plan's by so much */

/* Closures and homes stay the plan's. */
void price_fix_whole(const struct di_fluid_program *program, struct glpk *glpk,
                     const struct di_plan *plan);

/* What unmet need may be while prices are found: they are in residential years alone. */
double price_unmet_most(const struct di_fluid_parameters *parameters,
                        const struct di_plan *plan);

/* Keep a price; false: no memory. */
bool price_append(struct di_plan_prices *prices, const struct di_price *price);

/*
 * Append the prices of `plan` to `prices`.
 *
 * region: number of the problem's only region in the nation, or UINT32_MAX: the nation itself
 * deadline: on the clock of the limits; what is not priced by then is left out
 */
enum di_status price_steps_run(const struct di_fluid_parameters *parameters,
                               const struct di_plan *plan,
                               const struct di_optimizer_options *options, double deadline,
                               uint32_t region, struct di_plan_prices *prices,
                               struct di_error *error);

#endif
