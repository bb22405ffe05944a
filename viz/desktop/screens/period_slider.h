/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From which year to which: two handles on a line, dragged or moved with the arrow keys. */
#ifndef PERIOD_SLIDER_H
#define PERIOD_SLIDER_H

#include "desk.h"

#define PERIOD_SLIDER_HEIGHT 54.0

/* Nodes "ID:from", "ID:to" and "ID:years", whose value is the period. Years outside the results
 * are brought inside. */
void period_slider(struct ui *ui, struct desk *desk, const char *id, struct di_rect rect);

/* The mouse has moved; true if a handle is being dragged and its year has changed. */
bool period_drag(struct desk *desk);

/* An arrow key; false if no handle has the focus or the key is another. */
bool period_nudge(struct desk *desk, const struct frame *frame, int key);

/* `years` on from where the handle stands; it stays inside the results and its partner. */
void period_move(struct desk *desk, bool is_from, int years);

#endif
