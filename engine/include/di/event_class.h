/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * The one order of events that fall on the same instant (MODEL 9).
 *
 * Endings free what later classes may use; capacity changes before anyone asks for capacity;
 * arrivals see the policies of their day; matching sees all requests of its instant; reports
 * are after matching. Within a class: by entity, then by purpose, never by insertion.
 */
#ifndef DI_EVENT_CLASS_H
#define DI_EVENT_CLASS_H

enum di_event_class {
    DI_EVENT_CLASS_RELEASE,         /* activities done, reservations and holds ended */
    DI_EVENT_CLASS_CAPACITY_ADD,    /* family approved, worker active, bed opened */
    DI_EVENT_CLASS_CAPACITY_REMOVE, /* family or worker leaves, licence falls */
    DI_EVENT_CLASS_POLICY,          /* policy changes, wind-downs, shocks start or end */
    DI_EVENT_CLASS_CLOCK, /* stays end, ages are reached, visits and reviews fall due */
    DI_EVENT_CLASS_ARRIVAL,
    DI_EVENT_CLASS_MATCHING,
    DI_EVENT_CLASS_REPORT,
    DI_EVENT_CLASS_END,
    DI_EVENT_CLASS_COUNT
};

#endif
