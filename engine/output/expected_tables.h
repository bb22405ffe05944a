/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DI_EXPECTED_TABLES_H
#define DI_EXPECTED_TABLES_H

#include "tables.h"

/* Writes balance.csv of `record->expected`; with NULL for the file only adds up. `gap_out`: the
 * largest difference of opening + entries - exits from closing, in people. */
enum di_status expected_balance_table(const struct di_run_record *record,
                                      struct output_file *file, double *gap_out,
                                      struct di_error *error);

/* Writes flows.csv of `record->expected`. */
enum di_status expected_flow_table(const struct di_run_record *record, struct output_file *file,
                                   struct di_error *error);

#endif
