/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Children and sibling groups as table rows. One row of 48 bytes holds what an event of the
 * child reads together; rarer facts are in a `carry` row. Days fit 16 bits, since a horizon has
 * at most 60 years and nobody in care was born more than 80 before the start. Slots are
 * recycled; luck and ties belong to keys and canonical ids, never to a slot.
 */
#ifndef DI_CARE_CHILD_H
#define DI_CARE_CHILD_H

#include <stdint.h>

#include "di/time.h"

#define NO_SLOT UINT32_MAX

struct child {
    uint64_t visits;         /* VISIT_BITS per kind: how often each kind was entered before */
    uint32_t state_fraction; /* of the day in which the clock `state` began (of a child at home:
                                clock `home`), in units of 2^-32 */
    uint32_t unit;           /* place; for a child in `unplaced`: position in that list */
    uint32_t group;          /* row in the group table; NO_SLOT: the slot is unused */
    uint32_t request;        /* open request, or NO_SLOT */
    uint32_t next_sibling;   /* in the group's list, or NO_SLOT */
    uint32_t carry;          /* row in carries, or NO_SLOT */
    /* 32 bits of small facts */
    uint32_t region : 10; /* of residence */
    uint32_t origin : 10;
    uint32_t age_band : 3;
    uint32_t sex : 1;
    uint32_t disability : 2;
    uint32_t member : 3;         /* ordinal in the group */
    uint32_t stays_on : 1;       /* 18 or over and stayed */
    uint32_t kinship_failed : 1; /* broke down in this episode */
    uint32_t overran : 1;        /* emergency stay past its maximum: counted once */
    int16_t state_day;
    int16_t birth_day;
    int16_t care_day;    /* first day of the care episode: clock `care` */
    uint16_t generation; /* raised whenever the pending event is replaced */
    uint8_t setting;
    uint8_t episode;     /* ordinal of the care episode: index of suitability draws */
    uint8_t first_cause; /* pathway that fires first while the child stays, or NO_CAUSE */
    uint8_t due_month;   /* of the next event, if the calendar does not hold it yet */
};

_Static_assert(sizeof(struct child) == 48, "three quarters of a cache line");

enum { VISIT_BITS = 6, VISIT_KINDS = 10 };
enum { NO_CAUSE = UINT8_MAX, NO_MONTH = UINT8_MAX };

struct group {
    uint64_t key;
    uint64_t order;       /* canonical id of the group, compared field by field */
    float frailty;        /* Z */
    uint32_t first_child; /* eldest first, or NO_SLOT; next free row while unused */
    uint16_t reason;
    uint16_t returns;   /* times the group came back to the gate */
    uint8_t size;       /* members ever */
    uint8_t members;    /* rows of the group that are live */
    uint8_t policy : 4; /* enum sibling_policy */
    uint8_t is_live : 4;
    uint8_t bound; /* bit per member: not legally free, as its stay at the start says */
};

struct di_care;
/* Age band today, and on a day, of somebody born on another. */
uint32_t child_band_of(const struct di_care *care, int32_t birth_day);
uint32_t child_band_on(const struct di_care *care, int32_t birth_day, int32_t day);

enum sibling_policy { SIBLINGS_TOGETHER, SIBLINGS_PREFERRED, SIBLINGS_FREE };

/*
 * Rare facts of a child: a move within one kind, the family just lost, a discharge by a shock.
 * Allocated from a pool on first need. Clocks carried over such a change, or with attempts that
 * were refused, stand in tables of their own (carried_clocks.c).
 */
struct carry {
    uint32_t lost_unit; /* NO_SLOT: none */
    uint32_t clocks;    /* row of the carried clocks, or NO_SLOT; next free row while unused */
    uint32_t place_fraction; /* of the day in which the clock `place` began, if has_place: else
                                it began with the clock `state` */
    int16_t place_day;
    uint16_t discharged_by; /* 1 + shock that sent the child home; 0: none */
    uint8_t has_place;
    uint8_t pathways; /* of the carried clocks */
};

/* Pathways of one setting, at most; the loader refuses more. */
enum { CAUSES_MAX = 64 };

#endif
