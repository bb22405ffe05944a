/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Small line drawings on a grid of 20 by 20, as move (M), line (L), close (Z), circle (O). */
#ifndef ICON_H
#define ICON_H

#include <cairo.h>

#include "di/scene.h"

/* Icon path by name ("home"), "" if there is none. */
const char *icon_path(const char *name);

/* Adds the path to `cr`, fitted into `rect`. */
void icon_trace(cairo_t *cr, const char *path, const struct di_rect *rect);

#endif
