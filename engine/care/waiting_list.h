/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Waiting lists, one per (region, option): parties in priority order (MODEL 8.3). A party is a
 * child, or the members of a sibling group who want one place together.
 *
 * A list has lanes (single children by disability and age band, groups by size), so a freed
 * place looks only at those it could fit; a lane has one rank per combination of priority
 * levels. Within a rank the order is date of request, then canonical id: new requests come
 * last, so most insertions are at the end. A rank is a treap whose heap priority is a hash of
 * the canonical id, so its shape never depends on history.
 */
#ifndef DI_CARE_WAITING_LIST_H
#define DI_CARE_WAITING_LIST_H

#include <stdbool.h>
#include <stdint.h>

#include "di/model.h"

enum {
    WAITING_RANKS = 1 << DI_PRIORITIES,
    LANE_OF_TWO = DI_DISABILITIES * DI_AGE_BANDS_MAX, /* before it: single children */
    LANE_OF_MORE = LANE_OF_TWO + 2,                   /* groups of four and more */
    WAITING_LANES = LANE_OF_MORE + 1
};

struct party_key {
    uint64_t level_and_request; /* priority levels (8 bits), then date of the request */
    uint64_t order;             /* lowest canonical id of the members */
};

static inline uint32_t waiting_lane_of_one(uint32_t disability, uint32_t age_band)
{
    return disability * DI_AGE_BANDS_MAX + age_band;
}

/** The smallest size of a party of the lane. */
static inline uint32_t waiting_lane_size(uint32_t lane)
{
    return lane < LANE_OF_TWO ? 1 : lane - LANE_OF_TWO + 2;
}

static inline uint32_t party_key_rank(const struct party_key *key)
{
    return (uint32_t)(key->level_and_request >> 56);
}

struct party {
    _Alignas(64) struct party_key key; /* a row is a cache line */
    uint32_t left, right, parent;
    uint32_t group;
    uint32_t child;     /* one of the members: the only one if there is no other */
    uint32_t hold_unit; /* family held for this party, or NO_SLOT */
    uint16_t skips;
    uint8_t member_mask; /* members of the group who wait in it */
    uint8_t option;
    uint16_t region;
    uint32_t next_touched; /* in its list's chain of triggers */
    uint8_t is_touched;    /* asks to scan the free places at this instant */
    uint8_t is_live;
    uint8_t lane;
};

struct request {
    int64_t made, decided;      /* di_time */
    int64_t next_option_at;     /* di_time; DI_TIME_NEVER */
    uint32_t party[DI_OPTIONS]; /* or NO_SLOT */
    int64_t other_at;           /* di_time of the next event that is not the request's own */
    uint16_t other_purpose;     /* EVENT_NONE: none, until the horizon */
    uint16_t region;            /* of residence when the request was made */
    uint8_t asked;              /* bits: options asked for */
    uint8_t unsuitable;         /* bits: options the child's draw excludes at this age */
    uint8_t home_is_ready;      /* a fired return-home clock makes reunification suitable */
};

/* A date not yet known: late enough for every comparison, with room for sums. */
#define REQUEST_UNDECIDED (DI_TIME_NEVER / 2)

/* Triggers of one list at one instant. */
struct triggers {
    uint32_t first_party, first_unit; /* chains through next_touched, or NO_SLOT */
    uint8_t is_scheduled;             /* its matching event is in the calendar */
};

struct ranked_party {
    struct party_key key;
    uint32_t party;
};

struct waiting_rank {
    struct party_key last_key; /* so that a new last party need not read the one before */
    uint32_t root, last;       /* parties, or NO_SLOT */
};

struct waiting_lane {
    uint32_t occupied; /* bit r: rank r is not empty */
    struct waiting_rank rank[WAITING_RANKS];
};

struct waiting {
    struct waiting_lane *lane; /* [region][option][WAITING_LANES] */
    uint32_t *lanes_in_use;    /* [region][option]: bit l: lane l is not empty */
    struct triggers *triggers; /* [region][option] */
    struct party *parties;
    uint32_t party_used, party_capacity, party_free;
    struct request *requests;
    uint32_t request_used, request_capacity, request_free;
    struct ranked_party *ranked; /* scratch of one matching event */
    uint32_t ranked_capacity;
    uint32_t *held_in_region; /* [region]: families held */
};

void waiting_insert(struct waiting *waiting, uint32_t list, uint32_t party);
void waiting_erase(struct waiting *waiting, uint32_t list, uint32_t party);
/** First party of a lane's rank, and the one after a party within its rank. */
uint32_t waiting_first(const struct waiting *waiting, const struct waiting_lane *lane,
                       uint32_t rank);
uint32_t waiting_next(const struct waiting *waiting, uint32_t party);
int ranked_party_compare(const void *a, const void *b); /* struct ranked_party, for qsort */
int party_key_compare(const struct party_key *a, const struct party_key *b);

#endif
