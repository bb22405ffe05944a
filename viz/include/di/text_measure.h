/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * How wide a text is. Layout is pure numbers and asks through this callback: Pango answers in
 * di::charts, a fixed-width fake in the tests. Heights are not asked for: layout uses the
 * font size times the two constants below, which hold for Noto Sans and DejaVu Sans.
 */
#ifndef DI_TEXT_MEASURE_H
#define DI_TEXT_MEASURE_H

#include <stdbool.h>

/** Height of a line's ink above and below its base line, in font sizes. */
#define DI_TEXT_ASCENT 0.82
#define DI_TEXT_DESCENT 0.25
/** Distance between base lines, in font sizes. */
#define DI_TEXT_LEADING 1.32

struct di_text_style {
    double size; /* logical pixels */
    bool is_bold;
};

struct di_text_measure {
    /** Width of `text` (UTF-8, one line) in logical pixels. */
    double (*width)(void *context, const char *text, const struct di_text_style *style);
    void *context;
};

#endif
