/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Units: everything that has places. An institution or group home is one unit, a foster family
 * is one unit, and a setting without listed places has one pool per region. MODEL 8.2:
 * occupied + reserved <= licensed, with named exceptions.
 */
#ifndef DI_CARE_UNIT_H
#define DI_CARE_UNIT_H

#include <stdbool.h>
#include <stdint.h>

#include "di/model.h"

struct unit {
    uint64_t key;     /* entity of draws: acceptance */
    int32_t licensed; /* DI_UNLIMITED: endless */
    int32_t occupied;
    int32_t reserved;    /* held for one party: see hold_party */
    int32_t kept;        /* reserved for matched children until they move */
    uint32_t hold_party; /* party that holds this family, or NO_SLOT */
    uint32_t carers;     /* carers entry and ordinal within it; UINT32_MAX: not a family */
    uint32_t ordinal;
    uint32_t institution; /* model index, or UINT32_MAX */
    uint16_t region;
    uint8_t setting;
    uint8_t is_touched;       /* a place became free at this instant */
    uint8_t is_expecting;     /* the next to come has a kept place */
    uint8_t is_shut;          /* under moratorium: not counted among free places */
    uint8_t is_evacuated;     /* likewise, while a shock lasts */
    uint8_t resting;          /* places kept because the family rests: family_rest.c */
    uint32_t next_touched;    /* in its waiting list's chain of triggers */
    uint16_t hold_generation; /* of the hold-end event that counts */
    uint16_t emptied;         /* times its last child left: ordinal of draws */
};

/* Families of one carers entry: bit sets of those with exactly f free places, f = 1..places,
 * so the fullest fitting family of lowest id is found without a search. */
struct carers_index {
    uint32_t first_unit;
    uint32_t count;    /* room: families ever approved in the horizon */
    uint32_t used;     /* ordinals below have been approved; some of them may have left */
    uint32_t licensed; /* families licensed now */
    uint32_t words;
    uint64_t *free_bits; /* [places][words] */
};

#endif
