/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Arrays grow and are kept from frame to frame; texts live in an arena made new each frame.
 *
 * Tab stops once in a group: at its selected node, else at its first; the group's other nodes
 * are reached by arrow keys.
 */
#include "frame.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void frame_init(struct frame *frame)
{
    memset(frame, 0, sizeof *frame);
    di_arena_init(&frame->arena);
}

void frame_finish(struct frame *frame)
{
    di_arena_finish(&frame->arena);
    free(frame->nodes);
    free(frame->ops);
    free(frame->charts);
    free(frame->scrolls);
    memset(frame, 0, sizeof *frame);
}

void frame_begin(struct frame *frame, double width, double height)
{
    di_arena_finish(&frame->arena);
    di_arena_init(&frame->arena);
    frame->width = width;
    frame->height = height;
    frame->node_count = frame->op_count = frame->chart_count = frame->scroll_count = 0;
    frame->top_layer = 0;
    frame->is_out_of_memory = false;
}

/* Room for one more item; false if memory ran out. */
static bool make_room(void **items, size_t count, size_t *room, size_t size)
{
    if (count < *room)
        return true;
    const size_t wanted = *room == 0 ? 64 : 2 * *room;
    void *grown = realloc(*items, wanted * size);
    if (grown == NULL)
        return false;
    *items = grown;
    *room = wanted;
    return true;
}

/* Out of memory: the last entry is given again, so that building goes on harmlessly. */
static void *add(struct frame *frame, void **items, size_t *count, size_t *room, size_t size)
{
    if (make_room(items, *count, room, size))
        (*count)++;
    else
        frame->is_out_of_memory = true;
    if (*count == 0)
        abort(); /* not even the first entry: nothing can be shown */
    char *item = (char *)*items + (*count - 1) * size;
    memset(item, 0, size);
    return item;
}

struct ui_node *frame_add_node(struct frame *frame)
{
    void *items = frame->nodes;
    struct ui_node *node =
        add(frame, &items, &frame->node_count, &frame->node_room, sizeof *node);
    frame->nodes = items;
    node->scroll = node->chart = -1;
    return node;
}

struct ui_op *frame_add_op(struct frame *frame, enum ui_op_kind kind)
{
    void *items = frame->ops;
    struct ui_op *op = add(frame, &items, &frame->op_count, &frame->op_room, sizeof *op);
    frame->ops = items;
    op->kind = kind;
    return op;
}

struct ui_chart *frame_add_chart(struct frame *frame, int *index_out)
{
    void *items = frame->charts;
    struct ui_chart *chart =
        add(frame, &items, &frame->chart_count, &frame->chart_room, sizeof *chart);
    frame->charts = items;
    *index_out = (int)frame->chart_count - 1;
    return chart;
}

struct ui_scroll *frame_add_scroll(struct frame *frame, int *index_out)
{
    void *items = frame->scrolls;
    struct ui_scroll *scroll =
        add(frame, &items, &frame->scroll_count, &frame->scroll_room, sizeof *scroll);
    frame->scrolls = items;
    *index_out = (int)frame->scroll_count - 1;
    return scroll;
}

const char *frame_copy(struct frame *frame, const char *text)
{
    const char *copy = di_arena_copy_text(&frame->arena, text);
    if (copy == NULL)
        frame->is_out_of_memory = true;
    return copy != NULL ? copy : "";
}

const char *frame_format(struct frame *frame, const char *format, ...)
{
    va_list arguments, again;
    va_start(arguments, format);
    va_copy(again, arguments);
    const int length = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    char *text = DI_ARENA_NEW(&frame->arena, (size_t)(length < 0 ? 0 : length) + 1, char);
    if (text != NULL && length > 0)
        (void)vsnprintf(text, (size_t)length + 1, format, again);
    va_end(again);
    if (text == NULL)
        frame->is_out_of_memory = true;
    return text != NULL ? text : "";
}

/* ---- looking up ---- */

bool rect_contains(const struct di_rect *rect, double x, double y)
{
    return x >= rect->x && x < rect->x + rect->width && y >= rect->y &&
           y < rect->y + rect->height;
}

struct di_rect rect_intersect(struct di_rect a, struct di_rect b)
{
    const double left = fmax(a.x, b.x), top = fmax(a.y, b.y);
    const double right = fmin(a.x + a.width, b.x + b.width);
    const double bottom = fmin(a.y + a.height, b.y + b.height);
    return (struct di_rect){left, top, fmax(right - left, 0), fmax(bottom - top, 0)};
}

