/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * A file as a sheet of cells. Of a text encoding, separator and decimal sign are guessed, or as
 * a person says; of a workbook (.xlsx) the first sheet is read, or the one that is chosen. Row
 * 0 is the heading.
 */
#ifndef IMPORT_SHEET_H
#define IMPORT_SHEET_H

#include <stdbool.h>
#include <stddef.h>

#include "di/arena.h"
#include "di/diagnostic.h"
#include "di/text_encoding.h"

#define IMPORT_COLUMNS_MAX 40
#define IMPORT_RAGGED_MAX 100
#define IMPORT_ROWS_MAX 20000

/* How a file is written; 0 of each: guess. */
struct import_form {
    enum di_text_encoding encoding;
    char separator; /* ',' ';' '\t' */
    char decimal;   /* '.' ',' */
    size_t sheet;   /* of a workbook */
};

struct import_sheet {
    char *text;              /* as UTF-8, which the cells of a text lie in */
    struct di_arena arena;   /* cells of a workbook */
    struct import_form form; /* as it was read: nothing left to guess */
    const char *unclear;     /* "1,234", where no number tells the sign before decimals; NULL */
    size_t columns, rows;
    bool is_cut;        /* there are more rows than IMPORT_ROWS_MAX */
    bool is_narrowed;   /* there are more columns than IMPORT_COLUMNS_MAX */
    const char **cells; /* [rows][columns], UTF-8 */
    uint32_t *lines;    /* [rows] of the text, or rows of the workbook's sheet; from 1 */
    const char **names; /* of a workbook's sheets */
    size_t name_count;  /* 0: a text */
    struct di_diagnostics faults; /* of a workbook that cannot be read */
    size_t ragged_count;          /* rows with another number of cells than the heading */
    struct {
        size_t row, cells;
    } ragged[IMPORT_RAGGED_MAX];
};

/* False if memory ran out, or it cannot be read: `faults`; finish in any case. */
bool import_sheet_read(struct import_sheet *sheet, const char *bytes, size_t size,
                       const struct import_form *wanted);
void import_sheet_finish(struct import_sheet *sheet);

const char *import_sheet_cell(const struct import_sheet *sheet, size_t row, size_t column);

/* A number as files of offices write them (di/office_value.h), or as programs do. */
bool import_sheet_number(const struct import_sheet *sheet, const char *cell, double *value_out);

#endif
