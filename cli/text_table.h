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

struct di_text_table {
    char **cells; /* row after row; owned copies */
    size_t columns, count, capacity;
    bool is_incomplete; /* memory ran out; printing says nothing then */
};

void di_text_table_init(struct di_text_table *table, size_t columns);
void di_text_table_finish(struct di_text_table *table);

/** Append the next cell of the current row; the first row is the heading. Text is copied. */
void di_text_table_add(struct di_text_table *table, const char *text);

/** Print heading, rule and rows; false if cells were lost to lack of memory. */
bool di_text_table_print(const struct di_text_table *table, FILE *stream);

#endif
