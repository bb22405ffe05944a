/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A day is cut into cells of equal length, a few entries each. A cell is a list in no order
 * until it opens: then it is sorted, so filing an event into a later hour of the running day
 * costs no search, and the cells to come tell the caller which rows it will need. Entries of
 * one instant - birthdays, most of all - are put into the order of ties, each entity's key
 * asked once. Crowded cells (many events at one instant) are merge sorted, so no load is
 * quadratic.
 *
 * A late event of the running cell moves the shorter side of its neighbours: places before
 * `next` are free, so a follow-up of the same instant moves next to nothing. Where both sides
 * are long it goes to a small heap instead.
 */
#include "running_day.h"

#include <stdlib.h>
#include <string.h>

enum { SMALL_DAY = 20, IN_CELL = 8, CROWDED_CELL = 32, LONGEST_MOVE = 256 };

static inline bool is_keyed_before(const struct di_calendar_entry *a, uint64_t a_key,
                                   const struct di_calendar_entry *b, uint64_t b_key)
{
    if (a->event_class != b->event_class)
        return a->event_class < b->event_class;
    if (a_key != b_key)
        return a_key < b_key;
    if (a->purpose != b->purpose)
        return a->purpose < b->purpose;
    if (a->generation != b->generation) /* one of them is stale: any fixed order will do */
        return a->generation < b->generation;
    return a->entity < b->entity;
}

static bool is_tie_before(const struct di_running_day *day, const struct di_calendar_entry *a,
                          const struct di_calendar_entry *b)
{
    if (a->event_class != b->event_class)
        return a->event_class < b->event_class;
    return is_keyed_before(a, day->order(day->context, a->event_class, a->entity), b,
                           day->order(day->context, b->event_class, b->entity));
}

static inline bool is_before(const struct di_running_day *day,
                             const struct di_calendar_entry *a,
                             const struct di_calendar_entry *b)
{
    if (a->fraction != b->fraction)
        return a->fraction < b->fraction;
    return is_tie_before(day, a, b);
}

static inline uint32_t with_room(uint32_t count)
{
    return count + count / 16 + 64;
}

static bool reserve(struct di_calendar *calendar, uint32_t count)
{
    struct di_running_day *day = calendar->running;
    if (count <= day->room)
        return true;
    const uint32_t room = with_room(count);
    const size_t size = sizeof *day->entry;
    const size_t first = (size_t)(calendar->next - day->entry);
    const size_t waiting = (size_t)(calendar->end - calendar->next);
    struct di_calendar_entry *entry = realloc(day->entry, room * size);
    if (entry != NULL) {
        day->entry = entry;
        calendar->next = entry + first;
        calendar->end = calendar->next + waiting;
    }
    struct di_calendar_entry *scratch = realloc(day->scratch, room * size);
    if (scratch != NULL)
        day->scratch = scratch;
    if (entry == NULL || scratch == NULL)
        return false;
    di_calendar_note_memory(calendar, 2 * size * (room - day->room));
    day->room = room;
    return true;
}

/* ---- sorting by time alone ---- */

static void insertion_sort(struct di_calendar_entry *entry, uint32_t count)
{
    for (uint32_t i = 1; i < count; i++) {
        const struct di_calendar_entry moving = entry[i];
        uint32_t place = i;
        for (; place > 0 && moving.fraction < entry[place - 1].fraction; place--)
            entry[place] = entry[place - 1];
        entry[place] = moving;
    }
}

static void merge(struct di_calendar_entry *entry, struct di_calendar_entry *left,
                  uint32_t middle, uint32_t count)
{
    memcpy(left, entry, middle * sizeof *left);
    uint32_t l = 0, r = middle, place = 0;
    while (l < middle && r < count)
        entry[place++] = entry[r].fraction < left[l].fraction ? entry[r++] : left[l++];
    memcpy(entry + place, left + l, (middle - l) * sizeof *left);
}

