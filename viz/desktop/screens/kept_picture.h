/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Something drawn once for its size and the window's scale, and copied until one of them
 * changes. A struct of zeros holds nothing. */
#ifndef KEPT_PICTURE_H
#define KEPT_PICTURE_H

#include <cairo.h>
#include <stdbool.h>

#include "di/scene.h"

struct kept_picture {
    cairo_surface_t *surface; /* NULL: none */
    double scale, width, height;
};

void kept_picture_drop(struct kept_picture *picture);

/* Does it fit the rectangle under the transformation of `cr`? */
bool kept_picture_fits(const struct kept_picture *picture, cairo_t *cr,
                       const struct di_rect *rect);

/* A new one of that size, to be drawn into with units of the window; cairo_destroy when done.
 */
cairo_t *kept_picture_begin(struct kept_picture *picture, cairo_t *cr,
                            const struct di_rect *rect);

void kept_picture_show(const struct kept_picture *picture, cairo_t *cr,
                       const struct di_rect *rect);

#endif
