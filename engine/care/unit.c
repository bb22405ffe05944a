/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Places (MODEL 8.2). Used = occupied + reserved never exceeds the licence, except by name:
 * overfill, an initial stock above capacity, a licence that falls.
 */
#include "unit.h"

#include <stdlib.h>
#include <string.h>

#include "system.h"

static uint32_t highest_families(const struct di_model *model, uint32_t c)
{
    const struct di_carers *carers = &model->carers[c];
    double highest = 0;
    if (carers->recruitment != NULL)
        return carer_pipeline_families_max(model, c);
    for (uint32_t i = 0; i < carers->families.count; i++)
        highest = fmax(highest, carers->families.value[i]);
    return (uint32_t)highest;
}

static bool has_pool(const struct di_setting *setting)
{
    return setting->places == DI_PLACES_POOL || setting->places == DI_PLACES_UNLIMITED;
}

/* ---- creation: institutions, then pools, then families ---- */

static uint32_t count_units(const struct di_care *care)
{
    const struct di_model *model = care->model;
    uint32_t count = model->institution_count;
    for (uint32_t s = 0; s < model->setting_count; s++)
        if (has_pool(&model->settings[s]))
            count += model->region_count;
    for (uint32_t c = 0; c < model->carers_count; c++)
        count += highest_families(model, c);
    return count;
}

static void make_institutions(struct di_care *care)
{
    const struct di_model *model = care->model;
    for (uint32_t i = 0; i < model->institution_count; i++) {
        const struct di_institution *institution = &model->institutions[i];
        care->units[i] = (struct unit){.key = institution->name.key,
                                       .hold_party = NO_SLOT,
                                       .carers = UINT32_MAX,
                                       .institution = i,
                                       .region = institution->region,
                                       .setting = (uint8_t)institution->setting};
    }
    care->unit_count = model->institution_count;
}

static void make_pools(struct di_care *care)
{
    const struct di_model *model = care->model;
    for (uint32_t s = 0; s < model->setting_count; s++)
        for (uint32_t r = 0; r < model->region_count; r++) {
            care->pool_unit[care_place_index(care, s, r)] = NO_SLOT;
            if (!has_pool(&model->settings[s]))
                continue;
            care->pool_unit[care_place_index(care, s, r)] = care->unit_count;
            care->units[care->unit_count++] = (struct unit){
                .key = di_key_mix(model->settings[s].name.key, model->regions[r].name.key),
                .hold_party = NO_SLOT,
                .carers = UINT32_MAX,
                .institution = UINT32_MAX,
                .region = (uint16_t)r,
                .setting = (uint8_t)s};
        }
}

static enum di_status make_families(struct di_care *care)
{
    const struct di_model *model = care->model;
    for (uint32_t c = 0; c < model->carers_count; c++) {
        const struct di_carers *carers = &model->carers[c];
        struct carers_index *index = &care->carers[c];
        index->first_unit = care->unit_count;
        index->count = highest_families(model, c);
        index->words = (index->count + 63) / 64;
        index->free_bits =
            calloc((size_t)carers->places_per_family * index->words + 1, sizeof(uint64_t));
        if (index->free_bits == NULL)
            return DI_ERR_MEMORY;
        for (uint32_t f = 0; f < index->count; f++)
            care->units[care->unit_count++] =
                (struct unit){.key = di_key_mix(carers->name.key, f),
                              .hold_party = NO_SLOT,
                              .carers = c,
                              .ordinal = f,
                              .institution = UINT32_MAX,
                              .region = carers->region,
                              .setting = (uint8_t)carers->setting};
    }
    return DI_OK;
}

/* Lists of `count` things by (setting, region), each list in rank order of ids. */
struct listing {
    uint32_t count;
    uint16_t (*setting)(const struct di_model *model, uint32_t thing);
    uint16_t (*region)(const struct di_model *model, uint32_t thing);
    uint32_t (*rank)(const struct di_model *model, uint32_t thing);
};

static enum di_status make_lists(const struct di_care *care, const struct listing *listing,
                                 uint32_t **list_out, uint32_t **first_out)
{
    const struct di_model *model = care->model;
    const size_t places = (size_t)model->setting_count * model->region_count;
    uint32_t *by_rank = calloc((size_t)listing->count + 1, sizeof *by_rank);
    *list_out = calloc((size_t)listing->count + 1, sizeof **list_out);
    *first_out = calloc(places + 2, sizeof **first_out);
    if (by_rank == NULL || *list_out == NULL || *first_out == NULL) {
        free(by_rank);
        return DI_ERR_MEMORY;
    }
    uint32_t *next = *first_out + 1; /* after the fill, next[i] is the end of list i */
    for (uint32_t i = 0; i < listing->count; i++) {
        by_rank[listing->rank(model, i)] = i;
        next[care_place_index(care, listing->setting(model, i), listing->region(model, i)) +
             1]++;
    }
    for (size_t i = 1; i <= places; i++)
        next[i] += next[i - 1];
    for (uint32_t k = 0; k < listing->count; k++) {
        const uint32_t i = by_rank[k];
        const size_t at =
            care_place_index(care, listing->setting(model, i), listing->region(model, i));
        (*list_out)[next[at]++] = i;
    }
    free(by_rank);
    return DI_OK;
}