/* Depth is the logarithm of a day's load. */
static void merge_sort(struct di_calendar_entry *entry, struct di_calendar_entry *scratch,
                       uint32_t count)
{
    if (count <= CROWDED_CELL) {
        insertion_sort(entry, count);
        return;
    }
    const uint32_t middle = count / 2;
    merge_sort(entry, scratch, middle);
    merge_sort(entry + middle, scratch, count - middle);
    merge(entry, scratch, middle, count);
}

/* ---- ties ---- */

static bool is_tied_before(const struct di_tied_entry *a, const struct di_tied_entry *b)
{
    return is_keyed_before(&a->entry, a->key, &b->entry, b->key);
}

/* Merge sort with insertion below; `scratch` holds half as many. The library's sort may
 * allocate, and this runs every day. */
static void sort_keyed(struct di_tied_entry *tied, struct di_tied_entry *scratch,
                       uint32_t count)
{
    if (count <= CROWDED_CELL) {
        for (uint32_t i = 1; i < count; i++) {
            const struct di_tied_entry moving = tied[i];
            uint32_t place = i;
            for (; place > 0 && is_tied_before(&moving, &tied[place - 1]); place--)
                tied[place] = tied[place - 1];
            tied[place] = moving;
        }
        return;
    }
    const uint32_t middle = count / 2;
    sort_keyed(tied, scratch, middle);
    sort_keyed(tied + middle, scratch, count - middle);
    memcpy(scratch, tied, middle * sizeof *scratch);
    uint32_t l = 0, r = middle, place = 0;
    while (l < middle && r < count)
        tied[place++] = is_tied_before(&tied[r], &scratch[l]) ? tied[r++] : scratch[l++];
    memcpy(tied + place, scratch + l, (middle - l) * sizeof *scratch);
}

/* Entries, and half as many of scratch. */
static size_t tied_size(uint32_t room)
{
    return ((size_t)room + room / 2 + 1) * sizeof(struct di_tied_entry);
}

static bool reserve_tied(struct di_calendar *calendar, uint32_t count)
{
    struct di_running_day *day = calendar->running;
    if (count <= day->tied_room)
        return true;
    const uint32_t room = with_room(count);
    const size_t before = day->tied != NULL ? tied_size(day->tied_room) : 0;
    struct di_tied_entry *tied = realloc(day->tied, tied_size(room));
    if (tied == NULL)
        return false;
    di_calendar_note_memory(calendar, tied_size(room) - before);
    day->tied = tied;
    day->tied_room = room;
    return true;
}

static bool sort_tied(struct di_calendar *calendar, struct di_calendar_entry *entry,
                      uint32_t count)
{
    struct di_running_day *day = calendar->running;
    if (!reserve_tied(calendar, count))
        return false;
    for (uint32_t i = 0; i < count; i++)
        day->tied[i] = (struct di_tied_entry){
            day->order(day->context, entry[i].event_class, entry[i].entity), entry[i]};
    sort_keyed(day->tied, day->tied + day->tied_room, count);
    for (uint32_t i = 0; i < count; i++)
        entry[i] = day->tied[i].entry;
    return true;
}

static bool settle_ties(struct di_calendar *calendar, struct di_calendar_entry *entry,
                        uint32_t count)
{
    for (uint32_t first = 0, next; first < count; first = next) {
        next = first + 1;
        while (next < count && entry[next].fraction == entry[first].fraction)
            next++;
        if (next - first > 1 && !sort_tied(calendar, entry + first, next - first))
            return false;
    }
    return true;
}

/* ---- cells ---- */

static bool grow_nodes(struct di_calendar *calendar, uint32_t needed)
{
    struct di_running_day *day = calendar->running;
    const uint32_t room = with_room(needed);
    struct di_calendar_node *node = realloc(calendar->node, room * sizeof *node);
    if (node == NULL)
        return false;
    di_calendar_note_memory(calendar, (room - day->node_room) * sizeof *node);
    calendar->node = node;
    day->node_room = room;
    return true;
}

