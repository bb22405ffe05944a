/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A text is clipped if it was shortened where it may not be, or if its visible region cuts it
 * at a side; cut above or below is scrolling. Two texts overlap if their ink boxes, visible and
 * of one layer, share more than half a pixel each way.
 */
#include "frame_dump.h"

#include <math.h>

static struct di_rect ink_of(const struct ui_op *op)
{
    const double above = op->style.size * DI_TEXT_ASCENT * 0.9;
    const double below = op->style.size * DI_TEXT_DESCENT * 0.6;
    return (struct di_rect){op->rect.x, op->base - above, op->rect.width, above + below};
}

static bool is_cut(const struct frame *frame, const struct ui_op *op)
{
    const struct di_rect ink = ink_of(op);
    const struct di_rect *clip = &op->clip;
    if (op->is_shortened && !op->may_shorten)
        return true;
    if (rect_intersect(ink, *clip).height <= 0)
        return false; /* scrolled away */
    const bool is_cut_aside =
        ink.x < clip->x - 0.5 || ink.x + ink.width > clip->x + clip->width + 0.5;
    const bool leaves_window = ink.x < -0.5 || ink.x + ink.width > frame->width + 0.5;
    return is_cut_aside || leaves_window;
}

static bool overlap(const struct ui_op *a, const struct ui_op *b)
{
    if (a->layer != b->layer)
        return false;
    const struct di_rect both =
        rect_intersect(rect_intersect(ink_of(a), a->clip), rect_intersect(ink_of(b), b->clip));
    return both.width > 0.5 && both.height > 0.5;
}

static bool is_text(const struct ui_op *op)
{
    return op->kind == UI_OP_TEXT && op->text[0] != '\0';
}

struct frame_faults frame_count_faults(const struct frame *frame)
{
    struct frame_faults faults = {0, 0};
    for (size_t i = 0; i < frame->op_count; i++) {
        if (!is_text(&frame->ops[i]))
            continue;
        faults.clipped += is_cut(frame, &frame->ops[i]);
        for (size_t k = i + 1; k < frame->op_count; k++)
            if (is_text(&frame->ops[k]))
                faults.overlapping += overlap(&frame->ops[i], &frame->ops[k]);
    }
    return faults;
}

void frame_tell_faults(const struct frame *frame, FILE *stream)
{
    for (size_t i = 0; i < frame->op_count; i++) {
        const struct ui_op *op = &frame->ops[i];
        if (!is_text(op))
            continue;
        if (is_cut(frame, op))
            (void)fprintf(stream, "  clipped: '%s' at %.0f,%.0f, %.0f of %.0f wide\n", op->text,
                          op->rect.x, op->rect.y, op->rect.width, op->available);
        for (size_t k = i + 1; k < frame->op_count; k++)
            if (is_text(&frame->ops[k]) && overlap(op, &frame->ops[k]))
                (void)fprintf(stream, "  overlap: '%s' and '%s' at %.0f,%.0f\n", op->text,
                              frame->ops[k].text, frame->ops[k].rect.x, frame->ops[k].rect.y);
    }
}

/* ---- inside charts ---- */

/* Lines stand closer than their boxes are high: a little is no fault. */
static bool boxes_meet(struct di_rect a, struct di_rect b)
{
    const struct di_rect both = rect_intersect(a, b);
    return both.width > 1 && both.height > 0.3 * fmin(a.height, b.height);
}

static size_t tell_text(const struct ui_chart *chart, const struct di_scene_item *item,
                        FILE *stream)
{
    const struct di_rect all = {0, 0, chart->rect.width, chart->rect.height};
    const struct di_rect seen = rect_intersect(item->box, all);
    size_t faults = 0;
    if (seen.width < item->box.width - 1.5 || seen.height < item->box.height - 1.5) {
        (void)fprintf(stream, "  %s, outside: '%s' at %.0f,%.0f\n", chart->id, item->text,
                      item->box.x, item->box.y);
        faults++;
    }
    for (const struct di_scene_item *other = item->next; other != NULL; other = other->next)
        if (other->kind == DI_SCENE_TEXT && boxes_meet(item->box, other->box)) {
            (void)fprintf(stream, "  %s, overlap: '%s' and '%s' at %.0f,%.0f\n", chart->id,
                          item->text, other->text, other->box.x, other->box.y);
            faults++;
        }
    return faults;
}

size_t frame_tell_chart_faults(const struct ui_chart *chart, FILE *stream)
{
    const struct di_scene_item *item = chart->scene != NULL ? chart->scene->first : NULL;
    size_t faults = 0;
    for (; item != NULL; item = item->next)
        if (item->kind == DI_SCENE_TEXT)
            faults += tell_text(chart, item, stream);
    return faults;
}

