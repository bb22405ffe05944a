/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Who gets a place (MODEL 8.3). The order of a waiting list is lexicographic, by default:
 *   urgent (emergency foster care or unplaced), under 3, resident of an institution near its
 *   closure deadline, waiting longer than the guarantee, with disability and waiting longer
 *   than disability_after, earliest request, lowest canonical id.
 * The keys are made in priority.c; this file serves the lists.
 *
 * The first party that *fits* is matched; one that does not fit never blocks others. A skip is
 * a place that one member alone could have used going to a lower rank; after max_skips the
 * group holds the first family that accepts it and could take it whole.
 *
 * Triggers: a touched party scans the free places, a freed place scans its own region's list,
 * then its neighbours' lists merged by key. All triggers of one list at one instant are served
 * by one matching event, freed places first, each kind in canonical order.
 */
#include <stdlib.h>

#include "lane_merge.h"
#include "party.h"
#include "system.h"

enum { SKIPPED_MAX = 32 };

struct skipped {
    uint32_t party[SKIPPED_MAX];
    uint32_t count;
};

static uint32_t option_of_unit(const struct di_care *care, const struct unit *unit)
{
    const enum di_kind kind = care->model->settings[unit->setting].kind;
    for (uint32_t option = DI_OPTION_FOSTER; option < DI_OPTIONS; option++)
        if (request_kind_of((enum di_option)option) == kind)
            return option;
    return DI_OPTIONS;
}

/* ---- life ---- */

/* A place is offered to one list, or to those of all neighbours together. */
enum di_status matching_create(struct di_care *care)
{
    uint32_t lists = 1;
    for (uint32_t r = 0; r < care->model->region_count; r++)
        if (care->model->regions[r].neighbour_count > lists)
            lists = care->model->regions[r].neighbour_count;
    const bool has_room = lane_merge_create(&care->fitting, lists);
    return lane_merge_create(&care->larger, lists) && has_room ? DI_OK : DI_ERR_MEMORY;
}

void matching_destroy(struct di_care *care)
{
    lane_merge_finish(&care->fitting);
    lane_merge_finish(&care->larger);
}

/* ---- triggers ---- */

static struct triggers *triggers_of(struct di_care *care, uint32_t list)
{
    struct triggers *triggers = &care->waiting.triggers[list];
    if (!triggers->is_scheduled)
        care_schedule(care, care->now, DI_EVENT_CLASS_MATCHING, EVENT_MATCH, list, 0);
    triggers->is_scheduled = 1;
    return triggers;
}

void matching_touch_unit(struct di_care *care, uint32_t u)
{
    struct unit *unit = &care->units[u];
    const uint32_t option = option_of_unit(care, unit);
    if (option == DI_OPTIONS || unit->is_touched ||
        di_time_day(care->now) < care->option_from_day[option])
        return;
    struct triggers *triggers = triggers_of(care, waiting_list_of(unit->region, option));
    unit->is_touched = 1;
    unit->next_touched = triggers->first_unit;
    triggers->first_unit = u;
}

void matching_touch_party(struct di_care *care, uint32_t p)
{
    struct party *party = &care->waiting.parties[p];
    if (party->is_touched)
        return;
    struct triggers *triggers =
        triggers_of(care, waiting_list_of(party->region, party->option));
    party->is_touched = 1;
    party->next_touched = triggers->first_party;
    triggers->first_party = p;
}

/* ---- fitting ---- */

static bool lost_here(const struct di_care *care, uint32_t slot, uint32_t u)
{
    const struct carry *carry = child_carry_if_any(care, slot);
    return carry != NULL && carry->lost_unit == u;
}

bool matching_lost_any(const struct di_care *care, const struct place_request *request,
                       uint32_t u)
{
    for (uint32_t i = 0; i < request->count; i++)
        if (lost_here(care, request->children[i], u))
            return true;
    return false;
}

bool matching_is_open(const struct di_care *care, const struct place_request *request,
                      uint32_t setting)
{
    for (uint32_t i = 0; i < request->count; i++)
        if (!request_target_is_open(care, request->children[i], setting))
            return false;
    return true;
}

