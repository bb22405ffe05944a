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
    uint32_t care[DI_CARE_SLOTS];
    uint32_t care_text[DI_CARE_SLOTS];
    double ribbon; /* alpha */
    uint32_t heat[DI_HEAT_STEPS];
    uint32_t heat_text[DI_HEAT_STEPS];
    uint32_t length[3];
};

static const struct palette palettes[DI_THEMES] = {
    [DI_THEME_LIGHT] = {.ink = {0xFFFFFF, 0x16202C, 0x55606E, 0xE8ECF0, 0xAAB4BF, 0xF4F6F8,
                                0xB45309, 0x16202C, 0x007A5A, 0xB45309, 0x56A5D0, 0xE08A4A,
                                0x0B5FA5, 0x16202C, 0xFFFFFF, 0xC3CCD6},
                        .line = {0x6B7683, 0x0072B2, 0x007A5A, 0xD55E00, 0x8E3B8A, 0x7A5B00},
                        .text = {0x66707D, 0x0072B2, 0x007A5A, 0xB24E00, 0x8E3B8A, 0x7A5B00},
                        .inner = 0.30,
                        .outer = 0.16,
                        .care = {0x0A4A78, 0x0072B2, 0x56B4E9, 0xE6B450, 0x8A3B12, 0x6B7683,
                                 0x007A5A, 0x8792A2},
                        .care_text = {0x0A4A78, 0x0072B2, 0x1C6E9E, 0x7A5B00, 0x8A3B12,
                                      0x55606E, 0x007A5A, 0x55606E},
                        .ribbon = 0.28,
                        .heat = {0x2B6CA3, 0x7FB0D3, 0xC9DFEC, 0xF3F1EC, 0xF6CF9F, 0xE58A3C,
                                 0x8F3A07},
                        .heat_text = {0xFFFFFF, 0x16202C, 0x16202C, 0x16202C, 0x16202C,
                                      0x16202C, 0xFFFFFF},
                        .length = {0x9CCAE4, 0x3F90C4, 0x0A4A78}},
    [DI_THEME_DARK] = {.ink = {0x16202C, 0xF2F5F8, 0xB4BEC9, 0x2A3542, 0x5C6875, 0x1E2935,
                               0xF0A868, 0xF2F5F8, 0x4CC9A0, 0xF0A868, 0x56A5D0, 0xE08A4A,
                               0x6CB8F0, 0xF2F5F8, 0x16202C, 0x3C4754},
                       .line = {0xA3AEBA, 0x56B4E9, 0x4CC9A0, 0xF0914A, 0xDD94D8, 0xDDB84A},
                       .text = {0xA3AEBA, 0x56B4E9, 0x4CC9A0, 0xF0914A, 0xDD94D8, 0xDDB84A},
                       .inner = 0.34,
                       .outer = 0.20,
                       .care = {0x2E78B0, 0x4FA3DB, 0x9AD4F5, 0xE6B450, 0xC8622C, 0x8792A2,
                                0x3FB98F, 0x8792A2},
                       .care_text = {0x7DBBE8, 0x6FBCEC, 0x9AD4F5, 0xE6B450, 0xF0914A, 0xB4BEC9,
                                     0x4CC9A0, 0xB4BEC9},
                       .ribbon = 0.38,
                       .heat = {0x3F8CCB, 0x2F6591, 0x2A4A63, 0x333D48, 0x6B4A22, 0xB96A24,
                                0xF3A15C},
                       .heat_text = {0x0B1017, 0xFFFFFF, 0xFFFFFF, 0xFFFFFF, 0xFFFFFF, 0x0B1017,
                                     0x0B1017},
                       .length = {0x2E78B0, 0x4FA3DB, 0xB9E1F8}},
    [DI_THEME_HIGH_CONTRAST] =
        {.ink = {0xFFFFFF, 0x000000, 0x000000, 0xC0C0C0, 0x000000, 0xEEEEEE, 0x9A2E00, 0x000000,
                 0x005036, 0x9A2E00, 0x3A86BE, 0xD06A20, 0x003E8A, 0x000000, 0xFFFFFF,
                 0xE4E4E4},
         .line = {0x404040, 0x003E8A, 0x005036, 0x9A2E00, 0x5E0A5A, 0x4F3A00},
         .text = {0x404040, 0x003E8A, 0x005036, 0x9A2E00, 0x5E0A5A, 0x4F3A00},
         .inner = 0.38,
         .outer = 0.20,
         .care = {0x00264D, 0x0060A8, 0x63BCEE, 0xE0A21E, 0x702400, 0x404040, 0x005036,
                  0x606060},
         .care_text = {0x00264D, 0x003E8A, 0x00507A, 0x4F3A00, 0x702400, 0x303030, 0x005036,
                       0x303030},
         .ribbon = 0.34,
         .heat = {0x0B4F8A, 0x6FA8D2, 0xC9DFEC, 0xF0F0F0, 0xFFD08A, 0xF08A2C, 0x7A2600},
         .heat_text = {0xFFFFFF, 0x000000, 0x000000, 0x000000, 0x000000, 0x000000, 0xFFFFFF},
         .length = {0x8CC4E8, 0x1F7FC0, 0x00264D}},
    [DI_THEME_PRINT_GREY] =
        {
            .ink = {0xFFFFFF, 0x000000, 0x404040, 0xE4E4E4, 0x909090, 0xF5F5F5, 0x202020,
                    0x000000, 0x202020, 0x202020, 0xB4B4B4, 0x6E6E6E, 0x000000, 0x202020,
                    0xFFFFFF, 0xD8D8D8},
            .line = {0x707070, 0x202020, 0x505050, 0x303030, 0x606060, 0x404040},
            .text = {0x606060, 0x202020, 0x505050, 0x303030, 0x606060, 0x404040},
            .inner = 0.28,
            .outer = 0.16,
            .care = {0x303030, 0x606060, 0x8C8C8C, 0xD4D4D4, 0x101010, 0xB4B4B4, 0x787878,
                     0x9A9A9A},
            .care_text = {0x202020, 0x303030, 0x404040, 0x404040, 0x000000, 0x404040, 0x303030,
                          0x404040},
            .ribbon = 0.26,
            .heat = {0xF2F2F2, 0xE8E8E8, 0xDCDCDC, 0xCECECE, 0xB4B4B4, 0x8A8A8A, 0x4A4A4A},
            .heat_text = {0x000000, 0x000000, 0x000000, 0x000000, 0x000000, 0x000000, 0xFFFFFF},
            .length = {0xD0D0D0, 0x8E8E8E, 0x303030}},
};

