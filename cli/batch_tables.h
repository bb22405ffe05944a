/* SPDX-License-Identifier: GPL-3.0-or-later */
/** The tables of a batch: a folder for every scenario that is complete, and the scenarios
 * against the first of them. */
#ifndef DI_BATCH_TABLES_H
#define DI_BATCH_TABLES_H

#include "batch_study.h"

struct di_batch_output {
    const char *folder;
    bool is_forced, no_workbook;
    uint32_t suppress_below; /* 0: none */
    uint32_t threads;        /* for the manifest */
};

/**
 * May the tables be written there? Makes the folders; reports if not. Before the work.
 *
 * @param[out] is_new_out  [scenarios + 1]: folders of scenarios, and last the one around them,
 *                         that were not there before; for di_batch_tables_abandon
 */
enum di_exit di_batch_tables_check(const struct di_cli *cli, const struct di_batch_study *batch,
                                   const struct di_batch_output *output, bool *is_new_out);

/** Take new folders away in which nothing was written. */
void di_batch_tables_abandon(const struct di_batch_study *batch,
                             const struct di_batch_output *output, const bool *is_new);

/**
 * Write the tables of every scenario with is_complete[i]; reports its own errors.
 *
 * @param[out] written_out  how many scenarios have their tables
 * @return DI_EXIT_INTERRUPTED, unreported, if Ctrl-C came between two scenarios
 */
enum di_exit di_batch_tables_write(const struct di_cli *cli, const struct di_batch_study *batch,
                                   struct di_results_database *database,
                                   const struct di_batch_output *output,
                                   const bool *is_complete, size_t *written_out);

#endif
