/* SPDX-License-Identifier: GPL-3.0-or-later */
/** A text as a cell of CSV. */
#ifndef DI_CSV_CELL_H
#define DI_CSV_CELL_H

#include <stdio.h>

/** In quotation marks where it holds a comma, a quotation mark or a line's end. */
void di_csv_cell(FILE *stream, const char *text);

#endif
