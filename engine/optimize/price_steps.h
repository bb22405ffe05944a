/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One problem with whole numbers fixed, and the prices of its scarce things. */
#ifndef DI_PRICE_STEPS_H
#define DI_PRICE_STEPS_H

#include "di/plan_prices.h"

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
