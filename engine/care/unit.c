/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Places (MODEL 8.2). Used = occupied + reserved never exceeds the licence, except by name:
 * overfill, an initial stock above capacity, a licence that falls.
 *
 * Search order, stated once for ladder and waiting lists (MODEL 8.3): own region before
 * neighbours, then fewest places left over, then smallest distance, then lowest id.
 */
#include "unit.h"

#include <stdlib.h>
#include <string.h>

#include "system.h"

static size_t place_index(const struct di_care *care, uint32_t setting, uint32_t region)
{
    return (size_t)setting * care->model->region_count + region;
}

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
            care->pool_unit[place_index(care, s, r)] = NO_SLOT;
            if (!has_pool(&model->settings[s]))
                continue;
            care->pool_unit[place_index(care, s, r)] = care->unit_count;
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
        next[place_index(care, listing->setting(model, i), listing->region(model, i)) + 1]++;
    }
    for (size_t i = 1; i <= places; i++)
        next[i] += next[i - 1];
    for (uint32_t k = 0; k < listing->count; k++) {
        const uint32_t i = by_rank[k];
        const size_t at =
            place_index(care, listing->setting(model, i), listing->region(model, i));
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
    free(care->units);
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
    care->free_places[place_index(care, unit->setting, unit->region)] += change;
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

/* ---- who may live there ---- */

bool unit_is_open(const struct di_care *care, const struct unit *unit)
{
    if (unit->institution == UINT32_MAX)
        return true;
    return !unit->is_evacuated &&
           di_time_day(care->now) < care->lives[unit->institution].shut_day;
}

static bool setting_admits(const struct di_care *care, const struct di_setting *setting,
                           const struct child *child)
{
    const double age = child_age_years(care, child);
    return age >= setting->age_from_years &&
           (age < setting->age_to_years || !care->model->policies.ageing) &&
           (setting->disability_mask >> child->disability & 1u) != 0;
}

static bool carers_accept(const struct di_care *care, uint32_t c, const struct child *child)
{
    const struct di_carers *carers = &care->model->carers[c];
    return (carers->age_band_mask >> child->age_band & 1u) != 0 &&
           (carers->disability_mask >> child->disability & 1u) != 0;
}

bool unit_admits(const struct di_care *care, const struct unit *unit, const struct child *child)
{
    const struct di_model *model = care->model;
    if (!setting_admits(care, &model->settings[unit->setting], child))
        return false;
    return unit->carers == UINT32_MAX || carers_accept(care, unit->carers, child);
}

/* ---- searching ---- */

struct best {
    uint32_t unit;
    int32_t left_over;
};

static bool setting_admits_all(const struct di_care *care, const struct place_request *request)
{
    const struct di_setting *setting = &care->model->settings[request->setting];
    for (uint32_t i = 0; i < request->count; i++)
        if (!setting_admits(care, setting, &care->children[request->children[i]]))
            return false;
    return true;
}

static bool carers_accept_all(const struct di_care *care, uint32_t c,
                              const struct place_request *request)
{
    for (uint32_t i = 0; i < request->count; i++)
        if (!carers_accept(care, c, &care->children[request->children[i]]))
            return false;
    return true;
}

static bool may_take(const struct di_care *care, uint32_t u,
                     const struct place_request *request)
{
    if (u == request->except || (request->is_by_request && matching_lost_any(care, request, u)))
        return false;
    if (!request->asks_acceptance)
        return true;
    const struct acceptance acceptance =
        acceptance_of(care, care->children[request->children[0]].group);
    return acceptance_holds(care, &acceptance, u);
}

static void consider(struct best *best, uint32_t unit, int32_t left_over)
{
    if (best->unit == NO_SLOT || left_over < best->left_over)
        *best = (struct best){unit, left_over};
}

static void find_family(const struct di_care *care, uint32_t c,
                        const struct place_request *request, struct best *best)
{
    const struct carers_index *index = &care->carers[c];
    const uint32_t places = care->model->carers[c].places_per_family;
    if (index->count == 0 || !carers_accept_all(care, c, request))
        return;
    for (uint32_t f = request->count; f <= places; f++) {
        const int32_t left_over = (int32_t)(f - request->count);
        if (best->unit != NO_SLOT && left_over >= best->left_over)
            return;
        const uint64_t *bits = index->free_bits + (size_t)(f - 1) * index->words;
        for (uint32_t w = 0; w < index->words; w++)
            for (uint64_t word = bits[w]; word != 0; word &= word - 1) {
                const uint32_t ordinal = w * 64 + (uint32_t)__builtin_ctzll(word);
                if (may_take(care, index->first_unit + ordinal, request)) {
                    consider(best, index->first_unit + ordinal, left_over);
                    return;
                }
            }
    }
}

static void find_institution(const struct di_care *care, uint32_t u,
                             const struct place_request *request, struct best *best)
{
    const struct unit *unit = &care->units[u];
    const int32_t free_places = unit_free(unit);
    const bool overfill = request->may_overfill &&
                          care->model->settings[unit->setting].on_full == DI_ON_FULL_OVERFILL;
    if (unit->licensed == 0 || (free_places < (int32_t)request->count && !overfill) ||
        !unit_is_open(care, unit) || !may_take(care, u, request))
        return;
    consider(best, u, free_places - (int32_t)request->count);
}

static struct best find_unit(const struct di_care *care, const struct place_request *request)
{
    struct best best = {NO_SLOT, 0};
    const size_t at = place_index(care, request->setting, request->region);
    for (uint32_t i = care->region_unit_first[at]; i < care->region_unit_first[at + 1]; i++)
        find_institution(care, care->region_unit_list[i], request, &best);
    for (uint32_t i = care->carers_first[at]; i < care->carers_first[at + 1]; i++)
        find_family(care, care->carers_list[i], request, &best);
    if (care->pool_unit[at] != NO_SLOT)
        find_institution(care, care->pool_unit[at], request, &best);
    return best;
}

uint32_t unit_find(const struct di_care *care, const struct place_request *request)
{
    return setting_admits_all(care, request) ? find_unit(care, request).unit : NO_SLOT;
}

/* Settings that a search may use, found once for all regions: of the wanted kinds, and
 * admitting every child by age and disability. */
struct candidates {
    uint16_t setting[DI_SETTINGS_MAX + DI_SETTING_BUILTIN_COUNT];
    uint32_t count;
};

static void add_candidates(const struct di_care *care, struct place_request *request,
                           enum di_kind kind, struct candidates *candidates)
{
    const struct di_model *model = care->model;
    for (uint32_t i = care->kind_first[kind]; i < care->kind_first[kind + 1]; i++) {
        const uint16_t s = care->kind_settings[i];
        if ((request->is_ladder && !model->settings[s].in_entry_ladder) ||
            (request->may_overfill && model->settings[s].on_full != DI_ON_FULL_OVERFILL) ||
            (request->only_setting != DI_NONE && request->only_setting != s) ||
            (request->is_by_request && !matching_is_open(care, request, s)))
            continue;
        request->setting = s;
        if (setting_admits_all(care, request))
            candidates->setting[candidates->count++] = s;
    }
}

/* Candidates compete: fewest places left over, then lowest id. */
static struct best search_region(const struct di_care *care, struct place_request *request,
                                 const struct candidates *candidates)
{
    const struct di_model *model = care->model;
    struct best best = {NO_SLOT, 0};
    uint32_t best_rank = UINT32_MAX;
    for (uint32_t i = 0; i < candidates->count; i++) {
        const uint16_t s = candidates->setting[i];
        if (care->free_places[place_index(care, s, request->region)] <
                (int64_t)request->count &&
            !request->may_overfill)
            continue;
        request->setting = s;
        const struct best found = find_unit(care, request);
        const uint32_t rank = model->settings[s].name.rank;
        if (found.unit == NO_SLOT)
            continue;
        if (best.unit == NO_SLOT || found.left_over < best.left_over ||
            (found.left_over == best.left_over && rank < best_rank)) {
            best = found;
            best_rank = rank;
        }
    }
    return best;
}

/* Neighbours come by distance, so the first of equal places left over is the nearest. */
static uint32_t search_neighbours(const struct di_care *care, struct place_request *request,
                                  const struct candidates *candidates)
{
    const struct di_region *own = &care->model->regions[request->region];
    struct best best = {NO_SLOT, 0};
    for (uint32_t n = 0; n < own->neighbour_count; n++) {
        if (own->neighbours[n].distance > care->model->policies.neighbour_distance_limit)
            break;
        request->region = own->neighbours[n].region;
        const struct best found = search_region(care, request, candidates);
        if (found.unit != NO_SLOT)
            consider(&best, found.unit, found.left_over);
    }
    return best.unit;
}

static bool nation_has_places(const struct di_care *care, const struct place_request *request,
                              const struct candidates *candidates)
{
    for (uint32_t i = 0; i < candidates->count; i++)
        if (request->may_overfill || care->free_nation[candidates->setting[i]] > 0)
            return true;
    return false;
}

static uint32_t search_nation(const struct di_care *care, struct place_request *request,
                              const struct candidates *candidates)
{
    const struct di_model *model = care->model;
    struct best best = {NO_SLOT, 0};
    uint32_t best_rank = UINT32_MAX;
    for (uint32_t r = 0; r < model->region_count; r++) {
        request->region = (uint16_t)r;
        const struct best found = search_region(care, request, candidates);
        const uint32_t rank = model->regions[r].name.rank;
        if (found.unit == NO_SLOT)
            continue;
        if (best.unit == NO_SLOT || found.left_over < best.left_over ||
            (found.left_over == best.left_over && rank < best_rank)) {
            best = found;
            best_rank = rank;
        }
    }
    return best.unit;
}

uint32_t unit_search(const struct di_care *care, struct place_request *request,
                     const enum di_kind *kinds, uint32_t kind_count, bool national)
{
    const uint16_t region = request->region;
    struct candidates candidates;
    candidates.count = 0;
    for (uint32_t k = 0; k < kind_count; k++)
        add_candidates(care, request, kinds[k], &candidates);
    if (candidates.count == 0)
        return NO_SLOT;
    uint32_t unit = search_region(care, request, &candidates).unit;
    if (unit == NO_SLOT)
        unit = search_neighbours(care, request, &candidates);
    request->region = region;
    if (unit == NO_SLOT && national && nation_has_places(care, request, &candidates))
        unit = search_nation(care, request, &candidates);
    request->region = region;
    return unit;
}

bool unit_may_be_free(const struct di_care *care, enum di_kind kind, uint16_t region)
{
    const struct di_region *own = &care->model->regions[region];
    for (uint32_t i = care->kind_first[kind]; i < care->kind_first[kind + 1]; i++) {
        const uint16_t s = care->kind_settings[i];
        if (care->free_nation[s] <= 0)
            continue;
        if (care->free_places[place_index(care, s, region)] > 0)
            return true;
        for (uint32_t n = 0; n < own->neighbour_count; n++)
            if (care->free_places[place_index(care, s, own->neighbours[n].region)] > 0)
                return true;
    }
    return false;
}
