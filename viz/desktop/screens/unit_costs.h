/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a child-year costs by form of care, and in which money costs are told. */
#ifndef UNIT_COSTS_H
#define UNIT_COSTS_H

#include "desk.h"

/* Draws the card in `rect`, which is as high as unit_costs_height says. */
void unit_costs(struct ui *ui, const struct document *document, struct di_rect rect);
double unit_costs_height(struct ui *ui, const struct document *document, double width);

#endif
