/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How long families were approved, and how long they rested, by region and setting (K18 pays
 * them by the day). Nothing is summed day by day: a family that comes at t subtracts t, one
 * that goes adds it, and at the end of a quarter those who are there add that instant.
 */
#include <stdlib.h>
#include <string.h>

#include "system.h"

static size_t table_size(const struct di_care *care)
{
    return (size_t)care->model->region_count * care->model->setting_count * DI_FAMILY_TIMES;
}

enum di_status family_time_create(struct di_care *care)
{
    care->family_time = calloc(table_size(care), sizeof *care->family_time);
    return care->family_time == NULL ? DI_ERR_MEMORY : DI_OK;
}

void family_time_reset(struct di_care *care)
{
    memset(care->family_time, 0, table_size(care) * sizeof *care->family_time);
}

/* Adds the family, as it now is, `instants` times. Modulo 2^64, as sums of differences are. */
static void add(const struct di_care *care, uint64_t *table, uint32_t u, uint64_t instants)
{
    const struct unit *unit = &care->units[u];
    if (unit->carers == UINT32_MAX || unit->licensed <= 0)
        return;
    uint64_t *row =
        table +
        ((size_t)unit->region * care->model->setting_count + unit->setting) * DI_FAMILY_TIMES;
    row[DI_FAMILY_TIME] += instants;
    row[DI_FAMILY_PLACE_TIME] += (uint64_t)unit->licensed * instants;
    if (unit->resting == 0)
        return;
    row[DI_FAMILY_RESTING_TIME] += instants;
    row[DI_FAMILY_RESTING_PLACE_TIME] += (uint64_t)unit->resting * instants;
}

void family_time_before(struct di_care *care, uint32_t u)
{
    add(care, care->family_time, u, (uint64_t)care->now);
}

void family_time_after(struct di_care *care, uint32_t u)
{
    add(care, care->family_time, u, 0 - (uint64_t)care->now);
}

void family_time_quarter(struct di_care *care)
{
    struct di_result *result = care->recorder.result;
    if (care->recorder.quarter >= result->dims.quarters)
        return;
    int64_t *out = result->family_time + care->recorder.quarter * table_size(care);
    for (uint32_t u = 0; u < care->unit_count; u++)
        family_time_before(care, u);
    for (size_t i = 0; i < table_size(care); i++)
        out[i] = (int64_t)care->family_time[i];
    family_time_reset(care);
    for (uint32_t u = 0; u < care->unit_count; u++)
        family_time_after(care, u);
}
