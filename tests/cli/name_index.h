/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names to numbers from 0, in the order in which they first come. */
#ifndef NAME_INDEX_H
#define NAME_INDEX_H

#include <stddef.h>

struct name_index {
    char **names;  /* [count] */
    size_t *slots; /* [slot_count], a power of two: number + 1, 0 = free */
    size_t count, slot_count;
};

/** The number of a name, new or known; the name is copied. */
size_t name_index_of(struct name_index *index, const char *name);

/** Forget all names; the index is ready for new ones. */
void name_index_clear(struct name_index *index);

#endif
