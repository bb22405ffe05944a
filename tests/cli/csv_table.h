/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A CSV file of ours in memory: fields by row and column name. Reads plain and gzip files. */
#ifndef CSV_TABLE_H
#define CSV_TABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct csv_table {
    char *text;
    char **fields; /* [rows + 1][columns]; the header is row 0 */
    size_t rows;   /* without the header */
    size_t columns;
};

/** Fails the test unless the file is there and every row has as many fields as the header. */
void csv_table_read(struct csv_table *table, const char *path);
void csv_table_finish(struct csv_table *table);

/** Fails the test if there is no such column. */
size_t csv_table_column(const struct csv_table *table, const char *name);

/** Rows count from 0. */
const char *csv_table_text(const struct csv_table *table, size_t row, size_t column);

/** C-locale number; NaN for an empty field; fails the test for anything else. */
double csv_table_number(const struct csv_table *table, size_t row, size_t column);

/** The same by the column's name; fails the test if there is none. */
const char *csv_text(const struct csv_table *table, size_t row, const char *column);
double csv_number(const struct csv_table *table, size_t row, const char *column);
bool csv_is(const struct csv_table *table, size_t row, const char *column, const char *value);

/** A row of indicators.csv that is in replications.csv.gz too: no splits, no adults. */
bool csv_is_default_row(const struct csv_table *table, size_t row);

/** Civil day of a date field; fails the test for anything else. */
int32_t csv_day(const struct csv_table *table, size_t row, const char *column);

/** 12, 3 or 1: whole months from a row's period_start to its period_end. */
int32_t csv_months(const struct csv_table *table, size_t row);

#endif
