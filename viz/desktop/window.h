/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * The window: the one place that knows SDL. It gives events, shows a picture, and holds the
 * clipboard; everything else of the desktop works without it.
 */
#ifndef WINDOW_H
#define WINDOW_H

#include <stdbool.h>

#include "di/error.h"
#include "di/scene.h"

#include "ui_event.h"

struct window;

struct window_options {
    int width, height; /* in window units */
    bool is_headless;  /* scripts and screenshots: no display is needed */
};

/**
 * @return DI_OK; DI_ERR_FILE with a sentence if there is no display
 */
DI_MUST_CHECK enum di_status window_open(const struct window_options *options,
                                         struct window **window_out, struct di_error *error);
void window_close(struct window *window); /* NULL is fine */

/* The next event, waiting at most `milliseconds` (-1: as long as it takes). */
bool window_wait(struct window *window, int milliseconds, struct ui_event *event_out);

/* Put an event into the system's queue, as if a person had made it. */
void window_post(struct window *window, const struct ui_event *event);

/* From any thread: makes window_wait return UI_EVENT_WAKE. Many calls make one event. */
void window_wake(void *window);

void window_resize(struct window *window, int width, int height);
/* Drawing surface in pixels, and pixels per window unit. */
void window_size(struct window *window, int *width_out, int *height_out, double *scale_out);

/* Show `rect` (pixels) of a picture of 32-bit xRGB pixels as large as the window. */
void window_present(struct window *window, const unsigned char *pixels, int stride,
                    const struct di_rect *rect);

/* A field has the focus (or lost it): text may be typed near `rect` (window units). */
void window_set_text_input(struct window *window, bool is_on, const struct di_rect *rect);

bool window_set_clipboard(void *window, const char *text);
char *window_get_clipboard(void *window); /* free with free() */
void window_toggle_full_screen(void *window);

/* Size of the desktop's own text against 96 dpi; 1 if it does not say. */
double window_default_zoom(struct window *window);

#endif
