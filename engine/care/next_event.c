/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The one pending event of a child. Most lie years ahead and are replaced before they come, so
 * the calendar holds only those of the running quarter; of the others the row keeps the
 * quarter, and the event is found again when that quarter begins. What a plan finds depends on
 * nothing that has changed since, or the child would have been planned anew.
 *
 * Thresholds of requests are filed at once, however far: a request may be suspended and leave
 * its threshold standing. What else such a child awaits stands in the request's row.
 *
 * Filing is done at the last instant of the quarter before, so every date is still to come.
 */
#include "next_event.h"

#include <stdlib.h>

#include "system.h"

enum { AHEAD = 16 };

_Static_assert(DI_HORIZON_YEARS_MAX * 4 + 1 < NO_QUARTER, "a quarter fits its byte");

enum di_status next_event_create(struct di_care *care)
{
    const uint32_t quarters = di_model_quarters(care->model);
    care->quarter_days = calloc((size_t)quarters + 1, sizeof *care->quarter_days);
    if (care->quarter_days == NULL)
        return DI_ERR_MEMORY;
    for (uint32_t q = 0; q <= quarters; q++)
        care->quarter_days[q] = di_result_quarter_first_day(care->model, q);
    return DI_OK;
}

static void file_until(struct di_care *care, uint32_t quarter)
{
    care->filed_until = di_time_of_day(care->quarter_days[quarter]);
}

void next_event_start(struct di_care *care)
{
    file_until(care, 1);
}

/* No quarter has more than 92 days, so the first guess is never too late. */
uint8_t next_event_quarter(const struct di_care *care, di_time time)
{
    if (time < care->filed_until || time >= care->end)
        return NO_QUARTER;
    const int32_t day = di_time_day(time);
    uint32_t quarter = (uint32_t)day / 92;
    while (care->quarter_days[quarter + 1] <= day)
        quarter++;
    return (uint8_t)quarter;
}

void next_event_set(struct di_care *care, uint32_t slot, const struct next_event *next)
{
    struct child *child = &care->children[slot];
    child->generation++;
    child->due_quarter =
        next->purpose == EVENT_REQUEST ? NO_QUARTER : next_event_quarter(care, next->time);
    if (next->purpose != EVENT_NONE && child->due_quarter == NO_QUARTER)
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
    next_event_set(care, slot, &(struct next_event){request->other_at, request->other_purpose});
}

static bool is_due(const struct di_care *care, uint32_t slot, uint32_t quarter)
{
    const struct child *child = &care->children[slot];
    return child->due_quarter == quarter && child->group != NO_SLOT;
}

/* Children are far from their group's row: fetched ahead, many travel side by side. */
void next_event_file_quarter(struct di_care *care, uint32_t quarter)
{
    const uint32_t used = care->child_slots.used;
    file_until(care, quarter + 1);
    for (uint32_t slot = 0; slot < used; slot++) {
        if (slot + AHEAD < used && is_due(care, slot + AHEAD, quarter))
            row_fetch(&care->groups[care->children[slot + AHEAD].group]);
        if (is_due(care, slot, quarter))
            find_again(care, slot);
    }
}
