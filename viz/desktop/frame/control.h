/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What people press, choose and fill in; each is a node with its look. */
#ifndef CONTROL_H
#define CONTROL_H

#include "text_edit.h"
#include "ui.h"

enum button_look { BUTTON_PLAIN, BUTTON_MAIN, BUTTON_QUIET, BUTTON_OFF };

double button_width(struct ui *ui, const char *text);
struct ui_node *button(struct ui *ui, const char *id, struct di_rect rect, const char *text,
                       enum button_look look, struct ui_action action);

/* A row of buttons from (x, y), wrapped at `width`; returns the height used. */
struct button_spec {
    const char *id, *text;
    enum button_look look;
    struct ui_action action;
    bool is_disabled;
};
double button_row(struct ui *ui, double x, double y, double width,
                  const struct button_spec *buttons, size_t count);

/* Round tabs of one group, wrapped at `width`; returns the height used. */
struct tab_spec {
    const char *id, *text;
    struct ui_action action;
};
double tabs(struct ui *ui, const char *group, double x, double y, double width,
            const struct tab_spec *specs, size_t count, size_t chosen);

/* A white card; returns the rectangle inside its padding. */
struct di_rect card(struct ui *ui, const char *id, struct di_rect rect, const char *label);

/* A card whose height follows from what stands in it: what is added between the two calls. */
struct open_card {
    size_t fill, outline, node; /* of the frame */
    struct di_rect inside;      /* its height means nothing */
};
struct open_card card_open(struct ui *ui, const char *id, double x, double y, double width,
                           const char *label);
/* `used` of the inside; returns the height of the whole card. */
double card_close(struct ui *ui, const struct open_card *card, double used);

/* Heading of a card and the line below it; returns the height used. */
double card_heading(struct ui *ui, struct di_rect inside, const char *title, const char *line);

struct ui_node *check_box(struct ui *ui, const char *id, double x, double y, double width,
                          const char *text, bool is_on, struct ui_action action);

/* One line of text to edit. `edit` is the text being edited if it has the focus, else NULL. */
struct ui_node *field(struct ui *ui, const char *id, struct di_rect rect, const char *label,
                      const char *value, const struct text_edit *edit, bool is_wrong,
                      struct ui_action action);

void progress(struct ui *ui, const char *id, struct di_rect rect, double share,
              const char *label);

#endif
