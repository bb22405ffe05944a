/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Building a struct di_results row by row: shared by the writer and the reader. */
#ifndef DI_RESULTS_ROWS_H
#define DI_RESULTS_ROWS_H

#include "di/results.h"

#include "suppression.h"

struct di_results *results_create(void); /* NULL: no memory */

/* A zeroed row at the end; NULL: no memory. Moves earlier rows. */
struct di_results_row *results_add(struct di_results *results, uint32_t indicator);

/* `text` owned by the results; `before` itself if equal. */
const char *results_name(struct di_results *results, const char *before, const char *text);

/* Of method "cohort": medians of rows are their mean. */
void results_spread_expected(struct di_results *results);

/* Stocks at day 0 from the replications. */
enum di_status results_add_openings(struct di_results *results,
                                    const struct di_run_record *record,
                                    const struct suppression *suppression);

/* First dates of the model's policies. */
void results_add_policies(struct di_results *results, const struct di_model *model);

/* Word of a kind of policy in manifest.json: the key of scenario files. */
const char *results_policy_id(enum di_policy_kind kind);

/* Does the folder hold a manifest of this program? */
bool results_folder_is_ours(const char *folder);

#endif