static bool member_fits(struct di_care *care, uint32_t slot, uint32_t u)
{
    return request_target_is_open(care, slot, care->units[u].setting) &&
           unit_admits(care, &care->units[u], &care->children[slot]) &&
           !lost_here(care, slot, u);
}

static bool is_accepted(const struct di_care *care, const struct party *party, uint32_t u)
{
    return !di_kind_is_foster(care->model->settings[care->units[u].setting].kind) ||
           acceptance_holds(care, &party->acceptance, u);
}

enum fit { FITS_NOT, FITS_IN_PART, FITS_WHOLE };

/* Of a party that the unit's family accepts. */
static enum fit party_fit(struct di_care *care, uint32_t p, uint32_t u, int32_t free_places,
                          uint32_t *members, uint32_t *count)
{
    const struct party *party = &care->waiting.parties[p];
    uint32_t fitting = 0;
    if (free_places < 1)
        return FITS_NOT;
    *count = party_members(care, party, members);
    for (uint32_t i = 0; i < *count; i++)
        fitting += member_fits(care, members[i], u) ? 1 : 0;
    if (fitting == 0)
        return FITS_NOT;
    if (fitting == *count && (int32_t)*count <= free_places)
        return FITS_WHOLE;
    return FITS_IN_PART;
}

/* Of a party that is accepted. Most groups are alike: the member at hand usually settles it. */
static bool one_member_fits(struct di_care *care, uint32_t p, uint32_t u)
{
    uint32_t members[DI_GROUP_SIZE_MAX];
    const struct party *party = &care->waiting.parties[p];
    bool fits = member_fits(care, party->child, u);
    if (!fits) {
        const uint32_t count = party_members(care, party, members);
        for (uint32_t i = 0; i < count && !fits; i++)
            fits = member_fits(care, members[i], u);
    }
    return fits;
}

static bool is_bound_for(const struct di_care *care, uint32_t slot, uint32_t u)
{
    const struct child *child = &care->children[slot];
    if (child->setting != DI_SETTING_UNPLACED && child->unit == u)
        return true;
    return care->desk != NULL && child->request != NO_SLOT &&
           casefile_of(care, slot)->match_unit == u;
}

/* Brothers or sisters in care who neither live in the unit nor have a place kept there. */
static bool has_siblings_elsewhere(const struct di_care *care, uint32_t slot, uint32_t u)
{
    for (uint32_t s = care->groups[care->children[slot].group].first_child; s != NO_SLOT;
         s = care->children[s].next_sibling)
        if (s != slot && rule_of_child(care, &care->children[s])->is_care &&
            !is_bound_for(care, s, u))
            return true;
    return false;
}

static void trace_split(const struct di_care *care, uint32_t slot, uint32_t u,
                        enum di_option option)
{
    struct di_trace_line line = trace_line_of_child(care, slot, DI_TRACE_SPLIT);
    line.from = line.to = care->children[slot].setting;
    line.from_region = (uint16_t)care->children[slot].region;
    line.to_region = care->units[u].region;
    line.what = trace_option_id(option);
    trace_emit(care, &line);
}

static void place(struct di_care *care, uint32_t p, uint32_t u, const uint32_t *members,
                  uint32_t count)
{
    const struct party *party = &care->waiting.parties[p];
    const struct group *group = &care->groups[party->group];
    if (count == 1 && group->policy == SIBLINGS_PREFERRED &&
        has_siblings_elsewhere(care, members[0], u)) {
        recorder_tally(care, care->units[u].region, DI_TALLY_SPLIT_GROUPS);
        if (trace_is_on(care))
            trace_split(care, members[0], u, (enum di_option)party->option);
    }
    if (care->units[u].hold_party == p)
        family_hold_drop(care, p);
    const enum di_option option = (enum di_option)party->option;
    const uint32_t setting = care->units[u].setting;
    for (uint32_t i = 0; i < count; i++)
        if (care->desk != NULL)
            (void)preparation_match(care, members[i], option, u, count > 1);
        else
            movement_to(care, members[i], setting, u, DI_MOVE_PLANNED);
}

