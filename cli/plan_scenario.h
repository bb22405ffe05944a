/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * A plan as policy: a scenario that extends the planned one and follows the plan. Families come
 * as planned approvals (or dated counts), hires as planned hires, homes as dated capacity,
 * closures as dates.
 */
#ifndef DI_PLAN_SCENARIO_H
#define DI_PLAN_SCENARIO_H

#include <jansson.h>

#include "plan_book.h"

/**
 * @param base  what `extends` names: a file beside the new one
 * @return owned by the caller; NULL if memory ran out
 */
json_t *di_plan_scenario_make(const struct di_plan_book *book, const char *base);

#endif
