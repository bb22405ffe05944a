/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Open addressing by a 64-bit hash of text and style; emptied when three quarters full. Two
 * texts with one hash would share a width: at 8,192 entries the chance is below 1e-12.
 */
#include "text_widths.h"

#include <string.h>

static uint64_t mix(uint64_t hash, uint64_t byte)
{
    return (hash ^ byte) * UINT64_C(1099511628211);
}

static uint64_t hash_of(const char *text, const struct di_text_style *style)
{
    uint64_t hash = UINT64_C(14695981039346656037);
    hash = mix(hash, (uint64_t)(style->size * 64) * 2 + (style->is_bold ? 1 : 0));
    for (; *text != '\0'; text++)
        hash = mix(hash, (unsigned char)*text);
    hash ^= hash >> 29;
    return hash == 0 ? 1 : hash; /* 0 marks an empty place */
}

static double width_of(void *context, const char *text, const struct di_text_style *style)
{
    struct text_widths *widths = context;
    const uint64_t key = hash_of(text, style);
    size_t at = key & (TEXT_WIDTHS_ROOM - 1);
    while (widths->key[at] != 0 && widths->key[at] != key)
        at = (at + 1) & (TEXT_WIDTHS_ROOM - 1);
    if (widths->key[at] == key)
        return widths->width[at];
    const double width = widths->inner.width(widths->inner.context, text, style);
    if (widths->used > TEXT_WIDTHS_ROOM / 4 * 3) {
        memset(widths->key, 0, sizeof widths->key);
        widths->used = 0;
        at = key & (TEXT_WIDTHS_ROOM - 1);
    }
    widths->key[at] = key;
    widths->width[at] = width;
    widths->used++;
    return width;
}

struct di_text_measure text_widths_measure(struct text_widths *widths)
{
    return (struct di_text_measure){.width = width_of, .context = widths};
}
