/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Building a frame: text, boxes and nodes. Where a text stands and how wide it is are known
 * here, so a label that does not fit is a fact of the frame that tests can ask for.
 *
 * Sizes are logical pixels. Every function that shows words takes them translated already: tr.
 */
#ifndef UI_H
#define UI_H

#include "di/message.h"

#include "frame.h"

#define UI_SIZE_TITLE 23.0
#define UI_SIZE_HEAD 16.0
#define UI_SIZE_BODY 13.5
#define UI_SIZE_SMALL 12.0
#define UI_SIZE_TINY 11.0
#define UI_SIZE_BIG 30.0
#define UI_GAP 16.0
#define UI_PAD 20.0
#define UI_BUTTON_HEIGHT 34.0

enum ui_align { UI_LEFT, UI_RIGHT, UI_CENTRE };

struct ui {
    struct frame *frame;
    struct di_text_measure measure;
    const struct di_catalogue *catalogue;
    const char *focus;
    struct di_rect clip; /* of what is added now */
    enum ui_pane pane;
    unsigned layer;
    int scroll; /* scroll area of what is added now, -1: none */
};

/* Mark a text for translation; with a context where one word has two meanings. */
#define N_(text) DI_N_(text)
#define NC_(context, text) context "\004" text

/* Translation of a marked text; a context marked by NC_ is left out. */
const char *tr(const struct ui *ui, const char *id);

/* A message in the screen's language, in frame memory. */
const char *ui_message(struct ui *ui, const struct di_message *message);

/* A sentence with arguments, in frame memory: UI_SAY(ui, N_("..."), di_text_arg("x")). */
const char *ui_sentence(struct ui *ui, const char *id, const struct di_argument *arguments,
                        size_t count);
#define UI_SAY(ui, id, ...)                                                                    \
    ui_sentence((ui), (id), (const struct di_argument[]){__VA_ARGS__},                         \
                sizeof((const struct di_argument[]){__VA_ARGS__}) /                            \
                    sizeof(struct di_argument))

/* A number as charts write it, in frame memory. */
const char *ui_number(struct ui *ui, double value, int decimals);
const char *ui_range(struct ui *ui, double low, double high, int decimals);

double ui_width(struct ui *ui, const char *text, double size, bool is_bold);

/* ---- boxes ---- */
void ui_fill(struct ui *ui, enum ui_colour colour, struct di_rect rect, double radius);
void ui_outline(struct ui *ui, enum ui_colour colour, struct di_rect rect, double radius,
                double width);
void ui_line(struct ui *ui, enum ui_colour colour, double x1, double y1, double x2, double y2);
/* `points` in frame memory; `rect` is where the line lies; width 0 fills what it encloses. */
void ui_polyline(struct ui *ui, enum ui_colour colour, const struct di_point *points,
                 size_t count, double width, struct di_rect rect);
/* Something that draws itself in `rect`; `id` and `context` live as long as the frame. Returns
 * its index among the frame's charts. */
int ui_picture(struct ui *ui, const char *id, struct di_rect rect,
               void (*draw)(void *context, cairo_t *cr, const struct di_rect *rect,
                            struct ui_chart *self),
               void *context);
void ui_icon(struct ui *ui, enum ui_colour colour, const char *name, struct di_rect rect);

/* ---- text ---- */

/* One line in `rect`, centred in its height. What is too wide is shortened and marked as a
 * fault of the frame, unless `may_shorten`. */
struct ui_text {
    double size;
    bool is_bold;
    enum ui_colour colour;
    enum ui_align align;
    bool may_shorten;
};
void ui_label(struct ui *ui, struct di_rect rect, const char *text, struct ui_text look);

/* Wrapped lines from (x, y) down; returns their height. With `hidden` nothing is painted. */
double ui_paragraph(struct ui *ui, double x, double y, double width, const char *text,
                    struct ui_text look);
double ui_paragraph_height(struct ui *ui, double width, const char *text, double size,
                           bool is_bold);

/* ---- nodes ---- */
struct ui_node *ui_node(struct ui *ui, enum ui_role role, const char *id, struct di_rect rect,
                        const char *label);

/* ---- clipping and scrolling ---- */

/* Everything until ui_scroll_end lies inside `rect` and moves up by `offset`. */
struct ui_scroll *ui_scroll_begin(struct ui *ui, const char *id, struct di_rect rect,
                                  double content, double offset);
void ui_scroll_end(struct ui *ui, struct di_rect outer_clip, int outer_scroll);

#endif
