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

enum { DI_PLAN_SCENARIO_ID_MAX = 80 };

/** "ID_plan": the id of the scenario that follows a plan for this one. */
void di_plan_scenario_id(const struct di_model *model, char id[DI_PLAN_SCENARIO_ID_MAX]);

/**
 * @param base  what `extends` names: a file beside the new one; NULL: the overrides alone
 * @return owned by the caller; NULL if memory ran out
 */
json_t *di_plan_scenario_make(const struct di_plan_book *book, const char *base);

#endif
