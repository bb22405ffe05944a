/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Unexplained entries (MODEL 11): children whom published stocks count and published entries do
 * not. They are points of the field of entries (entry.c) and come singly into the setting their
 * reason names, past prevention, gate, kin and ladder. From then on they are children like all.
 *
 * Published figures count them there whatever the places, so they exceed capacity and a
 * moratorium, each counted by name. Where no place of the setting is left, because all are
 * closed or evacuated or none has opened, nobody can be counted there and nobody comes.
 */
#include "di/unexplained.h"

#include <math.h>

#include "system.h"

/* ---- where ---- */

struct choice {
    uint32_t unit;
    bool is_open;
    int32_t free_places; /* below 0 above capacity */
};

static bool is_better(const struct choice *a, const struct choice *b)
{
    if (b->unit == NO_SLOT || a->is_open != b->is_open)
        return b->unit == NO_SLOT || a->is_open;
    return a->free_places > b->free_places;
}

static void consider(const struct di_care *care, uint32_t u, struct choice *best)
{
    const struct unit *unit = &care->units[u];
    const bool is_there = unit->institution == UINT32_MAX ||
                          (unit->licensed > 0 && !unit->is_evacuated); /* closed: no licence */
    const struct choice choice = {u, unit_is_open(care, unit),
                                  unit->licensed - unit->occupied - unit->reserved -
                                      unit->kept};
    if (is_there && is_better(&choice, best))
        *best = choice;
}

/* The open institution with most places free, or least above capacity; then one under
 * moratorium. Of equals the first by name. */
static uint32_t unit_in(const struct di_care *care, uint32_t setting, uint32_t region)
{
    struct choice best = {.unit = NO_SLOT};
    const size_t at = (size_t)setting * care->model->region_count + region;
    for (uint32_t i = care->region_unit_first[at]; i < care->region_unit_first[at + 1]; i++)
        consider(care, care->region_unit_list[i], &best);
    if (care->pool_unit[at] != NO_SLOT)
        consider(care, care->pool_unit[at], &best);
    return best.unit;
}

/* The child's own region, else the nearest neighbour, else any region by name. */
static uint32_t find_unit(const struct di_care *care, uint32_t setting, uint32_t region)
{
    const struct di_model *model = care->model;
    const struct di_region *own = &model->regions[region];
    uint32_t unit = unit_in(care, setting, region);
    for (uint32_t n = 0; unit == NO_SLOT && n < own->neighbour_count; n++)
        unit = unit_in(care, setting, own->neighbours[n].region);
    for (uint32_t rank = 0; unit == NO_SLOT && rank < model->region_count; rank++)
        unit = unit_in(care, setting, di_model_region_of_rank(model, rank));
    return unit;
}

/* ---- who ---- */

static int32_t draw_days_old(const struct di_care *care, const struct strip *strip,
                             uint64_t key)
{
    const struct di_setting *setting =
        &care->model->settings[care->model->reasons[strip->reason].unexplained_into];
    double share[18], from, to;
    double u = di_draw_uniform(care->stream, key, DI_PURPOSE_ENTRY_AGE, 0, 0);
    uint32_t age = 0;
    di_unexplained_ages(care->model, strip->region, strip->reason, share);
    while (age < 17 && u >= share[age])
        u -= share[age++];
    while (age > 0 && share[age] <= 0)
        age--; /* rounding beyond the last share */
    di_unexplained_span(setting, age, &from, &to);
    const double years = from + (to - from) * fmin(u / share[age], 1);
    const int32_t youngest = (int32_t)ceil(from * DI_DAYS_PER_YEAR);
    const int32_t oldest = (int32_t)lround(to * DI_DAYS_PER_YEAR) - 1;
    const int32_t days = (int32_t)(years * DI_DAYS_PER_YEAR);
    return days > oldest ? oldest : days < youngest ? youngest : days;
}

static struct member_draft draw_child(const struct di_care *care, const struct strip *strip,
                                      uint64_t key)
{
    const struct di_model *model = care->model;
    const int32_t today = di_time_day(care->now);
    const int32_t days = draw_days_old(care, strip, key);
    struct member_draft draft = {.birth_day = today - days, .sex = DI_MALE};
    if (di_draw_uniform(care->stream, key, DI_PURPOSE_SEX, 0, 0) < model->entries.female_share)
        draft.sex = DI_FEMALE;
    const struct di_person person = {
        .region = strip->region,
        .reason = strip->reason,
        .age_band = (uint8_t)di_model_age_band(model, days / DI_DAYS_PER_YEAR),
        .sex = draft.sex};
    double share[DI_DISABILITIES];
    di_unexplained_disabilities(model, &person, today, share);
    const double u = di_draw_uniform(care->stream, key, DI_PURPOSE_DISABILITY, 0, 0);
    draft.disability = u < share[DI_DISABILITY_SEVERE] ? DI_DISABILITY_SEVERE
                       : u < share[DI_DISABILITY_SEVERE] + share[DI_DISABILITY_MODERATE] ||
                               share[DI_DISABILITY_NONE] <= 0
                           ? DI_DISABILITY_MODERATE
                           : DI_DISABILITY_NONE;
    return draft;
}

/* ---- the entry ---- */

void unexplained_arrive(struct di_care *care, const struct strip *strip)
{
    const uint32_t setting = care->model->reasons[strip->reason].unexplained_into;
    const bool needs_place = setting != DI_SETTING_UNPLACED;
    const uint32_t unit = needs_place ? find_unit(care, setting, strip->region) : NO_SLOT;
    if (unit == NO_SLOT && needs_place)
        return;
    const struct member_draft draft = draw_child(care, strip, point_strip_key(&strip->points));
    const uint32_t slot = entry_single(care, strip, &draft);
    if (slot != NO_SLOT)
        movement_enter(care, slot, setting, unit, DI_SETTING_UNEXPLAINED_IN, DI_MOVE_BY_RATE);
}