static inline uint32_t cell_of(const struct di_calendar *calendar,
                               const struct di_calendar_entry *entry)
{
    return (uint32_t)((uint64_t)entry->fraction >> calendar->cell_shift); /* by 32: one cell */
}

static inline void push(struct di_calendar *calendar, uint32_t node,
                        const struct di_calendar_entry *entry)
{
    uint32_t *head = &calendar->cell_head[cell_of(calendar, entry)];
    calendar->node[node] = (struct di_calendar_node){*entry, *head};
    *head = node;
}

static bool push_late(struct di_calendar *calendar, const struct di_calendar_entry *entry)
{
    struct di_running_day *day = calendar->running;
    uint32_t node = day->node_free;
    if (node != DI_CALENDAR_NO_NODE) {
        day->node_free = calendar->node[node].next;
    } else {
        if (day->node_used == day->node_room && !grow_nodes(calendar, day->node_used + 1))
            return false;
        node = day->node_used++;
    }
    push(calendar, node, entry);
    return true;
}

/* So many cells that a few entries are in each. */
static void cut_day(struct di_calendar *calendar, uint32_t count)
{
    calendar->cell_shift = 31;
    while (calendar->cell_shift > 20 && (count >> (32 - calendar->cell_shift)) > IN_CELL)
        calendar->cell_shift--;
    calendar->cells = UINT32_C(1) << (32 - calendar->cell_shift);
    for (uint32_t i = 0; i < calendar->cells; i++)
        calendar->cell_head[i] = DI_CALENDAR_NO_NODE;
    calendar->cell = UINT32_MAX; /* before the first */
}

static bool deal(struct di_calendar *calendar, const struct di_calendar_bucket *bucket)
{
    struct di_running_day *day = calendar->running;
    if (bucket->count > day->node_room && !grow_nodes(calendar, bucket->count))
        return false;
    cut_day(calendar, bucket->count);
    day->node_used = 0;
    day->node_free = DI_CALENDAR_NO_NODE;
    day->coming = calendar->ring[(uint32_t)(calendar->day + 1) % DI_CALENDAR_RING_DAYS].top;
    uint32_t used = DI_CALENDAR_CHUNK_ENTRIES - bucket->room;
    for (const struct di_calendar_chunk *chunk = bucket->top; chunk != NULL;
         chunk = chunk->next) {
        for (uint32_t i = 0; i < used; i++)
            push(calendar, day->node_used++, &chunk->entry[i]);
        used = DI_CALENDAR_CHUNK_ENTRIES;
    }
    return true;
}

/* Sorts a few entries of the scratch by time, each to the place of how many come before it:
 * no branch depends on chance. True: some are of one instant. */
static bool sort_few(struct di_running_day *day, uint32_t count)
{
    uint32_t fraction[CROWDED_CELL], place[CROWDED_CELL];
    for (uint32_t i = 0; i < count; i++) {
        uint32_t later = 0; /* of those before it in the scratch */
        fraction[i] = day->scratch[i].fraction;
        for (uint32_t j = 0; j < i; j++) {
            const uint32_t is_later = fraction[i] < fraction[j];
            place[j] += is_later;
            later += is_later;
        }
        place[i] = i - later;
    }
    for (uint32_t i = 0; i < count; i++)
        day->entry[place[i]] = day->scratch[i];
    bool is_tied = false;
    for (uint32_t i = 1; i < count; i++)
        is_tied |= day->entry[i].fraction == day->entry[i - 1].fraction;
    return is_tied;
}

