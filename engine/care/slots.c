/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "slots.h"

#include "system.h"

bool slots_have_rows(struct di_care *care, struct slots *slots, uint32_t count, void **rows,
                     size_t size)
{
    if (count <= slots->capacity)
        return true;
    void *grown = care_grow_closely(care, *rows, &slots->capacity, count, size);
    if (grown != NULL)
        *rows = grown;
    return grown != NULL;
}

void *slots_restart(struct di_care *care, struct slots *slots, void *rows, size_t size)
{
    rows = care_headroom_closely(care, rows, &slots->capacity, slots->used, size);
    slots_reset(slots);
    return rows;
}