static const char *const keys[DI_THEMES] = {"light", "dark", "high-contrast", "print-grey"};

bool di_theme_find(const char *key, enum di_theme_id *theme_out)
{
    for (unsigned i = 0; i < DI_THEMES; i++)
        if (strcmp(keys[i], key) == 0) {
            *theme_out = (enum di_theme_id)i;
            return true;
        }
    /* short forms */
    const bool is_print = strcmp(key, "print") == 0;
    if (is_print || strcmp(key, "high_contrast") == 0) {
        *theme_out = is_print ? DI_THEME_PRINT_GREY : DI_THEME_HIGH_CONTRAST;
        return true;
    }
    return false;
}

struct di_colour di_colour_of_rgb(uint32_t rgb, double alpha)
{
    return (struct di_colour){(double)(rgb >> 16 & 0xFF) / 255, (double)(rgb >> 8 & 0xFF) / 255,
                              (double)(rgb & 0xFF) / 255, alpha};
}

static struct di_colour row_colour(const struct palette *palette, enum di_ink ink,
                                   unsigned slot)
{
    static const unsigned most[] = {DI_CARE_SLOTS, DI_CARE_SLOTS, DI_CARE_SLOTS,
                                    DI_HEAT_STEPS, DI_HEAT_STEPS, 3};
    const uint32_t *const rows[] = {palette->care, palette->care_text, palette->care,
                                    palette->heat, palette->heat_text, palette->length};
    assert(slot < most[ink - DI_INK_CARE]);
    (void)most;
    return di_colour_of_rgb(rows[ink - DI_INK_CARE][slot],
                            ink == DI_INK_RIBBON ? palette->ribbon : 1);
}

struct di_colour di_theme_colour(enum di_theme_id theme, enum di_ink ink, unsigned slot)
{
    assert(theme < DI_THEMES);
    const struct palette *palette = &palettes[theme];
    if (ink < DI_INK_SERIES)
        return di_colour_of_rgb(palette->ink[ink], 1);
    if (ink >= DI_INK_CARE)
        return row_colour(palette, ink, slot);
    assert(slot < DI_SLOTS);
    if (ink == DI_INK_SERIES_TEXT)
        return di_colour_of_rgb(palette->text[slot], 1);
    const double alpha = ink == DI_INK_BAND_INNER   ? palette->inner
                         : ink == DI_INK_BAND_OUTER ? palette->outer
                                                    : 1;
    return di_colour_of_rgb(palette->line[slot], alpha);
}
