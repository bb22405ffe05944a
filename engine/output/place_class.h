/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The groups of places indicators speak of. A setting can belong to several: a family-type home
 * that the country counts as residential is both FAMILY and RESIDENTIAL.
 */
#ifndef DI_PLACE_CLASS_H
#define DI_PLACE_CLASS_H

#include <stdint.h>

#include "di/result.h"

enum place_class {
    PLACE_INSTITUTION = 1 << 0,
    PLACE_RESIDENTIAL = 1 << 1, /* K1r */
    PLACE_CARE = 1 << 2,        /* K3 */
    PLACE_FAMILY = 1 << 3,      /* foster kinds and kinship */
    PLACE_FOSTER = 1 << 4,
    PLACE_KINSHIP = 1 << 5,
    PLACE_SUPPORTED = 1 << 6,
    PLACE_UNPLACED = 1 << 7,
    PLACE_HOME = 1 << 8,
    PLACE_ADOPTED = 1 << 9,
    PLACE_AGED_OUT = 1 << 10,
    PLACE_ADULT_INSTITUTION = 1 << 11,
    PLACE_LEFT_COUNTRY = 1 << 12,
    PLACE_DIED = 1 << 13,
    PLACE_OUTSIDE_NEW = 1 << 14,
    PLACE_OUTSIDE_RETURN = 1 << 15,
    PLACE_HOMES = 1 << 16, /* small group homes */
    PLACE_DETENTION = 1 << 17,
    PLACE_DIVERSION = 1 << 18,
    PLACE_UNEXPLAINED = 1 << 19 /* bookkeeping of calibration: not a destination of its own
                                   that a country names without explaining it */
};

/* A place belongs if it has any bit of `any` and none of `none`. */
struct place_group {
    uint32_t any;
    uint32_t none;
};

#define PLACE_ANY UINT32_MAX

/* Classes of a setting index or of DI_FROM_OUTSIDE_*. */
uint32_t place_class_of(const struct di_model *model, uint16_t place);

static inline int place_group_has(struct place_group group, uint32_t classes)
{
    return (classes & group.none) == 0 &&
           (group.any == PLACE_ANY || (classes & group.any) != 0);
}

#endif
