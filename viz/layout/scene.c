/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Items and hit areas are linked lists in one arena: order of adding is order of painting.
 * Running out of memory is remembered and asked for once, so layout code stays readable.
 */
#include "di/scene.h"

#include <math.h>
#include <string.h>

void di_scene_init(struct di_scene *scene)
{
    memset(scene, 0, sizeof *scene);
    di_arena_init(&scene->arena);
}

void di_scene_finish(struct di_scene *scene)
{
    di_arena_finish(&scene->arena);
    memset(scene, 0, sizeof *scene);
}

bool di_scene_is_complete(const struct di_scene *scene)
{
    return !scene->is_out_of_memory;
}

const char *di_scene_copy(struct di_scene *scene, const char *text)
{
    const char *copy = di_arena_copy_text(&scene->arena, text);
    if (copy != NULL)
        return copy;
    scene->is_out_of_memory = true;
    return "";
}

struct di_scene_item *di_scene_add(struct di_scene *scene, enum di_scene_kind kind,
                                   enum di_ink ink, size_t point_count)
{
    struct di_scene_item *item = DI_ARENA_NEW(&scene->arena, 1, struct di_scene_item);
    struct di_point *points = DI_ARENA_NEW(&scene->arena, point_count, struct di_point);
    if (item == NULL || points == NULL) {
        scene->is_out_of_memory = true;
        return NULL;
    }
    item->kind = kind;
    item->ink = ink;
    item->point_count = point_count;
    item->points = points;
    if (scene->last != NULL)
        scene->last->next = item;
    else
        scene->first = item;
    scene->last = item;
    return item;
}

struct di_scene_item *di_scene_add_line(struct di_scene *scene, enum di_ink ink, double size,
                                        struct di_point from, struct di_point to)
{
    struct di_scene_item *item = di_scene_add(scene, DI_SCENE_LINE, ink, 2);
    if (item == NULL)
        return NULL;
    item->size = size;
    item->points[0] = from;
    item->points[1] = to;
    return item;
}

struct di_scene_item *di_scene_add_rect(struct di_scene *scene, enum di_ink ink,
                                        struct di_rect rect)
{
    struct di_scene_item *item = di_scene_add(scene, DI_SCENE_FILL, ink, 4);
    if (item == NULL)
        return NULL;
    item->points[0] = (struct di_point){rect.x, rect.y};
    item->points[1] = (struct di_point){rect.x + rect.width, rect.y};
    item->points[2] = (struct di_point){rect.x + rect.width, rect.y + rect.height};
    item->points[3] = (struct di_point){rect.x, rect.y + rect.height};
    return item;
}

struct di_scene_item *di_scene_add_marker(struct di_scene *scene, enum di_ink ink,
                                          enum di_shape shape, double radius,
                                          struct di_point centre)
{
    struct di_scene_item *item = di_scene_add(scene, DI_SCENE_MARKER, ink, 1);
    if (item == NULL)
        return NULL;
    item->shape = shape;
    item->size = radius;
    item->points[0] = centre;
    return item;
}

struct di_scene_item *di_scene_add_warning(struct di_scene *scene, double size, double x,
                                           double y)
{
    return di_scene_add_marker(scene, DI_INK_TARGET, DI_SHAPE_WARNING, 0.5 * size,
                               (struct di_point){x + 0.6 * size, y + 0.48 * size});
}

struct di_scene_item *di_scene_add_text(struct di_scene *scene, enum di_ink ink,
                                        const char *text, struct di_text_style style,
                                        struct di_point start, double width)
{
    struct di_scene_item *item = di_scene_add(scene, DI_SCENE_TEXT, ink, 1);
    if (item == NULL)
        return NULL;
    item->text = di_scene_copy(scene, text);
    item->style = style;
    item->points[0] = start;
    item->box = (struct di_rect){start.x, start.y - DI_TEXT_ASCENT * style.size, width,
                                 (DI_TEXT_ASCENT + DI_TEXT_DESCENT) * style.size};
    return item;
}

