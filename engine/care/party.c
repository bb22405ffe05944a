/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Parties: a child, or the brothers and sisters who wait for one place together (MODEL 8.3), as
 * members come and go. A party without members is gone from its list.
 */
#include "party.h"

#include "desk.h"
#include "system.h"

uint32_t party_members(const struct di_care *care, const struct party *party,
                       uint32_t *children_out)
{
    uint32_t count = 0;
    if ((party->member_mask & (party->member_mask - 1)) == 0) {
        children_out[0] = party->child;
        return 1;
    }
    for (uint32_t slot = care->groups[party->group].first_child; slot != NO_SLOT;
         slot = care->children[slot].next_sibling)
        if ((party->member_mask >> care->children[slot].member & 1u) != 0 &&
            count < DI_GROUP_SIZE_MAX)
            children_out[count++] = slot;
    return count;
}

static uint32_t new_party(struct di_care *care)
{
    struct waiting *waiting = &care->waiting;
    if (waiting->party_free != NO_SLOT) {
        const uint32_t party = waiting->party_free;
        waiting->party_free = waiting->parties[party].next_touched;
        return party;
    }
    if (waiting->party_used == waiting->party_capacity) {
        struct party *grown = care_grow(care, waiting->parties, &waiting->party_capacity,
                                        waiting->party_used + 1, sizeof *grown);
        if (grown == NULL)
            return NO_SLOT;
        waiting->parties = grown;
    }
    return waiting->party_used++;
}

/* A party of brothers and sisters who wait for the same option in the same region. */
static uint32_t party_of_siblings(const struct di_care *care, uint32_t slot,
                                  enum di_option option)
{
    const struct child *child = &care->children[slot];
    if (request_is_alone(care, slot))
        return NO_SLOT;
    for (uint32_t sibling = care->groups[child->group].first_child; sibling != NO_SLOT;
         sibling = care->children[sibling].next_sibling) {
        const struct child *other = &care->children[sibling];
        if (sibling == slot || other->request == NO_SLOT || request_is_alone(care, sibling))
            continue;
        const uint32_t party =
            care->waiting.requests[other->request].party[party_index(option)];
        if (party != NO_SLOT && care->waiting.parties[party].region == child->region)
            return party;
    }
    return NO_SLOT;
}

/* Where a party waits: the lane, and what stands beside it there. */
struct berth {
    struct party_key key;
    uint32_t kinds;
    uint8_t lane;
};

static struct berth berth_of(const struct di_care *care, const struct party *party,
                             const struct party_key *key)
{
    uint32_t members[DI_GROUP_SIZE_MAX];
    const uint32_t count = party_members(care, party, members);
    struct berth berth = {.key = *key};
    for (uint32_t i = 0; i < count; i++)
        berth.kinds |= UINT32_C(1) << waiting_lane_of_one(care->children[members[i]].disability,
                                                          care->children[members[i]].age_band);
    berth.lane = (uint8_t)(count == 1  ? (uint32_t)__builtin_ctz(berth.kinds)
                           : count < 4 ? LANE_OF_TWO + count - 2
                                       : LANE_OF_MORE);
    return berth;
}

static void insert(struct di_care *care, uint32_t p, const struct berth *berth)
{
    struct party *party = &care->waiting.parties[p];
    party->key = berth->key;
    party->kinds = berth->kinds;
    party->lane = berth->lane;
    if (!waiting_insert(&care->waiting, waiting_list_of(party->region, party->option), p))
        care_fail_memory(care);
}

static void set_key(struct di_care *care, uint32_t p, const struct party_key *key)
{
    const struct party *party = &care->waiting.parties[p];
    const struct berth berth = berth_of(care, party, key);
    if (party_key_compare(key, &party->key) == 0 && berth.kinds == party->kinds &&
        berth.lane == party->lane)
        return;
    waiting_erase(&care->waiting, waiting_list_of(party->region, party->option), p);
    insert(care, p, &berth);
}

bool party_is_listed(const struct di_care *care, uint32_t p)
{
    const struct party *party = &care->waiting.parties[p];
    const struct berth berth = berth_of(care, party, &party->key);
    return berth.kinds == party->kinds && berth.lane == party->lane;
}

void party_rank(struct di_care *care, uint32_t p)
{
    const struct party_key key = priority_of_party(care, &care->waiting.parties[p]);
    set_key(care, p, &key);
}

void party_join(struct di_care *care, uint32_t slot, enum di_option option)
{
    struct waiting *waiting = &care->waiting;
    const struct child *child = &care->children[slot];
    uint32_t p = party_of_siblings(care, slot, option);
    if (p != NO_SLOT) {
        waiting->parties[p].member_mask |= (uint8_t)(1u << child->member);
        waiting->parties[p].child = slot;
        waiting->requests[child->request].party[party_index(option)] = p;
        party_rank(care, p);
    } else {
        p = new_party(care);
        if (p == NO_SLOT)
            return;
        waiting->parties[p] = (struct party){.acceptance = acceptance_of(care, child->group),
                                             .group = child->group,
                                             .child = slot,
                                             .hold_unit = NO_SLOT,
                                             .member_mask = (uint8_t)(1u << child->member),
                                             .option = (uint8_t)option,
                                             .region = (uint16_t)child->region,
                                             .is_live = 1};
        waiting->requests[child->request].party[party_index(option)] = p;
        const struct party_key key = priority_of_party(care, &waiting->parties[p]);
        const struct berth berth = berth_of(care, &waiting->parties[p], &key);
        insert(care, p, &berth);
    }
    matching_touch_party(care, p);
}

void party_free(struct di_care *care, uint32_t p)
{
    care->waiting.parties[p].next_touched = care->waiting.party_free;
    care->waiting.party_free = p;
}

void party_leave(struct di_care *care, uint32_t slot, enum di_option option)
{
    struct waiting *waiting = &care->waiting;
    struct request *request = &waiting->requests[care->children[slot].request];
    const uint32_t p = request->party[party_index(option)];
    if (p == NO_SLOT)
        return;
    request->party[party_index(option)] = NO_SLOT;
    struct party *party = &waiting->parties[p];
    party->member_mask &= (uint8_t) ~(1u << care->children[slot].member);
    if (party->member_mask != 0) {
        party->child = care->groups[party->group].first_child;
        while ((party->member_mask & 1u << care->children[party->child].member) == 0)
            party->child = care->children[party->child].next_sibling;
        party_rank(care, p);
        matching_touch_party(care, p);
        return;
    }
    waiting_erase(waiting, waiting_list_of(party->region, party->option), p);
    party->is_live = 0;
    if (party->hold_unit != NO_SLOT)
        family_hold_drop(care, p);
    if (!party->is_touched) /* else its row is freed when its trigger is served */
        party_free(care, p);
}

static bool is_alone(const struct party *party)
{
    return (party->member_mask & (party->member_mask - 1)) == 0;
}

/* Where the child waits alone, every party of its has the child's own key. */
void party_rank_child(struct di_care *care, uint32_t slot)
{
    const struct party_key own = priority_key(care, slot);
    for (uint32_t option = DI_OPTION_FOSTER; option < DI_OPTIONS; option++) {
        const uint32_t p = party_of(care, slot, option);
        if (p == NO_SLOT)
            continue;
        if (is_alone(&care->waiting.parties[p]))
            set_key(care, p, &own);
        else
            party_rank(care, p);
    }
}
