/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The overlay of a chart: outline of what is under the mouse or has the focus, and its tooltip.
 * The tooltip stands beside the area, on the side with more room, and never outside the frame.
 */
#include <math.h>

#include "di/chart.h"

#include "text_run.h"

static const struct di_text_style plain = {12.5, false}, strong = {12.5, true},
                                  small = {11.5, false};

struct tip {
    cairo_t *cr;
    struct text_run *run;
    enum di_theme_id theme;
    const struct di_hit *hit;
    double label_width, value_width, range_width;
    struct di_rect box;
};

enum { PAD = 10, COLUMN_GAP = 14, ROW = 19 };

static void set_ink(cairo_t *cr, enum di_theme_id theme, enum di_ink ink)
{
    const struct di_colour c = di_theme_colour(theme, ink, 0);
    cairo_set_source_rgba(cr, c.red, c.green, c.blue, c.alpha);
}

static double width_of(struct tip *tip, const char *text, const struct di_text_style *style)
{
    return text[0] == '\0' ? 0 : text_run_width(tip->run, text, style);
}

static void measure(struct tip *tip)
{
    const struct di_hit *hit = tip->hit;
    for (size_t i = 0; i < hit->row_count; i++) {
        tip->label_width = fmax(tip->label_width, width_of(tip, hit->rows[i].label, &plain));
        tip->value_width = fmax(tip->value_width, width_of(tip, hit->rows[i].value, &strong));
        tip->range_width = fmax(tip->range_width, width_of(tip, hit->rows[i].range, &small));
    }
    double inner = tip->label_width;
    inner += tip->value_width > 0 ? COLUMN_GAP + tip->value_width : 0;
    inner += tip->range_width > 0 ? COLUMN_GAP + tip->range_width : 0;
    inner = fmax(inner, width_of(tip, hit->title, &strong));
    const size_t lines = hit->row_count + (hit->title[0] != '\0' ? 1 : 0);
    tip->box.width = inner + 2 * PAD;
    tip->box.height = (double)lines * ROW + 1.4 * PAD;
}

/* Right of narrow areas, else left; below wide ones, else above; always inside the frame. */
static void place(struct tip *tip, const struct di_rect *frame)
{
    const struct di_rect *r = &tip->hit->rect;
    const double gap = 12, right = frame->x + frame->width, foot = frame->y + frame->height;
    const double middle = r->x + r->width / 2;
    const bool is_column = r->height > 2.5 * r->width;
    if (is_column) {
        tip->box.x = middle + gap;
        if (tip->box.x + tip->box.width > right)
            tip->box.x = middle - gap - tip->box.width;
        tip->box.y = r->y + 0.3 * r->height;
    } else {
        tip->box.x = middle - tip->box.width / 2;
        tip->box.y = r->y + r->height + gap;
        if (tip->box.y + tip->box.height > foot)
            tip->box.y = r->y - gap - tip->box.height;
    }
    tip->box.x = fmax(fmin(tip->box.x, right - tip->box.width), frame->x);
    tip->box.y = fmax(fmin(tip->box.y, foot - tip->box.height), frame->y);
}

static void trace_rounded(cairo_t *cr, const struct di_rect *box, double radius)
{
    const double quarter = 3.14159265358979323846 / 2;
    const double x = box->x + radius, y = box->y + radius;
    const double right = box->x + box->width - radius, foot = box->y + box->height - radius;
    cairo_new_path(cr);
    cairo_arc(cr, right, y, radius, -quarter, 0);
    cairo_arc(cr, right, foot, radius, 0, quarter);
    cairo_arc(cr, x, foot, radius, quarter, 2 * quarter);
    cairo_arc(cr, x, y, radius, 2 * quarter, 3 * quarter);
    cairo_close_path(cr);
}