static uint16_t institution_setting(const struct di_model *model, uint32_t i)
{
    return model->institutions[i].setting;
}

static uint16_t institution_region(const struct di_model *model, uint32_t i)
{
    return model->institutions[i].region;
}

static uint32_t institution_rank(const struct di_model *model, uint32_t i)
{
    return model->institutions[i].name.rank;
}

static uint16_t carers_setting(const struct di_model *model, uint32_t i)
{
    return model->carers[i].setting;
}

static uint16_t carers_region(const struct di_model *model, uint32_t i)
{
    return model->carers[i].region;
}

static uint32_t carers_rank(const struct di_model *model, uint32_t i)
{
    return model->carers[i].name.rank;
}

static void list_kinds(struct di_care *care)
{
    const struct di_model *model = care->model;
    uint32_t count = 0;
    for (uint32_t kind = 0; kind < DI_KIND_COUNT; kind++) {
        care->kind_first[kind] = count;
        for (uint32_t s = DI_SETTING_BUILTIN_COUNT; s < model->setting_count; s++)
            if ((uint32_t)model->settings[s].kind == kind)
                care->kind_settings[count++] = (uint16_t)s;
    }
    care->kind_first[DI_KIND_COUNT] = count;
}

enum di_status units_create(struct di_care *care)
{
    const struct di_model *model = care->model;
    const size_t places = (size_t)model->setting_count * model->region_count;
    care->units = care_rows((size_t)count_units(care) + 1, sizeof *care->units);
    care->pool_unit = calloc(places, sizeof *care->pool_unit);
    care->free_places = calloc(places, sizeof *care->free_places);
    care->carers = calloc((size_t)model->carers_count + 1, sizeof *care->carers);
    if (care->units == NULL || care->pool_unit == NULL || care->free_places == NULL ||
        care->carers == NULL)
        return DI_ERR_MEMORY;
    list_kinds(care);
    make_institutions(care);
    make_pools(care);
    enum di_status status = make_families(care);
    if (status != DI_OK)
        return status;
    const struct listing institutions = {model->institution_count, institution_setting,
                                         institution_region, institution_rank};
    const struct listing carers = {model->carers_count, carers_setting, carers_region,
                                   carers_rank};
    status = make_lists(care, &institutions, &care->region_unit_list, &care->region_unit_first);
    if (status == DI_OK)
        status = make_lists(care, &carers, &care->carers_list, &care->carers_first);
    return status;
}

void units_destroy(struct di_care *care)
{
    for (uint32_t c = 0; care->carers != NULL && c < care->model->carers_count; c++)
        free(care->carers[c].free_bits);
    care_rows_free(care->units);
    free(care->pool_unit);
    free(care->free_places);
    free(care->carers);
    free(care->region_unit_list);
    free(care->region_unit_first);
    free(care->carers_list);
    free(care->carers_first);
}

/* ---- the index of families with free places ---- */

static void flip_free_bit(struct di_care *care, const struct unit *unit)
{
    const int32_t free_places = unit_free(unit);
    if (unit->carers == UINT32_MAX || free_places == 0)
        return;
    struct carers_index *index = &care->carers[unit->carers];
    index->free_bits[(size_t)(free_places - 1) * index->words + unit->ordinal / 64] ^=
        UINT64_C(1) << (unit->ordinal % 64);
}

static bool counts_free(const struct unit *unit)
{
    return !unit->is_shut && !unit->is_evacuated;
}

/* Free places by setting and region, and in the nation: an upper bound of what a search can
 * find. A unit under moratorium drops out of it on its date. */
static void count_free(struct di_care *care, const struct unit *unit, int64_t change)
{
    if (!counts_free(unit))
        return;
    care->free_places[care_place_index(care, unit->setting, unit->region)] += change;
    care->free_nation[unit->setting] += change;
}

void unit_shut(struct di_care *care, uint32_t u)
{
    if (counts_free(&care->units[u]))
        count_free(care, &care->units[u], -(int64_t)unit_free(&care->units[u]));
    care->units[u].is_shut = 1;
}

void unit_evacuate(struct di_care *care, uint32_t u)
{
    if (counts_free(&care->units[u]))
        count_free(care, &care->units[u], -(int64_t)unit_free(&care->units[u]));
    care->units[u].is_evacuated = 1;
}

void unit_reopen(struct di_care *care, uint32_t u)
{
    struct unit *unit = &care->units[u];
    if (!unit->is_evacuated)
        return;
    unit->is_evacuated = 0;
    if (!counts_free(unit))
        return;
    count_free(care, unit, (int64_t)unit_free(unit));
    if (unit_free(unit) > 0)
        matching_touch_unit(care, u);
}

