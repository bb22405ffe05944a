/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Places counted for the result (K13, K22, resources): how many there are at the end of each
 * quarter by region and setting, and what happened to them in it. Endless pools are left out;
 * a pool with an end has places and no families or buildings.
 *
 * Children wait where they live: a child who asks for a foster family counts in the region it
 * lives in, under every setting of that kind there.
 */
#include <stdlib.h>
#include <string.h>

#include "system.h"

static int32_t *row_of(struct di_care *care, int32_t *places, uint32_t region, uint32_t setting)
{
    return places + ((size_t)region * care->model->setting_count + setting) * DI_PLACE_MEASURES;
}

static size_t table_size(const struct di_care *care)
{
    return (size_t)care->model->region_count * care->model->setting_count * DI_PLACE_MEASURES;
}

enum di_status place_count_create(struct di_care *care)
{
    care->place_counts = calloc(table_size(care), sizeof *care->place_counts);
    return care->place_counts == NULL ? DI_ERR_MEMORY : DI_OK;
}

void place_count_reset(struct di_care *care)
{
    memset(care->place_counts, 0, table_size(care) * sizeof *care->place_counts);
}

void place_count_note(struct di_care *care, uint32_t region, uint32_t setting,
                      enum di_place_measure measure)
{
    int32_t *row = row_of(care, care->place_counts, region, setting);
    row[measure]++;
    row[DI_PLACE_NET_APPROVALS] = row[DI_PLACE_APPROVALS] - row[DI_PLACE_LEAVERS];
}

static void count_units(struct di_care *care)
{
    for (uint32_t u = 0; u < care->unit_count; u++) {
        const struct unit *unit = &care->units[u];
        if (unit->licensed == DI_UNLIMITED)
            continue;
        int32_t *row = row_of(care, care->place_counts, unit->region, unit->setting);
        row[DI_PLACE_LICENSED] += unit->licensed;
        row[DI_PLACE_OCCUPIED] += unit->occupied;
        row[DI_PLACE_RESERVED] += unit->reserved + unit->kept;
        row[DI_PLACE_VACANT] += unit_free(unit);
        if (unit->carers == UINT32_MAX && unit->institution == UINT32_MAX)
            continue; /* a pool: places, and nobody knows of how many families */
        row[DI_PLACE_UNITS] += unit->licensed > 0;
        row[DI_PLACE_EMPTY] += unit->licensed > 0 && unit->occupied == 0 && unit->resting == 0;
        row[DI_PLACE_RESTING] += unit->licensed > 0 && unit->resting > 0;
    }
}

static void count_party(struct di_care *care, const struct party *party)
{
    const struct di_model *model = care->model;
    const enum di_kind kind = request_kind_of((enum di_option)party->option);
    int32_t members = 0;
    for (uint32_t mask = party->member_mask; mask != 0; mask &= mask - 1)
        members++;
    for (uint32_t i = care->kind_first[kind]; i < care->kind_first[kind + 1]; i++)
        if (model->settings[care->kind_settings[i]].places != DI_PLACES_UNLIMITED)
            row_of(care, care->place_counts, party->region,
                   care->kind_settings[i])[DI_PLACE_WAITING] += members;
}

/* MODEL 16: capacity in the wrong profile shows as empty families beside waiting children. */
static void count_empty_while_waiting(struct di_care *care)
{
    for (uint32_t r = 0; r < care->model->region_count; r++)
        for (uint32_t s = 0; s < care->model->setting_count; s++) {
            int32_t *row = row_of(care, care->place_counts, r, s);
            row[DI_PLACE_EMPTY_WHILE_WAITING] =
                row[DI_PLACE_WAITING] > 0 ? row[DI_PLACE_EMPTY] : 0;
        }
}

void place_count_quarter(struct di_care *care, uint32_t quarter)
{
    struct di_result *result = care->recorder.result;
    if (quarter >= result->dims.quarters)
        return;
    count_units(care);
    for (uint32_t p = 0; p < care->waiting.party_used; p++)
        if (care->waiting.parties[p].is_live)
            count_party(care, &care->waiting.parties[p]);
    count_empty_while_waiting(care);
    memcpy(result->places + di_result_place_index(&result->dims, quarter, 0, 0),
           care->place_counts, table_size(care) * sizeof *care->place_counts);
    place_count_reset(care);
}
