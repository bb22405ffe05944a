/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Beside the heatmap: the chosen cell, and what could close the gap of its region. */
#ifndef GAP_PANEL_H
#define GAP_PANEL_H

#include "di/gap_way.h"

#include "desk.h"

/* `resource`: id, or NULL. The region is the chosen cell's, else the one with the worst gap. */
void gap_panel(struct ui *ui, struct desk *desk, const char *resource, struct di_rect rect);

/* Opens a copy of the scenario in which way `number` of the list is taken, or can be. */
void gap_panel_try(struct desk *desk, size_t number);

#endif
