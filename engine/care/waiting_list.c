/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "waiting_list.h"

#include "child.h"

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

static uint64_t heap_priority(const struct party_key *key)
{
    uint64_t x = key->order + UINT64_C(0x9e3779b97f4a7c15);
    x = (x ^ (x >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    x = (x ^ (x >> 27)) * UINT64_C(0x94d049bb133111eb);
    return x ^ (x >> 31);
}

static struct waiting_lane *lane_of(struct waiting *waiting, uint32_t list, uint32_t party)
{
    return &waiting->lane[(size_t)list * WAITING_LANES + waiting->parties[party].lane];
}

static void replace_child(struct waiting *waiting, struct waiting_rank *rank, uint32_t parent,
                          uint32_t old, uint32_t new_child)
{
    if (parent == NO_SLOT)
        rank->root = new_child;
    else if (waiting->parties[parent].left == old)
        waiting->parties[parent].left = new_child;
    else
        waiting->parties[parent].right = new_child;
    if (new_child != NO_SLOT)
        waiting->parties[new_child].parent = parent;
}

static void rotate_up(struct waiting *waiting, struct waiting_rank *rank, uint32_t node)
{
    struct party *parties = waiting->parties;
    const uint32_t parent = parties[node].parent;
    const uint32_t grandparent = parties[parent].parent;
    uint32_t moved;
    if (parties[parent].left == node) {
        moved = parties[node].right;
        parties[parent].left = moved;
        parties[node].right = parent;
    } else {
        moved = parties[node].left;
        parties[parent].right = moved;
        parties[node].left = parent;
    }
    if (moved != NO_SLOT)
        parties[moved].parent = parent;
    replace_child(waiting, rank, grandparent, parent, node);
    parties[parent].parent = node;
}

static void descend(const struct waiting *waiting, const struct waiting_rank *rank,
                    uint32_t party, uint32_t *parent_out, bool *goes_left_out)
{
    const struct party *parties = waiting->parties;
    uint32_t at = rank->root;
    *parent_out = rank->last;
    *goes_left_out = false;
    if (rank->last != NO_SLOT && party_key_compare(&parties[party].key, &rank->last_key) > 0)
        return;
    while (at != NO_SLOT) {
        *parent_out = at;
        *goes_left_out = party_key_compare(&parties[party].key, &parties[at].key) < 0;
        at = *goes_left_out ? parties[at].left : parties[at].right;
    }
}

void waiting_insert(struct waiting *waiting, uint32_t list, uint32_t party)
{
    struct party *parties = waiting->parties;
    const uint32_t r = party_key_rank(&parties[party].key);
    struct waiting_lane *lane = lane_of(waiting, list, party);
    struct waiting_rank *rank = &lane->rank[r];
    uint32_t parent = NO_SLOT;
    lane->occupied |= UINT32_C(1) << r;
    waiting->lanes_in_use[list] |= UINT32_C(1) << parties[party].lane;
    bool goes_left = false;
    descend(waiting, rank, party, &parent, &goes_left);
    parties[party].left = parties[party].right = NO_SLOT;
    parties[party].parent = parent;
    if (parent == NO_SLOT)
        rank->root = party;
    else if (goes_left)
        parties[parent].left = party;
    else
        parties[parent].right = party;
    const uint64_t priority = heap_priority(&parties[party].key);
    if (parent == rank->last && !goes_left) {
        const struct party_key before = rank->last_key;
        rank->last = party;
        rank->last_key = parties[party].key;
        if (parent == NO_SLOT || heap_priority(&before) >= priority)
            return;
    }
    while (parties[party].parent != NO_SLOT &&
           heap_priority(&parties[parties[party].parent].key) < priority)
        rotate_up(waiting, rank, party);
}

static uint32_t rightmost(const struct waiting *waiting, uint32_t at)
{
    while (at != NO_SLOT && waiting->parties[at].right != NO_SLOT)
        at = waiting->parties[at].right;
    return at;
}

void waiting_erase(struct waiting *waiting, uint32_t list, uint32_t party)
{
    struct party *parties = waiting->parties;
    const uint32_t r = party_key_rank(&parties[party].key);
    struct waiting_lane *lane = lane_of(waiting, list, party);
    struct waiting_rank *rank = &lane->rank[r];
    while (parties[party].left != NO_SLOT && parties[party].right != NO_SLOT) {
        const uint32_t left = parties[party].left;
        const uint32_t right = parties[party].right;
        rotate_up(waiting, rank,
                  heap_priority(&parties[left].key) > heap_priority(&parties[right].key)
                      ? left
                      : right);
    }
    const uint32_t child =
        parties[party].left != NO_SLOT ? parties[party].left : parties[party].right;
    const uint32_t parent = parties[party].parent;
    replace_child(waiting, rank, parent, party, child);
    if (rank->last == party) { /* it had no right child: its left subtree, or its parent */
        rank->last = child != NO_SLOT ? rightmost(waiting, child) : parent;
        if (rank->last != NO_SLOT)
            rank->last_key = parties[rank->last].key;
    }
    parties[party].left = parties[party].right = parties[party].parent = NO_SLOT;
    if (rank->root == NO_SLOT)
        lane->occupied &= ~(UINT32_C(1) << r);
    if (lane->occupied == 0)
        waiting->lanes_in_use[list] &= ~(UINT32_C(1) << parties[party].lane);
}

uint32_t waiting_first(const struct waiting *waiting, const struct waiting_lane *lane,
                       uint32_t rank)
{
    uint32_t at = lane->rank[rank].root;
    while (at != NO_SLOT && waiting->parties[at].left != NO_SLOT)
        at = waiting->parties[at].left;
    return at;
}

uint32_t waiting_next(const struct waiting *waiting, uint32_t party)
{
    const struct party *parties = waiting->parties;
    if (parties[party].right != NO_SLOT) {
        uint32_t at = parties[party].right;
        while (parties[at].left != NO_SLOT)
            at = parties[at].left;
        return at;
    }
    uint32_t at = party;
    while (parties[at].parent != NO_SLOT && parties[parties[at].parent].right == at)
        at = parties[at].parent;
    return parties[at].parent;
}
