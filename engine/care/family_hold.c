/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Families held for a group that was passed over too often (MODEL 8.3, skips): the first that
 * accepts it and whose licence and profile could take it whole. Its places are kept as they
 * become free, until the group fits or `hold_days` are over. A region holds no more than
 * `hold_family_share` of its families, and a group one at most.
 *
 * Where many wait, groups ask again after every few places given, and most find nothing. So
 * what one look settles is asked first: of the group, then of all families of a profile, then
 * of a family's row, and its acceptance last.
 */
#include <math.h>

#include "party.h"
#include "system.h"

/* Who asks for a family to be held. */
struct asker {
    uint32_t party;
    uint32_t members[DI_GROUP_SIZE_MAX];
    uint32_t count;
};

static uint32_t licensed_families(const struct di_care *care, uint32_t region)
{
    uint32_t families = 0;
    for (uint32_t s = 0; s < care->model->setting_count; s++) {
        const size_t at = care_place_index(care, s, region);
        for (uint32_t i = care->carers_first[at]; i < care->carers_first[at + 1]; i++)
            families += care->carers[care->carers_list[i]].licensed;
    }
    return families;
}

/* ---- the first that could take the group whole ---- */

/* Every family of a profile admits the same children. */
static bool profile_admits(const struct di_care *care, const struct asker *asker, uint32_t c)
{
    const struct unit *any = &care->units[care->carers[c].first_unit];
    if (care->model->carers[c].places_per_family < asker->count)
        return false;
    for (uint32_t i = 0; i < asker->count; i++)
        if (!request_target_is_open(care, asker->members[i], any->setting) ||
            !unit_admits(care, any, &care->children[asker->members[i]]))
            return false;
    return true;
}

static bool family_could(const struct di_care *care, const struct asker *asker, uint32_t u)
{
    const struct unit *unit = &care->units[u];
    const struct place_request request = {.children = asker->members, .count = asker->count};
    return unit->licensed >= (int32_t)asker->count && unit->hold_party == NO_SLOT &&
           unit->resting == 0 &&
           acceptance_holds(care, &care->waiting.parties[asker->party].acceptance, u) &&
           !matching_lost_any(care, &request, u);
}

/* The first of a setting; its carers come by rank. */
static uint32_t first_of_setting(const struct di_care *care, const struct asker *asker,
                                 uint32_t setting)
{
    const uint32_t region = care->waiting.parties[asker->party].region;
    const size_t at = care_place_index(care, setting, region);
    for (uint32_t i = care->carers_first[at]; i < care->carers_first[at + 1]; i++) {
        const uint32_t c = care->carers_list[i];
        if (care->carers[c].used == 0 || !profile_admits(care, asker, c))
            continue;
        for (uint32_t f = 0; f < care->carers[c].used; f++)
            if (family_could(care, asker, care->carers[c].first_unit + f))
                return care->carers[c].first_unit + f;
    }
    return NO_SLOT;
}

static uint32_t family_for(const struct di_care *care, uint32_t p)
{
    const struct party *party = &care->waiting.parties[p];
    const uint32_t kind = (uint32_t)request_kind_of((enum di_option)party->option);
    struct asker asker = {.party = p};
    asker.count = party_members(care, party, asker.members);
    uint32_t first = NO_SLOT;
    for (uint32_t i = care->kind_first[kind]; i < care->kind_first[kind + 1]; i++) {
        const uint32_t u = first_of_setting(care, &asker, care->kind_settings[i]);
        if (u != NO_SLOT && (first == NO_SLOT || unit_is_before(care, u, first)))
            first = u;
    }
    return first;
}

/* ---- one family a group ---- */

static bool child_holds(const struct di_care *care, uint32_t slot)
{
    const uint32_t r = care->children[slot].request;
    for (uint32_t i = 0; i < PARTY_OPTIONS && r != NO_SLOT; i++) {
        const uint32_t p = care->waiting.requests[r].party[i];
        if (p != NO_SLOT && care->waiting.parties[p].hold_unit != NO_SLOT)
            return true;
    }
    return false;
}

/* Whatever its members ask for and wherever they live. */
static bool group_holds(const struct di_care *care, const struct party *party)
{
    if (party->hold_unit != NO_SLOT)
        return true;
    for (uint32_t slot = care->groups[party->group].first_child; slot != NO_SLOT;
         slot = care->children[slot].next_sibling)
        if (child_holds(care, slot))
            return true;
    return false;
}

/* ---- life of a hold ---- */

void family_hold_begin(struct di_care *care, uint32_t p)
{
    const struct di_policies *policies = &care->model->policies;
    struct party *party = &care->waiting.parties[p];
    if (group_holds(care, party))
        return;
    const double limit =
        ceil(policies->hold_family_share * (double)licensed_families(care, party->region));
    party->skips = 0; /* the next attempt comes after as many skips again */
    if ((double)care->waiting.held_in_region[party->region] + 1 > limit)
        return;
    const uint32_t u = family_for(care, p);
    if (u == NO_SLOT)
        return;
    struct unit *unit = &care->units[u];
    party->hold_unit = u;
    care->waiting.held_in_region[unit->region]++;
    unit_reserve(care, u, p, unit_free(unit));
    recorder_tally(care, unit->region, DI_TALLY_HOLDS);
    care_schedule(care, care->now + di_time_from_days(policies->hold_days),
                  DI_EVENT_CLASS_RELEASE, EVENT_HOLD_END, u, unit->hold_generation);
}

void family_hold_drop(struct di_care *care, uint32_t p)
{
    struct party *party = &care->waiting.parties[p];
    const uint32_t u = party->hold_unit;
    if (u == NO_SLOT)
        return;
    party->hold_unit = NO_SLOT;
    care->waiting.held_in_region[care->units[u].region]--;
    care->units[u].hold_generation++;
    unit_release(care, u);
}

void family_hold_end(struct di_care *care, uint32_t u)
{
    const uint32_t p = care->units[u].hold_party;
    if (p == NO_SLOT)
        return;
    care->waiting.parties[p].skips = 0;
    recorder_tally(care, care->units[u].region, DI_TALLY_HOLDS_EXPIRED);
    family_hold_drop(care, p);
}
