/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Beds that fill themselves: an optional response of placements to empty beds, off by default.
 * Published work finds that extra beds raise placements; nobody knows by how much here, so the
 * rate is an assumption of the scenario and for testing plans.
 *
 * Rule: every empty bed of a setting draws children of the region at a constant rate. A point
 * of a planar Poisson field (point_strip.h) becomes a child if it is below rate * empty
 * beds of that instant, and if a bed admits it; the child enters that bed at once, past
 * prevention and gate, as a first entry of the named reason. More rate only adds points.
 */
#include <stdlib.h>

#include "system.h"

struct supply_strip {
    struct point_strip points;
    uint32_t number; /* from 1 */
    uint16_t region, setting;
};

struct supply_response {
    struct supply_strip *strips;
    uint32_t count;
};

static double rate_of(const struct di_care *care, uint32_t setting)
{
    return care->model->settings[setting].supply_response_per_year;
}

/* Beds a setting may ever have in a region. */
static double beds_max(const struct di_model *model, uint32_t setting, uint32_t region)
{
    const struct di_person person = {.region = (uint16_t)region};
    double beds = 0;
    for (uint32_t i = 0; i < model->institution_count; i++)
        if (model->institutions[i].setting == setting &&
            model->institutions[i].region == region)
            beds += di_series_highest(&model->institutions[i].capacity);
    if (model->settings[setting].places == DI_PLACES_POOL)
        beds += di_series_highest(&model->settings[setting].capacity.series) *
                di_quantity_factor(&model->settings[setting].capacity, &person);
    return beds;
}

static uint32_t strips_of(const struct di_care *care, uint32_t setting, uint32_t region)
{
    const double rate = rate_of(care, setting);
    return rate > 0 ? point_strip_count(rate * beds_max(care->model, setting, region)) : 0;
}

enum di_status supply_response_create(struct di_care *care)
{
    const struct di_model *model = care->model;
    uint32_t count = 0;
    for (uint32_t s = 0; s < model->setting_count; s++)
        for (uint32_t r = 0; r < model->region_count; r++)
            count += strips_of(care, s, r);
    if (count == 0)
        return DI_OK;
    care->supply = calloc(1, sizeof *care->supply);
    if (care->supply == NULL)
        return DI_ERR_MEMORY;
    care->supply->strips = calloc(count, sizeof *care->supply->strips);
    care->supply->count = count;
    return care->supply->strips == NULL ? DI_ERR_MEMORY : DI_OK;
}

void supply_response_destroy(struct di_care *care)
{
    if (care->supply != NULL)
        free(care->supply->strips);
    free(care->supply);
}

/* Next point below what the setting's beds could draw if all were empty. */
static void schedule_point(struct di_care *care, uint32_t s)
{
    struct supply_strip *strip = &care->supply->strips[s];
    const double most =
        rate_of(care, strip->setting) * beds_max(care->model, strip->setting, strip->region);
    while (point_strip_next(care, &strip->points, DI_PURPOSE_SUPPLY_POINT))
        if (strip->points.y < most) {
            care_schedule(care, strip->points.at, DI_EVENT_CLASS_ARRIVAL, EVENT_SUPPLY,
                          s | SUPPLY_ENTITY, 0);
            return;
        }
}

void supply_response_start(struct di_care *care)
{
    const struct di_model *model = care->model;
    uint32_t at = 0;
    for (uint16_t s = 0; care->supply != NULL && s < model->setting_count; s++)
        for (uint16_t r = 0; r < model->region_count; r++) {
            const uint32_t count = strips_of(care, s, r);
            const uint64_t key =
                di_key_mix(model->settings[s].name.key, model->regions[r].name.key);
            for (uint32_t n = 1; n <= count; n++) {
                care->supply->strips[at] = (struct supply_strip){
                    .points = point_strip_of(key, n), .number = n, .region = r, .setting = s};
                schedule_point(care, at++);
            }
        }
}

static double empty_beds(const struct di_care *care, const struct supply_strip *strip)
{
    return (double)
        care->free_places[(size_t)strip->setting * care->model->region_count + strip->region];
}

void supply_response_arrive(struct di_care *care, uint32_t s)
{
    const struct supply_strip strip = care->supply->strips[s];
    const struct di_setting *setting = &care->model->settings[strip.setting];
    if (strip.points.y < rate_of(care, strip.setting) * empty_beds(care, &strip)) {
        const struct entry_bed bed = {
            .key = point_strip_key(&strip.points),
            .strip = ORDER_STRIP_SUPPLY | (uint32_t)setting->name.rank << 14 | strip.number,
            .ordinal = strip.points.ordinal - 1,
            .region = strip.region,
            .reason = setting->supply_reason,
            .setting = strip.setting};
        if (entry_into_bed(care, &bed))
            recorder_tally(care, strip.region, DI_TALLY_SUPPLY_INDUCED);
    }
    schedule_point(care, s);
}

uint64_t supply_response_order(const struct di_care *care, uint32_t s)
{
    const struct supply_strip *strip = &care->supply->strips[s];
    return UINT64_C(1) << 61 | (uint64_t)care->model->settings[strip->setting].name.rank << 48 |
           (uint64_t)care->model->regions[strip->region].name.rank << 32 | strip->number;
}
