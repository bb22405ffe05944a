/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A plan measured with Pango, then painted: the chart itself computes nothing. */
#include "di/chart.h"

#include "scene_paint.h"
#include "text_run.h"

static void paint(cairo_t *cr, const struct di_chart_plan *plan, enum di_theme_id theme,
                  struct text_run *run)
{
    cairo_save(cr);
    scene_paint(&plan->scene, theme, cr, run);
    cairo_restore(cr);
}

enum di_status di_chart_draw(cairo_t *cr, const struct di_chart_request *request,
                             enum di_theme_id theme, const struct di_rect *frame,
                             struct di_chart_plan *plan_out, struct di_error *error)
{
    struct text_run run;
    struct di_chart_plan plan;
    text_run_init(&run, cr);
    const struct di_text_measure measure = {text_run_width, &run};
    enum di_status status = di_chart_plan_init(request, frame, &measure, &plan, error);
    if (status != DI_OK) {
        text_run_finish(&run);
        return status;
    }
    paint(cr, &plan, theme, &run);
    text_run_finish(&run);
    if (cairo_status(cr) != CAIRO_STATUS_SUCCESS)
        status =
            DI_FAIL(error, DI_ERR_INTERNAL, "chart", DI_N_("The chart could not be drawn: %1."),
                    di_text_arg(cairo_status_to_string(cairo_status(cr))));
    if (status == DI_OK && plan_out != NULL)
        *plan_out = plan;
    else
        di_chart_plan_finish(&plan);
    return status;
}

enum di_status di_chart_lay_out(const struct di_chart_request *request,
                                const struct di_rect *frame, struct di_chart_plan *plan_out,
                                struct di_error *error)
{
    struct text_run run;
    cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_A8, 1, 1);
    cairo_t *cr = cairo_create(surface);
    text_run_init(&run, cr);
    const struct di_text_measure measure = {text_run_width, &run};
    const enum di_status status = di_chart_plan_init(request, frame, &measure, plan_out, error);
    text_run_finish(&run);
    cairo_destroy(cr);
    cairo_surface_destroy(surface);
    return status;
}

void di_chart_paint(cairo_t *cr, const struct di_chart_plan *plan, enum di_theme_id theme)
{
    struct text_run run;
    text_run_init(&run, cr);
    paint(cr, plan, theme, &run);
    text_run_finish(&run);
}
