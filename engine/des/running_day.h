/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The running day of a calendar: its entries in pop order, and the late ones that arrive while
 * it runs. Private to engine/des.
 */
#ifndef DI_RUNNING_DAY_H
#define DI_RUNNING_DAY_H

#include "di/calendar.h"

struct di_tied_entry {
    uint64_t key; /* of the entity */
    struct di_calendar_entry entry;
};

struct di_running_day {
    struct di_calendar_entry *entry;   /* [room] of the running cell */
    struct di_calendar_entry *scratch; /* [room] */
    uint32_t room, room_before;        /* at the last clear; likewise below */
    struct di_calendar_entry *late;    /* [late_room], a binary heap */
    uint32_t late_room;
    struct di_tied_entry *tied; /* [2][tied_room], scratch: entries of one instant */
    uint32_t tied_room, tied_room_before;
    const struct di_calendar_chunk *coming; /* of the next day, as far as it is fetched */
    uint32_t node_used, node_free;          /* of calendar->node */
    uint32_t node_room, node_room_before;
    di_calendar_order *order;
    void *context;
};

/* What the calendar has taken from the heap, in all and since the last clear. */
static inline void di_calendar_note_memory(struct di_calendar *calendar, size_t bytes)
{
    calendar->bytes += bytes;
    calendar->allocations++;
}

/* Between replications: the next may need a little more than any before. */
void di_running_day_make_headroom(struct di_calendar *calendar);

/* Deal the entries of a stack of chunks into the cells of a new day; the chunks stay the
 * caller's. *is_open: they were so few that they already are in calendar->next .. end. False if
 * memory ran out. */
bool di_running_day_open(struct di_calendar *calendar, const struct di_calendar_bucket *bucket,
                         bool *is_open);

/* Put the next cell that is not empty into calendar->next .. end, in pop order. None is left:
 * *is_open is false. The result is false if memory ran out. */
bool di_running_day_next_cell(struct di_calendar *calendar, bool *is_open);

/* Put one entry among those still to come; false if memory ran out. */
bool di_running_day_insert(struct di_calendar *calendar, struct di_calendar_entry entry);

/* The earliest of the running cell; at least one must be there. */
struct di_calendar_entry di_running_day_pop(struct di_calendar *calendar);

#endif
