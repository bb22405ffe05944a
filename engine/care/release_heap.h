/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Hours of a team that will come free, earliest first: a binary heap. What a job is, and
 * whether an entry still holds, is the team's to know (team.h).
 */
#ifndef DI_CARE_RELEASE_HEAP_H
#define DI_CARE_RELEASE_HEAP_H

#include <stdint.h>

#include "di/time.h"

struct release {
    di_time at;
    uint32_t job;
    uint16_t generation; /* of the job; the entry of another one is void */
};

struct release_heap {
    struct release *items; /* [capacity] */
    uint32_t count, capacity;
};

/** There must be room. */
void release_heap_push(struct release_heap *heap, struct release release);

/** Takes the earliest; there must be one. */
struct release release_heap_pop(struct release_heap *heap);

#endif
