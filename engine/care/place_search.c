/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which places a child could have, and the best of those that are free.
 *
 * Search order, stated once for ladder and waiting lists (MODEL 8.3): own region before
 * neighbours, then fewest places left over, then smallest distance, then lowest id.
 */
#include "system.h"
#include "unit.h"

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

bool unit_is_before(const struct di_care *care, uint32_t a, uint32_t b)
{
    const struct unit *x = &care->units[a];
    const struct unit *y = &care->units[b];
    if (x->carers != y->carers && x->carers != UINT32_MAX && y->carers != UINT32_MAX)
        return care->model->carers[x->carers].name.rank <
               care->model->carers[y->carers].name.rank;
    if (x->carers == y->carers && x->carers != UINT32_MAX)
        return x->ordinal < y->ordinal;
    return x->key < y->key;
}

/* ---- the best that is free ---- */

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
    const size_t at = care_place_index(care, request->setting, request->region);
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
        if (care->free_places[care_place_index(care, s, request->region)] <
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
        if (care->free_places[care_place_index(care, s, region)] > 0)
            return true;
        for (uint32_t n = 0; n < own->neighbour_count; n++)
            if (care->free_places[care_place_index(care, s, own->neighbours[n].region)] > 0)
                return true;
    }
    return false;
}
