/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Lanes of one or several waiting lists visited together in the order of waiting: rank by
 * rank, then by date of request, then by canonical id (MODEL 8.3). A freed place meets the
 * parties of its neighbours' lists this way, however many neighbours there are.
 */
#ifndef DI_CARE_LANE_MERGE_H
#define DI_CARE_LANE_MERGE_H

#include <stdbool.h>
#include <stdint.h>

#include "waiting_list.h"

struct lane_row {
    const struct waiting_entry *at, *end;
};

struct lane_merge {
    const struct waiting_lane **lane; /* [room] */
    struct lane_row *row;             /* [room]: what is left of the rank at hand */
    uint32_t room;
    uint32_t count, rows; /* lanes, and those with parties of the rank at hand */
    uint32_t ranks_left;  /* bit r: rank r is still to be visited */
};

/** Room for all lanes of so many lists. false: no memory; finish it all the same. */
bool lane_merge_create(struct lane_merge *merge, uint32_t lists);
void lane_merge_finish(struct lane_merge *merge);

void lane_merge_begin(struct lane_merge *merge); /* no lanes, before lane_merge_add */

/** Lanes of a list, among those of the bits `lanes`, whose parties have `from` to `to` members;
 * each list once, at most as many as there is room for. */
void lane_merge_add(struct lane_merge *merge, const struct waiting *waiting, uint32_t list,
                    uint32_t lanes, uint32_t from, uint32_t to);

/** The next party in the order of waiting, or NULL. Nobody may join or leave the lists between
 * calls. */
const struct waiting_entry *lane_merge_next(struct lane_merge *merge);

#endif