static void count_skip(struct di_care *care, uint32_t p)
{
    const uint32_t max_skips = care->model->policies.max_skips;
    struct party *party = &care->waiting.parties[p];
    recorder_tally(care, party->region, DI_TALLY_SKIPS);
    if (party->skips < UINT16_MAX)
        party->skips++;
    if (max_skips > 0 && party->skips >= max_skips)
        family_hold_begin(care, p);
}

/* ---- a freed place looks for a party ---- */

/* Lanes whose parties could live in the unit, as far as disability and age band tell. */
static uint32_t lanes_for(const struct di_care *care, const struct unit *unit)
{
    const struct di_model *model = care->model;
    const bool is_family = unit->carers != UINT32_MAX;
    uint32_t disabilities = model->settings[unit->setting].disability_mask;
    uint32_t bands = (1u << DI_AGE_BANDS_MAX) - 1;
    if (is_family) {
        disabilities &= model->carers[unit->carers].disability_mask;
        bands = model->carers[unit->carers].age_band_mask;
    }
    uint32_t lanes = UINT32_MAX << LANE_OF_TWO;
    for (uint32_t d = 0; d < DI_DISABILITIES; d++)
        if ((disabilities >> d & 1u) != 0)
            lanes |= bands << waiting_lane_of_one(d, 0);
    return lanes;
}

/* Parties are looked at a few at a time: their rows lie far apart, and while one is read the
 * others are on their way. */
enum { BATCH = 8, FIRST_BATCH = 3 };

struct batch {
    uint32_t party[BATCH];
    uint32_t count;
};

/* The next `most` parties, or fewer, one of whose members could live in a place of the `lanes`,
 * and whose keys are before `end`, if there is one. Returns how many. */
static uint32_t batch_take(const struct di_care *care, struct lane_merge *merge, uint32_t most,
                           uint32_t lanes, const struct party_key *end, struct batch *batch)
{
    batch->count = 0;
    while (batch->count < most) {
        const struct waiting_entry *next = lane_merge_next(merge);
        if (next == NULL || (end != NULL && party_key_compare(&next->key, end) >= 0))
            break;
        if ((next->kinds & lanes) == 0)
            continue;
        row_fetch(&care->waiting.parties[next->party]);
        batch->party[batch->count++] = next->party;
    }
    return batch->count;
}

/* Keeps those of a batch that the unit's family accepts; their children are fetched. */
static void batch_accept(const struct di_care *care, uint32_t u, struct batch *batch)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < batch->count; i++) {
        const struct party *party = &care->waiting.parties[batch->party[i]];
        if (!is_accepted(care, party, u))
            continue;
        row_fetch(&care->children[party->child]);
        batch->party[kept++] = batch->party[i];
    }
    batch->count = kept;
}

/* A freed place, and which parties it could be for. */
struct offer {
    uint32_t unit, option;
    uint32_t lanes;
    uint32_t places; /* groups of so many have been asked whether they fit */
};

enum scope { OWN_LIST, NEIGHBOUR_LISTS }; /* the own comes first */

/* The parties of the scope with `from` to `to` members. */
static void visit(const struct di_care *care, const struct offer *offer, enum scope scope,
                  uint32_t from, uint32_t to, struct lane_merge *merge)
{
    const uint16_t own = care->units[offer->unit].region;
    const struct di_region *region = &care->model->regions[own];
    lane_merge_begin(merge);
    if (scope == OWN_LIST) {
        lane_merge_add(merge, &care->waiting, waiting_list_of(own, offer->option), offer->lanes,
                       from, to);
        return;
    }
    for (uint32_t n = 0; n < region->neighbour_count; n++) {
        if (region->neighbours[n].distance > care->model->policies.neighbour_distance_limit)
            break;
        lane_merge_add(merge, &care->waiting,
                       waiting_list_of(region->neighbours[n].region, offer->option),
                       offer->lanes, from, to);
    }
}

/* Groups of more than `places` members, before `end` if there is one, one of whose members
 * alone could have used the place. At most SKIPPED_MAX are noted. */
