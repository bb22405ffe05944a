/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Nothing is drawn twice: a whole frame after a change of state, the overlay after a move. */
#include "stage.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "di/wall_clock.h"

#include "frame_paint.h"

bool stage_open(struct stage *stage, struct window *window, const struct desk_host *host)
{
    memset(stage, 0, sizeof *stage);
    stage->window = window;
    stage->widths = calloc(1, sizeof *stage->widths);
    if (stage->widths == NULL)
        return false;
    frame_init(&stage->frame);
    stage->measuring = cairo_image_surface_create(CAIRO_FORMAT_RGB24, 1, 1);
    stage->measuring_cr = cairo_create(stage->measuring);
    text_run_init(&stage->run, stage->measuring_cr);
    stage->widths->inner = (struct di_text_measure){text_run_width, &stage->run};
    desk_init(&stage->desk, host);
    window_size(window, &stage->width, &stage->height, &stage->scale);
    stage->is_stale = true;
    return true;
}

static void drop_pictures(struct stage *stage)
{
    if (stage->base != NULL)
        cairo_surface_destroy(stage->base);
    if (stage->shown != NULL)
        cairo_surface_destroy(stage->shown);
    stage->base = stage->shown = NULL;
}

void stage_close(struct stage *stage)
{
    if (stage->widths == NULL)
        return;
    desk_finish(&stage->desk);
    drop_pictures(stage);
    text_run_finish(&stage->run);
    cairo_destroy(stage->measuring_cr);
    cairo_surface_destroy(stage->measuring);
    frame_finish(&stage->frame);
    free(stage->widths);
    memset(stage, 0, sizeof *stage);
}

/* Pixels per logical pixel. */
static double pixels_of(const struct stage *stage)
{
    return stage->scale * stage->desk.zoom;
}

void stage_take(struct stage *stage, const struct ui_event *event)
{
    const double zoom = stage->desk.zoom;
    if (event->kind == UI_EVENT_SIZE) {
        stage->width = event->width;
        stage->height = event->height;
        stage->scale = event->scale;
    }
    const bool is_changed = desk_take_event(&stage->desk, &stage->frame, event);
    stage->is_stale = stage->is_stale || is_changed || fabs(zoom - stage->desk.zoom) > 1e-9;
    stage->is_over_stale = true;
}

/* ---- pictures ---- */

static bool make_pictures(struct stage *stage)
{
    const bool fits = stage->base != NULL &&
                      cairo_image_surface_get_width(stage->base) == stage->width &&
                      cairo_image_surface_get_height(stage->base) == stage->height;
    if (fits)
        return true;
    drop_pictures(stage);
    stage->base = cairo_image_surface_create(CAIRO_FORMAT_RGB24, stage->width, stage->height);
    stage->shown = cairo_image_surface_create(CAIRO_FORMAT_RGB24, stage->width, stage->height);
    return cairo_surface_status(stage->base) == CAIRO_STATUS_SUCCESS &&
           cairo_surface_status(stage->shown) == CAIRO_STATUS_SUCCESS;
}

static cairo_t *begin(const struct stage *stage, cairo_surface_t *surface)
{
    cairo_t *cr = cairo_create(surface);
    cairo_scale(cr, pixels_of(stage), pixels_of(stage));
    return cr;
}

static void make_frame(struct stage *stage)
{
    const double pixels = pixels_of(stage);
    const struct di_text_measure measure = text_widths_measure(stage->widths);
    struct text_run run;
    const double began = di_wall_clock_seconds();
    desk_build(&stage->desk, &stage->frame, &measure, stage->width / pixels,
               stage->height / pixels);
    const double built = di_wall_clock_seconds();
    cairo_t *cr = begin(stage, stage->base);
    text_run_init(&run, cr);
    frame_paint(&stage->frame, stage->desk.theme, cr, &run);
    text_run_finish(&run);
    cairo_destroy(cr);
    stage->build_seconds = built - began;
    stage->paint_seconds = di_wall_clock_seconds() - built;
}

static struct di_rect join(struct di_rect a, struct di_rect b)
{
    if (a.width <= 0 || a.height <= 0)
        return b;
    if (b.width <= 0 || b.height <= 0)
        return a;
    const double left = fmin(a.x, b.x), top = fmin(a.y, b.y);
    return (struct di_rect){left, top, fmax(a.x + a.width, b.x + b.width) - left,
                            fmax(a.y + a.height, b.y + b.height) - top};
}

/* ---- what follows mouse and keyboard ---- */

static const struct di_hit *hit_number(const struct di_scene *scene, int number)
{
    const struct di_hit *hit = scene->first_hit;
    while (hit != NULL && number-- > 0)
        hit = hit->next;
    return hit;
}

