/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Canonical ids of groups of children: what decides every tie, whatever the rows of tables.
 * From the top: residents of the start after all entrants, the justice strand after other
 * entrants, then ranks of region and of reason (or offence), the strip of the field, the point
 * in it.
 */
#ifndef DI_CARE_CANONICAL_ID_H
#define DI_CARE_CANONICAL_ID_H

#include <stdint.h>

enum { ORDER_ORDINAL_BITS = 20, ORDER_STRIP_BITS = 23, ORDER_REASON_BITS = 6 };
#define ORDER_STRIP_SUPPLY (UINT32_C(1) << 22) /* strips of supply_response.c */
#define ORDER_RESIDENT (UINT64_C(1) << 60)     /* the group of the start, not these parts */
#define ORDER_JUSTICE (UINT64_C(1) << 59)      /* beside the parts */

struct canonical_id {
    uint32_t region, reason; /* ranks; of an offence in the justice strand */
    uint32_t strip;          /* from 1; 0: listed by the scenario */
    uint32_t ordinal;
};

static inline uint64_t canonical_order(struct canonical_id id)
{
    uint64_t order = id.region;
    order = order << ORDER_REASON_BITS | id.reason;
    order = order << ORDER_STRIP_BITS | id.strip;
    return order << ORDER_ORDINAL_BITS | id.ordinal;
}

static inline uint32_t canonical_bits(uint64_t *order, uint32_t count)
{
    const uint64_t taken = *order & ((UINT64_C(1) << count) - 1);
    *order >>= count;
    return (uint32_t)taken;
}

/* Of an order that is no resident's. */
static inline struct canonical_id canonical_id_of(uint64_t order)
{
    struct canonical_id id;
    order &= ~ORDER_JUSTICE;
    id.ordinal = canonical_bits(&order, ORDER_ORDINAL_BITS);
    id.strip = canonical_bits(&order, ORDER_STRIP_BITS);
    id.reason = canonical_bits(&order, ORDER_REASON_BITS);
    id.region = (uint32_t)order;
    return id;
}

#endif
