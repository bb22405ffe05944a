/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Plans use the chart's own coordinates, so that scrolling keeps them. */
#include "chart_view.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void drop(struct chart_view *view)
{
    if (view->has_plan)
        di_chart_plan_finish(&view->plan);
    kept_picture_drop(&view->picture);
    memset(view, 0, sizeof *view);
}

void chart_views_finish(struct chart_views *views)
{
    for (size_t i = 0; i < views->count; i++)
        drop(&views->items[i]);
    views->count = 0;
}

void chart_views_begin(struct chart_views *views)
{
    for (size_t i = 0; i < views->count;) {
        if (views->items[i].used == views->frame) {
            i++;
            continue;
        }
        drop(&views->items[i]);
        views->items[i] = views->items[--views->count];
    }
    views->frame++;
}

struct chart_view *chart_view_find(struct chart_views *views, const char *id)
{
    for (size_t i = 0; i < views->count; i++)
        if (strcmp(views->items[i].id, id) == 0)
            return &views->items[i];
    return NULL;
}

bool chart_view_take_new(struct chart_views *views, const char *id)
{
    struct chart_view *view = chart_view_find(views, id);
    const bool is_new = view != NULL && view->is_new;
    if (view != NULL)
        view->is_new = false;
    return is_new;
}

/* ---- key ---- */

static uint64_t mix(uint64_t hash, const void *bytes, size_t size)
{
    const unsigned char *c = bytes;
    for (size_t i = 0; i < size; i++)
        hash = (hash ^ c[i]) * UINT64_C(1099511628211);
    return hash;
}

static uint64_t mix_text(uint64_t hash, const char *text)
{
    return text == NULL ? mix(hash, "\1", 1) : mix(hash, text, strlen(text) + 1);
}

static uint64_t key_of(const struct di_chart_request *request, uint64_t revision)
{
    uint64_t hash = UINT64_C(14695981039346656037);
    const int numbers[] = {(int)request->kind,       (int)request->view, (int)request->facet,
                           request->from_year,       request->to_year,   (int)request->is_card,
                           (int)request->other_count};
    hash = mix(hash, numbers, sizeof numbers);
    hash = mix(hash, &revision, sizeof revision);
    hash = mix(hash, &request->scenario, sizeof request->scenario);
    hash = mix(hash, &request->calibration, sizeof request->calibration);
    hash = mix(hash, &request->baseline, sizeof request->baseline);
    for (size_t i = 0; i < request->other_count; i++)
        hash = mix(hash, &request->others[i], sizeof request->others[i]);
    hash = mix_text(hash, request->language);
    hash = mix_text(hash, request->indicator);
    hash = mix_text(hash, request->region);
    hash = mix_text(hash, request->resource);
    hash = mix_text(hash, request->child);
    return hash == 0 ? 1 : hash;
}

/* ---- drawing ---- */

static void render(struct chart_view *view, cairo_t *cr, const struct di_rect *rect)
{
    const struct di_rect frame = {0, 0, rect->width, rect->height};
    struct di_error error;
    di_error_clear(&error);
    if (view->has_plan)
        di_chart_plan_finish(&view->plan);
    cairo_t *inside = kept_picture_begin(&view->picture, cr, rect);
    view->has_plan = di_chart_draw(inside, &view->request, view->theme, &frame, &view->plan,
                                   &error) == DI_OK;
    cairo_destroy(inside);
    view->is_new = view->has_plan;
    view->problem[0] = '\0';
    if (!view->has_plan && error.message.id != NULL)
        (void)di_message_render(&error.message, view->request.catalogue, view->problem,
                                sizeof view->problem);
}

static void draw(void *context, cairo_t *cr, const struct di_rect *rect, struct ui_chart *self)
{
    struct chart_view *view = context;
    if (!kept_picture_fits(&view->picture, cr, rect))
        render(view, cr, rect);
    kept_picture_show(&view->picture, cr, rect);
    self->scene = view->has_plan ? &view->plan.scene : NULL;
}

static struct chart_view *place(struct chart_views *views, const char *id)
{
    struct chart_view *view = chart_view_find(views, id);
    if (view != NULL || views->count == CHART_VIEWS_MAX)
        return view;
    view = &views->items[views->count++];
    memset(view, 0, sizeof *view);
    (void)snprintf(view->id, sizeof view->id, "%s", id);
    return view;
}

struct ui_node *chart_view(struct ui *ui, struct chart_views *views, const char *id,
                           struct di_rect rect, const struct di_chart_request *request,
                           enum di_theme_id theme, uint64_t revision)
{
    struct chart_view *view = place(views, id);
    struct ui_node *node = ui_node(ui, UI_CHART, id, rect, id);
    if (view == NULL)
        return node;
    const uint64_t key = key_of(request, revision * 8 + (uint64_t)theme);
    if (view->key != key)
        kept_picture_drop(&view->picture);
    view->key = key;
    view->request = *request;
    view->theme = theme;
    view->used = views->frame;
    node->chart = ui_picture(ui, node->id, rect, draw, view);
    node->is_focusable = true;
    node->label = frame_copy(ui->frame, tr(ui, di_chart_kind_name(request->kind)));
    return node;
}

/* ---- table ---- */

static size_t put(char *text, size_t at, const char *part)
{
    for (; *part != '\0'; part++, at++)
        if (text != NULL)
            text[at] = *part == '\t' || *part == '\n' ? ' ' : *part;
    return at;
}

static size_t put_sign(char *text, size_t at, char sign)
{
    if (text != NULL)
        text[at] = sign;
    return at + 1;
}

static size_t write_rows(const struct chart_view *view, char *text)
{
    size_t at = put(text, 0, view->plan.title != NULL ? view->plan.title : "");
    at = put_sign(text, at, '\n');
    for (const struct di_hit *hit = view->plan.scene.first_hit; hit != NULL; hit = hit->next)
        for (size_t i = 0; i < hit->row_count; i++) {
            const char *cells[] = {hit->title, hit->rows[i].label, hit->rows[i].value,
                                   hit->rows[i].range};
            for (size_t c = 0; c < 4; c++) {
                at = put(text, at, cells[c] != NULL ? cells[c] : "");
                at = put_sign(text, at, c < 3 ? '\t' : '\n');
            }
        }
    return at;
}

char *chart_view_tsv(const struct chart_view *view)
{
    if (!view->has_plan)
        return NULL;
    const size_t length = write_rows(view, NULL);
    char *text = malloc(length + 1);
    if (text != NULL) {
        (void)write_rows(view, text);
        text[length] = '\0';
    }
    return text;
}
