/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What acts on one region of the expected system: where the ladder finds places, who enters by
 * it, and who comes straight into a setting. */
#include "cohort_inputs.h"

#include <math.h>

#include "di/first_placement.h"
#include "di/unexplained.h"

static bool has_units(const struct di_model *model, uint16_t s, int32_t day)
{
    for (uint32_t i = 0; i < model->institution_count; i++) {
        const struct di_institution *home = &model->institutions[i];
        if (home->setting == s && day < home->moratorium_day &&
            di_series_at(&home->capacity, day) > 0.0) {
            return true;
        }
    }
    return false;
}

static struct ladder_place place_on(const struct di_model *model, uint16_t s, uint16_t region,
                                    int32_t day)
{
    const struct di_setting *setting = &model->settings[s];
    const struct di_person here = {.region = region};
    struct ladder_place place = {true, 0xff, 0xff};
    switch (setting->places) {
    case DI_PLACES_UNLIMITED:
        break;
    case DI_PLACES_POOL:
        place.is_open = di_quantity_at(&setting->capacity, day, &here) > 0.0;
        break;
    case DI_PLACES_UNITS:
        place.is_open = has_units(model, s, day);
        break;
    case DI_PLACES_FAMILIES:
        place = (struct ladder_place){false, 0, 0};
        for (uint32_t i = 0; i < model->carers_count; i++) {
            const struct di_carers *carers = &model->carers[i];
            if (carers->setting == s && di_series_at(&carers->families, day) > 0.0) {
                place.is_open = true;
                place.ages |= carers->age_band_mask;
                place.disabilities |= carers->disability_mask;
            }
        }
        break;
    }
    return place;
}

int32_t cohort_input_day(const struct cohort_grid *grid, double days)
{
    const int32_t day = (int32_t)floor(days);
    return day < grid->inputs_until ? day : grid->inputs_until;
}

static int32_t month_of(const struct di_model *model, int32_t day)
{
    int32_t year;
    int32_t month;
    int32_t date;
    di_date_to_civil(model->start_civil_day + day, &year, &month, &date);
    return month - 1;
}

/* Share of groups that prevention and the gate let through to care (MODEL 6). */
static double let_through(const struct di_model *model, uint16_t region, uint16_t reason,
                          uint32_t age, uint32_t disability, int32_t day)
{
    const double prevented = entry_law_covered(model, region, reason, day) *
                             model->reasons[reason].prevention_effect;
    return (1.0 - prevented) *
           (1.0 - entry_law_diverted(model, region, reason, age, disability, day));
}

/* ---- first entries ---- */

/* Index of the stream of a reason; stream_count: there is none yet. */
static uint32_t stream_of(const struct cohort_region *region, uint16_t reason)
{
    uint32_t i = 0;
    while (i < region->stream_count &&
           !di_first_shares_agree(region->grid->model, region->streams[i].reason, reason)) {
        i++;
    }
    return i;
}

/* Those who are there at the start came as the region's children enter (warm_start.c draws
 * their reasons so). The law cumulates reasons by rank. */
static void add_start_share(const struct cohort_region *region, struct cohort_stream *stream,
                            uint32_t rank)
{
    const struct di_model *model = region->grid->model;
    const uint16_t reason = di_model_reason_of_rank(model, rank);
    const uint16_t before = rank == 0 ? DI_NONE : di_model_reason_of_rank(model, rank - 1);
    for (uint32_t d = 0; d < DI_DISABILITIES; d++) {
        const double *up_to =
            region->tables->entries.reason_cumulative +
            ((size_t)region->region * DI_DISABILITIES + d) * model->reason_count;
        stream->start_share[d] += up_to[reason] - (before == DI_NONE ? 0.0 : up_to[before]);
    }
}

static enum di_status make_streams(struct cohort_region *region, struct di_arena *arena)
{
    const struct di_model *model = region->grid->model;
    const size_t cells = (size_t)region->grid->steps * DI_DISABILITIES * ENTRY_AGES;
    region->streams = DI_ARENA_NEW(arena, model->reason_count + 1, struct cohort_stream);
    if (region->streams == NULL) {
        return DI_ERR_MEMORY;
    }
    region->streams[0].reason = DI_NONE;
    for (uint32_t rank = 0; rank < model->reason_count; rank++) {
        const uint16_t reason = di_model_reason_of_rank(model, rank);
        const uint32_t at = stream_of(region, reason);
        struct cohort_stream *stream = &region->streams[at];
        if (at == region->stream_count) {
            region->stream_count++;
            stream->reason = reason;
            stream->children = DI_ARENA_NEW(arena, cells, double);
        }
        if (stream->children == NULL) {
            return DI_ERR_MEMORY;
        }
        add_start_share(region, stream, rank);
    }
    if (region->stream_count <= 1) { /* residents may be there without any reason */
        region->stream_count = 1;
        for (uint32_t d = 0; d < DI_DISABILITIES; d++) {
            region->streams[0].start_share[d] = 1.0; /* without the rounding of a sum */
        }
    }
    return DI_OK;
}

enum { RATE_POINTS = 6 }; /* of a step, where its rates are looked up */

static double rate_point_days(const struct cohort_grid *grid, uint32_t step, uint32_t point)
{
    return (step + (point + 0.5) / RATE_POINTS) * grid->step_days;
}

