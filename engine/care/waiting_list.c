/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "waiting_list.h"

#include <string.h>

#include "child.h"
#include "waiting_store.h"

int party_key_compare(const struct party_key *a, const struct party_key *b)
{
    if (a->level_and_request != b->level_and_request)
        return a->level_and_request < b->level_and_request ? -1 : 1;
    if (a->order != b->order)
        return a->order < b->order ? -1 : 1;
    return 0;
}

int ranked_party_compare(const void *a, const void *b)
{
    return party_key_compare(&((const struct ranked_party *)a)->key,
                             &((const struct ranked_party *)b)->key);
}

static inline bool is_before(const struct party_key *a, const struct party_key *b)
{
    return a->level_and_request != b->level_and_request
               ? a->level_and_request < b->level_and_request
               : a->order < b->order;
}

/* How many entries of the rank, from the start of its array, come before the key. */
static uint32_t place_of(const struct waiting_rank *rank, const struct party_key *key)
{
    uint32_t low = rank->first, high = rank->end;
    if (low == high || is_before(&rank->entry[high - 1].key, key))
        return high;
    while (low < high) {
        const uint32_t middle = low + (high - low) / 2;
        if (is_before(&rank->entry[middle].key, key))
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static void squeeze(struct waiting_rank *rank, struct waiting_entry *entry)
{
    uint32_t kept = 0;
    for (uint32_t i = rank->first; i < rank->end; i++)
        if (rank->entry[i].party != NO_SLOT)
            entry[kept++] = rank->entry[i];
    rank->first = rank->holes = 0;
    rank->end = kept;
}

/* Room for one entry more, at the end. */
static bool make_room(struct waiting_store *store, struct waiting_rank *rank)
{
    if (rank->end < rank->room)
        return true;
    if (rank->first + rank->holes >= rank->room / 4 && rank->room > 0) {
        squeeze(rank, rank->entry);
        return true;
    }
    const uint32_t room = rank->room > 0 ? 2 * rank->room : WAITING_ROOM_LEAST;
    struct waiting_entry *entry = waiting_store_take(store, room);
    if (entry == NULL)
        return false;
    struct waiting_entry *const before = rank->entry;
    squeeze(rank, entry);
    if (rank->room > 0)
        waiting_store_give(store, before, rank->room);
    rank->entry = entry;
    rank->room = room;
    return true;
}

/* Makes place `at` free by moving whichever neighbours are fewer. Returns the free place. */
static uint32_t open_place(struct waiting_rank *rank, uint32_t at)
{
    struct waiting_entry *entry = rank->entry;
    if (at > rank->first && entry[at - 1].party == NO_SLOT) {
        rank->holes--;
        return at - 1;
    }
    if (rank->first > 0 && at - rank->first < rank->end - at) {
        memmove(&entry[rank->first - 1], &entry[rank->first],
                (at - rank->first) * sizeof *entry);
        rank->first--;
        return at - 1;
    }
    memmove(&entry[at + 1], &entry[at], (rank->end - at) * sizeof *entry);
    rank->end++;
    return at;
}

static struct waiting_lane *lane_of(struct waiting *waiting, uint32_t list, uint32_t party)
{
    return &waiting->lane[(size_t)list * WAITING_LANES + waiting->parties[party].lane];
}

bool waiting_insert(struct waiting *waiting, uint32_t list, uint32_t party)
{
    const struct party_key *key = &waiting->parties[party].key;
    const uint32_t r = party_key_rank(key);
    struct waiting_lane *lane = lane_of(waiting, list, party);
    struct waiting_rank *rank = &lane->rank[r];
    if (!make_room(&waiting->store, rank))
        return false;
    rank->entry[open_place(rank, place_of(rank, key))] =
        (struct waiting_entry){*key, party, waiting->parties[party].kinds};
    lane->occupied |= UINT32_C(1) << r;
    waiting->lanes_in_use[list] |= UINT32_C(1) << waiting->parties[party].lane;
    return true;
}

void waiting_erase(struct waiting *waiting, uint32_t list, uint32_t party)
{
    const uint32_t r = party_key_rank(&waiting->parties[party].key);
    struct waiting_lane *lane = lane_of(waiting, list, party);
    struct waiting_rank *rank = &lane->rank[r];
    uint32_t at = place_of(rank, &waiting->parties[party].key);
    while (at < rank->end && rank->entry[at].party != party)
        at++; /* past holes of the same key */
    if (at == rank->end)
        return; /* it could not be inserted */
    rank->entry[at].party = NO_SLOT;
    rank->holes++;
    for (; rank->first < rank->end && rank->entry[rank->first].party == NO_SLOT; rank->first++)
        rank->holes--;
    for (; rank->end > rank->first && rank->entry[rank->end - 1].party == NO_SLOT; rank->end--)
        rank->holes--;
    if (rank->first != rank->end)
        return;
    rank->first = rank->end = 0;
    lane->occupied &= ~(UINT32_C(1) << r);
    if (lane->occupied == 0)
        waiting->lanes_in_use[list] &= ~(UINT32_C(1) << waiting->parties[party].lane);
}

void waiting_clear(struct waiting *waiting, size_t lists)
{
    memset(waiting->lane, 0, lists * WAITING_LANES * sizeof *waiting->lane);
    memset(waiting->lanes_in_use, 0, lists * sizeof *waiting->lanes_in_use);
    waiting_store_clear(&waiting->store);
}
