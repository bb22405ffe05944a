/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * A table for people on a terminal: the first column left, the others right, widths fitted to
 * the text in characters, so that Russian lines up too.
 */
#ifndef DI_TEXT_TABLE_H
#define DI_TEXT_TABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "catalogue.h"

enum { DI_TEXT_LINE = 79 }; /* characters: a terminal of 80 wraps no line */

struct di_text_table {
    char **cells; /* row after row; owned copies */
    size_t columns, count, capacity;
    size_t *widths; /* [columns], characters; set when printing */
    size_t most;    /* characters a line should have; DI_TEXT_LINE unless set, 0: any number */
    size_t gap;     /* between columns */
    bool is_incomplete; /* memory ran out; printing says nothing then */
};

void di_text_table_init(struct di_text_table *table, size_t columns);
void di_text_table_finish(struct di_text_table *table);

/** Append the next cell of the current row; the first row is the heading. Text is copied. */
void di_text_table_add(struct di_text_table *table, const char *text);

/** The same for a number, in the language's form; what is undefined (NAN) is an empty cell. */
void di_text_table_add_real(struct di_text_table *table, const struct di_catalogue *catalogue,
                            double value, int decimals);

/**
 * Print heading, rule and rows, once: headings are broken between words, in place, so that a
 * column is as narrow as its numbers and the longest word above them. A table wider than `most`
 * breaks the cells of its first column too, and if that is not enough its columns move
 * together.
 *
 * @return false if cells were lost to lack of memory
 */
bool di_text_table_print(struct di_text_table *table, FILE *stream);

/** Print text in lines of at most `width` characters, broken between words, and a new line. */
void di_text_print_wrapped(const char *text, size_t width, FILE *stream);

#endif
