/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The textbook heap, kept plain on purpose: what it does must be obvious. */
#include "di/reference_heap.h"

#include <stdlib.h>

void di_reference_heap_init(struct di_reference_heap *heap, di_calendar_order *order,
                            void *context)
{
    *heap = (struct di_reference_heap){.order = order, .context = context};
}

void di_reference_heap_finish(struct di_reference_heap *heap)
{
    free(heap->event);
    heap->event = NULL;
    heap->count = heap->room = 0;
}

static bool is_tie_before(const struct di_reference_heap *heap, const struct di_event *a,
                          const struct di_event *b)
{
    const uint64_t a_key = heap->order(heap->context, a->event_class, a->entity);
    const uint64_t b_key = heap->order(heap->context, b->event_class, b->entity);
    if (a_key != b_key)
        return a_key < b_key;
    if (a->purpose != b->purpose)
        return a->purpose < b->purpose;
    if (a->generation != b->generation)
        return a->generation < b->generation;
    return a->entity < b->entity;
}

static inline bool is_before(const struct di_reference_heap *heap, const struct di_event *a,
                             const struct di_event *b)
{
    if (a->time != b->time)
        return a->time < b->time;
    if (a->event_class != b->event_class)
        return a->event_class < b->event_class;
    return is_tie_before(heap, a, b);
}

enum di_status di_reference_heap_schedule(struct di_reference_heap *heap, struct di_event event)
{
    if (heap->count == heap->room) {
        const size_t room = heap->room > 0 ? heap->room * 2 : 64;
        struct di_event *grown = realloc(heap->event, room * sizeof *grown);
        if (grown == NULL)
            return DI_ERR_MEMORY;
        heap->event = grown;
        heap->room = room;
    }
    size_t place = heap->count++;
    while (place > 0) {
        const size_t parent = (place - 1) / 2;
        if (!is_before(heap, &event, &heap->event[parent]))
            break;
        heap->event[place] = heap->event[parent];
        place = parent;
    }
    heap->event[place] = event;
    return DI_OK;
}

bool di_reference_heap_pop(struct di_reference_heap *heap, struct di_event *event_out)
{
    if (heap->count == 0)
        return false;
    *event_out = heap->event[0];
    const struct di_event last = heap->event[--heap->count];
    size_t place = 0;
    for (;;) {
        size_t child = 2 * place + 1;
        if (child >= heap->count)
            break;
        if (child + 1 < heap->count &&
            is_before(heap, &heap->event[child + 1], &heap->event[child]))
            child++;
        if (!is_before(heap, &heap->event[child], &last))
            break;
        heap->event[place] = heap->event[child];
        place = child;
    }
    heap->event[place] = last;
    return true;
}
