/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The one pending event of a child. Most lie years ahead and are replaced before they come, so
 * the calendar holds only those of the running month; of the others the row keeps the month,
 * and the event is found again when that month begins. What a plan finds depends on nothing
 * that has changed since, or the child would have been planned anew.
 *
 * Months are counted round a byte, so an event more than 21 years ahead may be found again a
 * round too early: it is then as far ahead as before, and kept in the same way.
 *
 * What a child with a request awaits stands in the request's row instead: a request may be
 * suspended and leave its threshold standing, and a plan made later would not find it.
 *
 * Filing is done at the last instant of the month before, so every date is still to come.
 */
#include "next_event.h"

#include <stdlib.h>

#include "system.h"

enum { AHEAD = 16, DAYS_OF_A_MONTH = 31 };

enum di_status next_event_create(struct di_care *care)
{
    const uint32_t months = di_model_months(care->model);
    care->month_days = calloc((size_t)months + 1, sizeof *care->month_days);
    if (care->month_days == NULL)
        return DI_ERR_MEMORY;
    for (uint32_t m = 0; m <= months; m++)
        care->month_days[m] = di_result_month_first_day(care->model, m);
    return DI_OK;
}

static void file_until(struct di_care *care, uint32_t month)
{
    care->first_unfiled = month;
    care->filed_until = di_time_of_day(care->month_days[month]);
}

void next_event_start(struct di_care *care)
{
    file_until(care, 1);
}

/* The first guess is never too late, and of the near months the right one. */
uint8_t next_event_month(const struct di_care *care, di_time time)
{
    if (time < care->filed_until || time >= care->end)
        return NO_MONTH;
    const int32_t day = di_time_day(time);
    uint32_t month = (uint32_t)day / DAYS_OF_A_MONTH;
    if (month < care->first_unfiled)
        month = care->first_unfiled;
    while (care->month_days[month + 1] <= day)
        month++;
    return (uint8_t)(month % NO_MONTH);
}

void next_event_set(struct di_care *care, uint32_t slot, const struct next_event *next)
{
    struct child *child = &care->children[slot];
    child->generation++;
    child->due_month = next_event_month(care, next->time);
    if (child->request != NO_SLOT)
        care->waiting.requests[child->request].threshold_at =
            next->purpose == EVENT_REQUEST ? next->time : DI_TIME_NEVER;
    if (next->purpose != EVENT_NONE && child->due_month == NO_MONTH)
        care_schedule(care, next->time, DI_EVENT_CLASS_CLOCK, (enum event_purpose)next->purpose,
                      slot, child->generation);
}

static void find_again(struct di_care *care, uint32_t slot)
{
    const uint32_t r = care->children[slot].request;
    if (r == NO_SLOT) {
        clocks_plan_on(care, slot);
        return;
    }
    const struct request *request = &care->waiting.requests[r];
    const struct next_event threshold = {request->threshold_at, EVENT_REQUEST},
                            other = {request->other_at, request->other_purpose};
    next_event_set(care, slot, threshold.time != DI_TIME_NEVER ? &threshold : &other);
}

static bool is_due(const struct di_care *care, uint32_t slot, uint32_t due_month)
{
    const struct child *child = &care->children[slot];
    return child->due_month == due_month && child->group != NO_SLOT;
}

/* Children are far from their group's row: fetched ahead, many travel side by side. */
void next_event_file_month(struct di_care *care, uint32_t month)
{
    const uint32_t used = care->child_slots.used, due_month = month % NO_MONTH;
    file_until(care, month + 1);
    for (uint32_t slot = 0; slot < used; slot++) {
        if (slot + AHEAD < used && is_due(care, slot + AHEAD, due_month))
            row_fetch(&care->groups[care->children[slot + AHEAD].group]);
        if (is_due(care, slot, due_month))
            find_again(care, slot);
    }
}
