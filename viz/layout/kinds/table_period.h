/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which rows of costs.csv, flows.csv and resources.csv are years. Private to viz/layout/kinds.
 */
#ifndef TABLE_PERIOD_H
#define TABLE_PERIOD_H

#include "di/results_folder.h"

/* A row of a year, whole or cut by the horizon; else it is one of a quarter. A year that the
 * horizon leaves one quarter has two rows of equal dates: the first is the year's. */
bool table_row_is_year(const struct di_results *results, const struct di_csv_table *table,
                       size_t row);

#endif