static void note_larger(struct di_care *care, const struct offer *offer, enum scope scope,
                        const struct party_key *end, struct skipped *skipped)
{
    struct batch batch;
    uint32_t taken = BATCH;
    if (offer->places >= DI_GROUP_SIZE_MAX)
        return;
    visit(care, offer, scope, offer->places + 1, DI_GROUP_SIZE_MAX, &care->larger);
    while (taken == BATCH && skipped->count < SKIPPED_MAX) {
        taken = batch_take(care, &care->larger, BATCH, offer->lanes, end, &batch);
        batch_accept(care, offer->unit, &batch);
        for (uint32_t i = 0; i < batch.count && skipped->count < SKIPPED_MAX; i++)
            if (one_member_fits(care, batch.party[i], offer->unit))
                skipped->party[skipped->count++] = batch.party[i];
    }
}

static void count_skips(struct di_care *care, const struct skipped *skipped)
{
    for (uint32_t i = 0; i < skipped->count; i++)
        if (care->waiting.parties[skipped->party[i]].is_live)
            count_skip(care, skipped->party[i]);
}

/* The place goes to `p`: who comes before it in the order of service has been skipped, the
 * whole own list when a neighbour's child gets it. */
static void give(struct di_care *care, const struct offer *offer, enum scope scope, uint32_t p,
                 const uint32_t *members, uint32_t count, struct skipped *skipped)
{
    const struct party_key key = care->waiting.parties[p].key;
    if (scope == NEIGHBOUR_LISTS)
        note_larger(care, offer, OWN_LIST, NULL, skipped);
    note_larger(care, offer, scope, &key, skipped);
    place(care, p, offer->unit, members, count);
    count_skips(care, skipped);
}

/* The first party of the scope that fits gets the place; true: somebody moved. Parties that
 * fit in part are noted in `skipped`. */
static bool serve_scope(struct di_care *care, const struct offer *offer, enum scope scope,
                        struct skipped *skipped)
{
    struct batch batch;
    uint32_t members[DI_GROUP_SIZE_MAX];
    uint32_t count = 0, most = FIRST_BATCH;
    visit(care, offer, scope, 1, offer->places, &care->fitting);
    for (;;) {
        const uint32_t taken =
            batch_take(care, &care->fitting, most, offer->lanes, NULL, &batch);
        batch_accept(care, offer->unit, &batch);
        for (uint32_t i = 0; i < batch.count; i++) {
            const uint32_t p = batch.party[i];
            const enum fit fit =
                party_fit(care, p, offer->unit, (int32_t)offer->places, members, &count);
            if (fit == FITS_IN_PART && skipped->count < SKIPPED_MAX)
                skipped->party[skipped->count++] = p;
            if (fit != FITS_WHOLE)
                continue;
            give(care, offer, scope, p, members, count, skipped);
            return true;
        }
        if (taken < most)
            return false;
        most = BATCH;
    }
}

static bool serve_holder(struct di_care *care, uint32_t u)
{
    uint32_t members[DI_GROUP_SIZE_MAX];
    uint32_t count = 0;
    struct unit *unit = &care->units[u];
    const uint32_t p = unit->hold_party;
    const int32_t places = unit_free(unit) + unit->reserved;
    if (is_accepted(care, &care->waiting.parties[p], u) &&
        party_fit(care, p, u, places, members, &count) == FITS_WHOLE) {
        place(care, p, u, members, count);
        return true;
    }
    unit_reserve(care, u, p, places);
    return false;
}

static void serve_unit(struct di_care *care, uint32_t u)
{
    const struct unit *unit = &care->units[u];
    const uint32_t option = option_of_unit(care, unit);
    if (!unit_is_open(care, unit))
        return;
    while (unit_free(unit) > 0 && care->status == DI_OK) {
        if (unit->hold_party != NO_SLOT) {
            if (!serve_holder(care, u))
                return;
            continue;
        }
        struct skipped skipped = {.count = 0};
        const struct offer offer = {u, option, lanes_for(care, unit),
                                    (uint32_t)unit_free(unit)};
        if (!serve_scope(care, &offer, OWN_LIST, &skipped) &&
            !serve_scope(care, &offer, NEIGHBOUR_LISTS, &skipped))
            return;
    }
}

/* ---- a party looks for a place ---- */

