/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a planner must notice, from the results: one line of size and one of advice each. */
#ifndef FINDINGS_H
#define FINDINGS_H

#include "desk.h"

/* Draws the list from (x, y) of `rect`, as wide as it; returns the height used. */
double findings_list(struct ui *ui, const struct document *document, struct di_rect rect);

#endif
