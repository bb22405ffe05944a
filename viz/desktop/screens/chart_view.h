/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Charts on screens: each is drawn once into a picture of its own and kept until its request,
 * size, scale or theme changes, so that typing elsewhere costs a copy. The plan is kept too:
 * its hit areas answer mouse and arrow keys, and the table view prints the same rows.
 */
#ifndef CHART_VIEW_H
#define CHART_VIEW_H

#include "di/chart.h"

#include "kept_picture.h"
#include "ui.h"

#define CHART_VIEWS_MAX 24

struct chart_view {
    char id[64];
    uint64_t key; /* of everything the picture depends on; 0: none */
    struct di_chart_request request;
    enum di_theme_id theme;
    struct kept_picture picture;
    bool has_plan;
    struct di_chart_plan plan;
    bool is_new;       /* its plan was made while painting, after the screen spoke of it */
    char problem[300]; /* why it could not be drawn */
    unsigned used;     /* frame it was last shown in */
};

struct chart_views {
    struct chart_view items[CHART_VIEWS_MAX];
    size_t count;
    unsigned frame;
};

void chart_views_finish(struct chart_views *views);
/* Before each frame: pictures of charts no longer shown are dropped. */
void chart_views_begin(struct chart_views *views);

/* Show a chart in `rect`; a node of role chart. `revision` changes with the results. */
struct ui_node *chart_view(struct ui *ui, struct chart_views *views, const char *id,
                           struct di_rect rect, const struct di_chart_request *request,
                           enum di_theme_id theme, uint64_t revision);

/* True once after the plan of a chart was made: what stands beside it can be told now. */
bool chart_view_take_new(struct chart_views *views, const char *id);

/* By id, or NULL. */
struct chart_view *chart_view_find(struct chart_views *views, const char *id);

/* Rows of a chart as tab-separated text with a heading line; free with free(). */
char *chart_view_tsv(const struct chart_view *view);

#endif
