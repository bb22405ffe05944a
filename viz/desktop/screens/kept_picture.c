/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "kept_picture.h"

#include <math.h>

static double scale_of(cairo_t *cr)
{
    cairo_matrix_t matrix;
    cairo_get_matrix(cr, &matrix);
    return matrix.xx;
}

void kept_picture_drop(struct kept_picture *picture)
{
    if (picture->surface != NULL)
        cairo_surface_destroy(picture->surface);
    *picture = (struct kept_picture){0};
}

bool kept_picture_fits(const struct kept_picture *picture, cairo_t *cr,
                       const struct di_rect *rect)
{
    return picture->surface != NULL && fabs(picture->scale - scale_of(cr)) < 1e-9 &&
           fabs(picture->width - rect->width) < 1e-9 &&
           fabs(picture->height - rect->height) < 1e-9;
}

cairo_t *kept_picture_begin(struct kept_picture *picture, cairo_t *cr,
                            const struct di_rect *rect)
{
    const double scale = scale_of(cr);
    kept_picture_drop(picture);
    *picture = (struct kept_picture){.surface = cairo_image_surface_create(
                                         CAIRO_FORMAT_RGB24, (int)floor(rect->width * scale),
                                         (int)floor(rect->height * scale)),
                                     .scale = scale,
                                     .width = rect->width,
                                     .height = rect->height};
    cairo_t *inside = cairo_create(picture->surface);
    cairo_scale(inside, scale, scale);
    return inside;
}

/* On whole pixels, or the copy would be blurred. */
void kept_picture_show(const struct kept_picture *picture, cairo_t *cr,
                       const struct di_rect *rect)
{
    const double scale = scale_of(cr);
    cairo_save(cr);
    cairo_translate(cr, round(rect->x * scale) / scale, round(rect->y * scale) / scale);
    cairo_scale(cr, 1 / scale, 1 / scale);
    cairo_set_source_surface(cr, picture->surface, 0, 0);
    cairo_pattern_set_filter(cairo_get_source(cr), CAIRO_FILTER_NEAREST);
    cairo_paint(cr);
    cairo_restore(cr);
}
