/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Waiting lists, one per (region, option): parties in priority order (MODEL 8.3). A party is a
 * child, or the members of a sibling group who want one place together.
 *
 * A list has lanes (single children by disability and age band, groups by size), so a freed
 * place looks only at those it could fit; a lane has one rank per combination of priority
 * levels. Within a rank the order is date of request, then canonical id: new requests come
 * last, so most insertions are at the end.
 *
 * A rank is an array in that order. Who leaves from the middle leaves a hole; holes are
 * squeezed out when the array is full and a quarter of it is holes, else it moves to one twice
 * as long. A search reads neighbouring memory, where a tree would touch a far row at each step.
 */
#ifndef DI_CARE_WAITING_LIST_H
#define DI_CARE_WAITING_LIST_H

#include <stdbool.h>
#include <stdint.h>

#include "di/model.h"

#include "acceptance.h"

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

/** Lists stand region by region. */
static inline uint32_t waiting_list_of(uint32_t region, uint32_t option)
{
    return region * DI_OPTIONS + option;
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
    struct acceptance acceptance;      /* beside the key: most families a party meets refuse */
    uint32_t group;
    uint32_t child;     /* one of the members: the only one if there is no other */
    uint32_t hold_unit; /* family held for this party, or NO_SLOT */
    uint16_t skips;
    uint8_t member_mask; /* members of the group who wait in it */
    uint8_t option;
    uint32_t next_touched; /* in its list's chain of triggers; next free row while unused */
    uint32_t kinds;        /* bits: lanes its members would have if each waited alone */
    uint16_t region;
    uint8_t is_touched; /* asks to scan the free places at this instant */
    uint8_t is_live;
    uint8_t lane;
};

/* Nobody waits for return home or for kin: a party's option is one of the others. */
enum { PARTY_OPTIONS = DI_OPTIONS - DI_OPTION_FOSTER };

static inline uint32_t party_index(uint32_t option)
{
    return option - DI_OPTION_FOSTER;
}

struct request {
    int64_t made, decided;         /* di_time */
    int64_t next_option_at;        /* di_time; DI_TIME_NEVER */
    int64_t threshold_at;          /* di_time of the pending event, if it is a threshold; or
                                      DI_TIME_NEVER */
    int64_t other_at;              /* di_time of the next event that is not the request's own */
    uint32_t party[PARTY_OPTIONS]; /* by party_index(); or NO_SLOT */
    uint16_t other_purpose;        /* EVENT_NONE: none, until the horizon */
    uint16_t region;               /* of residence when the request was made */
    uint8_t asked;                 /* bits: options asked for */
    uint8_t unsuitable;            /* bits: options the child's draw excludes at this age */
    uint8_t home_is_ready;         /* a fired return-home clock makes reunification suitable */
};

_Static_assert(sizeof(struct request) == 64, "a cache line");

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

/* Of a rank. The kinds are the party's: who could not live in a place is passed unread. */
struct waiting_entry {
    struct party_key key;
    uint32_t party;
    uint32_t kinds;
};

struct waiting_rank {
    struct waiting_entry *entry; /* [room]; a hole keeps its key, its party is NO_SLOT */
    uint32_t first, end;         /* entries in use; neither the first nor the last is a hole */
    uint32_t holes;              /* among them */
    uint32_t room;               /* 0, or WAITING_ROOM_LEAST times a power of two */
};

struct waiting_lane {
    uint32_t occupied; /* bit r: rank r is not empty */
    struct waiting_rank rank[WAITING_RANKS];
};

/* Arrays of ranks, in sizes of powers of two, cut from slabs that are kept from one replication
 * to the next. */
enum { WAITING_ROOM_LEAST = 8, WAITING_SIZES = 24 };

struct waiting_slab {
    struct waiting_entry *entry;
    size_t room, used; /* entries */
};

struct waiting_store {
    struct waiting_slab *slabs;
    uint32_t slab_count, slab_at;               /* the one that is being cut */
    struct waiting_entry *spare[WAITING_SIZES]; /* by size; linked through their first bytes */
    uint64_t allocations;
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
    struct waiting_store store;
};

static inline const struct waiting_rank *waiting_rank_of(const struct waiting *waiting,
                                                         uint32_t party)
{
    const struct party *row = &waiting->parties[party];
    const size_t list = waiting_list_of(row->region, row->option);
    return &waiting->lane[list * WAITING_LANES + row->lane].rank[party_key_rank(&row->key)];
}

/** false: no memory, and nothing has happened. */
bool waiting_insert(struct waiting *waiting, uint32_t list, uint32_t party);
void waiting_erase(struct waiting *waiting, uint32_t list, uint32_t party);
/** All lists empty, their memory kept. */
void waiting_clear(struct waiting *waiting, size_t lists);
void waiting_store_finish(struct waiting_store *store);
/** The first entry from `entry` on that is no hole; `end` if there is none. */
static inline const struct waiting_entry *waiting_from(const struct waiting_entry *entry,
                                                       const struct waiting_entry *end)
{
    while (entry < end && entry->party == UINT32_MAX)
        entry++;
    return entry;
}
int ranked_party_compare(const void *a, const void *b); /* struct ranked_party, for qsort */
int party_key_compare(const struct party_key *a, const struct party_key *b);

#endif
