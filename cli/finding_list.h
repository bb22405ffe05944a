/* SPDX-License-Identifier: GPL-3.0-or-later */
/** What a planner must notice, printed after a run's table. */
#ifndef DI_FINDING_LIST_H
#define DI_FINDING_LIST_H

#include <jansson.h>

#include "di/results.h"

#include "command.h"

void di_finding_list_print(const struct di_cli *cli, const struct di_results *results);

/** [{"id", "severity", "region", ...}]; a new reference, NULL: no memory. */
json_t *di_finding_list_json(const struct di_results *results);

#endif
