/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * A whole results folder in memory: what every run writes (di_results), and the tables only
 * some runs have. This is what charts and reports are given.
 */
#ifndef DI_RESULTS_FOLDER_H
#define DI_RESULTS_FOLDER_H

#include "di/csv_table.h"
#include "di/names.h"
#include "di/results.h"

/** Optional tables; NULL where the folder has none. Flows are the nation's only. */
enum di_folder_table {
    DI_TABLE_FLOWS,       /* flows.csv */
    DI_TABLE_RESOURCES,   /* resources.csv */
    DI_TABLE_CLOSURES,    /* closures.csv */
    DI_TABLE_COSTS,       /* costs.csv */
    DI_TABLE_SENSITIVITY, /* sensitivity.csv, if of the folder's scenario or named */
    DI_TABLE_PLAN,  /* plan.csv of the optimizer, if plan.json says it is the scenario's */
    DI_TABLE_TRACE, /* one child's lines of trace.csv.gz; read on demand */
    DI_TABLES
};

struct di_results_folder {
    const struct di_results *results;
    struct di_results *owned; /* the same, if the folder owns it */
    struct di_names names;
    struct di_csv_table *table[DI_TABLES];
};

/**
 * Read a folder.
 *
 * @param[out] folder_out  free with di_results_folder_destroy
 * @return as di_results_read, or as di_csv_table_read for a table that is there but broken
 */
DI_MUST_CHECK enum di_status di_results_folder_read(const char *path,
                                                    struct di_results_folder **folder_out,
                                                    struct di_error *error);

/** A folder around results in memory, without tables. `results` is borrowed until destroy. */
DI_MUST_CHECK enum di_status di_results_folder_wrap(const struct di_results *results,
                                                    struct di_results_folder **folder_out,
                                                    struct di_error *error);

/**
 * Read a table from another folder, e.g. the plan from where `optimize` wrote it.
 *
 * @return as di_csv_table_read; DI_ERR_FILE if that folder has no such table, or no plan.json
 *         beside a plan; DI_ERR_INCONSISTENT if plan or sensitivity are of another scenario
 */
DI_MUST_CHECK enum di_status di_results_folder_load_table(struct di_results_folder *folder,
                                                          const char *path,
                                                          enum di_folder_table table,
                                                          struct di_error *error);

/**
 * Read one child's lines of the trace into table[DI_TABLE_TRACE]; a national trace does not
 * fit in memory.
 *
 * @param child  NULL: the first child who came back to care late enough to have a life to tell;
 *               if none did, the first child of the trace
 * @return as di_csv_table_read; DI_OK without a trace, and the table stays NULL
 */
DI_MUST_CHECK enum di_status di_results_folder_load_child(struct di_results_folder *folder,
                                                          const char *path, const char *child,
                                                          struct di_error *error);

void di_results_folder_destroy(struct di_results_folder *folder);

#endif
