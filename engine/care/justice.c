/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The justice strand (MODEL 8.7). Children come singly, by region and class of offence, as
 * points of a fixed planar Poisson field like entries (MODEL 6): a rise only adds children.
 * Shocks multiply them by a factor of their own (MODEL 8.8), and releases like any hazard.
 *
 * A child is diverted if its own uniform is below share times eligibility and a place of
 * diversion is free in its region; it holds the place until completion. Else it is detained.
 * Both stays follow the laws of their settings. Diversion ends at home; detention by the shares
 * of release, and at home where no fitting place is free. At home the strand ends: who comes
 * back is a new case. At 18 a sentence runs on.
 *
 * Not done here: anything of care. Detention is no part of K1 to K9; a child released to a
 * foster family enters care as a move, not as an entry.
 */
#include "di/justice.h"

#include <math.h>
#include <stdlib.h>

#include "system.h"

struct justice_strip {
    struct point_strip points;
    uint32_t number; /* from 1 */
    uint16_t region, offence;
};

struct justice_state {
    struct justice_strip *strips;
    uint32_t count, capacity;
    double *share_14_17; /* [region] of the nation's children of 14-17 at the start */
};

static double per_year(const struct di_care *care, uint32_t region, uint32_t o, int32_t day)
{
    const struct di_offence *offence = &care->model->justice->offences[o];
    const struct di_person person = {.region = (uint16_t)region};
    const double rate = di_quantity_at(&offence->rate, day, &person);
    return offence->rate_is_per_100k
               ? rate / 1e5 * di_justice_population(&care->model->regions[region], day)
               : rate * care->justice->share_14_17[region];
}

/* The highest rate of the horizon: it changes on steps of the rate and of the population. */
static double highest_per_year(const struct di_care *care, uint32_t region, uint32_t o)
{
    const struct di_series *const changes[] = {&care->model->justice->offences[o].rate.series,
                                               &care->model->regions[region].population};
    double highest = per_year(care, region, o, 0);
    for (uint32_t k = 0; k < 2; k++)
        for (uint32_t i = 0; i < changes[k]->count; i++)
            if (changes[k]->day[i] > 0 && changes[k]->day[i] < care->model->horizon_days)
                highest = fmax(highest, per_year(care, region, o, changes[k]->day[i]));
    return highest;
}

enum di_status justice_create(struct di_care *care)
{
    const struct di_model *model = care->model;
    if (model->justice == NULL)
        return DI_OK;
    care->justice = calloc(1, sizeof *care->justice);
    if (care->justice == NULL)
        return DI_ERR_MEMORY;
    double *shares = calloc(model->region_count, sizeof *shares);
    care->justice->share_14_17 = shares;
    if (shares == NULL)
        return DI_ERR_MEMORY;
    double total = 0;
    for (uint32_t r = 0; r < model->region_count; r++)
        total += shares[r] = di_justice_population(&model->regions[r], 0);
    for (uint32_t r = 0; total > 0 && r < model->region_count; r++)
        shares[r] /= total;
    return DI_OK;
}

void justice_destroy(struct di_care *care)
{
    if (care->justice == NULL)
        return;
    care_rows_free(care->justice->strips);
    free(care->justice->share_14_17);
    free(care->justice);
}

/* ---- the field ---- */

static void schedule_next(struct di_care *care, uint32_t s)
{
    struct justice_strip *strip = &care->justice->strips[s];
    while (point_strip_next(care, &strip->points, DI_PURPOSE_ENTRY_POINT)) {
        const di_time at = strip->points.at;
        if (strip->points.y < per_year(care, strip->region, strip->offence, di_time_day(at)) *
                                  shock_cases(care, strip->region, at)) {
            care_schedule(care, at, DI_EVENT_CLASS_ARRIVAL, EVENT_CASE,
                          OTHER_ENTITY | SHOCK_ENTITY | s, 0);
            return;
        }
    }
}

