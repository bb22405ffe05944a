/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * A text file as a sheet of cells: encoding, separator and decimal sign guessed from the text,
 * or as a person says. Row 0 is the heading.
 */
#ifndef IMPORT_SHEET_H
#define IMPORT_SHEET_H

#include <stdbool.h>
#include <stddef.h>

#include "di/text_encoding.h"

#define IMPORT_COLUMNS_MAX 12
#define IMPORT_RAGGED_MAX 100
#define IMPORT_ROWS_MAX 20000

/* How a file is written; 0 of each: guess. */
struct import_form {
    enum di_text_encoding encoding;
    char separator; /* ',' ';' '\t' */
    char decimal;   /* '.' ',' */
};

struct import_sheet {
    char *text;              /* as UTF-8, which the cells lie in */
    struct import_form form; /* as it was read: nothing left to guess */
    size_t columns, rows;
    bool is_cut;         /* there are more rows than IMPORT_ROWS_MAX */
    const char **cells;  /* [rows][columns], UTF-8 */
    size_t ragged_count; /* rows with another number of cells than the heading */
    struct {
        size_t row, cells;
    } ragged[IMPORT_RAGGED_MAX];
};

/* False if memory ran out; finish in any case. */
bool import_sheet_read(struct import_sheet *sheet, const char *text, size_t size,
                       const struct import_form *wanted);
void import_sheet_finish(struct import_sheet *sheet);

const char *import_sheet_cell(const struct import_sheet *sheet, size_t row, size_t column);

/* A number as the form writes it, spaces between thousands allowed. */
bool import_sheet_number(const struct import_sheet *sheet, const char *cell, double *value_out);

#endif