/* Moves the list of a cell to the scratch; its nodes are free again. */
static bool take_cell(struct di_calendar *calendar, uint32_t *count_out)
{
    struct di_running_day *day = calendar->running;
    uint32_t *const first = &calendar->cell_head[calendar->cell];
    uint32_t count = 0, last = *first;
    for (uint32_t node = *first; node != DI_CALENDAR_NO_NODE; count++) {
        if (count == day->room && !reserve(calendar, count + 1))
            return false;
        day->scratch[count] = calendar->node[node].entry;
        last = node;
        node = calendar->node[node].next;
    }
    calendar->node[last].next = day->node_free;
    day->node_free = *first;
    *first = DI_CALENDAR_NO_NODE;
    *count_out = count;
    return true;
}

static bool sort_cell(struct di_calendar *calendar, uint32_t count)
{
    struct di_running_day *day = calendar->running;
    calendar->next = day->entry;
    calendar->end = day->entry + count;
    if (count == 1) {
        day->entry[0] = day->scratch[0];
        return true;
    }
    if (count <= CROWDED_CELL)
        return !sort_few(day, count) || settle_ties(calendar, day->entry, count);
    memcpy(day->entry, day->scratch, count * sizeof *day->entry);
    merge_sort(day->entry, day->scratch, count);
    return settle_ties(calendar, day->entry, count);
}

/* A day that is nearly empty is one cell, open at once. */
static bool open_whole(struct di_calendar *calendar, const struct di_calendar_bucket *bucket)
{
    struct di_running_day *day = calendar->running;
    if (!reserve(calendar, bucket->count))
        return false;
    struct di_calendar_entry *to = day->scratch;
    uint32_t used = DI_CALENDAR_CHUNK_ENTRIES - bucket->room;
    for (const struct di_calendar_chunk *chunk = bucket->top; chunk != NULL;
         chunk = chunk->next) {
        for (uint32_t i = 0; i < used; i++) /* mostly one or two: no call */
            *to++ = chunk->entry[i];
        used = DI_CALENDAR_CHUNK_ENTRIES;
    }
    calendar->cell_shift = 32;
    calendar->cells = 1;
    calendar->cell = 0;
    calendar->cells_opened++;
    return sort_cell(calendar, bucket->count);
}

/* Tables that grew since the last time grow once more. */
void di_running_day_make_headroom(struct di_calendar *calendar)
{
    struct di_running_day *day = calendar->running;
    if (day->room > day->room_before)
        (void)reserve(calendar, day->room + 1);
    if (day->tied_room > day->tied_room_before)
        (void)reserve_tied(calendar, day->tied_room + 1);
    if (day->node_room > day->node_room_before)
        (void)grow_nodes(calendar, day->node_room + 1);
    day->room_before = day->room;
    day->tied_room_before = day->tied_room;
    day->node_room_before = day->node_room;
}

bool di_running_day_open(struct di_calendar *calendar, const struct di_calendar_bucket *bucket,
                         bool *is_open)
{
    *is_open = bucket->count <= SMALL_DAY;
    return *is_open ? open_whole(calendar, bucket) : deal(calendar, bucket);
}

/* Chunks of the next day are a chain: one is fetched for each cell of this one. */
static void fetch_chunk(struct di_calendar *calendar)
{
    struct di_running_day *day = calendar->running;
    if (day->coming == NULL)
        return;
    day->coming = day->coming->next;
    __builtin_prefetch(day->coming);
    __builtin_prefetch((const char *)day->coming + sizeof *day->coming / 2);
}

bool di_running_day_next_cell(struct di_calendar *calendar, bool *is_open)
{
    *is_open = false;
    uint32_t cell = calendar->cell + 1;
    while (cell < calendar->cells && calendar->cell_head[cell] == DI_CALENDAR_NO_NODE)
        cell++;
    if (cell >= calendar->cells)
        return true;
    calendar->cell = cell;
    calendar->cells_opened++;
    fetch_chunk(calendar);
    uint32_t count;
    *is_open = true;
    return take_cell(calendar, &count) && sort_cell(calendar, count);
}

