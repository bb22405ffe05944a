/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lane_merge.h"

#include <stdlib.h>

bool lane_merge_create(struct lane_merge *merge, uint32_t lists)
{
    *merge = (struct lane_merge){.room = lists * WAITING_LANES};
    merge->lane = calloc(merge->room, sizeof *merge->lane);
    merge->row = calloc(merge->room, sizeof *merge->row);
    return merge->lane != NULL && merge->row != NULL;
}

void lane_merge_finish(struct lane_merge *merge)
{
    free(merge->lane);
    free(merge->row);
}

void lane_merge_begin(struct lane_merge *merge)
{
    merge->count = merge->rows = merge->ranks_left = 0;
}

void lane_merge_add(struct lane_merge *merge, const struct waiting *waiting, uint32_t list,
                    uint32_t lanes, uint32_t from, uint32_t to)
{
    lanes &= waiting->lanes_in_use[list];
    for (; lanes != 0; lanes &= lanes - 1) {
        const uint32_t l = (uint32_t)__builtin_ctz(lanes);
        const uint32_t size = waiting_lane_size(l);
        if (size < from || size > to)
            continue;
        const struct waiting_lane *lane = &waiting->lane[(size_t)list * WAITING_LANES + l];
        merge->lane[merge->count++] = lane;
        merge->ranks_left |= lane->occupied;
    }
}

static void open_rank(struct lane_merge *merge, uint32_t r)
{
    for (uint32_t i = 0; i < merge->count; i++) {
        const struct waiting_rank *rank = &merge->lane[i]->rank[r];
        if ((merge->lane[i]->occupied >> r & 1u) == 0)
            continue;
        merge->row[merge->rows].at = rank->entry + rank->first;
        merge->row[merge->rows++].end = rank->entry + rank->end;
    }
}

const struct waiting_entry *lane_merge_next(struct lane_merge *merge)
{
    while (merge->rows == 0) {
        if (merge->ranks_left == 0)
            return NULL;
        open_rank(merge, (uint32_t)__builtin_ctz(merge->ranks_left));
        merge->ranks_left &= merge->ranks_left - 1;
    }
    uint32_t best = 0;
    for (uint32_t i = 1; i < merge->rows; i++)
        if (party_key_compare(&merge->row[i].at->key, &merge->row[best].at->key) < 0)
            best = i;
    const struct waiting_entry *next = merge->row[best].at;
    merge->row[best].at = waiting_from(next + 1, merge->row[best].end);
    if (merge->row[best].at == merge->row[best].end)
        merge->row[best] = merge->row[--merge->rows];
    return next;
}
