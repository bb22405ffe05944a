/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * A scene: the finished geometry of a chart, in logical pixels, in painting order. Layout
 * writes it, a painter draws it, tests read it, the window asks it what lies under the mouse.
 *
 * Items name an ink (a meaning), never a colour: the theme decides. Everything is owned by
 * the scene's arena. Adding never fails visibly; ask di_scene_is_complete at the end.
 */
#ifndef DI_SCENE_H
#define DI_SCENE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "di/arena.h"
#include "di/text_measure.h"

struct di_point {
    double x, y;
};

struct di_rect {
    double x, y, width, height;
};

enum di_ink {
    DI_INK_PAPER,
    DI_INK_TEXT,
    DI_INK_SECONDARY, /* text of second rank */
    DI_INK_GRID,
    DI_INK_AXIS,
    DI_INK_SHADE,  /* ground of the recorded part */
    DI_INK_TARGET, /* target line, warnings */
    DI_INK_PUBLISHED,
    DI_INK_BETTER,
    DI_INK_WORSE,
    DI_INK_SAVES, /* bars below and above a reference */
    DI_INK_ADDS,
    DI_INK_ACCENT, /* focus, selection */
    DI_INK_TIP,    /* ground of tooltips */
    DI_INK_TIP_TEXT,
    DI_INK_TIP_SECONDARY,
    DI_INK_SERIES, /* the next four by slot: 0 baseline, 1.. scenarios */
    DI_INK_SERIES_TEXT,
    DI_INK_BAND_INNER,
    DI_INK_BAND_OUTER,
    DI_INK_CARE, /* the next three by slot: enum di_care_slot */
    DI_INK_CARE_TEXT,
    DI_INK_RIBBON,    /* translucent */
    DI_INK_HEAT,      /* the next two by slot: 0 (far below) to DI_HEAT_STEPS - 1 (far above) */
    DI_INK_HEAT_TEXT, /* text on that ground */
    DI_INK_LENGTH,    /* by slot: 0 short, 1 medium, 2 long */
    DI_INKS
};

#define DI_SLOTS 6
#define DI_HEAT_STEPS 7

/** Groups of care that keep their colour in every chart; names always stand beside. */
enum di_care_slot {
    DI_CARE_KINSHIP,
    DI_CARE_FOSTER,
    DI_CARE_SUPPORTED,
    DI_CARE_SMALL_HOME,
    DI_CARE_INSTITUTION,
    DI_CARE_UNPLACED,
    DI_CARE_HOME,
    DI_CARE_OUTSIDE,
    DI_CARE_SLOTS
};

enum di_dash { DI_DASH_NONE, DI_DASH_LONG, DI_DASH_FINE };
enum di_shape {
    DI_SHAPE_CIRCLE,
    DI_SHAPE_SQUARE,
    DI_SHAPE_TRIANGLE,
    DI_SHAPE_DIAMOND,
    DI_SHAPE_TRIANGLE_DOWN,
    DI_SHAPE_WARNING
};

enum di_scene_kind { DI_SCENE_FILL, DI_SCENE_LINE, DI_SCENE_TEXT, DI_SCENE_MARKER };

struct di_scene_item {
    enum di_scene_kind kind;
    enum di_ink ink;
    unsigned slot; /* for inks that come in a row */
    enum di_dash dash;
    enum di_shape shape;
    double size;     /* line width, or marker radius */
    double opacity;  /* of fills and lines; 0: the ink's own */
    bool has_halo;   /* paper-coloured rim, for what stands on data */
    bool is_hatched; /* fills: diagonal lines over the ground, so that colour is not the only
                        cue */
    size_t point_count;
    struct di_point *points; /* polygon, polyline, marker centre, or start of the base line */
    const char *text;
    struct di_text_style style;
    struct di_rect box; /* of text */
    struct di_scene_item *next;
};

/** What the mouse or the keyboard can reach; keyboard order is list order. */
enum di_hit_role {
    DI_HIT_TIME,
    DI_HIT_SERIES,
    DI_HIT_PUBLISHED,
    DI_HIT_MARKER,
    DI_HIT_TARGET,
    DI_HIT_BOX,    /* of a Sankey */
    DI_HIT_RIBBON, /* of a Sankey */
    DI_HIT_BAR,
    DI_HIT_CELL,
    DI_HIT_EVENT
};

struct di_tooltip_row {
    const char *label; /* "Family First" */
    const char *value; /* "4,526" */
    const char *range; /* "3,860–4,870" or "" */
};

struct di_hit {
    enum di_hit_role role;
    uint32_t index; /* point, series or marker of the data */
    const char *id; /* stable within a chart: "norda:2028-07-01"; "" where the index says all */
    struct di_rect rect;
    size_t point_count; /* 0: the rectangle itself; else a polygon inside it */
    struct di_point *points;
    const char *title; /* of the tooltip */
    size_t row_count;
    struct di_tooltip_row *rows;
    struct di_hit *next;
};

struct di_scene {
    struct di_arena arena;
    struct di_scene_item *first, *last;
    struct di_hit *first_hit, *last_hit;
    bool is_out_of_memory;
};

/** Empty; complete while no memory ran out, which a painter asks first. */
void di_scene_init(struct di_scene *scene);
void di_scene_finish(struct di_scene *scene);
bool di_scene_is_complete(const struct di_scene *scene);

/** The topmost hit area at a point: small ones (later in the list) before columns; or NULL. */
const struct di_hit *di_scene_hit_at(const struct di_scene *scene, double x, double y);

/** Add an item with room for `point_count` points; NULL if memory ran out. */
struct di_scene_item *di_scene_add(struct di_scene *scene, enum di_scene_kind kind,
                                   enum di_ink ink, size_t point_count);

struct di_scene_item *di_scene_add_line(struct di_scene *scene, enum di_ink ink, double size,
                                        struct di_point from, struct di_point to);
struct di_scene_item *di_scene_add_rect(struct di_scene *scene, enum di_ink ink,
                                        struct di_rect rect);
struct di_scene_item *di_scene_add_marker(struct di_scene *scene, enum di_ink ink,
                                          enum di_shape shape, double radius,
                                          struct di_point centre);
/** The mark before a warning, in the room of a letter of `size` whose line begins at x, y. */
struct di_scene_item *di_scene_add_warning(struct di_scene *scene, double size, double x,
                                           double y);

/** One line of text starting at `start` on its base line, `width` wide. Text is copied. */
struct di_scene_item *di_scene_add_text(struct di_scene *scene, enum di_ink ink,
                                        const char *text, struct di_text_style style,
                                        struct di_point start, double width);

/** Add a hit area with room for `row_count` rows; NULL if memory ran out. */
struct di_hit *di_scene_add_hit(struct di_scene *scene, enum di_hit_role role, uint32_t index,
                                struct di_rect rect, size_t row_count);

/** The hit area gets the shape of an item's polygon; its rect becomes the polygon's. */
void di_scene_shape_hit(struct di_hit *hit, const struct di_scene_item *item);

/** Copy that lives as long as the scene; "" if memory ran out. */
const char *di_scene_copy(struct di_scene *scene, const char *text);

/** Rectangles that only touch do not overlap; a segment meets one if a point of it lies inside
 * or on an edge. */
bool di_rect_overlaps(const struct di_rect *a, const struct di_rect *b);
bool di_rect_contains(const struct di_rect *outer, const struct di_rect *inner);
bool di_rect_meets_segment(const struct di_rect *rect, struct di_point a, struct di_point b);

#endif
