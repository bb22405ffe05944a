/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Items are painted in list order. Nothing is measured or moved here. Symbols are paths, never
 * glyphs, so no symbol font enters a PDF.
 */
#include "scene_paint.h"

#include <math.h>

struct painter {
    cairo_t *cr;
    struct text_run *run;
    enum di_theme_id theme;
};

static void set_colour(const struct painter *painter, struct di_colour c)
{
    if (c.alpha < 1)
        cairo_set_source_rgba(painter->cr, c.red, c.green, c.blue, c.alpha);
    else
        cairo_set_source_rgb(painter->cr, c.red, c.green, c.blue);
}

static void set_ink(const struct painter *painter, enum di_ink ink, unsigned slot)
{
    set_colour(painter, di_theme_colour(painter->theme, ink, slot));
}

static void set_item_ink(const struct painter *painter, const struct di_scene_item *item)
{
    struct di_colour c = di_theme_colour(painter->theme, item->ink, item->slot);
    if (item->opacity > 0)
        c.alpha *= item->opacity;
    set_colour(painter, c);
}

static void trace(cairo_t *cr, const struct di_scene_item *item)
{
    cairo_new_path(cr);
    for (size_t i = 0; i < item->point_count; i++)
        cairo_line_to(cr, item->points[i].x, item->points[i].y);
}

static void set_dash(cairo_t *cr, const struct di_scene_item *item)
{
    const double unit = fmax(item->size, 1);
    const double pattern[DI_DASH_FINE + 1][2] = {
        {0, 0}, {3.6 * unit, 2.2 * unit}, {3 * unit, 3 * unit}};
    cairo_set_dash(cr, pattern[item->dash], item->dash == DI_DASH_NONE ? 0 : 2, 0);
}

static void paint_line(const struct painter *painter, const struct di_scene_item *item)
{
    cairo_t *cr = painter->cr;
    trace(cr, item);
    set_item_ink(painter, item);
    set_dash(cr, item);
    cairo_set_line_width(cr, item->size);
    cairo_set_line_join(cr, CAIRO_LINE_JOIN_ROUND);
    cairo_stroke(cr);
    cairo_set_dash(cr, NULL, 0, 0);
}

static bool is_upright(const struct di_scene_item *item)
{
    return item->point_count == 4 && item->points[0].y == item->points[1].y &&
           item->points[1].x == item->points[2].x && item->points[2].y == item->points[3].y &&
           item->points[3].x == item->points[0].x;
}

/* Lines x + y = c through a box, at multiples of the distance, so that neighbours' meet. */
static void trace_hatch(cairo_t *cr, double x0, double y0, double x1, double y1, bool is_exact)
{
    const double apart = 6;
    for (double c = apart * ceil((x0 + y0) / apart); c < x1 + y1; c += apart) {
        const double top = is_exact ? fmax(y0, c - x1) : y0;
        const double bottom = is_exact ? fmin(y1, c - x0) : y1;
        cairo_move_to(cr, c - top, top);
        cairo_line_to(cr, c - bottom, bottom);
    }
}

/* Diagonals over the item's own area, in the colour of text on that ground. A clip costs more
 * than the lines: only shapes other than upright boxes need one. */
static void paint_hatch(const struct painter *painter, const struct di_scene_item *item)
{
    cairo_t *cr = painter->cr;
    const bool is_box = is_upright(item);
    double x0, y0, x1, y1;
    cairo_save(cr);
    trace(cr, item);
    cairo_close_path(cr);
    cairo_fill_extents(cr, &x0, &y0, &x1, &y1);
    if (is_box)
        cairo_new_path(cr);
    else
        cairo_clip(cr);
    trace_hatch(cr, x0, y0, x1, y1, is_box);
    if (item->ink == DI_INK_HEAT)
        set_ink(painter, DI_INK_HEAT_TEXT, item->slot);
    else
        set_ink(painter, DI_INK_PAPER, 0);
    cairo_set_line_width(cr, item->ink == DI_INK_HEAT ? 0.5 : 1.2);
    cairo_set_antialias(cr, CAIRO_ANTIALIAS_FAST); /* hundreds of cells are hatched */
    cairo_stroke(cr);
    cairo_restore(cr);
}

