/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Any CSV table of a results folder (MODEL 14), by column name: charts and reports ask for
 * the columns they need and live with those that are absent. Cells are kept as text and, where
 * they read as such, as a number or a date (civil day).
 */
#ifndef DI_CSV_TABLE_H
#define DI_CSV_TABLE_H

#include <stdbool.h>
#include <stddef.h>

#include "di/arena.h"
#include "di/error.h"

#define DI_CSV_COLUMNS_MAX 64
#define DI_CSV_ROWS_MAX 2000000

struct di_csv_table {
    struct di_arena arena; /* owns everything below */
    size_t row_count, column_count;
    const char **names; /* [column_count] */
    const char **text;  /* [row_count][column_count], never NULL */
    double *number;     /* as text; NaN where a cell is empty or no number or date */
};

/**
 * Read `name` in `folder`; gzipped files are read too.
 *
 * @param column, value  keep only rows with this text in this column (NULL: all rows)
 * @param[out] table_out  free with di_csv_table_destroy; NULL if there is no such file
 * @return DI_OK, also without the file; DI_ERR_SYNTAX if a row has more or fewer fields than
 *         the header; DI_ERR_LIMIT; DI_ERR_FILE; DI_ERR_MEMORY
 *
 * Cost O(bytes).
 */
DI_MUST_CHECK enum di_status di_csv_table_read(const char *folder, const char *name,
                                               const char *column, const char *value,
                                               struct di_csv_table **table_out,
                                               struct di_error *error);
void di_csv_table_destroy(struct di_csv_table *table);

/** Index of a column, or SIZE_MAX. */
size_t di_csv_table_column(const struct di_csv_table *table, const char *name);

/** "" if there is no such column. */
const char *di_csv_table_text(const struct di_csv_table *table, size_t row, size_t column);

/** NaN if there is no such column or nothing in the cell. */
double di_csv_table_number(const struct di_csv_table *table, size_t row, size_t column);

#endif
