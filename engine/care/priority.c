/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The order of waiting (MODEL 8.3): levels in the scenario's order, then the date of the
 * request, then the canonical id; a group's key is the best of its members'. Keys change only
 * at the instants named here, at birthdays and when the child moves.
 */
#include "party.h"
#include "system.h"

static const struct institution_life *institution_of(const struct di_care *care,
                                                     const struct child *child)
{
    if (child->setting == DI_SETTING_UNPLACED || child->unit == NO_SLOT)
        return NULL;
    const uint32_t institution = care->units[child->unit].institution;
    return institution == UINT32_MAX ? NULL : &care->lives[institution];
}

static bool is_near_closure(const struct di_care *care, const struct child *child)
{
    const struct institution_life *institution = institution_of(care, child);
    return institution != NULL && institution->close_by_day != DI_NO_DAY &&
           (double)institution->close_by_day - di_time_days(care->now) <=
               care->model->policies.closing_days;
}

static bool has_level(const struct di_care *care, uint32_t slot, enum di_priority level)
{
    const struct child *child = &care->children[slot];
    const di_time waited = care->now - care->waiting.requests[child->request].decided;
    switch (level) {
    case DI_PRIORITY_URGENT:
        return rule_of_child(care, &care->children[slot])->is_urgent != 0;
    case DI_PRIORITY_UNDER_3:
        return child_age_years(care, child) < 3;
    case DI_PRIORITY_CLOSING:
        return is_near_closure(care, child);
    case DI_PRIORITY_GUARANTEE:
        return waited >= care->terms.guarantee;
    case DI_PRIORITY_DISABILITY:
        return child->disability != DI_DISABILITY_NONE &&
               waited >= care->terms.disability_after;
    case DI_PRIORITIES:
        break;
    }
    return false;
}

struct party_key priority_key(const struct di_care *care, uint32_t slot)
{
    const struct di_policies *policies = &care->model->policies;
    uint64_t levels = 0;
    for (uint32_t i = 0; i < policies->priority_count; i++)
        levels = levels << 1 | (has_level(care, slot, policies->priority[i]) ? 0u : 1u);
    const struct request *request = &care->waiting.requests[care->children[slot].request];
    return (struct party_key){levels << 56 | (uint64_t)request->made, child_order(care, slot)};
}

struct party_key priority_of_party(const struct di_care *care, const struct party *party)
{
    uint32_t members[DI_GROUP_SIZE_MAX];
    const uint32_t count = party_members(care, party, members);
    struct party_key best = {UINT64_MAX, UINT64_MAX};
    for (uint32_t i = 0; i < count; i++) {
        const struct party_key key = priority_key(care, members[i]);
        if (party_key_compare(&key, &best) < 0)
            best = key;
    }
    return best;
}

static void consider(di_time *next, di_time time, di_time now)
{
    if (time > now && time < *next)
        *next = time;
}

di_time priority_next_change(const struct di_care *care, uint32_t slot)
{
    const struct terms *terms = &care->terms;
    const struct child *child = &care->children[slot];
    const struct request *request = &care->waiting.requests[child->request];
    const struct institution_life *institution = institution_of(care, child);
    const di_time now = care->now;
    di_time next = request->next_option_at;
    consider(&next, request->decided + terms->guarantee, now);
    if (child->disability != DI_DISABILITY_NONE)
        consider(&next, request->decided + terms->disability_after, now);
    if (care->model->policies.ageing)
        consider(&next, di_time_of_day(child->birth_day + terms->days_at_3), now);
    if (institution != NULL && institution->close_by_day != DI_NO_DAY)
        consider(&next,
                 di_time_from_days((double)institution->close_by_day -
                                   care->model->policies.closing_days),
                 now);
    if (care->groups[child->group].policy == SIBLINGS_PREFERRED)
        consider(&next, request->made + terms->split_after, now);
    return next;
}

uint64_t priority_of_child(const struct di_care *care, uint32_t slot)
{
    return priority_key(care, slot).level_and_request;
}
