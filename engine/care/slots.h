/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Recycled rows of a table: who leaves makes room for who comes. */
#ifndef DI_CARE_SLOTS_H
#define DI_CARE_SLOTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "child.h"

struct slots {
    uint32_t used, capacity, free_head;
};

struct di_care;

static inline void slots_reset(struct slots *slots)
{
    slots->used = 0;
    slots->free_head = NO_SLOT;
}

/** All rows of the table unused, for a replication to come, with headroom. */
void *slots_restart(struct di_care *care, struct slots *slots, void *rows, size_t size);

/** Is there room for `count` rows of `size` bytes? The table, *rows, may have moved; false: no
 * memory. */
bool slots_have_rows(struct di_care *care, struct slots *slots, uint32_t count, void **rows,
                     size_t size);

#endif
