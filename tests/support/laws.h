/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Laws of MODEL 12 that a result shows by itself, counted apart from the run's own checks.
 * Each returns what is broken, or NULL. */
#ifndef LAWS_H
#define LAWS_H

#include "di/cost_plan.h"
#include "di/result.h"

/** A closed institution has nobody: no child-time after it, no last child later. `closed` is
 * raised by the number of closures. */
const char *law_closed_means_empty(const struct di_model *model, const struct di_result *result,
                                   uint32_t *closed);
/** No stock, child-time, work or place is negative; no team worked more than it had. */
const char *law_counts_and_hours(const struct di_result *result);
/** Each place holds at most what its licences allow is checked by the run; here: what children,
 * hours and visits cost is what the result counted, to half a cent an account, and the fixed
 * cost of institutions never exceeds its price for all of them. `plan` is that of
 * random_strands.h. */
const char *law_costs_add_up(const struct di_model *model, const struct di_result *result);

#endif
