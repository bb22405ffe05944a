/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The window around the screens: navigation, header, scrolling page, dialogs. */
#ifndef SHELL_H
#define SHELL_H

#include "desk.h"

void shell_build(struct ui *ui, struct desk *desk);

/* Dialogs, menus and the passing message, over everything. */
void overlay_build(struct ui *ui, struct desk *desk);

#endif
