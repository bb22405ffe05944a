/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of Compare: scenarios in rows, answers in columns that can be pinned. */
#ifndef COMPARE_TABLE_H
#define COMPARE_TABLE_H

#include "desk.h"

#define COMPARE_COLUMNS 8

/* Id of the indicator in a column. */
const char *compare_indicator(size_t column);

/* Draws the card from the top of `area`; returns the height it took. */
double compare_table(struct ui *ui, struct desk *desk, struct di_rect area);

#endif
