/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A fan on a cairo context without a results folder: layout and paint of invented data. */
#ifndef FAN_PICTURE_H
#define FAN_PICTURE_H

#include <cairo.h>

#include "di/fan_layout.h"
#include "di/theme.h"

/*
 * Lay out and paint `data` in `frame` (logical pixels of `cr`), ground included.
 *
 * @param text_scale   see di_fan_layout_init; 0 for a picture of its own
 * @param[out] layout_out  geometry and hit areas for hover and click, free with
 *                     di_fan_layout_finish; NULL if not wanted
 * @return as di_fan_layout_init; DI_ERR_INTERNAL if cairo fails
 *
 * About 10 ms at 1600 x 1000. Pango's font map is per thread, so threads may draw at once.
 */
DI_MUST_CHECK enum di_status fan_chart_draw(cairo_t *cr, const struct di_fan_data *data,
                                            enum di_theme_id theme, const struct di_rect *frame,
                                            double text_scale, struct di_fan_layout *layout_out,
                                            struct di_error *error);

/* A fan chart as the `context` of di_surface_write. */
struct fan_picture {
    const struct di_fan_data *data;
    enum di_theme_id theme;
    double text_scale;
};

/* Draws a struct fan_picture over the whole surface (a di_surface_draw function). */
DI_MUST_CHECK enum di_status fan_picture_draw(void *context, cairo_t *cr, double width,
                                              double height, struct di_error *error);

#endif
