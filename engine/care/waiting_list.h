/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Waiting lists, one per (region, option): parties in priority order (MODEL 8.3). A party is a
 * child, or the members of a sibling group who want one place together. Each list is a treap
 * whose heap priority is a hash of the canonical id, so its shape never depends on history.
 */
#ifndef DI_CARE_WAITING_LIST_H
#define DI_CARE_WAITING_LIST_H

#include <stdbool.h>
#include <stdint.h>

#include "di/model.h"

struct party_key {
    uint64_t level_and_request; /* priority levels, then date of the request */
    uint64_t order;             /* lowest canonical id of the members */
};

struct party {
    struct party_key key;
    uint32_t left, right, parent;
    uint32_t group;
    uint32_t hold_unit; /* family held for this party, or NO_SLOT */
    uint16_t skips;
    uint8_t member_mask; /* members of the group who wait in it */
    uint8_t option;
    uint16_t region;
    uint32_t next_touched; /* in its list's chain of triggers */
    uint8_t is_touched;    /* asks to scan the free places at this instant */
    uint8_t is_live;
};

struct request {
    int64_t made, decided;      /* di_time */
    int64_t next_option_at;     /* di_time; DI_TIME_NEVER */
    uint32_t party[DI_OPTIONS]; /* or NO_SLOT */
    uint8_t asked;              /* bits: options asked for */
    uint8_t home_is_ready;      /* a fired return-home clock makes reunification suitable */
    uint8_t is_live;
};

/* Triggers of one list at one instant. */
struct triggers {
    uint32_t first_party, first_unit; /* chains through next_touched, or NO_SLOT */
    uint8_t is_scheduled;             /* its matching event is in the calendar */
};

struct ranked_party {
    struct party_key key;
    uint32_t party;
};

struct waiting {
    uint32_t *root;            /* [region][option] */
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
uint32_t waiting_first(const struct waiting *waiting, uint32_t list);
uint32_t waiting_next(const struct waiting *waiting, uint32_t party);
int party_key_compare(const struct party_key *a, const struct party_key *b);

#endif
