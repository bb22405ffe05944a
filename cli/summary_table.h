/* SPDX-License-Identifier: GPL-3.0-or-later */
/** The table that ends a run: a country's numbers by year, for people or as JSON. */
#ifndef DI_SUMMARY_TABLE_H
#define DI_SUMMARY_TABLE_H

#include "di/results.h"

#include "command.h"

/** Print the tables and what they rest on to stdout. */
void di_summary_table_print(const struct di_cli *cli, const struct di_results *results);

/** Print one JSON object: scenario, replications, years. */
void di_summary_table_print_json(const struct di_results *results, const char *folder,
                                 bool is_interrupted);

#endif
