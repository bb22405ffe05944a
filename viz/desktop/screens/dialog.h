/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A box over the screen, which takes no input while it is open. */
#ifndef DIALOG_H
#define DIALOG_H

#include "ui.h"

/* Veil, box, title and the cross that closes it; returns the rectangle inside. `height` may be
 * more than the window has. */
struct di_rect dialog(struct ui *ui, double width, double height, const char *title);

#endif