struct di_rect rect_inset(struct di_rect rect, double by)
{
    return (struct di_rect){rect.x + by, rect.y + by, fmax(rect.width - 2 * by, 0),
                            fmax(rect.height - 2 * by, 0)};
}

const struct ui_node *frame_find(const struct frame *frame, const char *id)
{
    for (size_t i = 0; id != NULL && i < frame->node_count; i++)
        if (strcmp(frame->nodes[i].id, id) == 0)
            return &frame->nodes[i];
    return NULL;
}

const struct ui_node *frame_node_at(const struct frame *frame, double x, double y)
{
    for (size_t i = frame->node_count; i-- > 0;) {
        const struct ui_node *node = &frame->nodes[i];
        if (node->layer == frame->top_layer && (node->is_focusable || node->hint != NULL) &&
            rect_contains(&node->rect, x, y) && rect_contains(&node->clip, x, y))
            return node;
    }
    return NULL;
}

const struct ui_chart *frame_chart_at(const struct frame *frame, double x, double y)
{
    for (size_t i = frame->chart_count; i-- > 0;) {
        const struct ui_chart *chart = &frame->charts[i];
        if (chart->layer == frame->top_layer && rect_contains(&chart->rect, x, y) &&
            rect_contains(&chart->clip, x, y))
            return chart;
    }
    return NULL;
}

const struct ui_scroll *frame_scroll_at(const struct frame *frame, double x, double y)
{
    for (size_t i = frame->scroll_count; i-- > 0;) {
        const struct ui_scroll *scroll = &frame->scrolls[i];
        if (scroll->layer == frame->top_layer && rect_contains(&scroll->rect, x, y) &&
            scroll->content > scroll->rect.height)
            return scroll;
    }
    return NULL;
}

/* ---- focus ---- */

static bool is_reachable(const struct frame *frame, const struct ui_node *node)
{
    return node->is_focusable && !node->is_disabled && node->layer == frame->top_layer;
}

static bool in_same_group(const struct ui_node *a, const struct ui_node *b)
{
    return a->group != NULL && b->group != NULL && strcmp(a->group, b->group) == 0;
}

/* Does Tab stop here: the selected node of a group, or the first where none is selected. */
static bool is_stop(const struct frame *frame, size_t index)
{
    const struct ui_node *node = &frame->nodes[index];
    if (!is_reachable(frame, node))
        return false;
    if (node->group == NULL || node->is_selected)
        return true;
    for (size_t i = 0; i < frame->node_count; i++) {
        const struct ui_node *other = &frame->nodes[i];
        if (i == index || !is_reachable(frame, other) || !in_same_group(node, other))
            continue;
        if (i < index || other->is_selected)
            return false;
    }
    return true;
}

const struct ui_node *frame_next_focus(const struct frame *frame, const char *id, int step)
{
    const size_t count = frame->node_count;
    const struct ui_node *from = frame_find(frame, id);
    size_t at = from != NULL ? (size_t)(from - frame->nodes) : step > 0 ? count - 1 : 0;
    for (size_t tried = 0; tried < count; tried++) {
        at = step > 0 ? (at + 1) % count : (at + count - 1) % count;
        const bool leaves_group = from == NULL || !in_same_group(from, &frame->nodes[at]);
        if (is_stop(frame, at) && leaves_group)
            return &frame->nodes[at];
    }
    return NULL;
}

const struct ui_node *frame_neighbour(const struct frame *frame, const char *id, int step)
{
    const struct ui_node *from = frame_find(frame, id);
    if (from == NULL || from->group == NULL)
        return NULL;
    for (size_t at = (size_t)(from - frame->nodes) + (step > 0 ? 1 : SIZE_MAX);
         at<frame->node_count; at += step> 0 ? 1 : SIZE_MAX) {
        const struct ui_node *node = &frame->nodes[at];
        if (in_same_group(from, node) && is_reachable(frame, node))
            return node;
    }
    return NULL;
}

const struct ui_node *frame_first_in_pane(const struct frame *frame, enum ui_pane pane)
{
    for (size_t i = 0; i < frame->node_count; i++)
        if (frame->nodes[i].pane == pane && is_stop(frame, i))
            return &frame->nodes[i];
    return NULL;
}
