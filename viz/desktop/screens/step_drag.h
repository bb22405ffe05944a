/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Steps of the chosen input moved by hand. */
#ifndef STEP_DRAG_H
#define STEP_DRAG_H

#include "desk.h"

/* The chosen step follows the mouse while it is dragged; true if it moved. */
bool step_drag(struct desk *desk);

/* Arrows with Shift move the step with the focus by a month or by a hundredth of the axis. */
bool step_nudge(struct desk *desk, const struct frame *frame, int key);

#endif
