/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Large problems, region by region and with like institutions pooled (MODEL 13.5).
 */
#ifndef DI_REGIONAL_H
#define DI_REGIONAL_H

#include "di/optimizer.h"

/* Can the problem be cut into regions? Every institution's children come from its own. */
bool regional_is_possible(const struct di_fluid_parameters *parameters);

enum di_status regional_optimize(const struct di_fluid_parameters *parameters,
                                 const struct di_optimizer_options *options,
                                 struct di_plan **plan_out, struct di_error *error);

/* Does any plan keep all limits, closures in part allowed? */
enum di_status regional_exists(const struct di_fluid_parameters *parameters,
                               const struct di_optimizer_options *options, bool *exists_out,
                               struct di_error *error);

#endif