/* ---- JSON ---- */

static void put_text(const char *text, FILE *stream)
{
    (void)fputc('"', stream);
    for (; *text != '\0'; text++) {
        const unsigned char c = (unsigned char)*text;
        if (c == '"' || c == '\\')
            (void)fprintf(stream, "\\%c", c);
        else if (c < 0x20)
            (void)fprintf(stream, "\\u%04x", c);
        else
            (void)fputc(c, stream);
    }
    (void)fputc('"', stream);
}

static void put_member(const char *key, const char *text, FILE *stream)
{
    (void)fprintf(stream, ", \"%s\": ", key);
    put_text(text, stream);
}

static void put_rect(const char *key, const struct di_rect *rect, FILE *stream)
{
    (void)fprintf(stream, ", \"%s\": [%.1f, %.1f, %.1f, %.1f]", key, rect->x, rect->y,
                  rect->width, rect->height);
}

static void put_node(const struct frame *frame, const struct ui_node *node, FILE *stream)
{
    static const char *const roles[UI_ROLES] = {
        "label", "heading", "card",  "button", "nav",      "tab",   "check",
        "field", "row",     "chart", "handle", "progress", "dialog"};
    static const char *const panes[UI_PANES] = {"nav", "header", "content"};
    (void)fputs("    {\"id\": ", stream);
    put_text(node->id, stream);
    put_member("role", roles[node->role], stream);
    put_member("label", node->label, stream);
    if (node->value != NULL)
        put_member("value", node->value, stream);
    put_member("pane", panes[node->pane], stream);
    put_rect("rect", &node->rect, stream);
    (void)fprintf(stream,
                  ", \"layer\": %u, \"focusable\": %s, \"selected\": %s, \"disabled\": %s",
                  node->layer, node->is_focusable ? "true" : "false",
                  node->is_selected ? "true" : "false", node->is_disabled ? "true" : "false");
    if (node->chart >= 0 && frame->charts[node->chart].scene != NULL) {
        size_t hits = 0;
        for (const struct di_hit *hit = frame->charts[node->chart].scene->first_hit;
             hit != NULL; hit = hit->next)
            hits++;
        (void)fprintf(stream, ", \"hits\": %zu", hits);
    }
    (void)fputc('}', stream);
}

static void put_op(const struct frame *frame, size_t index, FILE *stream)
{
    const struct ui_op *op = &frame->ops[index];
    (void)fputs("    {\"text\": ", stream);
    put_text(op->text, stream);
    put_rect("rect", &op->rect, stream);
    (void)fprintf(stream, ", \"clipped\": %s, \"overlaps\": [",
                  is_cut(frame, op) ? "true" : "false");
    const char *separator = "";
    for (size_t i = 0; i < frame->op_count; i++)
        if (i != index && is_text(&frame->ops[i]) && overlap(op, &frame->ops[i])) {
            (void)fputs(separator, stream);
            put_text(frame->ops[i].text, stream);
            separator = ", ";
        }
    (void)fputs("]}", stream);
}

void frame_dump(const struct frame *frame, const char *screen, const char *focus,
                const char *language, FILE *stream)
{
    const struct frame_faults faults = frame_count_faults(frame);
    (void)fputs("{\n  \"screen\": ", stream);
    put_text(screen, stream);
    put_member("focus", focus, stream);
    put_member("language", language, stream);
    (void)fprintf(stream,
                  ",\n  \"width\": %.0f, \"height\": %.0f, \"clipped\": %zu, \"overlapping\": "
                  "%zu,\n  \"nodes\": [\n",
                  frame->width, frame->height, faults.clipped, faults.overlapping);
    for (size_t i = 0; i < frame->node_count; i++) {
        put_node(frame, &frame->nodes[i], stream);
        (void)fputs(i + 1 < frame->node_count ? ",\n" : "\n", stream);
    }
    (void)fputs("  ],\n  \"focus_order\": [", stream);
    const struct ui_node *first = frame_next_focus(frame, "", 1), *node = first;
    for (size_t i = 0; node != NULL && i < frame->node_count; i++) {
        (void)fputs(i > 0 ? ", " : "", stream);
        put_text(node->id, stream);
        node = frame_next_focus(frame, node->id, 1);
        if (node == first)
            break;
    }
    (void)fputs("],\n  \"texts\": [\n", stream);
    const char *separator = "";
    for (size_t i = 0; i < frame->op_count; i++)
        if (is_text(&frame->ops[i])) {
            (void)fputs(separator, stream);
            put_op(frame, i, stream);
            separator = ",\n";
        }
    (void)fputs("\n  ]\n}\n", stream);
}
