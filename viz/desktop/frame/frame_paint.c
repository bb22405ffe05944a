/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ops are painted in list order; nothing is measured or moved here. */
#include "frame_paint.h"

#include <math.h>
#include <string.h>

#include "icon.h"
#include "palette.h"

static void set_colour(cairo_t *cr, enum di_theme_id theme, enum ui_colour colour)
{
    const struct di_colour c = palette_colour(theme, colour);
    cairo_set_source_rgba(cr, c.red, c.green, c.blue, c.alpha);
}

static void trace_box(cairo_t *cr, const struct di_rect *rect, double radius)
{
    const double r = fmin(radius, fmin(rect->width, rect->height) / 2);
    const double quarter = 1.5707963267948966;
    const double right = rect->x + rect->width, bottom = rect->y + rect->height;
    cairo_new_path(cr);
    if (r <= 0) {
        cairo_rectangle(cr, rect->x, rect->y, rect->width, rect->height);
        return;
    }
    cairo_arc(cr, right - r, rect->y + r, r, -quarter, 0);
    cairo_arc(cr, right - r, bottom - r, r, 0, quarter);
    cairo_arc(cr, rect->x + r, bottom - r, r, quarter, 2 * quarter);
    cairo_arc(cr, rect->x + r, rect->y + r, r, 2 * quarter, 3 * quarter);
    cairo_close_path(cr);
}

static void paint_stroke(cairo_t *cr, const struct ui_op *op)
{
    if (op->kind == UI_OP_OUTLINE) {
        const struct di_rect inner = rect_inset(op->rect, op->width / 2);
        trace_box(cr, &inner, op->radius);
    } else if (op->kind == UI_OP_ICON) {
        icon_trace(cr, op->text, &op->rect);
    } else if (op->kind == UI_OP_POLYLINE) {
        cairo_new_path(cr);
        for (size_t i = 0; i < op->point_count; i++)
            cairo_line_to(cr, op->points[i].x, op->points[i].y);
    } else {
        cairo_new_path(cr);
        cairo_move_to(cr, op->rect.x, op->rect.y);
        cairo_line_to(cr, op->rect.x + op->rect.width, op->rect.y + op->rect.height);
    }
    if (op->kind == UI_OP_POLYLINE && op->width <= 0) {
        cairo_fill(cr);
        return;
    }
    cairo_set_line_width(cr, op->width);
    cairo_set_line_join(cr, CAIRO_LINE_JOIN_ROUND);
    cairo_set_line_cap(cr, CAIRO_LINE_CAP_ROUND);
    cairo_stroke(cr);
    cairo_set_line_cap(cr, CAIRO_LINE_CAP_BUTT);
}

static void paint_chart(struct frame *frame, const struct ui_op *op, cairo_t *cr)
{
    struct ui_chart *chart = &frame->charts[op->index];
    cairo_save(cr);
    cairo_rectangle(cr, chart->clip.x, chart->clip.y, chart->clip.width, chart->clip.height);
    cairo_clip(cr);
    chart->draw(chart->context, cr, &chart->rect, chart);
    cairo_restore(cr);
}

/* Is anything of it inside its clip? What is scrolled away costs nothing. */
static bool is_visible(const struct ui_op *op)
{
    const struct di_rect *r = &op->rect, *c = &op->clip;
    if (op->kind == UI_OP_CLIP || op->kind == UI_OP_UNCLIP)
        return true;
    return fmax(r->y, r->y + r->height) >= c->y - 2 &&
           fmin(r->y, r->y + r->height) <= c->y + c->height + 2;
}

void frame_paint(struct frame *frame, enum di_theme_id theme, cairo_t *cr, struct text_run *run)
{
    for (size_t i = 0; i < frame->op_count; i++) {
        const struct ui_op *op = &frame->ops[i];
        if (!is_visible(op))
            continue;
        set_colour(cr, theme, op->colour);
        switch (op->kind) {
        case UI_OP_FILL:
            trace_box(cr, &op->rect, op->radius);
            cairo_fill(cr);
            break;
        case UI_OP_OUTLINE:
        case UI_OP_LINE:
        case UI_OP_ICON:
        case UI_OP_POLYLINE:
            paint_stroke(cr, op);
            break;
        case UI_OP_TEXT:
            text_run_show(run, cr, op->text, &op->style, op->rect.x, op->base, false);
            cairo_new_path(cr);
            break;
        case UI_OP_CHART:
            paint_chart(frame, op, cr);
            break;
        case UI_OP_CLIP:
            cairo_save(cr);
            cairo_new_path(cr);
            cairo_rectangle(cr, op->rect.x, op->rect.y, op->rect.width, op->rect.height);
            cairo_clip(cr);
            break;
        case UI_OP_UNCLIP:
            cairo_restore(cr);
            break;
        }
    }
}

