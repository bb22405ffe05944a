/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Colours by meaning. Four themes; in each, text keeps 4.5 : 1 on its ground, and scenarios
 * differ by dash and marker shape as well as by colour.
 */
#ifndef DI_THEME_H
#define DI_THEME_H

#include <stdint.h>

#include "di/scene.h"

struct di_colour {
    double red, green, blue, alpha; /* 0 to 1, alpha not premultiplied */
};

enum di_theme_id {
    DI_THEME_LIGHT,
    DI_THEME_DARK,
    DI_THEME_HIGH_CONTRAST,
    DI_THEME_PRINT_GREY,
    DI_THEMES
};

/** Keys are "light", "dark", "high-contrast" (or "high_contrast"), "print-grey" (or "print");
 * false if `key` names no theme. */
bool di_theme_find(const char *key, enum di_theme_id *theme_out);

/** The colour 0xRRGGBB. */
struct di_colour di_colour_of_rgb(uint32_t rgb, double alpha);

/** Colour of an ink; `slot` (0 to DI_SLOTS - 1) matters for series and band inks. */
struct di_colour di_theme_colour(enum di_theme_id theme, enum di_ink ink, unsigned slot);

#endif
