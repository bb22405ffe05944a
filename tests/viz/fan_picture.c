/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Layout measured with Pango, then painted: the chart itself computes nothing.
 */
#include "fan_picture.h"

#include "scene_paint.h"
#include "text_run.h"

enum di_status fan_chart_draw(cairo_t *cr, const struct di_fan_data *data,
                              enum di_theme_id theme, const struct di_rect *frame,
                              double text_scale, struct di_fan_layout *layout_out,
                              struct di_error *error)
{
    struct text_run run;
    struct di_fan_layout layout;
    text_run_init(&run, cr);
    const struct di_text_measure measure = {text_run_width, &run};
    enum di_status status =
        di_fan_layout_init(data, frame, text_scale, &measure, &layout, error);
    if (status != DI_OK) {
        text_run_finish(&run);
        return status;
    }
    cairo_save(cr);
    scene_paint(&layout.scene, theme, cr, &run);
    cairo_restore(cr);
    text_run_finish(&run);
    if (cairo_status(cr) != CAIRO_STATUS_SUCCESS)
        status = DI_FAIL(error, DI_ERR_INTERNAL, "fan chart",
                         DI_N_("The chart could not be drawn: %1."),
                         di_text_arg(cairo_status_to_string(cairo_status(cr))));
    if (status == DI_OK && layout_out != NULL)
        *layout_out = layout;
    else
        di_fan_layout_finish(&layout);
    return status;
}

enum di_status fan_picture_draw(void *context, cairo_t *cr, double width, double height,
                                struct di_error *error)
{
    const struct fan_picture *picture = context;
    const struct di_rect frame = {0, 0, width, height};
    return fan_chart_draw(cr, picture->data, picture->theme, &frame, picture->text_scale, NULL,
                          error);
}
