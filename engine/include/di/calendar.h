/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * The pending-event set: which event is next.
 *
 * Events pop in the total order (time, class, key of the entity, purpose). The order in which
 * they were scheduled never matters, so two scenarios break ties alike. The calendar knows
 * nothing about children: an event is an entity's table slot, a generation, a class and a
 * purpose, all given meaning by the caller.
 *
 * Cancelling is the caller's: keep a generation with the entity, raise it, and drop an event
 * that pops with an old one. Time does not go back: nothing may be scheduled before the last
 * event popped. Events past the horizon day can never happen and are dropped at once.
 *
 * Cost of one schedule plus one pop: some 20 ns with few events pending, 30 to 40 ns with a
 * million. Memory: 12 bytes an event, plus slack of up to 256 bytes for each day in use, and 16
 * bytes for each event of the running day.
 * Not thread-safe; one calendar belongs to one replication.
 *
 * The fields are public for the inline paths below. Treat them as private.
 */
#ifndef DI_CALENDAR_H
#define DI_CALENDAR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "di/event_class.h"
#include "di/status.h"
#include "di/time.h"

enum {
    DI_CALENDAR_RING_DAYS = 4096, /* days with a bucket of their own */
    DI_CALENDAR_CHUNK_ENTRIES = 10,
    DI_CALENDAR_BLOCK_DAYS = 1024, /* dates beyond the ring are kept by blocks of days */
    DI_CALENDAR_BLOCKS = 64,
    DI_CALENDAR_CELLS = 4096 /* most cells of the running day */
};

struct di_event {
    di_time time;
    uint32_t entity;     /* table slot; which table follows from class and purpose */
    uint16_t generation; /* compared by the caller with the entity's own */
    uint8_t event_class; /* enum di_event_class */
    uint8_t purpose;     /* the caller's sub-order within a class and entity */
};

/** An event of a known day. */
struct di_calendar_entry {
    uint32_t fraction; /* of the day, in units of 2^-32 */
    uint32_t entity;
    uint16_t generation;
    uint8_t event_class;
    uint8_t purpose;
};

/**
 * Key of an entity for exact ties in time and class: the same for the same child, family or
 * queue in every scenario, whatever its slot (di/key.h). Called on such ties only.
 */
typedef uint64_t di_calendar_order(void *context, uint8_t event_class, uint32_t entity);

struct di_calendar_chunk {
    struct di_calendar_chunk *next;
    struct di_calendar_entry entry[DI_CALENDAR_CHUNK_ENTRIES];
};

/* Entries of one day, or of one far block: chunks in a stack, all full but the top one. */
struct di_calendar_bucket {
    struct di_calendar_chunk *top;
    uint32_t room;  /* free entries in the top chunk */
    uint32_t count; /* entries in all chunks */
};

/** An entry of a cell of the running day that has not opened yet. */
struct di_calendar_node {
    struct di_calendar_entry entry;
    uint32_t next; /* of the same cell, or DI_CALENDAR_NO_NODE */
};
#define DI_CALENDAR_NO_NODE UINT32_MAX

struct di_running_day;

struct di_calendar {
    const struct di_calendar_entry *next; /* coming entries of the running cell, in order */
    const struct di_calendar_entry *end;
    uint32_t late_count;  /* late events that did not fit in order cheaply */
    uint32_t cell, cells; /* the running one of those the day is cut into */
    unsigned cell_shift;  /* from the fraction of an entry to its cell */
    uint64_t cells_opened;
    struct di_calendar_node *node;
    uint32_t cell_head[DI_CALENDAR_CELLS]; /* first node, or DI_CALENDAR_NO_NODE */
    int32_t day;                           /* running day; -1 before the first pop */
    int32_t ring_end;                      /* first day without a bucket of its own */
    int32_t horizon_day;
    di_time now;        /* time of the last event popped */
    uint64_t scheduled; /* filed since the last clear */
    uint64_t popped;
    enum di_status status;
    struct di_calendar_bucket *ring; /* [DI_CALENDAR_RING_DAYS], by day modulo its length */
    struct di_calendar_bucket *far;  /* [DI_CALENDAR_BLOCKS], by block modulo its length */
    struct di_running_day *running;
    struct di_calendar_chunk *spare;
    struct di_calendar_slab *slabs;
    size_t bytes;
    uint64_t allocations; /* since the last clear */
    uint32_t slabs_added; /* among them */
};