struct di_hit *di_scene_add_hit(struct di_scene *scene, enum di_hit_role role, uint32_t index,
                                struct di_rect rect, size_t row_count)
{
    struct di_hit *hit = DI_ARENA_NEW(&scene->arena, 1, struct di_hit);
    struct di_tooltip_row *rows = DI_ARENA_NEW(&scene->arena, row_count, struct di_tooltip_row);
    if (hit == NULL || rows == NULL) {
        scene->is_out_of_memory = true;
        return NULL;
    }
    *hit = (struct di_hit){.role = role, .index = index, .id = "", .rect = rect, .title = ""};
    hit->row_count = row_count;
    hit->rows = rows;
    for (size_t i = 0; i < row_count; i++)
        rows[i] = (struct di_tooltip_row){"", "", ""};
    if (scene->last_hit != NULL)
        scene->last_hit->next = hit;
    else
        scene->first_hit = hit;
    scene->last_hit = hit;
    return hit;
}

void di_scene_shape_hit(struct di_hit *hit, const struct di_scene_item *item)
{
    if (hit == NULL || item == NULL || item->point_count == 0)
        return;
    struct di_point low = item->points[0], high = low;
    for (size_t i = 1; i < item->point_count; i++) {
        low.x = fmin(low.x, item->points[i].x);
        low.y = fmin(low.y, item->points[i].y);
        high.x = fmax(high.x, item->points[i].x);
        high.y = fmax(high.y, item->points[i].y);
    }
    hit->rect = (struct di_rect){low.x, low.y, high.x - low.x, high.y - low.y};
    hit->points = item->points;
    hit->point_count = item->point_count;
}

/* Even-odd: how many edges lie to the right of the point. */
static bool polygon_holds(const struct di_hit *hit, double x, double y)
{
    bool is_inside = hit->point_count == 0;
    for (size_t i = 0, before = hit->point_count - 1; i < hit->point_count; before = i++) {
        const struct di_point a = hit->points[i], b = hit->points[before];
        if ((a.y > y) != (b.y > y) && x < (b.x - a.x) * (y - a.y) / (b.y - a.y) + a.x)
            is_inside = !is_inside;
    }
    return is_inside;
}

const struct di_hit *di_scene_hit_at(const struct di_scene *scene, double x, double y)
{
    const struct di_hit *found = NULL;
    for (const struct di_hit *hit = scene->first_hit; hit != NULL; hit = hit->next) {
        const struct di_rect *r = &hit->rect;
        if (x >= r->x && x < r->x + r->width && y >= r->y && y < r->y + r->height &&
            polygon_holds(hit, x, y))
            found = hit;
    }
    return found;
}

bool di_rect_overlaps(const struct di_rect *a, const struct di_rect *b)
{
    return a->x < b->x + b->width && b->x < a->x + a->width && a->y < b->y + b->height &&
           b->y < a->y + a->height;
}

bool di_rect_contains(const struct di_rect *outer, const struct di_rect *inner)
{
    return inner->x >= outer->x && inner->y >= outer->y &&
           inner->x + inner->width <= outer->x + outer->width &&
           inner->y + inner->height <= outer->y + outer->height;
}

/* Liang-Barsky clipping: is anything of the segment left inside? */
bool di_rect_meets_segment(const struct di_rect *rect, struct di_point a, struct di_point b)
{
    const double move[4] = {a.x - b.x, b.x - a.x, a.y - b.y, b.y - a.y};
    const double room[4] = {a.x - rect->x, rect->x + rect->width - a.x, a.y - rect->y,
                            rect->y + rect->height - a.y};
    double enter = 0, leave = 1;
    for (size_t i = 0; i < 4; i++) {
        if (move[i] == 0 && room[i] < 0)
            return false;
        if (move[i] < 0)
            enter = fmax(enter, room[i] / move[i]);
        if (move[i] > 0)
            leave = fmin(leave, room[i] / move[i]);
    }
    return enter <= leave;
}