static uint32_t find_place(const struct di_care *care, const uint32_t *members, uint32_t count,
                           enum di_option option)
{
    const enum di_kind kind = request_kind_of(option);
    struct place_request request = {.children = members,
                                    .count = count,
                                    .region = (uint16_t)care->children[members[0]].region,
                                    .except = NO_SLOT,
                                    .only_setting = DI_NONE,
                                    .asks_acceptance = di_kind_is_foster(kind),
                                    .is_by_request = true};
    return unit_search(care, &request, &kind, 1, false);
}

/* The places held for a group fit it when it has become smaller or older. */
static bool serve_with_hold(struct di_care *care, uint32_t p)
{
    uint32_t members[DI_GROUP_SIZE_MAX];
    uint32_t count = 0;
    const uint32_t u = care->waiting.parties[p].hold_unit;
    if (u == NO_SLOT ||
        party_fit(care, p, u, care->units[u].reserved, members, &count) != FITS_WHOLE)
        return false;
    place(care, p, u, members, count);
    return true;
}

static void serve_party(struct di_care *care, uint32_t p)
{
    uint32_t members[DI_GROUP_SIZE_MAX];
    const struct party *party = &care->waiting.parties[p];
    if (serve_with_hold(care, p) ||
        !unit_may_be_free(care, request_kind_of((enum di_option)party->option), party->region))
        return;
    const uint32_t count = party_members(care, party, members);
    const uint32_t u = find_place(care, members, count, (enum di_option)party->option);
    if (u == NO_SLOT)
        return;
    struct skipped skipped = {.count = 0};
    const struct unit *unit = &care->units[u];
    const struct offer offer = {u, party->option, lanes_for(care, unit), 1};
    give(care, &offer, unit->region == party->region ? OWN_LIST : NEIGHBOUR_LISTS, p, members,
         count, &skipped);
}

/* ---- one matching event ---- */

/* Takes the first unit of the chain in canonical order. Chains are short: places that become
 * free at one instant in one region. */
static uint32_t take_unit(struct di_care *care, uint32_t *chain)
{
    uint32_t *best = chain;
    if (*chain == NO_SLOT)
        return NO_SLOT;
    for (uint32_t *link = &care->units[*chain].next_touched; *link != NO_SLOT;
         link = &care->units[*link].next_touched)
        if (unit_is_before(care, *link, *best))
            best = link;
    const uint32_t u = *best;
    *best = care->units[u].next_touched;
    care->units[u].is_touched = 0;
    return u;
}

/* The chain as an array in priority order; rows of parties that have ended are freed. */
static uint32_t rank_parties(struct di_care *care, uint32_t chain)
{
    struct waiting *waiting = &care->waiting;
    uint32_t count = 0;
    for (uint32_t p = chain; p != NO_SLOT; p = waiting->parties[p].next_touched)
        count++;
    if (count > waiting->ranked_capacity) {
        struct ranked_party *grown =
            care_grow(care, waiting->ranked, &waiting->ranked_capacity, count, sizeof *grown);
        if (grown == NULL)
            return 0;
        waiting->ranked = grown;
    }
    count = 0;
    while (chain != NO_SLOT) {
        const uint32_t p = chain;
        struct party *party = &waiting->parties[p];
        chain = party->next_touched;
        party->is_touched = 0;
        if (party->is_live)
            waiting->ranked[count++] = (struct ranked_party){party->key, p};
        else
            party_free(care, p);
    }
    if (count > 1) /* keys are unique: the lowest id of a party is in it */
        qsort(waiting->ranked, count, sizeof *waiting->ranked, ranked_party_compare);
    return count;
}

void matching_run(struct di_care *care, uint32_t list)
{
    struct triggers *triggers = &care->waiting.triggers[list];
    uint32_t units = triggers->first_unit;
    const uint32_t parties = triggers->first_party;
    *triggers = (struct triggers){NO_SLOT, NO_SLOT, 0};
    while (units != NO_SLOT && care->status == DI_OK)
        serve_unit(care, take_unit(care, &units));
    const uint32_t count = rank_parties(care, parties);
    for (uint32_t i = 0; i < count && care->status == DI_OK; i++) {
        const struct ranked_party *ranked = &care->waiting.ranked[i];
        const struct party *party = &care->waiting.parties[ranked->party];
        if (party->is_live && party->key.order == ranked->key.order)
            serve_party(care, ranked->party);
    }
}