/**
 * An empty calendar at time 0.
 *
 * @param horizon_day  last day, inclusive, on which events can happen; >= 0
 * @param order,context  tie order; borrowed for the calendar's life
 * @return DI_OK or DI_ERR_MEMORY (nothing is held then)
 */
DI_MUST_CHECK enum di_status di_calendar_init(struct di_calendar *calendar, int32_t horizon_day,
                                              di_calendar_order *order, void *context);

/** Accepts a zeroed calendar and one whose init failed. */
void di_calendar_finish(struct di_calendar *calendar);

/** Forget all events and start at time 0 again, keeping the memory for the next replication,
 * and after one that needed more of it a little more than that. */
void di_calendar_clear(struct di_calendar *calendar, int32_t horizon_day);

/** Memory held, in bytes. Constant once the calendar has seen its largest load. */
size_t di_calendar_bytes(const struct di_calendar *calendar);

/* The paths that need a new chunk, an ordered insertion, a far date, or a refusal. */
void di_calendar_schedule_slowly(struct di_calendar *calendar, di_time time,
                                 struct di_calendar_entry entry);
bool di_calendar_pop_slowly(struct di_calendar *calendar, struct di_event *event_out);

/**
 * DI_OK, or why the calendar stopped: DI_ERR_MEMORY, or DI_ERR_INVARIANT if an event was
 * scheduled before the running time. A stopped calendar pops nothing more, so check this
 * once, when pop has returned false.
 */
static inline enum di_status di_calendar_status(const struct di_calendar *calendar)
{
    return calendar->status;
}

/** Events scheduled (up to the horizon) and not yet popped, stale ones included. */
static inline uint64_t di_calendar_pending(const struct di_calendar *calendar)
{
    return calendar->scheduled - calendar->popped;
}

/** Add an event at event.time, which must not be before the last event popped. Failure is
 * sticky: see di_calendar_status. */
static inline void di_calendar_schedule(struct di_calendar *calendar, struct di_event event)
{
    const struct di_calendar_entry entry = {di_time_fraction(event.time), event.entity,
                                            event.generation, event.event_class, event.purpose};
    const int32_t day = di_time_day(event.time);
    if (day > calendar->day && day < calendar->ring_end && day <= calendar->horizon_day) {
        struct di_calendar_bucket *bucket =
            &calendar->ring[(uint32_t)day % DI_CALENDAR_RING_DAYS];
        if (bucket->room > 0) {
            bucket->top->entry[DI_CALENDAR_CHUNK_ENTRIES - bucket->room] = entry;
            bucket->room--;
            bucket->count++;
            calendar->scheduled++;
            return;
        }
    }
    di_calendar_schedule_slowly(calendar, event.time, entry);
}

/** Take the earliest event; false when none is left or the calendar has failed. */
static inline bool di_calendar_pop(struct di_calendar *calendar, struct di_event *event_out)
{
    if (calendar->next == calendar->end || calendar->late_count > 0)
        return di_calendar_pop_slowly(calendar, event_out);
    const struct di_calendar_entry entry = *calendar->next++;
    const di_time time = di_time_of_day(calendar->day) | (di_time)entry.fraction;
    calendar->now = time;
    calendar->popped++;
    *event_out = (struct di_event){time, entry.entity, entry.generation, entry.event_class,
                                   entry.purpose};
    return true;
}

/**
 * First entry, in no order, of the `distance`-th cell after the running one (1: the next), so
 * that the caller can fetch rows of events to come; the others follow through `next`. Or
 * DI_CALENDAR_NO_NODE. Hints only: late events may still come in. Cells are a few events long.
 */
static inline uint32_t di_calendar_coming(const struct di_calendar *calendar, uint32_t distance)
{
    return calendar->cell + distance < calendar->cells
               ? calendar->cell_head[calendar->cell + distance]
               : DI_CALENDAR_NO_NODE;
}

#endif
