/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of Compare: scenarios in rows, answers in columns that can be pinned. */
#ifndef COMPARE_TABLE_H
#define COMPARE_TABLE_H

#include "figure.h"

#define COMPARE_COLUMNS 8

/* The chosen scenario against the baseline, both with results of runs with the same luck, in
 * the year of the column; false where there is no interval. */
bool compare_difference(struct ui *ui, const struct session *session, size_t column,
                        struct figure *figure_out);

/* Draws the card from the top of `area`; returns the height it took. */
double compare_table(struct ui *ui, struct desk *desk, struct di_rect area);

#endif
