/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * The stage: the desk's state, its last frame, and the pictures of it. Events go in, pictures
 * come out; with or without somebody looking.
 *
 * Two pictures are kept: the frame, and the frame with what follows mouse and keyboard. Moving
 * the mouse copies and sends only the part that changed.
 */
#ifndef STAGE_H
#define STAGE_H

#include <cairo.h>

#include "desk.h"
#include "text_run.h"
#include "text_widths.h"
#include "window.h"

struct stage {
    struct desk desk;
    struct frame frame;
    struct window *window;
    struct text_widths *widths;
    cairo_surface_t *measuring; /* one pixel: Pango needs a surface to measure on */
    cairo_t *measuring_cr;
    struct text_run run;
    cairo_surface_t *base, *shown;
    int width, height;   /* pixels */
    double scale;        /* pixels per window unit */
    struct di_rect over; /* of `shown`: where it differs from `base`, logical pixels */
    bool is_stale;       /* the frame must be made anew */
    bool is_over_stale;  /* only what follows mouse and keyboard */
    double build_seconds, paint_seconds, over_seconds; /* of the last time, for benchmarks */
};

bool stage_open(struct stage *stage, struct window *window, const struct desk_host *host);
void stage_close(struct stage *stage);

void stage_take(struct stage *stage, const struct ui_event *event);

/* Bring the pictures up to date and show them. */
void stage_refresh(struct stage *stage);

#endif
