/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Widths of texts measured once and remembered, for the same words return every frame. */
#ifndef TEXT_WIDTHS_H
#define TEXT_WIDTHS_H

#include <stdint.h>

#include "di/text_measure.h"

#define TEXT_WIDTHS_ROOM 8192 /* a power of two */

struct text_widths {
    struct di_text_measure inner; /* asked for what is not remembered */
    uint64_t key[TEXT_WIDTHS_ROOM];
    double width[TEXT_WIDTHS_ROOM];
    unsigned used;
};

/* A di_text_measure over `widths`, which must outlive it. */
struct di_text_measure text_widths_measure(struct text_widths *widths);

#endif