static void start_strips(struct di_care *care, uint32_t region, uint32_t o)
{
    struct justice_state *state = care->justice;
    const uint32_t count =
        point_strip_count(highest_per_year(care, region, o) * shock_cases_highest(care->model));
    const uint64_t stream = di_key_mix(care->model->regions[region].name.key,
                                       care->model->justice->offences[o].name.key);
    if (state->count + count > state->capacity) {
        struct justice_strip *grown = care_grow(care, state->strips, &state->capacity,
                                                state->count + count, sizeof *grown);
        if (grown == NULL)
            return;
        state->strips = grown;
    }
    for (uint32_t n = 1; n <= count; n++) {
        state->strips[state->count] =
            (struct justice_strip){.points = point_strip_of(stream, n),
                                   .number = n,
                                   .region = (uint16_t)region,
                                   .offence = (uint16_t)o};
        schedule_next(care, state->count++);
    }
}

void justice_start(struct di_care *care)
{
    if (care->justice == NULL)
        return;
    care->justice->count = 0;
    for (uint32_t r = 0; r < care->model->region_count && care->status == DI_OK; r++)
        for (uint32_t o = 0; o < care->model->justice->offence_count; o++)
            start_strips(care, r, o);
}

uint64_t justice_order(const struct di_care *care, uint32_t s)
{
    const struct justice_strip *strip = &care->justice->strips[s];
    return (uint64_t)care->model->regions[strip->region].name.rank << 40 |
           (uint64_t)strip->offence << 32 | strip->number;
}

/* ---- a case ---- */

static double draw_age(const struct di_care *care, const struct di_offence *offence,
                       uint64_t key)
{
    const double u = di_draw_uniform(care->stream, key, DI_PURPOSE_ENTRY_AGE, 0, 0);
    uint32_t year = 0;
    while (year + 1 < DI_JUSTICE_AGES && u >= offence->age_cumulative[year])
        year++;
    const double low = year == 0 ? 0 : offence->age_cumulative[year - 1];
    const double width = offence->age_cumulative[year] - low;
    return DI_JUSTICE_AGE_FROM + year + (width > 0 ? fmin((u - low) / width, 0.999999) : 0.5);
}

static uint32_t new_case(struct di_care *care, const struct justice_strip *strip, uint64_t key)
{
    const struct di_offence *offence = &care->model->justice->offences[strip->offence];
    const uint32_t g = group_add(care);
    const uint32_t slot = g == NO_SLOT ? NO_SLOT : child_add(care);
    if (slot == NO_SLOT)
        return NO_SLOT;
    struct group *group = &care->groups[g];
    group->key = key;
    group->order =
        ORDER_JUSTICE | canonical_order((struct canonical_id){
                            care->model->regions[strip->region].name.rank, strip->offence,
                            strip->number, strip->points.ordinal - 1});
    group->policy = SIBLINGS_FREE;
    group->size = 1;
    struct child *child = &care->children[slot];
    child->birth_day =
        (int16_t)(di_time_day(care->now) -
                  (int32_t)lround(draw_age(care, offence, key) * DI_DAYS_PER_YEAR));
    child->region = child->origin = strip->region & 0x3ffu;
    child->age_band = child_band_of(care, child->birth_day) & 7u;
    child->sex = di_draw_uniform(care->stream, key, DI_PURPOSE_SEX, 0, 0) <
                 care->model->entries.female_share;
    child->sex = child->sex ? DI_FEMALE : DI_MALE;
    child_join_group(care, slot, g);
    return slot;
}

static uint32_t pool_of(const struct di_care *care, uint16_t setting, uint16_t region)
{
    return care->pool_unit[(size_t)setting * care->model->region_count + region];
}

