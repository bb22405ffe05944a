/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * What happens to the window, without the window: the SDL file and test scripts make these, the
 * desktop takes them. Positions are window units; the desktop divides by the zoom.
 */
#ifndef UI_EVENT_H
#define UI_EVENT_H

#include <stdbool.h>

enum ui_event_kind {
    UI_EVENT_NONE,
    UI_EVENT_MOVE,
    UI_EVENT_DOWN,
    UI_EVENT_UP,
    UI_EVENT_WHEEL,
    UI_EVENT_LEAVE, /* mouse left, or the window lost the keyboard */
    UI_EVENT_KEY,
    UI_EVENT_TEXT,
    UI_EVENT_COMPOSE, /* text an input method is still working on */
    UI_EVENT_DROP,
    UI_EVENT_SIZE,
    UI_EVENT_EXPOSE, /* the window's content was lost */
    UI_EVENT_WAKE,   /* a worker has something */
    UI_EVENT_CLOSE
};

enum ui_key {
    UI_KEY_NONE,
    UI_KEY_TAB = 256,
    UI_KEY_ENTER,
    UI_KEY_ESCAPE,
    UI_KEY_BACKSPACE,
    UI_KEY_DELETE,
    UI_KEY_LEFT,
    UI_KEY_RIGHT,
    UI_KEY_UP,
    UI_KEY_DOWN,
    UI_KEY_HOME,
    UI_KEY_END,
    UI_KEY_PAGE_UP,
    UI_KEY_PAGE_DOWN,
    UI_KEY_F1,
    UI_KEY_F5 = UI_KEY_F1 + 4,
    UI_KEY_F6,
    UI_KEY_F11 = UI_KEY_F1 + 10
    /* printable keys are their lower-case Latin letter on the physical key, or digit or sign */
};

#define UI_EVENT_TEXT_MAX 1024

struct ui_event {
    enum ui_event_kind kind;
    double x, y; /* window units; of WHEEL: y is lines up */
    double mouse_x, mouse_y;
    int key;
    bool is_shift, is_control;
    int width, height;            /* of SIZE: the drawing surface in pixels */
    double scale;                 /* of SIZE: pixels per window unit */
    char text[UI_EVENT_TEXT_MAX]; /* of TEXT, COMPOSE, DROP */
};

#endif
