/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One problem's plan moved away from others, while it stays nearly as good. */
#ifndef DI_PLAN_VARIATION_H
#define DI_PLAN_VARIATION_H

#include "plan_region.h"

/* What is decided, in kinds: each counts as much as the others in a difference. */
#define PLAN_DECISION_KINDS 5
int plan_decision_kind(enum di_plan_part part); /* -1: no decision */

/*
 * Replace region->plan by one as different as possible from it and from `others` (plans of the
 * same problem), within `slack` of its goals. It stays as it is where nothing else is found.
 */
enum di_status plan_variation_run(struct plan_region *region, struct di_plan *const *others,
                                  uint32_t count, const struct di_optimizer_options *options,
                                  double deadline, double slack, struct di_error *error);

#endif
