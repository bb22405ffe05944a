/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text through Pango: one layout, used for every run of one picture. */
#ifndef TEXT_RUN_H
#define TEXT_RUN_H

#include <cairo.h>
#include <pango/pangocairo.h>

#include "di/text_measure.h"

struct text_run {
    PangoLayout *layout;
    PangoFontDescription *font;
    PangoAttrList *attributes; /* tabular figures */
};

void text_run_init(struct text_run *run, cairo_t *cr);
void text_run_finish(struct text_run *run);

/* A di_text_measure function; `context` is a struct text_run. */
double text_run_width(void *context, const char *text, const struct di_text_style *style);

/* Adds the outline to the path instead of painting if `as_path`. */
void text_run_show(struct text_run *run, cairo_t *cr, const char *text,
                   const struct di_text_style *style, double x, double base, bool as_path);

#endif
