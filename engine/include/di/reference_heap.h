/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * A plain binary heap with the calendar's pop order: the oracle its tests compare with and the
 * measure its benchmark is quoted against. Shares no code with the calendar.
 */
#ifndef DI_REFERENCE_HEAP_H
#define DI_REFERENCE_HEAP_H

#include "di/calendar.h"

struct di_reference_heap {
    struct di_event *event;
    size_t count;
    size_t room;
    di_calendar_order *order;
    void *context;
};

void di_reference_heap_init(struct di_reference_heap *heap, di_calendar_order *order,
                            void *context);
void di_reference_heap_finish(struct di_reference_heap *heap);

/** @return DI_OK or DI_ERR_MEMORY */
DI_MUST_CHECK enum di_status di_reference_heap_schedule(struct di_reference_heap *heap,
                                                        struct di_event event);

/** Take the earliest event; false when the heap is empty. */
bool di_reference_heap_pop(struct di_reference_heap *heap, struct di_event *event_out);

#endif
