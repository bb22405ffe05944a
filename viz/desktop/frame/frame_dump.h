/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A frame as JSON for tests: nodes, texts, and what is wrong with them. */
#ifndef FRAME_DUMP_H
#define FRAME_DUMP_H

#include <stdio.h>

#include "frame.h"

/* What tests ask first: texts cut off, and pairs of texts on one another. */
struct frame_faults {
    size_t clipped, overlapping;
};

struct frame_faults frame_count_faults(const struct frame *frame);

/* One line for each fault, for people who mend it. */
void frame_tell_faults(const struct frame *frame, FILE *stream);

/* Texts of a drawn chart that stand on one another or leave it; returns how many. */
size_t frame_tell_chart_faults(const struct ui_chart *chart, FILE *stream);

/* `screen` and `focus` are ids. */
void frame_dump(const struct frame *frame, const char *screen, const char *focus,
                const char *language, FILE *stream);

#endif
