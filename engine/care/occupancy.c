/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Occupancy of listed institutions: child-time by quarter, residents when the moratorium began,
 * and the day of closure. Closed = in wind-down, nobody in it and nothing reserved (MODEL 8.6);
 * an institution that is empty when its wind-down begins closes on that day.
 *
 * Child-time is kept like the recorder's: the sum of (leave - enter) in fixed point.
 */
#include <stdlib.h>
#include <string.h>

#include "system.h"

struct occupancy {
    uint64_t time;       /* fixed-point days of the running quarter, modulo 2^64 */
    int32_t emptied_day; /* when the last child left; the start if it was always empty */
};

enum di_status occupancy_create(struct di_care *care)
{
    care->occupancy =
        calloc((size_t)care->model->institution_count + 1, sizeof *care->occupancy);
    return care->occupancy == NULL ? DI_ERR_MEMORY : DI_OK;
}

void occupancy_destroy(struct di_care *care)
{
    free(care->occupancy);
}

void occupancy_start(struct di_care *care)
{
    const uint32_t count = care->model->institution_count;
    struct di_result *result = care->recorder.result;
    memset(care->occupancy, 0, count * sizeof *care->occupancy);
    for (uint32_t i = 0; i < count; i++)
        result->institution_closed_day[i] = DI_NO_DAY;
}

void occupancy_change(struct di_care *care, uint32_t unit, int32_t children)
{
    if (unit >= care->model->institution_count)
        return;
    struct occupancy *occupancy = &care->occupancy[unit];
    occupancy->time -= (uint64_t)(int64_t)children * (uint64_t)care->now;
    if (care->units[unit].occupied == 0)
        occupancy->emptied_day = di_time_day(care->now);
}

void occupancy_shut(struct di_care *care, uint32_t institution)
{
    care->recorder.result->institution_shut_stock[institution] =
        care->units[institution].occupied;
}

static void note_closure(struct di_care *care, uint32_t i)
{
    const struct unit *unit = &care->units[i];
    const int32_t wind_down = care->model->institutions[i].wind_down_day;
    const int32_t emptied = care->occupancy[i].emptied_day;
    int32_t *closed = &care->recorder.result->institution_closed_day[i];
    if (wind_down > di_time_day(care->now) || unit->occupied > 0 || unit->reserved > 0)
        *closed = DI_NO_DAY;
    else if (*closed == DI_NO_DAY)
        *closed = emptied > wind_down ? emptied : wind_down > 0 ? wind_down : 0;
}

void occupancy_quarter(struct di_care *care)
{
    struct di_result *result = care->recorder.result;
    const uint32_t count = care->model->institution_count;
    if (care->recorder.quarter >= care->recorder.quarters)
        return;
    int64_t *time = result->institution_time + (size_t)care->recorder.quarter * count;
    for (uint32_t i = 0; i < count; i++) {
        const uint64_t present = (uint64_t)care->units[i].occupied * (uint64_t)care->now;
        time[i] = (int64_t)(care->occupancy[i].time + present);
        care->occupancy[i].time = 0 - present;
        note_closure(care, i);
    }
}
