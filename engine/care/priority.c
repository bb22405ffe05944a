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

/* Bit `level` of what is true of the child today. Levels hold or not as chance has it, so they
 * are computed without branches where no row has to be read. */
static uint32_t levels_held(const struct di_care *care, const struct child *child,
                            const struct request *request)
{
    const di_time waited = care->now - request->decided;
    const uint32_t is_urgent = care->rules[child->setting].is_urgent != 0;
    const uint32_t is_under_3 = child_age_years(care, child) < 3;
    const uint32_t is_owed = waited >= care->terms.guarantee;
    const uint32_t is_disabled = child->disability != DI_DISABILITY_NONE;
    const uint32_t has_waited = waited >= care->terms.disability_after;
    return is_urgent << DI_PRIORITY_URGENT | is_under_3 << DI_PRIORITY_UNDER_3 |
           (uint32_t)is_near_closure(care, child) << DI_PRIORITY_CLOSING |
           is_owed << DI_PRIORITY_GUARANTEE |
           (is_disabled & has_waited) << DI_PRIORITY_DISABILITY;
}

void priority_prepare(struct di_care *care)
{
    const struct di_policies *policies = &care->model->policies;
    for (uint32_t held = 0; held < WAITING_RANKS; held++) {
        uint32_t rank = 0;
        for (uint32_t i = 0; i < policies->priority_count; i++)
            rank = rank << 1 | (held >> policies->priority[i] & 1u ? 0u : 1u);
        care->rank_of_levels[held] = (uint8_t)rank;
    }
}

struct party_key priority_key(const struct di_care *care, uint32_t slot)
{
    const struct child *child = &care->children[slot];
    const struct request *request = &care->waiting.requests[child->request];
    const uint64_t rank = care->rank_of_levels[levels_held(care, child, request)];
    return (struct party_key){rank << 56 | (uint64_t)request->made, child_order(care, slot)};
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

static inline di_time sooner(di_time next, di_time time, di_time now)
{
    const di_time coming = time > now ? time : DI_TIME_NEVER;
    return coming < next ? coming : next;
}

di_time priority_next_change(const struct di_care *care, uint32_t slot)
{
    const struct terms *terms = &care->terms;
    const struct child *child = &care->children[slot];
    const struct request *request = &care->waiting.requests[child->request];
    const struct institution_life *institution = institution_of(care, child);
    const di_time now = care->now;
    di_time next = request->next_option_at;
    next = sooner(next, request->decided + terms->guarantee, now);
    if (child->disability != DI_DISABILITY_NONE)
        next = sooner(next, request->decided + terms->disability_after, now);
    if (care->model->policies.ageing)
        next = sooner(next, di_time_of_day(child->birth_day + terms->days_at_3), now);
    if (institution != NULL && institution->close_by_day != DI_NO_DAY)
        next = sooner(next,
                      di_time_from_days((double)institution->close_by_day -
                                        care->model->policies.closing_days),
                      now);
    if (care->groups[child->group].policy == SIBLINGS_PREFERRED)
        next = sooner(next, request->made + terms->split_after, now);
    if (terms->suitable_by_years)
        next = sooner(next, request_suitability_changes(care, slot), now);
    return next;
}

uint64_t priority_of_nobody(const struct di_care *care)
{
    const uint64_t no_level = (UINT64_C(1) << care->model->policies.priority_count) - 1;
    return no_level << 56 | (uint64_t)care->now;
}

uint64_t priority_of_child(const struct di_care *care, uint32_t slot)
{
    return priority_key(care, slot).level_and_request;
}
