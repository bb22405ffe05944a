/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Rows of a text with separators, cut out of blocks of the file: one row is in memory at a
 * time. What is a row and what a cell: di/delimited.h.
 */
#ifndef DI_TEXT_ROWS_H
#define DI_TEXT_ROWS_H

#include "di/text_encoding.h"

#include "office_bytes.h"

#define DI_TEXT_ROW_MAX ((size_t)1 << 20) /* bytes of one row, as UTF-8 */

enum di_text_row_end {
    DI_ROW_THERE,
    DI_ROW_NONE,       /* the end */
    DI_ROW_TOO_LONG,   /* or a quotation mark that is not closed for that long */
    DI_ROW_OPEN_QUOTE, /* the file ends within quotation marks */
    DI_ROW_UNREADABLE,
    DI_ROW_NO_MEMORY
};

struct di_text_rows {
    struct di_office_bytes *source;
    struct di_text_decoder decoder;
    char separator;
    char *raw, *block; /* as read, and decoded */
    size_t at, end;    /* of the block */
    char *row;         /* ends with a zero */
    size_t used, room;
    size_t line, next_line; /* the row began on; of what follows */
    bool is_after_return;   /* a line feed that comes next belongs to it */
    bool is_quoted;         /* what follows is within quotation marks */
};

/** Begin at the start of `source`. false: memory ran out, or it cannot be read again. */
bool di_text_rows_open(struct di_text_rows *rows, struct di_office_bytes *source,
                       enum di_text_encoding encoding, char separator);

/** Wipes and frees; fine on a zeroed one. */
void di_text_rows_close(struct di_text_rows *rows);

/** The next row, also an empty one: rows->row, from rows->line on. */
enum di_text_row_end di_text_rows_next(struct di_text_rows *rows);

#endif