static void put(struct tip *tip, enum di_ink ink, const char *text,
                const struct di_text_style *style, double x, double base)
{
    if (text[0] == '\0')
        return;
    set_ink(tip->cr, tip->theme, ink);
    text_run_show(tip->run, tip->cr, text, style, x, base, false);
    cairo_new_path(tip->cr);
}

static void draw_tip(struct tip *tip)
{
    const double left = tip->box.x + PAD, right = tip->box.x + tip->box.width - PAD;
    double base = tip->box.y + 0.7 * PAD + 0.72 * ROW;
    trace_rounded(tip->cr, &tip->box, 6);
    set_ink(tip->cr, tip->theme, DI_INK_TIP);
    cairo_fill(tip->cr);
    if (tip->hit->title[0] != '\0') {
        put(tip, DI_INK_TIP_TEXT, tip->hit->title, &strong, left, base);
        base += ROW;
    }
    for (size_t i = 0; i < tip->hit->row_count; i++, base += ROW) {
        const struct di_tooltip_row *row = &tip->hit->rows[i];
        const double range = width_of(tip, row->range, &small);
        const double value_right =
            right - (tip->range_width > 0 ? tip->range_width + COLUMN_GAP : 0);
        put(tip, DI_INK_TIP_SECONDARY, row->label, &plain, left, base);
        put(tip, DI_INK_TIP_TEXT, row->value, &strong,
            value_right - width_of(tip, row->value, &strong), base);
        put(tip, DI_INK_TIP_SECONDARY, row->range, &small, right - range, base);
    }
}

static void trace_hit(cairo_t *cr, const struct di_hit *hit)
{
    cairo_new_path(cr);
    if (hit->point_count == 0) {
        cairo_rectangle(cr, hit->rect.x, hit->rect.y, hit->rect.width, hit->rect.height);
        return;
    }
    for (size_t i = 0; i < hit->point_count; i++)
        cairo_line_to(cr, hit->points[i].x, hit->points[i].y);
    cairo_close_path(cr);
}

/* Columns of time get a line through the middle, everything else an outline. */
static void mark(cairo_t *cr, const struct di_hit *hit, enum di_theme_id theme, bool has_focus)
{
    const struct di_rect *r = &hit->rect;
    if (hit->role == DI_HIT_TIME && !has_focus) {
        cairo_move_to(cr, floor(r->x + r->width / 2) + 0.5, r->y);
        cairo_line_to(cr, floor(r->x + r->width / 2) + 0.5, r->y + r->height);
    } else {
        trace_hit(cr, hit);
    }
    set_ink(cr, theme, has_focus ? DI_INK_ACCENT : DI_INK_TEXT);
    cairo_set_line_width(cr, has_focus ? 2 : 1);
    cairo_stroke(cr);
}

static struct di_rect joined(const struct di_rect *a, const struct di_rect *b)
{
    const double x = fmin(a->x, b->x), y = fmin(a->y, b->y);
    return (struct di_rect){x, y, fmax(a->x + a->width, b->x + b->width) - x,
                            fmax(a->y + a->height, b->y + b->height) - y};
}

void di_chart_hover_draw(cairo_t *cr, const struct di_chart_plan *plan,
                         const struct di_hit *hit, enum di_theme_id theme,
                         const struct di_rect *frame, bool has_focus,
                         struct di_rect *damage_out)
{
    struct text_run run;
    (void)plan;
    text_run_init(&run, cr);
    struct tip tip = {.cr = cr, .run = &run, .theme = theme, .hit = hit};
    measure(&tip);
    place(&tip, frame);
    cairo_save(cr);
    mark(cr, hit, theme, has_focus);
    draw_tip(&tip);
    cairo_restore(cr);
    text_run_finish(&run);
    if (damage_out != NULL) {
        const struct di_rect area = {hit->rect.x - 2, hit->rect.y - 2, hit->rect.width + 4,
                                     hit->rect.height + 4};
        *damage_out = joined(&area, &tip.box);
    }
}