static void polygon(cairo_t *cr, struct di_point centre, double radius, int corners,
                    double turn)
{
    const double full = 2 * 3.14159265358979323846;
    for (int i = 0; i < corners; i++) {
        const double angle = turn + full * i / corners;
        cairo_line_to(cr, centre.x + radius * cos(angle), centre.y + radius * sin(angle));
    }
    cairo_close_path(cr);
}

/* Radii are tuned so that all shapes look equally large. */
static void trace_shape(cairo_t *cr, const struct di_scene_item *item)
{
    const double quarter = 3.14159265358979323846 / 2, r = item->size;
    const struct di_point c = item->points[0];
    cairo_new_path(cr);
    switch (item->shape) {
    case DI_SHAPE_CIRCLE:
        cairo_arc(cr, c.x, c.y, r, 0, 4 * quarter);
        break;
    case DI_SHAPE_SQUARE:
        cairo_rectangle(cr, c.x - 0.9 * r, c.y - 0.9 * r, 1.8 * r, 1.8 * r);
        break;
    case DI_SHAPE_DIAMOND:
        polygon(cr, c, 1.25 * r, 4, 0);
        break;
    case DI_SHAPE_TRIANGLE_DOWN:
        polygon(cr, c, 1.25 * r, 3, quarter);
        break;
    case DI_SHAPE_TRIANGLE:
    case DI_SHAPE_WARNING:
        polygon(cr, c, 1.25 * r, 3, -quarter);
        break;
    }
}

static void paint_warning_sign(const struct painter *painter, const struct di_scene_item *item)
{
    cairo_t *cr = painter->cr;
    const struct di_point c = item->points[0];
    const double r = item->size;
    set_ink(painter, DI_INK_PAPER, 0);
    cairo_rectangle(cr, c.x - 0.11 * r, c.y - 0.55 * r, 0.22 * r, 0.62 * r);
    cairo_rectangle(cr, c.x - 0.11 * r, c.y + 0.2 * r, 0.22 * r, 0.22 * r);
    cairo_fill(cr);
}

static void paint_marker(const struct painter *painter, const struct di_scene_item *item)
{
    cairo_t *cr = painter->cr;
    trace_shape(cr, item);
    if (item->has_halo) {
        set_ink(painter, DI_INK_PAPER, 0);
        cairo_set_line_width(cr, 0.55 * item->size);
        cairo_stroke_preserve(cr);
    }
    set_ink(painter, item->ink, item->slot);
    cairo_fill(cr);
    if (item->shape == DI_SHAPE_WARNING)
        paint_warning_sign(painter, item);
}

static void paint_text(const struct painter *painter, const struct di_scene_item *item)
{
    cairo_t *cr = painter->cr;
    const struct di_point at = item->points[0];
    if (item->has_halo) {
        cairo_new_path(cr);
        text_run_show(painter->run, cr, item->text, &item->style, at.x, at.y, true);
        set_ink(painter, DI_INK_PAPER, 0);
        cairo_set_line_width(cr, 0.3 * item->style.size);
        cairo_set_line_join(cr, CAIRO_LINE_JOIN_ROUND);
        cairo_stroke(cr);
    }
    set_ink(painter, item->ink, item->slot);
    text_run_show(painter->run, cr, item->text, &item->style, at.x, at.y, false);
    cairo_new_path(cr);
}

void scene_paint(const struct di_scene *scene, enum di_theme_id theme, cairo_t *cr,
                 struct text_run *run)
{
    const struct painter painter = {cr, run, theme};
    for (const struct di_scene_item *item = scene->first; item != NULL; item = item->next) {
        switch (item->kind) {
        case DI_SCENE_FILL:
            trace(cr, item);
            cairo_close_path(cr);
            set_item_ink(&painter, item);
            cairo_fill(cr);
            if (item->is_hatched)
                paint_hatch(&painter, item);
            break;
        case DI_SCENE_LINE:
            paint_line(&painter, item);
            break;
        case DI_SCENE_MARKER:
            paint_marker(&painter, item);
            break;
        case DI_SCENE_TEXT:
            paint_text(&painter, item);
            break;
        }
    }
}
