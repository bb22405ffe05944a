/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Rows of a sheet, one after the other: cells of wanted columns go to the store; those that
 * are numbers of shared strings wait until somebody has the strings.
 */
#ifndef DI_SHEET_ROWS_H
#define DI_SHEET_ROWS_H

#include "bounded_text.h"
#include "cell_styles.h"
#include "merged_cells.h"
#include "office/office_reader.h"
#include "xml_part.h"

/* A cell whose text is a shared string. */
struct di_waiting_cell {
    size_t place; /* of the store */
    size_t number;
};

enum di_sheet_cell_type {
    DI_SHEET_NUMBER,
    DI_SHEET_SHARED,
    DI_SHEET_TEXT,
    DI_SHEET_BOOLEAN,
    DI_SHEET_ERROR,
    DI_SHEET_DATE
};

struct di_sheet_rows {
    struct di_xml_part part;
    const struct di_cell_styles *styles;
    bool is_1904;
    const struct di_office_wish *wish;
    struct di_merged_cells *merged; /* takes those of wanted columns; NULL: nobody does */

    uint32_t row; /* from 1 */
    size_t column;
    bool is_in_data, is_in_row, is_row_whole, is_too_wide;
    bool is_in_value, is_in_phonetic;
    bool has_formula, has_value; /* the cell */
    enum di_sheet_cell_type type;
    size_t style;
    struct di_bounded_text text;
    struct di_waiting_cell *waiting; /* [DI_OFFICE_COLUMNS_MAX] */
    size_t waiting_count;
};

/** Begin at the top. DI_XML_PAUSED: go on. The other members are set by the caller before. */
enum di_xml_step di_sheet_rows_open(struct di_sheet_rows *rows, struct zip *archive,
                                    const char *path);
void di_sheet_rows_close(struct di_sheet_rows *rows); /* fine on a zeroed one */

/** DI_XML_PAUSED: there is a row, rows->row; also one without any cell. */
enum di_xml_step di_sheet_rows_next(struct di_sheet_rows *rows);

#endif
