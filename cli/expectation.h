/* SPDX-License-Identifier: GPL-3.0-or-later */
/** The expected numbers of a scenario's pathways by rate (--method cohort), for people. */
#ifndef DI_EXPECTATION_H
#define DI_EXPECTATION_H

#include <jansson.h>

#include "di/cohort.h"
#include "di/model.h"
#include "di/warm_start.h"

#include "command.h"

/** Compute expected stocks and flows. Reports its own errors: pathways by request are refused
 * with exit 3.
 *
 * @param path  of the scenario, for the report
 * @param[out] cohort_out  free with di_cohort_destroy */
enum di_exit di_expectation_run(const struct di_cli *cli, const char *path,
                                const struct di_model *model, const struct di_warm_start *start,
                                struct di_cohort **cohort_out);

/** What they leave out, as sentences; NULL if memory ran out. */
json_t *di_expectation_omissions(void);

/** Print them by year, and what they leave out.
 *
 * @param folder  that holds the results; NULL: nothing was written */
void di_expectation_print(const struct di_cli *cli, const struct di_model *model,
                          const struct di_cohort *cohort, const char *folder);

#endif
