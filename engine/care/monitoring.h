/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Children in monitored placements: one row each, recycled. */
#ifndef DI_CARE_MONITORING_H
#define DI_CARE_MONITORING_H

#include <stdint.h>

#include "di/time.h"

struct watch {
    _Alignas(64) uint64_t order; /* a row is a cache line. Canonical id of the child, so that a
                                    visit need not read its row */
    di_time start;               /* visits count from here */
    di_time owed_since; /* due date of the oldest visit not made; DI_TIME_NEVER: none */
    di_time crisis_at;  /* the next one; in the calendar once no visit falls due before it */
    di_time due_at;     /* the next visit; in the calendar once its month has begun */
    uint32_t child;     /* next free row while unused */
    uint32_t visit;     /* job, or NO_JOB */
    uint32_t crisis;    /* job, or NO_JOB */
    uint32_t due_count; /* visits fallen due: ordinal of draws */
    uint16_t crises;
    uint16_t region; /* whose case it is */
    uint16_t generation;
    uint8_t schedule : 6; /* enum visit_schedule */
    uint8_t is_late : 1;
    uint8_t owes_next : 1; /* a visit fell due while another was being made */
};

_Static_assert(sizeof(struct watch) == 64, "a cache line");

#endif
