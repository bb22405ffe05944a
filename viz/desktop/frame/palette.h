/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Colours of the window by theme; charts have their own (di/theme.h). */
#ifndef PALETTE_H
#define PALETTE_H

#include "di/theme.h"

#include "frame.h"

struct di_colour palette_colour(enum di_theme_id theme, enum ui_colour colour);

#endif
