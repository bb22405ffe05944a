/* SPDX-License-Identifier: GPL-3.0-or-later */
/** The work of a batch: every unit that its database lacks, one scenario after the other. */
#ifndef DI_BATCH_WORK_H
#define DI_BATCH_WORK_H

#include "batch_study.h"
#include "rank_group.h"

struct di_batch_counts {
    uint64_t units, done, failed; /* of this part of the study */
};

/**
 * Simulate what is missing, and what failed before, and keep it. Reports its own errors.
 *
 * @param group    processes that share the work; this one is rank 0
 * @param threads  of this process, at least 1
 * @param[out] counts_out  [scenarios] what the database holds afterwards
 * @return DI_EXIT_DONE, also with failed units; DI_EXIT_INTERRUPTED, unreported, after Ctrl-C
 */
enum di_exit di_batch_work(const struct di_cli *cli, const struct di_batch_study *batch,
                           const struct di_rank_group *group,
                           struct di_results_database *database, uint32_t threads,
                           struct di_batch_counts *counts_out);

#endif