static void clip_to(cairo_t *cr, const struct di_rect *clip, double margin)
{
    cairo_new_path(cr);
    cairo_rectangle(cr, clip->x - margin, clip->y - margin, clip->width + 2 * margin,
                    clip->height + 2 * margin);
    cairo_clip(cr);
}

void frame_paint_hover(const struct frame *frame, const struct ui_node *node,
                       enum di_theme_id theme, cairo_t *cr)
{
    (void)frame;
    if (node->is_disabled || node->role == UI_CHART || !node->is_focusable)
        return;
    cairo_save(cr);
    clip_to(cr, &node->clip, 0);
    trace_box(cr, &node->rect, node->role == UI_TAB ? node->rect.height / 2 : 6);
    set_colour(cr, theme, UI_HOVER);
    cairo_fill(cr);
    cairo_restore(cr);
}

/* Two pixels in the accent colour with two pixels between; light on the dark navigation. */
void frame_paint_focus(const struct ui_node *node, enum di_theme_id theme, cairo_t *cr)
{
    const bool is_inside = node->role == UI_NAV || node->role == UI_ROW;
    const struct di_rect ring = rect_inset(node->rect, is_inside ? 2 : -3);
    cairo_save(cr);
    clip_to(cr, &node->clip, 4);
    trace_box(cr, &ring, node->role == UI_TAB ? ring.height / 2 : 8);
    set_colour(cr, theme, node->role == UI_NAV ? UI_NAV_MARK : UI_ACCENT);
    cairo_set_line_width(cr, 2);
    cairo_stroke(cr);
    cairo_restore(cr);
}

#define TOOLTIP_WIDTH 360.0
#define TOOLTIP_LINES 12

/* Lines of at most TOOLTIP_WIDTH, broken at spaces and line ends. */
static size_t break_text(const char *text, struct text_run *run,
                         const struct di_text_style *style, char lines[TOOLTIP_LINES][256],
                         double *widest)
{
    size_t count = 0;
    *widest = 0;
    while (*text != '\0' && count < TOOLTIP_LINES) {
        char *line = lines[count];
        size_t fits = 0, at = 0;
        while (text[at] != '\0' && text[at] != '\n') {
            size_t next = at + 1;
            while (text[next] != '\0' && text[next] != ' ' && text[next] != '\n')
                next++;
            if (next > 255)
                break;
            memcpy(line, text, next);
            line[next] = '\0';
            if (fits > 0 && text_run_width(run, line, style) > TOOLTIP_WIDTH)
                break;
            fits = at = next;
        }
        line[fits] = '\0';
        *widest = fmax(*widest, text_run_width(run, line, style));
        text += fits;
        while (*text == ' ' || *text == '\n')
            text++;
        if (fits == 0)
            break;
        count++;
    }
    return count;
}

void frame_paint_tooltip(const struct frame *frame, const struct di_rect *rect,
                         const char *text, enum di_theme_id theme, cairo_t *cr,
                         struct text_run *run)
{
    static const struct di_text_style style = {12.5, false};
    char lines[TOOLTIP_LINES][256];
    double widest;
    const size_t count = break_text(text, run, &style, lines, &widest);
    const double step = style.size * DI_TEXT_LEADING;
    struct di_rect box = {rect->x, rect->y + rect->height + 6, widest + 20,
                          step * (double)count + 14};
    box.x = fmax(fmin(box.x, frame->width - box.width - 4), 4);
    if (box.y + box.height > frame->height - 4)
        box.y = fmax(rect->y - box.height - 6, 4);
    trace_box(cr, &box, 6);
    set_colour(cr, theme, UI_TOOLTIP);
    cairo_fill(cr);
    set_colour(cr, theme, UI_TOOLTIP_TEXT);
    for (size_t i = 0; i < count; i++)
        text_run_show(run, cr, lines[i], &style, box.x + 10,
                      box.y + 7 + step * (double)i + style.size, false);
    cairo_new_path(cr);
}
