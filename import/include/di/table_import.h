/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * A table of published stocks and flows, long or wide, as targets of calibration and a report
 * on the data. docs/IMPORT.md says how.
 */
#ifndef DI_TABLE_IMPORT_H
#define DI_TABLE_IMPORT_H

#include "di/data_quality.h"
#include "di/office_table.h"
#include "di/scenario.h"

enum di_table_duplicates { DI_TABLE_DIFFER_IS_WRONG, DI_TABLE_FIRST, DI_TABLE_LAST };

struct di_table_request {
    const char *path;
    const char *bytes; /* of the file, if it is in memory; NULL: they are read */
    size_t size;
    const char *mapping;                /* file; NULL: none */
    const struct di_scenario *scenario; /* whose settings, regions and years there are */
    const char *scenario_name;          /* of its file, for reports */
    struct di_office_form form;
    char decimal; /* '.' ',' or '\0' */
    enum di_table_duplicates duplicates;
    uint32_t suppress_below; /* 0: none */
};

struct di_table_import;

/**
 * Read the table.
 *
 * @param request    its texts are borrowed until destroy
 * @param diagnostics  takes every problem, with row and column
 * @param[out] out   free with di_table_import_destroy; untouched on failure
 * @return DI_OK; the status of the first problem, which also fills `error`
 */
DI_MUST_CHECK enum di_status di_table_import_read(const struct di_table_request *request,
                                                  struct di_diagnostics *diagnostics,
                                                  struct di_table_import **out,
                                                  struct di_error *error);
void di_table_import_destroy(struct di_table_import *import); /* NULL is fine */

/** First and last year of the targets. */
int32_t di_table_import_from(const struct di_table_import *import);
int32_t di_table_import_to(const struct di_table_import *import);

/** The targets as CSV text (docs/TARGETS_FORMAT.md), which are right for the scenario; free
 * with free(); NULL: no memory. */
char *di_table_import_targets(struct di_table_import *import);

/** The report; borrowed. */
const struct di_data_quality *di_table_import_quality(const struct di_table_import *import);

#endif
