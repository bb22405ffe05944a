/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * A frame: one finished picture of the window, as numbers. Screens write it anew from the state
 * after every event; the painter draws it, input looks up what lies under the mouse, the dump
 * prints it for tests. Coordinates are logical pixels of the window.
 *
 * Nodes are what a person can reach or a test can ask for; ops are what is painted, in order.
 * Focus order is node order. Layers stack: only nodes of the top layer take input (a dialog
 * over a screen). Everything lives in the frame's arena until the next frame_begin.
 */
#ifndef FRAME_H
#define FRAME_H

#include <cairo.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "di/scene.h"
#include "di/status.h"

enum ui_role {
    UI_LABEL,
    UI_HEADING,
    UI_CARD,
    UI_BUTTON,
    UI_NAV,
    UI_TAB,
    UI_CHECK,
    UI_FIELD,
    UI_ROW,
    UI_CHART,
    UI_HANDLE, /* can be dragged */
    UI_PROGRESS,
    UI_DIALOG,
    UI_ROLES
};

enum ui_pane { UI_PANE_NAV, UI_PANE_HEADER, UI_PANE_CONTENT, UI_PANES };

/* What activating a node means: kind and arguments are the screens' own (action.h). */
struct ui_action {
    int kind; /* 0: none */
    int64_t number;
    const char *text;
};

struct ui_node {
    const char *id; /* unique in a frame: "nav:overview", "row:/horizon/years" */
    enum ui_role role;
    const char *label;
    const char *value; /* what it shows; NULL: nothing beside the label */
    const char *hint;  /* tooltip, or NULL */
    struct di_rect rect, clip;
    enum ui_pane pane;
    unsigned layer;
    int scroll;        /* index of the scroll area it lies in, -1: none */
    const char *group; /* arrow keys move inside a group, Tab enters it once */
    bool is_focusable, is_selected, is_disabled;
    bool is_live; /* a field that acts at every key */
    struct ui_action action;
    struct ui_action enter; /* of a live field: what Enter does; kind 0: nothing more */
    int chart;              /* index of the chart it shows, -1: none */
};

enum ui_op_kind {
    UI_OP_FILL,
    UI_OP_OUTLINE,
    UI_OP_LINE,
    UI_OP_TEXT,
    UI_OP_ICON,
    UI_OP_CHART,
    UI_OP_POLYLINE,
    UI_OP_CLIP,
    UI_OP_UNCLIP
};

/* Colours by meaning; palette.c knows them by theme. */
enum ui_colour {
    UI_PAGE,
    UI_PAPER, /* cards, fields */
    UI_LINE,  /* rim of cards */
    UI_RULE,  /* between rows */
    UI_TEXT,
    UI_SECOND,
    UI_ACCENT,
    UI_ON_ACCENT,
    UI_SOFT,  /* ground of what is selected */
    UI_HOVER, /* over what is pointed at; translucent */
    UI_EDGE,  /* rim of buttons and fields */
    UI_NAV_GROUND,
    UI_NAV_CHOSEN,
    UI_NAV_TEXT,
    UI_NAV_DIM,
    UI_NAV_MARK,
    UI_BETTER,
    UI_WORSE,
    UI_BETTER_SOFT,
    UI_TOOLTIP,
    UI_TOOLTIP_TEXT,
    UI_TOOLTIP_DIM,
    UI_VEIL, /* over the screen below a dialog; translucent */
    UI_BASELINE,
    UI_SERIES, /* first scenario */
    UI_BAND,
    UI_SERIES_2, /* further scenarios, as charts colour them */
    UI_SERIES_3,
    UI_SERIES_4,
    UI_SERIES_5,
    UI_COLOURS
};

struct ui_op {
    enum ui_op_kind kind;
    enum ui_colour colour;
    struct di_rect rect;
    double radius, width;
    const char *text; /* of text; path of an icon */
    struct di_text_style style;
    double base;      /* base line of text */
    double available; /* width the text may take */
    struct di_rect clip;
    unsigned layer;
    bool may_shorten; /* a table cell: an ellipsis is no fault */
    bool is_shortened;
    int index; /* chart */
    size_t point_count;
    const struct di_point *points;
};

/* A picture with hit areas, drawn by a function so that the frame knows no chart. */
struct ui_chart {
    const char *id;
    struct di_rect rect, clip;
    unsigned layer;
    void (*draw)(void *context, cairo_t *cr, const struct di_rect *rect, struct ui_chart *self);
    void *context;
    const struct di_scene *scene; /* after drawing: hit areas; owned by the context */
};

struct ui_scroll {
    const char *id;
    struct di_rect rect;
    double content; /* height of what is inside */
    double offset;
    unsigned layer;
};

struct frame {
    struct di_arena arena;
    double width, height;
    size_t node_count, node_room;
    struct ui_node *nodes;
    size_t op_count, op_room;
    struct ui_op *ops;
    size_t chart_count, chart_room;
    struct ui_chart *charts;
    size_t scroll_count, scroll_room;
    struct ui_scroll *scrolls;
    unsigned top_layer;
    bool is_out_of_memory;
};

void frame_init(struct frame *frame);
void frame_finish(struct frame *frame);
void frame_begin(struct frame *frame, double width, double height);

/* Each returns a zeroed entry; a shared spare one if memory ran out (then is_out_of_memory). */
struct ui_node *frame_add_node(struct frame *frame);
struct ui_op *frame_add_op(struct frame *frame, enum ui_op_kind kind);
struct ui_chart *frame_add_chart(struct frame *frame, int *index_out);
struct ui_scroll *frame_add_scroll(struct frame *frame, int *index_out);

const char *frame_copy(struct frame *frame, const char *text);
const char *frame_format(struct frame *frame, const char *format, ...) DI_PRINTF(2, 3);

/* Node by id, or NULL. */
const struct ui_node *frame_find(const struct frame *frame, const char *id);

/* Topmost focusable node at a point of the top layer, or NULL. */
const struct ui_node *frame_node_at(const struct frame *frame, double x, double y);
const struct ui_chart *frame_chart_at(const struct frame *frame, double x, double y);
const struct ui_scroll *frame_scroll_at(const struct frame *frame, double x, double y);

/* Focus order: the node after (or before) `id` that Tab reaches; wraps; NULL if none. */
const struct ui_node *frame_next_focus(const struct frame *frame, const char *id, int step);
/* The neighbour of `id` in its group, NULL at the ends. */
const struct ui_node *frame_neighbour(const struct frame *frame, const char *id, int step);
/* First node Tab reaches in a pane. */
const struct ui_node *frame_first_in_pane(const struct frame *frame, enum ui_pane pane);

bool rect_contains(const struct di_rect *rect, double x, double y);
struct di_rect rect_intersect(struct di_rect a, struct di_rect b);
struct di_rect rect_inset(struct di_rect rect, double by);

#endif
