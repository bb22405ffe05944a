/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Occupancy of listed institutions: child-time by quarter, and residents when the moratorium
 * began. When they close is closure.c.
 *
 * Child-time is kept like the recorder's: the sum of (leave - enter) in fixed point.
 */
#include <stdlib.h>
#include <string.h>

#include "system.h"

struct occupancy {
    uint64_t time; /* fixed-point days of the running quarter, modulo 2^64 */
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
    care->occupancy[unit].time -= (uint64_t)(int64_t)children * (uint64_t)care->now;
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
    }
}
