/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Planned once, then painted: hint metrics are off, so the plan fits every surface. The date of
 * a PDF is the first day of the results, never the clock's.
 */
#include "di/chart_file.h"

#include "di/surface.h"
#include "di/time.h"

struct painting {
    const struct di_chart_plan *plan;
    enum di_theme_id theme;
};

static enum di_status paint(void *context, cairo_t *cr, double width, double height,
                            struct di_error *error)
{
    const struct painting *painting = context;
    (void)width;
    (void)height;
    di_chart_paint(cr, painting->plan, painting->theme);
    if (cairo_status(cr) == CAIRO_STATUS_SUCCESS)
        return DI_OK;
    return DI_FAIL(error, DI_ERR_INTERNAL, "chart", DI_N_("The chart could not be drawn: %1."),
                   di_text_arg(cairo_status_to_string(cairo_status(cr))));
}

enum di_status di_chart_file_write(const char *path, double width, double height, double scale,
                                   const struct di_chart_picture *picture,
                                   struct di_error *error)
{
    const struct di_rect frame = {0, 0, width, height};
    struct di_chart_plan plan;
    enum di_status status = di_chart_lay_out(picture->request, &frame, &plan, error);
    if (status != DI_OK)
        return status;
    struct painting painting = {&plan, picture->theme};
    const struct di_chart_request *request = picture->request;
    char date[16];
    di_date_format(di_chart_kind_is_of_calibration(request->kind)
                       ? di_date_from_civil(request->calibration->first_year, 1, 1)
                       : request->scenario->results->start_civil_day,
                   date);
    const struct di_surface_metadata metadata = {
        .title = plan.title, .description = plan.description, .date = date};
    status = di_surface_write(path, width, height, scale, paint, &painting, &metadata, error);
    di_chart_plan_finish(&plan);
    return status;
}
