/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Text with separators between cells (RFC 4180 and what spreadsheets make of it), row by row in
 * the memory of the text itself: nothing but the row being read is looked at.
 */
#ifndef DI_DELIMITED_H
#define DI_DELIMITED_H

#include <stdbool.h>
#include <stddef.h>

struct di_delimited {
    char *at;               /* what is not read yet */
    char separator;         /* ',' ';' '\t' */
    size_t next_line;       /* of the file, of `at`; from 1 */
    size_t line;            /* that the last row began on */
    size_t open_quote_line; /* where a cell began whose closing quote is missing; 0: none */
};

/** Read from the start of `text`, UTF-8, which the cells will lie in: it must outlive them and
 * is changed. */
void di_delimited_open(struct di_delimited *reader, char *text, char separator);

/**
 * The next row that is not empty.
 *
 * Quoted cells may hold separators, line ends and doubled quotes; blanks at the end of a cell
 * are dropped.
 *
 * @param[out] cells  [room], the first ones of the row
 * @return how many cells the row has, which may be more than `room`; 0 at the end
 */
size_t di_delimited_next(struct di_delimited *reader, const char **cells, size_t room);

/** The separator that the first line has most of. */
char di_delimited_guess_separator(const char *text);

#endif
