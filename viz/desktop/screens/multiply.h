/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All numbers that Assumptions lists, multiplied at once and taken back at once. */
#ifndef MULTIPLY_H
#define MULTIPLY_H

#include "desk.h"

/* How many there are; 0 where nothing narrows the list down. */
size_t multiply_count(struct ui *ui, const struct desk *desk);
void multiply_dialog(struct ui *ui, struct desk *desk);
bool multiply_act(struct desk *desk, const struct ui_action *action);

#endif
