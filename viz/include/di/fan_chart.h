/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * The fan chart on a cairo context: window, PNG, SVG and PDF differ only in the surface.
 *
 *     struct di_fan_data data = {0};            -- see fan_data.h
 *     ...
 *     struct di_fan_picture picture = {.data = &data, .theme = DI_THEME_LIGHT};
 *     status = di_surface_write("fan.svg", 1600, 1000, 1, di_fan_picture_draw, &picture,
 *                               &metadata, &error);
 */
#ifndef DI_FAN_CHART_H
#define DI_FAN_CHART_H

#include <cairo.h>

#include "di/fan_layout.h"
#include "di/theme.h"

/**
 * Lay out and paint `data` in `frame` (logical pixels of `cr`), ground included.
 *
 * @param text_scale   see di_fan_layout_init; 0 for a picture of its own
 * @param[out] layout_out  geometry and hit areas for hover and click, free with
 *                     di_fan_layout_finish; NULL if not wanted
 * @return as di_fan_layout_init; DI_ERR_INTERNAL if cairo fails
 *
 * About 10 ms at 1600 x 1000. Pango's font map is per thread, so threads may draw at once.
 */
DI_MUST_CHECK enum di_status di_fan_chart_draw(cairo_t *cr, const struct di_fan_data *data,
                                               enum di_theme_id theme,
                                               const struct di_rect *frame, double text_scale,
                                               struct di_fan_layout *layout_out,
                                               struct di_error *error);

/** A fan chart as the `context` of di_surface_write. */
struct di_fan_picture {
    const struct di_fan_data *data;
    enum di_theme_id theme;
    double text_scale;
};

/** Draws a struct di_fan_picture over the whole surface (a di_surface_draw function). */
DI_MUST_CHECK enum di_status di_fan_picture_draw(void *context, cairo_t *cr, double width,
                                                 double height, struct di_error *error);

#endif
