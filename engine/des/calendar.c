/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One bucket per simulated day: filing touches only the top chunk of a day, and a day is
 * sorted by its hours as they come (running_day.c). Heaps do more work per event and cannot
 * tell which entities come next.
 *
 * Days past the ring wait in far blocks of 1024 days; when the running day enters a block, the
 * block that then fits into the ring is re-filed. The ring so always reaches at least three
 * blocks ahead, and a far event moves once. Chunks come from a pool and return to it.
 */
#include "di/calendar.h"

#include <stdlib.h>
#include <string.h>

#include "di/table_memory.h"

#include "running_day.h"

enum {
    SLAB_CHUNKS = 64,
    LATE_LEAST = 64, /* late events that find room from the start */
    BLOCKS_IN_RING = DI_CALENDAR_RING_DAYS / DI_CALENDAR_BLOCK_DAYS,
    FAR_LIMIT = (DI_CALENDAR_BLOCKS - 1) * DI_CALENDAR_BLOCK_DAYS
};

struct di_calendar_slab {
    struct di_calendar_chunk chunk[SLAB_CHUNKS];
    struct di_calendar_slab *next;
};

static void start(struct di_calendar *calendar, int32_t horizon_day)
{
    calendar->next = calendar->end = calendar->running->entry;
    calendar->late_count = 0;
    calendar->cell = calendar->cells = 0;
    calendar->cell_shift = 31;
    calendar->cells_opened = 0;
    calendar->day = -1;
    calendar->ring_end = DI_CALENDAR_RING_DAYS;
    calendar->horizon_day = horizon_day;
    calendar->now = 0;
    calendar->scheduled = calendar->popped = calendar->allocations = 0;
    calendar->slabs_added = 0;
    calendar->status = DI_OK;
}

enum di_status di_calendar_init(struct di_calendar *calendar, int32_t horizon_day,
                                di_calendar_order *order, void *context)
{
    *calendar = (struct di_calendar){0};
    calendar->ring = calloc(DI_CALENDAR_RING_DAYS, sizeof *calendar->ring);
    calendar->far = calloc(DI_CALENDAR_BLOCKS, sizeof *calendar->far);
    calendar->running = calloc(1, sizeof *calendar->running);
    if (calendar->ring == NULL || calendar->far == NULL || calendar->running == NULL) {
        di_calendar_finish(calendar);
        return DI_ERR_MEMORY;
    }
    calendar->running->order = order;
    calendar->running->late = calloc(LATE_LEAST, sizeof *calendar->running->late);
    if (calendar->running->late == NULL) {
        di_calendar_finish(calendar);
        return DI_ERR_MEMORY;
    }
    calendar->running->late_room = LATE_LEAST;
    calendar->running->context = context;
    calendar->bytes = (DI_CALENDAR_RING_DAYS + DI_CALENDAR_BLOCKS) * sizeof *calendar->ring +
                      sizeof *calendar->running + LATE_LEAST * sizeof *calendar->running->late;
    start(calendar, horizon_day);
    return DI_OK;
}

void di_calendar_finish(struct di_calendar *calendar)
{
    while (calendar->slabs != NULL) {
        struct di_calendar_slab *next = calendar->slabs->next;
        di_table_memory_free(calendar->slabs);
        calendar->slabs = next;
    }
    if (calendar->running != NULL) {
        free(calendar->running->entry);
        free(calendar->running->scratch);
        free(calendar->running->late);
        free(calendar->running->tied);
    }
    free(calendar->running);
    free(calendar->node);
    free(calendar->far);
    free(calendar->ring);
    *calendar = (struct di_calendar){0};
}

static void return_chunks(struct di_calendar *calendar, struct di_calendar_chunk *top)
{
    while (top != NULL) {
        struct di_calendar_chunk *next = top->next;
        top->next = calendar->spare;
        calendar->spare = top;
        top = next;
    }
}

static void empty_buckets(struct di_calendar *calendar, struct di_calendar_bucket *bucket,
                          uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        return_chunks(calendar, bucket[i].top);
        bucket[i] = (struct di_calendar_bucket){0};
    }
}

size_t di_calendar_bytes(const struct di_calendar *calendar)
{
    return calendar->bytes;
}

static bool add_slab(struct di_calendar *calendar)
{
    struct di_calendar_slab *slab = di_table_memory(sizeof *slab);
    if (slab == NULL)
        return false;
    slab->next = calendar->slabs;
    calendar->slabs = slab;
    di_calendar_note_memory(calendar, sizeof *slab);
    calendar->slabs_added++;
    for (int i = SLAB_CHUNKS - 1; i >= 0; i--) {
        slab->chunk[i].next = calendar->spare;
        calendar->spare = &slab->chunk[i];
    }
    return true;
}

/* The next replication may need a little more than this one did. */
static void make_headroom(struct di_calendar *calendar)
{
    for (uint32_t more = (calendar->slabs_added + 15) / 16; more > 0 && add_slab(calendar);
         more--)
        ;
    di_running_day_make_headroom(calendar);
}

void di_calendar_clear(struct di_calendar *calendar, int32_t horizon_day)
{
    empty_buckets(calendar, calendar->ring, DI_CALENDAR_RING_DAYS);
    empty_buckets(calendar, calendar->far, DI_CALENDAR_BLOCKS);
    make_headroom(calendar);
    start(calendar, horizon_day);
}

