/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Colour tables as in the visual target; alpha below 1 only for bands. */
#include "di/theme.h"

#include <assert.h>
#include <string.h>

struct palette {
    uint32_t ink[DI_INK_SERIES]; /* 0xRRGGBB, by enum di_ink */
    uint32_t line[DI_SLOTS];
    uint32_t text[DI_SLOTS];
    double inner, outer; /* alpha of bands */
};

static const struct palette palettes[DI_THEMES] = {
    {{0xFFFFFF, 0x16202C, 0x55606E, 0xE8ECF0, 0xAAB4BF, 0xF4F6F8, 0xB45309, 0x16202C},
     {0x6B7683, 0x0072B2, 0x007A5A, 0xD55E00, 0x8E3B8A, 0x7A5B00},
     {0x66707D, 0x0072B2, 0x007A5A, 0xB24E00, 0x8E3B8A, 0x7A5B00},
     0.30,
     0.16},
    {{0x16202C, 0xF2F5F8, 0xB4BEC9, 0x2A3542, 0x5C6875, 0x1E2935, 0xF0A868, 0xF2F5F8},
     {0xA3AEBA, 0x56B4E9, 0x4CC9A0, 0xF0914A, 0xDD94D8, 0xDDB84A},
     {0xA3AEBA, 0x56B4E9, 0x4CC9A0, 0xF0914A, 0xDD94D8, 0xDDB84A},
     0.34,
     0.20},
    {{0xFFFFFF, 0x000000, 0x000000, 0xC0C0C0, 0x000000, 0xEEEEEE, 0x9A2E00, 0x000000},
     {0x404040, 0x003E8A, 0x005036, 0x9A2E00, 0x5E0A5A, 0x4F3A00},
     {0x404040, 0x003E8A, 0x005036, 0x9A2E00, 0x5E0A5A, 0x4F3A00},
     0.38,
     0.20},
    {{0xFFFFFF, 0x000000, 0x404040, 0xE4E4E4, 0x909090, 0xF5F5F5, 0x202020, 0x000000},
     {0x707070, 0x202020, 0x505050, 0x303030, 0x606060, 0x404040},
     {0x606060, 0x202020, 0x505050, 0x303030, 0x606060, 0x404040},
     0.28,
     0.16},
};

static const char *const keys[DI_THEMES] = {"light", "dark", "high-contrast", "print-grey"};

bool di_theme_find(const char *key, enum di_theme_id *theme_out)
{
    for (unsigned i = 0; i < DI_THEMES; i++)
        if (strcmp(keys[i], key) == 0) {
            *theme_out = (enum di_theme_id)i;
            return true;
        }
    return false;
}

static struct di_colour colour_of(uint32_t rgb, double alpha)
{
    return (struct di_colour){(double)(rgb >> 16 & 0xFF) / 255, (double)(rgb >> 8 & 0xFF) / 255,
                              (double)(rgb & 0xFF) / 255, alpha};
}

struct di_colour di_theme_colour(enum di_theme_id theme, enum di_ink ink, unsigned slot)
{
    assert(theme < DI_THEMES && slot < DI_SLOTS);
    const struct palette *palette = &palettes[theme];
    if (ink < DI_INK_SERIES)
        return colour_of(palette->ink[ink], 1);
    if (ink == DI_INK_SERIES_TEXT)
        return colour_of(palette->text[slot], 1);
    const double alpha = ink == DI_INK_BAND_INNER   ? palette->inner
                         : ink == DI_INK_BAND_OUTER ? palette->outer
                                                    : 1;
    return colour_of(palette->line[slot], alpha);
}
