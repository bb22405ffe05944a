/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Prices of a nation too large for one program: its regions under prices of what they share. */
#ifndef DI_PRICE_NATION_H
#define DI_PRICE_NATION_H

#include "di/plan_prices.h"

/*
 * Append the prices of `plan` to `prices`; *is_found_out false: the regions could not be
 * brought to agree by `deadline` (on the clock of the limits), and nothing was appended.
 */
enum di_status price_nation_run(const struct di_fluid_parameters *parameters,
                                const struct di_plan *plan,
                                const struct di_optimizer_options *options, double deadline,
                                struct di_plan_prices *prices, bool *is_found_out,
                                struct di_error *error);

#endif