/* ---- late events of the running cell ---- */

static bool add_late(struct di_calendar *calendar, struct di_calendar_entry entry)
{
    struct di_running_day *day = calendar->running;
    if (calendar->late_count == day->late_room) {
        const uint32_t room = 2 * day->late_room;
        struct di_calendar_entry *late = realloc(day->late, room * sizeof *late);
        if (late == NULL)
            return false;
        di_calendar_note_memory(calendar, (room - day->late_room) * sizeof *late);
        day->late = late;
        day->late_room = room;
    }
    uint32_t place = calendar->late_count++;
    for (; place > 0 && is_before(day, &entry, &day->late[(place - 1) / 2]);
         place = (place - 1) / 2)
        day->late[place] = day->late[(place - 1) / 2];
    day->late[place] = entry;
    return true;
}

static struct di_calendar_entry take_late(struct di_calendar *calendar)
{
    struct di_calendar_entry *late = calendar->running->late;
    const struct di_calendar_entry first = late[0];
    const struct di_calendar_entry last = late[--calendar->late_count];
    uint32_t place = 0;
    for (uint32_t child = 1; child < calendar->late_count; child = 2 * place + 1) {
        if (child + 1 < calendar->late_count &&
            is_before(calendar->running, &late[child + 1], &late[child]))
            child++;
        if (!is_before(calendar->running, &late[child], &last))
            break;
        late[place] = late[child];
        place = child;
    }
    late[place] = last;
    return first;
}

/* How many waiting entries come before `entry`. */
static uint32_t count_before(const struct di_calendar *calendar,
                             const struct di_calendar_entry *entry)
{
    uint32_t low = 0, high = (uint32_t)(calendar->end - calendar->next);
    uint32_t step = 1; /* gallop: follow-ups are mostly soon */
    while (low + step <= high &&
           is_before(calendar->running, &calendar->next[low + step - 1], entry)) {
        low += step;
        step *= 2;
    }
    if (low + step <= high)
        high = low + step - 1;
    while (low < high) {
        const uint32_t middle = low + (high - low) / 2;
        if (is_before(calendar->running, &calendar->next[middle], entry))
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static bool insert_running(struct di_calendar *calendar, struct di_calendar_entry entry)
{
    struct di_running_day *day = calendar->running;
    const uint32_t first = (uint32_t)(calendar->next - day->entry);
    const bool is_next =
        calendar->next == calendar->end || entry.fraction < calendar->next->fraction;
    if (first > 0 && is_next) { /* most are follow-ups of the running instant */
        calendar->next--;
        day->entry[first - 1] = entry;
        return true;
    }
    const uint32_t before = count_before(calendar, &entry);
    const uint32_t after = (uint32_t)(calendar->end - calendar->next) - before;
    if (first > 0 && before <= after && before <= LONGEST_MOVE) {
        memmove(day->entry + first - 1, day->entry + first, before * sizeof entry);
        calendar->next--;
        day->entry[first - 1 + before] = entry;
        return true;
    }
    if (after > LONGEST_MOVE)
        return add_late(calendar, entry);
    if (!reserve(calendar, first + before + after + 1))
        return false;
    memmove(day->entry + first + before + 1, day->entry + first + before, after * sizeof entry);
    day->entry[first + before] = entry;
    calendar->end++;
    return true;
}

bool di_running_day_insert(struct di_calendar *calendar, struct di_calendar_entry entry)
{
    if (cell_of(calendar, &entry) > calendar->cell)
        return push_late(calendar, &entry);
    return insert_running(calendar, entry);
}

struct di_calendar_entry di_running_day_pop(struct di_calendar *calendar)
{
    if (calendar->late_count == 0)
        return *calendar->next++;
    if (calendar->next == calendar->end ||
        is_before(calendar->running, calendar->running->late, calendar->next))
        return take_late(calendar);
    return *calendar->next++;
}