static void add_entries(const struct cohort_region *region, uint16_t here, uint16_t reason,
                        uint32_t step)
{
    const struct cohort_grid *grid = region->grid;
    const struct di_model *model = grid->model;
    double rate = 0.0;
    for (uint32_t i = 0; i < RATE_POINTS; i++) {
        const double at = rate_point_days(grid, step, i);
        const int32_t day = cohort_input_day(grid, at);
        rate += entry_law_children_per_year(model, here, reason, day) *
                model->entries.season[month_of(model, (int32_t)floor(at))] *
                di_series_at(&region->tables->entry_factor[here], day) / RATE_POINTS;
    }
    double ages[ENTRY_AGES];
    entry_law_ages(model, here, reason, ages);
    const int32_t middle = cohort_input_day(grid, (step + 0.5) * grid->step_days);
    double *children = region->streams[stream_of(region, reason)].children;
    for (uint32_t d = 0; d < DI_DISABILITIES; d++) {
        double *row = &children[((size_t)step * DI_DISABILITIES + d) * ENTRY_AGES];
        for (uint32_t a = 0; a < ENTRY_AGES; a++) {
            row[a] += rate * ages[a] * entry_law_disability(model, here, reason, a, d) *
                      let_through(model, here, reason, a, d, middle);
        }
    }
}

static void add_inflow(const struct cohort_region *region, uint16_t here, uint16_t reason,
                       const struct cohort_inflow *inflow)
{
    const struct cohort_grid *grid = region->grid;
    const struct di_model *model = grid->model;
    double ages[ENTRY_AGES];
    di_unexplained_ages(model, here, reason, ages);
    for (uint32_t step = 0; step < grid->steps; step++) {
        const int32_t middle = cohort_input_day(grid, (step + 0.5) * grid->step_days);
        double rate = 0.0;
        for (uint32_t i = 0; i < RATE_POINTS; i++) {
            const int32_t day = cohort_input_day(grid, rate_point_days(grid, step, i));
            rate += di_unexplained_children_per_year(model, here, reason, day) / RATE_POINTS;
        }
        for (uint32_t a = 0; a < ENTRY_AGES; a++) {
            const struct di_person who = {.region = here,
                                          .reason = reason,
                                          .age_band =
                                              (uint8_t)di_model_age_band(model, a + 0.5)};
            double shares[DI_DISABILITIES];
            di_unexplained_disabilities(model, &who, middle, shares);
            for (uint32_t d = 0; d < DI_DISABILITIES; d++) {
                inflow->children[((size_t)step * DI_DISABILITIES + d) * ENTRY_AGES + a] +=
                    rate * ages[a] * shares[d];
            }
        }
    }
}

/* Unexplained entries of the members. */
static enum di_status fill_inflows(struct cohort_region *region, struct di_arena *arena)
{
    const struct cohort_grid *grid = region->grid;
    const struct di_model *model = grid->model;
    region->inflows = DI_ARENA_NEW(arena, model->reason_count + 1, struct cohort_inflow);
    if (region->inflows == NULL) {
        return DI_ERR_MEMORY;
    }
    for (uint32_t rank = 0; rank < model->reason_count; rank++) {
        const uint16_t reason = di_model_reason_of_rank(model, rank);
        if (!model->reasons[reason].is_unexplained || grid->without_unexplained) {
            continue;
        }
        struct cohort_inflow *inflow = &region->inflows[region->inflow_count++];
        inflow->setting = model->reasons[reason].unexplained_into;
        inflow->stream = stream_of(region, reason);
        inflow->children =
            DI_ARENA_NEW(arena, (size_t)grid->steps * DI_DISABILITIES * ENTRY_AGES, double);
        if (inflow->children == NULL) {
            return DI_ERR_MEMORY;
        }
        for (uint32_t m = 0; m < region->member_count; m++) {
            add_inflow(region, region->members[m], reason, inflow);
        }
    }
    return DI_OK;
}

static void add_listed(const struct cohort_region *region, uint16_t here)
{
    const struct cohort_grid *grid = region->grid;
    const struct di_entries *entries = &grid->model->entries;
    for (uint32_t i = 0; i < entries->listed_count; i++) {
        const struct di_listed_group *group = &entries->listed[i];
        const double step = floor(di_time_days(group->at) / grid->step_days);
        if (group->region != here || step < 0.0 || step >= grid->steps) {
            continue;
        }
        for (uint32_t m = 0; m < group->size; m++) {
            const uint32_t age = (uint32_t)fmin(17.0, (double)group->age_years[m]);
            region->streams[stream_of(region, group->reason)]
                .children[((size_t)step * DI_DISABILITIES + group->disability[m]) * ENTRY_AGES +
                          age] += 1.0 / grid->step_years;
        }
    }
}

static void fill_inputs(const struct cohort_region *region)
{
    const struct cohort_grid *grid = region->grid;
    const struct di_model *model = grid->model;
    for (uint32_t step = 0; step < grid->steps; step++) {
        const int32_t day = cohort_input_day(grid, (step + 0.5) * grid->step_days);
        for (uint16_t s = 0; s < model->setting_count; s++) {
            region->ladder[(size_t)step * model->setting_count + s] =
                place_on(model, s, region->region, day);
        }
        for (uint32_t m = 0; m < region->member_count; m++) {
            for (uint32_t rank = 0; rank < model->reason_count; rank++) {
                const uint16_t reason = di_model_reason_of_rank(model, rank);
                if (!model->reasons[reason].is_unexplained) {
                    add_entries(region, region->members[m], reason, step);
                }
            }
        }
    }
    for (uint32_t m = 0; m < region->member_count; m++) {
        add_listed(region, region->members[m]);
    }
}

enum di_status cohort_inputs_fill(struct cohort_region *region, struct di_arena *arena)
{
    enum di_status status = make_streams(region, arena);
    if (status == DI_OK) {
        fill_inputs(region);
        status = fill_inflows(region, arena);
    }
    return status;
}
