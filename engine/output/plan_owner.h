/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whose plan a folder of `optimize` holds: plan.csv has no column for it, plan.json says it. */
#ifndef PLAN_OWNER_H
#define PLAN_OWNER_H

#include <stdbool.h>

#include "di/error.h"

struct plan_owner {
    char scenario[80]; /* id of the scenario that was planned */
    char planned[80];  /* of the one that follows the plan (--apply) */
};

/* DI_ERR_FILE: no plan.json; DI_ERR_SYNTAX: it names no scenario. `owner_out` is untouched. */
DI_MUST_CHECK enum di_status plan_owner_read(const char *folder, struct plan_owner *owner_out,
                                             struct di_error *error);

/* May a scenario's results be drawn with the plan: those of before it, or those that follow it?
 */
bool plan_owner_is(const struct plan_owner *owner, const char *scenario);

#endif
