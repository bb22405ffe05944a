/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Any chart on a cairo context; the window, PNG, SVG, PDF and the report differ only in the
 * surface. Three steps for a window: di_chart_draw once into a cached picture, keep the plan;
 * on mouse moves di_scene_hit_at(&plan.scene, x, y); then copy the cached picture and
 * di_chart_hover_draw over it.
 */
#ifndef DI_CHART_H
#define DI_CHART_H

#include <cairo.h>

#include "di/chart_plan.h"
#include "di/theme.h"

/**
 * Lay out and paint a chart in `frame` (logical pixels of `cr`), its ground included.
 *
 * @param[out] plan_out  geometry and hit areas, free with di_chart_plan_finish; NULL if not
 *                       wanted
 * @return as di_chart_plan_init; DI_ERR_INTERNAL if cairo fails
 *
 * Pango's font map is per thread, so threads may draw at once.
 */
DI_MUST_CHECK enum di_status di_chart_draw(cairo_t *cr, const struct di_chart_request *request,
                                           enum di_theme_id theme, const struct di_rect *frame,
                                           struct di_chart_plan *plan_out,
                                           struct di_error *error);

/**
 * Lay a chart out with Pango's measure, painting nothing: for titles, hit areas and tables
 * before there is a surface. Parameters as di_chart_draw.
 */
DI_MUST_CHECK enum di_status di_chart_lay_out(const struct di_chart_request *request,
                                              const struct di_rect *frame,
                                              struct di_chart_plan *plan_out,
                                              struct di_error *error);

/** Paint a plan again, e.g. in another theme. */
void di_chart_paint(cairo_t *cr, const struct di_chart_plan *plan, enum di_theme_id theme);

/**
 * Mark a hit area (outline, cross-hair) and show its tooltip inside `frame`.
 *
 * @param has_focus  reached by keyboard: a focus ring instead of a thin outline
 * @param[out] damage_out  what may have changed, to upload; NULL if not wanted
 */
void di_chart_hover_draw(cairo_t *cr, const struct di_chart_plan *plan,
                         const struct di_hit *hit, enum di_theme_id theme,
                         const struct di_rect *frame, bool has_focus,
                         struct di_rect *damage_out);

/** A chart and its colours, for di_chart_file_write. */
struct di_chart_picture {
    const struct di_chart_request *request;
    enum di_theme_id theme;
};

#endif
