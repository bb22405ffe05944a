/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The running day of a calendar: its entries in pop order, and the late ones that arrive while
 * it runs. Private to engine/des.
 */
#ifndef DI_RUNNING_DAY_H
#define DI_RUNNING_DAY_H

#include "di/calendar.h"

enum { DI_RUNNING_DAY_CELLS = 4096 };

struct di_tied_entry {
    uint64_t key; /* of the entity */
    struct di_calendar_entry entry;
};

struct di_running_day {
    struct di_calendar_entry *entry;   /* [room] */
    struct di_calendar_entry *scratch; /* [room] */
    uint32_t room;
    struct di_calendar_entry *late; /* [late_room], a binary heap */
    uint32_t late_room;
    struct di_tied_entry *tied; /* [2][tied_room], scratch: entries of one instant */
    uint32_t tied_room;
    uint32_t cell[DI_RUNNING_DAY_CELLS]; /* counts, then places, of the sort */
    di_calendar_order *order;
    void *context;
};

/* Put the `count` entries of a stack of chunks into calendar->next .. end, in pop order; the
 * chunks stay the caller's. False if memory ran out. */
bool di_running_day_open(struct di_calendar *calendar, const struct di_calendar_bucket *bucket);

/* Put one entry among those still to come; false if memory ran out. */
bool di_running_day_insert(struct di_calendar *calendar, struct di_calendar_entry entry);

/* The earliest of both kinds; at least one must be there. */
struct di_calendar_entry di_running_day_pop(struct di_calendar *calendar);

#endif
