/* SPDX-License-Identifier: GPL-3.0-or-later */
/** Other plans to choose from: a table of how they differ, and their own files. */
#ifndef DI_PLAN_CHOICE_H
#define DI_PLAN_CHOICE_H

#include <jansson.h>

#include "di/plan_alternatives.h"

#include "command.h"
#include "plan_book.h"

/** The plan and its alternatives side by side. */
void di_plan_choice_print(const struct di_cli *cli, const struct di_plan_book *book,
                          const struct di_plan_alternatives *alternatives);

/** Each alternative as plan.json has the plan, with `difference`. */
json_t *di_plan_choice_json(const struct di_plan_book *book,
                            const struct di_plan_alternatives *alternatives);

#endif
