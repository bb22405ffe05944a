/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The chosen input: what it means, where it comes from, its value, its steps, the preview. */
#ifndef INPUT_DETAIL_H
#define INPUT_DETAIL_H

#include "screen.h"

/* With `scrolls` it fills `rect` and scrolls inside; else it takes the height it needs. */
double input_detail(struct ui *ui, struct desk *desk, struct di_rect rect, bool scrolls);

#endif
