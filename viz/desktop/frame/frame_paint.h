/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Paints a frame, and over it what follows mouse and keyboard. */
#ifndef FRAME_PAINT_H
#define FRAME_PAINT_H

#include "di/theme.h"

#include "frame.h"
#include "text_run.h"

/* The whole frame; draws its charts, whose hit areas are known from then on. */
void frame_paint(struct frame *frame, enum di_theme_id theme, cairo_t *cr,
                 struct text_run *run);

/* Node under the mouse (NULL: none) and node with the focus. */
void frame_paint_hover(const struct frame *frame, const struct ui_node *node,
                       enum di_theme_id theme, cairo_t *cr);
void frame_paint_focus(const struct ui_node *node, enum di_theme_id theme, cairo_t *cr);

/* A dark box with `text` near `rect`, kept inside the window. */
void frame_paint_tooltip(const struct frame *frame, const struct di_rect *rect,
                         const char *text, enum di_theme_id theme, cairo_t *cr,
                         struct text_run *run);

#endif
