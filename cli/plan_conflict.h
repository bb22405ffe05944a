/* SPDX-License-Identifier: GPL-3.0-or-later */
/** Why there is no plan, in the user's words: which limits contradict each other, and the least
 * change of each that alone makes a plan possible. */
#ifndef DI_PLAN_CONFLICT_H
#define DI_PLAN_CONFLICT_H

#include <jansson.h>

#include "di/fluid_build.h"
#include "di/infeasibility.h"

#include "command.h"

/** Sentences on stderr. */
void di_plan_conflict_print(const struct di_cli *cli, const struct di_model *model,
                            const struct di_fluid_country *country,
                            const struct di_conflict *conflict);

/** {"error": {code, message, complete, more, conflict: [{limit, index, text, change, ...}]}};
 * texts in the reader's language, codes stable. `more`: this is not the only contradiction. */
json_t *di_plan_conflict_json(const struct di_cli *cli, const struct di_model *model,
                              const struct di_fluid_country *country,
                              const struct di_conflict *conflict);

#endif
