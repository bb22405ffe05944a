/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which inputs of the current scenario differ from the baseline's, side by side. */
#ifndef INPUT_DIFF_H
#define INPUT_DIFF_H

#include "desk.h"

struct input_diff;
void input_diff_destroy(struct input_diff *diff); /* NULL is fine */

/* Look again if a scenario has changed; before a frame that shows the list or its length. */
void input_diff_update(struct desk *desk);
size_t input_diff_count(const struct desk *desk);

/* Rows of the dialog, seen through `area`, from `y` down. */
void input_diff_rows(struct ui *ui, const struct desk *desk, struct di_rect area, double y);
double input_diff_height(const struct desk *desk); /* of all rows */

#endif