static bool is_diverted(struct di_care *care, uint32_t slot, const struct di_offence *offence)
{
    const struct di_justice *justice = care->model->justice;
    const struct child *child = &care->children[slot];
    const struct di_person person = child_person(care, child);
    const int32_t today = di_time_day(care->now);
    if (justice->diversion == DI_NONE)
        return false;
    const double chance = di_quantity_at(&justice->diversion_share, today, &person) *
                          di_quantity_at(&offence->eligible_share, today, &person);
    if (di_draw_uniform(care->stream, child_key(care, child), DI_PURPOSE_DIVERSION, 0, 0) >=
        chance)
        return false;
    if (unit_free(&care->units[pool_of(care, justice->diversion, (uint16_t)child->region)]) > 0)
        return true;
    recorder_tally(care, (uint16_t)child->region, DI_TALLY_DIVERSION_FULL);
    if (trace_is_on(care)) {
        struct di_trace_line line = trace_line_of_child(care, slot, DI_TRACE_DIVERSION_FULL);
        line.from_region = line.to_region = (uint16_t)child->region;
        trace_emit(care, &line);
    }
    return false;
}

void justice_case(struct di_care *care, uint32_t s)
{
    const struct justice_strip strip = care->justice->strips[s];
    const struct di_offence *offence = &care->model->justice->offences[strip.offence];
    const uint32_t slot = new_case(care, &strip, point_strip_key(&strip.points));
    if (slot == NO_SLOT)
        return;
    const bool diverted = is_diverted(care, slot, offence);
    const uint16_t setting = diverted ? care->model->justice->diversion : offence->detention;
    if (diverted)
        service_hours_begin(care, strip.region, DI_ACTIVITY_DIVERSION, child_order(care, slot),
                            child_uniform(care, slot, DI_PURPOSE_DURATION, 0));
    movement_enter(care, slot, setting, pool_of(care, setting, strip.region),
                   DI_FROM_OUTSIDE_NEW, DI_MOVE_UNPLANNED);
    schedule_next(care, s);
}

/* ---- release and completion ---- */

static enum di_release draw_release(const struct di_care *care, const struct child *child)
{
    const double *shares = care->model->justice->release_share;
    double u = di_draw_uniform(care->stream, child_key(care, child), DI_PURPOSE_RELEASE, 0, 0);
    uint32_t release = DI_RELEASE_HOME;
    while (release + 1 < DI_RELEASES && u >= shares[release])
        u -= shares[release++];
    return (enum di_release)release;
}

static uint32_t place_after(const struct di_care *care, uint32_t slot)
{
    static const enum di_kind kinds[DI_RELEASES] = {[DI_RELEASE_FOSTER] = DI_KIND_FOSTER,
                                                    [DI_RELEASE_SUPPORTED_LIVING] =
                                                        DI_KIND_SUPPORTED_INDEPENDENT};
    const struct child *child = &care->children[slot];
    const bool is_adult = child->age_band + 1u == care->model->age_band_count;
    if (setting_of(care, child)->kind == DI_KIND_DIVERSION || is_adult ||
        care->model->justice == NULL)
        return NO_SLOT;
    const enum di_release release = draw_release(care, child);
    if (release == DI_RELEASE_HOME)
        return NO_SLOT;
    struct place_request request = {.children = &slot,
                                    .count = 1,
                                    .region = (uint16_t)child->region,
                                    .except = NO_SLOT,
                                    .only_setting = DI_NONE,
                                    .asks_acceptance = release == DI_RELEASE_FOSTER};
    return unit_search(care, &request, &kinds[release], 1, false);
}

void justice_release(struct di_care *care, uint32_t slot)
{
    const uint32_t unit = place_after(care, slot);
    if (unit == NO_SLOT) {
        movement_leave(care, slot, DI_SETTING_HOME_CLOSED, DI_MOVE_BY_RATE);
        return;
    }
    care->children[slot].care_day = (int16_t)di_time_day(care->now);
    movement_to(care, slot, care->units[unit].setting, unit, DI_MOVE_BY_RATE);
}
