/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Who may live in an institution: a byte beside each child's row, made from the number of its
 * institution. A scope that begins or a month's look at one institution reads these bytes
 * instead of every row; several institutions share a byte, so the row decides.
 */
#include <string.h>

#include "system.h"

static uint8_t mark_of(const struct di_care *care, uint32_t unit)
{
    return (uint8_t)(unit < care->model->institution_count ? 1 + unit % 255 : 0);
}

bool resident_mark_grow(struct di_care *care, uint32_t before)
{
    uint32_t capacity = before;
    if (care->child_slots.capacity == before)
        return true;
    uint8_t *grown = care_grow_closely(care, care->resident_marks, &capacity,
                                       care->child_slots.capacity, sizeof *grown);
    if (grown != NULL)
        care->resident_marks = grown;
    return grown != NULL;
}

void resident_mark_set(struct di_care *care, uint32_t slot, uint32_t unit)
{
    care->resident_marks[slot] = mark_of(care, unit);
}

uint32_t resident_mark_next(const struct di_care *care, uint32_t institution, uint32_t from)
{
    const uint8_t *const first = care->resident_marks;
    const uint32_t used = care->child_slots.used;
    while (from < used) {
        const uint8_t *at = memchr(first + from, mark_of(care, institution), used - from);
        if (at == NULL)
            return NO_SLOT;
        from = (uint32_t)(at - first);
        const struct child *child = &care->children[from];
        if (child->group != NO_SLOT && child->setting != DI_SETTING_UNPLACED &&
            child->unit == institution)
            return from;
        from++;
    }
    return NO_SLOT;
}