static bool file_entry(struct di_calendar *calendar, struct di_calendar_bucket *bucket,
                       const struct di_calendar_entry *entry)
{
    if (bucket->room == 0) {
        if (calendar->spare == NULL && !add_slab(calendar))
            return false;
        struct di_calendar_chunk *chunk = calendar->spare;
        calendar->spare = chunk->next;
        chunk->next = bucket->top;
        bucket->top = chunk;
        bucket->room = DI_CALENDAR_CHUNK_ENTRIES;
    }
    bucket->top->entry[DI_CALENDAR_CHUNK_ENTRIES - bucket->room] = *entry;
    bucket->room--;
    bucket->count++;
    return true;
}

/* Two entries a far event: the first carries the day in `entity`'s place. Counts and rooms are
 * even, so pairs never straddle chunks. */
static bool file_far(struct di_calendar *calendar, int32_t day, struct di_calendar_entry entry)
{
    const int32_t nearest =
        day - calendar->ring_end < FAR_LIMIT - 1 ? day : calendar->ring_end + FAR_LIMIT - 1;
    struct di_calendar_bucket *block =
        &calendar->far[(uint32_t)nearest / DI_CALENDAR_BLOCK_DAYS % DI_CALENDAR_BLOCKS];
    const struct di_calendar_entry date = {.entity = (uint32_t)day};
    return file_entry(calendar, block, &date) && file_entry(calendar, block, &entry);
}

static bool file_at(struct di_calendar *calendar, int32_t day, struct di_calendar_entry entry)
{
    if (day == calendar->day)
        return di_running_day_insert(calendar, entry);
    if (day >= calendar->ring_end)
        return file_far(calendar, day, entry);
    return file_entry(calendar, &calendar->ring[(uint32_t)day % DI_CALENDAR_RING_DAYS], &entry);
}

void di_calendar_schedule_slowly(struct di_calendar *calendar, di_time time,
                                 struct di_calendar_entry entry)
{
    if (calendar->status != DI_OK)
        return;
    if (time < calendar->now) {
        calendar->status = DI_ERR_INVARIANT;
        return;
    }
    const int32_t day = di_time_day(time);
    if (day > calendar->horizon_day)
        return;
    if (file_at(calendar, day, entry))
        calendar->scheduled++;
    else
        calendar->status = DI_ERR_MEMORY;
}

/* The ring has just become one block longer: take that block in. */
static bool refile_block(struct di_calendar *calendar)
{
    struct di_calendar_bucket *slot =
        &calendar
             ->far[(uint32_t)calendar->ring_end / DI_CALENDAR_BLOCK_DAYS % DI_CALENDAR_BLOCKS];
    const struct di_calendar_bucket block = *slot;
    *slot = (struct di_calendar_bucket){0};
    calendar->ring_end += DI_CALENDAR_BLOCK_DAYS;
    uint32_t used = DI_CALENDAR_CHUNK_ENTRIES - block.room;
    bool is_filed = true;
    for (const struct di_calendar_chunk *chunk = block.top; chunk != NULL;
         chunk = chunk->next) {
        for (uint32_t i = 0; i + 1 < used; i += 2)
            is_filed = is_filed &&
                       file_at(calendar, (int32_t)chunk->entry[i].entity, chunk->entry[i + 1]);
        used = DI_CALENDAR_CHUNK_ENTRIES;
    }
    return_chunks(calendar, block.top);
    return is_filed;
}

/* *is_open: its first cell is. */
static bool open_day(struct di_calendar *calendar, bool *is_open)
{
    calendar->day++;
    if (calendar->day % DI_CALENDAR_BLOCK_DAYS == 0 && calendar->day > 0 &&
        !refile_block(calendar))
        return false;
    struct di_calendar_bucket *bucket =
        &calendar->ring[(uint32_t)calendar->day % DI_CALENDAR_RING_DAYS];
    if (bucket->count == 0)
        return true;
    if (!di_running_day_open(calendar, bucket, is_open))
        return false;
    return_chunks(calendar, bucket->top);
    *bucket = (struct di_calendar_bucket){0};
    return true;
}

/* The next cell of the running day, or else of a later one. */
static bool open_cell(struct di_calendar *calendar)
{
    bool is_open = false;
    while (!is_open) {
        if (!di_running_day_next_cell(calendar, &is_open))
            return false;
        if (!is_open && !open_day(calendar, &is_open))
            return false;
    }
    return true;
}

bool di_calendar_pop_slowly(struct di_calendar *calendar, struct di_event *event_out)
{
    if (calendar->status != DI_OK)
        return false;
    if (calendar->next == calendar->end && calendar->late_count == 0) {
        if (di_calendar_pending(calendar) == 0)
            return false;
        if (!open_cell(calendar)) {
            calendar->status = DI_ERR_MEMORY;
            return false;
        }
    }
    const struct di_calendar_entry entry = di_running_day_pop(calendar);
    calendar->now = di_time_of_day(calendar->day) | (di_time)entry.fraction;
    calendar->popped++;
    *event_out = (struct di_event){calendar->now, entry.entity, entry.generation,
                                   entry.event_class, entry.purpose};
    return true;
}