static void change_unit(struct di_care *care, uint32_t u, int32_t licensed, int32_t occupied,
                        int32_t reserved)
{
    struct unit *unit = &care->units[u];
    const int32_t free_before = unit_free(unit);
    flip_free_bit(care, unit);
    unit->licensed = licensed;
    unit->occupied = occupied;
    unit->reserved = reserved;
    flip_free_bit(care, unit);
    count_free(care, unit, (int64_t)unit_free(unit) - free_before);
    if (unit_free(unit) > free_before)
        matching_touch_unit(care, u);
}

/* The place was taken out of the free ones at the match: nothing else changes. */
static void occupy_kept(struct unit *unit)
{
    unit->is_expecting = 0;
    unit->kept--;
    unit->occupied++;
}

void unit_occupy(struct di_care *care, uint32_t u, bool may_exceed)
{
    struct unit *unit = &care->units[u];
    if (unit->is_expecting) {
        occupy_kept(unit);
        return;
    }
    if (!may_exceed && unit_free(unit) < 1) {
        invariant_fail(care, NO_SLOT, DI_N_("used places would exceed the licence"));
        return;
    }
    change_unit(care, u, unit->licensed, unit->occupied + 1, unit->reserved);
    occupancy_change(care, u, 1);
}

void unit_vacate(struct di_care *care, uint32_t u)
{
    const struct unit *unit = &care->units[u];
    change_unit(care, u, unit->licensed, unit->occupied - 1, unit->reserved);
    occupancy_change(care, u, -1);
}

void unit_license(struct di_care *care, uint32_t u, int32_t licensed)
{
    const struct unit *unit = &care->units[u];
    family_time_before(care, u);
    change_unit(care, u, licensed, unit->occupied, unit->reserved);
    family_time_after(care, u);
}

static void change_kept(struct di_care *care, uint32_t u, int32_t change)
{
    struct unit *unit = &care->units[u];
    const int32_t free_before = unit_free(unit);
    flip_free_bit(care, unit);
    unit->kept += change;
    flip_free_bit(care, unit);
    count_free(care, unit, (int64_t)unit_free(unit) - free_before);
    if (unit_free(unit) > free_before)
        matching_touch_unit(care, u);
}

void unit_keep(struct di_care *care, uint32_t u)
{
    change_kept(care, u, 1);
}

void unit_unkeep(struct di_care *care, uint32_t u)
{
    change_kept(care, u, -1);
}

void unit_set_resting(struct di_care *care, uint32_t u, int32_t places)
{
    const int32_t change = places - care->units[u].resting;
    family_time_before(care, u);
    care->units[u].resting = (uint8_t)places;
    family_time_after(care, u);
    change_kept(care, u, change);
}

void unit_expect(struct di_care *care, uint32_t u)
{
    care->units[u].is_expecting = 1;
}

void unit_reserve(struct di_care *care, uint32_t u, uint32_t party, int32_t places)
{
    struct unit *unit = &care->units[u];
    unit->hold_party = party;
    change_unit(care, u, unit->licensed, unit->occupied, places);
    trace_family(care, DI_TRACE_HELD, u);
}

void unit_release(struct di_care *care, uint32_t u)
{
    struct unit *unit = &care->units[u];
    unit->hold_party = NO_SLOT;
    change_unit(care, u, unit->licensed, unit->occupied, 0);
    trace_family(care, DI_TRACE_HELD, u);
}

static int32_t pool_places(const struct di_setting *setting, uint32_t region, int32_t day)
{
    if (setting->places == DI_PLACES_UNLIMITED)
        return DI_UNLIMITED;
    const struct di_person person = {.region = (uint16_t)region};
    const double places = di_quantity_at(&setting->capacity, day, &person);
    return places >= (double)DI_UNLIMITED ? DI_UNLIMITED : (int32_t)places;
}

void units_reset(struct di_care *care)
{
    const struct di_model *model = care->model;
    for (uint32_t c = 0; c < model->carers_count; c++) {
        struct carers_index *index = &care->carers[c];
        memset(index->free_bits, 0,
               (size_t)model->carers[c].places_per_family * index->words * sizeof(uint64_t));
        index->licensed = index->used = (uint32_t)di_series_at(&model->carers[c].families, 0);
    }
    memset(care->free_places, 0,
           (size_t)model->setting_count * model->region_count * sizeof *care->free_places);
    memset(care->free_nation, 0, sizeof care->free_nation);
    for (uint32_t u = 0; u < care->unit_count; u++) {
        struct unit *unit = &care->units[u];
        unit->licensed = unit->occupied = unit->reserved = 0;
        unit->hold_party = NO_SLOT;
        unit->is_touched = unit->is_shut = unit->is_evacuated = 0;
        unit->kept = 0;
        unit->is_expecting = 0;
        unit->resting = 0;
        unit->emptied = 0;
        if (unit->institution != UINT32_MAX)
            unit->licensed =
                (int32_t)di_series_at(&model->institutions[unit->institution].capacity, 0);
        else if (unit->carers == UINT32_MAX)
            unit->licensed = pool_places(&model->settings[unit->setting], unit->region, 0);
        else if (unit->ordinal < care->carers[unit->carers].licensed)
            unit->licensed = (int32_t)model->carers[unit->carers].places_per_family;
        flip_free_bit(care, unit);
        count_free(care, unit, unit_free(unit));
    }
}