/* The mark and tooltip of a chart: under the mouse, or where the arrow keys are. */
static struct di_rect draw_chart_mark(struct stage *stage, cairo_t *cr)
{
    struct desk *desk = &stage->desk;
    const struct ui_chart *chart =
        desk->has_mouse ? frame_chart_at(&stage->frame, desk->mouse_x, desk->mouse_y) : NULL;
    const struct di_hit *hit = NULL;
    bool has_focus = false;
    struct di_rect damage = {0};
    if (chart != NULL && chart->scene != NULL)
        hit = di_scene_hit_at(chart->scene, desk->mouse_x - chart->rect.x,
                              desk->mouse_y - chart->rect.y);
    for (size_t i = 0; desk->hit >= 0 && hit == NULL && i < stage->frame.chart_count; i++) {
        const struct ui_chart *other = &stage->frame.charts[i];
        if (strcmp(other->id, desk->hit_chart) != 0 || other->scene == NULL)
            continue;
        chart = other;
        hit = hit_number(other->scene, desk->hit);
        has_focus = true;
    }
    if (hit == NULL)
        return damage;
    struct chart_view *view = chart_view_find(&desk->charts, chart->id);
    if (view == NULL || !view->has_plan)
        return damage;
    const struct di_rect inside = {0, 0, chart->rect.width, chart->rect.height};
    cairo_save(cr);
    cairo_rectangle(cr, chart->clip.x, chart->clip.y, chart->clip.width, chart->clip.height);
    cairo_clip(cr);
    cairo_translate(cr, chart->rect.x, chart->rect.y);
    di_chart_hover_draw(cr, &view->plan, hit, desk->theme, &inside, has_focus, &damage);
    cairo_restore(cr);
    damage.x += chart->rect.x;
    damage.y += chart->rect.y;
    return damage;
}

static struct di_rect draw_over(struct stage *stage, cairo_t *cr, struct text_run *run)
{
    struct desk *desk = &stage->desk;
    const struct frame *frame = &stage->frame;
    struct di_rect over = {0};
    const struct ui_node *under =
        desk->has_mouse ? frame_node_at(frame, desk->mouse_x, desk->mouse_y) : NULL;
    const struct ui_node *focused = frame_find(frame, desk->focus);
    if (under != NULL) {
        frame_paint_hover(frame, under, desk->theme, cr);
        over = join(over, under->chart < 0 ? under->rect : (struct di_rect){0});
    }
    if (focused != NULL && focused->layer == frame->top_layer) {
        frame_paint_focus(focused, desk->theme, cr);
        over = join(over, rect_inset(focused->rect, 0));
        over = (struct di_rect){over.x - 6, over.y - 6, over.width + 12, over.height + 12};
    }
    over = join(over, draw_chart_mark(stage, cr));
    if (under != NULL && under->hint != NULL && under->hint[0] != '\0') {
        frame_paint_tooltip(frame, &under->rect, under->hint, desk->theme, cr, run);
        over =
            join(over, (struct di_rect){under->rect.x - 400, under->rect.y - 260, 1200, 560});
    }
    return over;
}

static struct di_rect to_pixels(const struct stage *stage, struct di_rect rect)
{
    const double pixels = pixels_of(stage);
    const double left = floor(rect.x * pixels) - 2, top = floor(rect.y * pixels) - 2;
    const struct di_rect all = {0, 0, stage->width, stage->height};
    return rect_intersect(
        all, (struct di_rect){left, top, ceil((rect.x + rect.width) * pixels) + 2 - left,
                              ceil((rect.y + rect.height) * pixels) + 2 - top});
}

/* Copies `part` (pixels) of the frame back, then draws over it. */
static void compose(struct stage *stage, const struct di_rect *part)
{
    cairo_t *cr = cairo_create(stage->shown);
    struct text_run run;
    cairo_rectangle(cr, part->x, part->y, part->width, part->height);
    cairo_clip(cr);
    cairo_set_operator(cr, CAIRO_OPERATOR_SOURCE);
    cairo_set_source_surface(cr, stage->base, 0, 0);
    cairo_paint(cr);
    cairo_destroy(cr);
    cr = begin(stage, stage->shown);
    text_run_init(&run, cr);
    stage->over = draw_over(stage, cr, &run);
    text_run_finish(&run);
    cairo_destroy(cr);
}

/* Where text is typed, for input methods. */
static void follow_text(struct stage *stage)
{
    const struct ui_node *node = frame_find(&stage->frame, stage->desk.edit.node);
    struct di_rect place = {0};
    if (node != NULL)
        place = (struct di_rect){
            node->rect.x * stage->desk.zoom, node->rect.y * stage->desk.zoom,
            node->rect.width * stage->desk.zoom, node->rect.height * stage->desk.zoom};
    window_set_text_input(stage->window, node != NULL, &place);
}

void stage_refresh(struct stage *stage)
{
    if ((!stage->is_stale && !stage->is_over_stale) || !make_pictures(stage))
        return;
    struct di_rect part = {0, 0, stage->width, stage->height};
    const bool is_whole = stage->is_stale;
    if (is_whole)
        make_frame(stage);
    if (is_whole && chart_view_take_new(&stage->desk.charts, "pathways:sankey"))
        make_frame(stage); /* the list beside it names its ribbons */
    const double began = di_wall_clock_seconds();
    const struct di_rect before = stage->over;
    if (!is_whole)
        part = to_pixels(stage, before);
    compose(stage, &part);
    if (!is_whole)
        part = to_pixels(stage, join(before, stage->over));
    cairo_surface_flush(stage->shown);
    window_present(stage->window, cairo_image_surface_get_data(stage->shown),
                   cairo_image_surface_get_stride(stage->shown), &part);
    stage->over_seconds = di_wall_clock_seconds() - began;
    stage->is_stale = stage->is_over_stale = false;
    follow_text(stage);
}
