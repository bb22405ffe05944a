/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The one pending event of a child; the calendar holds what falls into the running month. */
#ifndef DI_CARE_NEXT_EVENT_H
#define DI_CARE_NEXT_EVENT_H

#include "system.h"

struct next_event {
    di_time time;
    uint32_t purpose; /* enum event_purpose, or EVENT_NONE */
};
enum di_status next_event_create(struct di_care *care);
void next_event_start(struct di_care *care);
/** Replaces the pending event of the child. */
void next_event_set(struct di_care *care, uint32_t slot, const struct next_event *next);
/** The month in which something is to be filed, counted round NO_MONTH, or NO_MONTH: at once.
 */
uint8_t next_event_month(const struct di_care *care, di_time time);
/** At the last instant before `month`: what falls into it. */
void next_event_file_month(struct di_care *care, uint32_t month);

#endif
