/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The first answer after an edit, marked as a preview, while it sharpens. */
#ifndef PREVIEW_BOX_H
#define PREVIEW_BOX_H

#include "screen.h"

/* From (x, y) down; returns its height, which is the same from the edit to the last run, so
 * that what stands below does not move under the mouse. 0 without edits. */
double preview_box(struct ui *ui, const struct document *document, double x, double y,
                   double width);

#endif
