/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Where children who come into care go first, as records say it: shares by setting, for each
 * age band and reason (MODEL 4). What a table leaves to the entry ladder, or cannot place,
 * the ladder places.
 */
#ifndef DI_FIRST_PLACEMENT_H
#define DI_FIRST_PLACEMENT_H

#include <stdbool.h>

#include "di/model.h"

/** Shares of one age band and reason. They are taken in proportion to their sum: drawn inputs
 * need not add up to 1. Borrowed from the model's arena. */
struct di_first_shares {
    uint32_t count;
    const uint16_t *setting;       /* in byte order of ids; DI_NONE, last: the entry ladder */
    const struct di_series *share; /* [count], not negative */
};

/** The table's row for a child; NULL: the ladder places all of them. */
const struct di_first_shares *di_first_shares_of(const struct di_model *model, uint16_t reason,
                                                 uint32_t age_band);

/** Of all shares on a day. */
double di_first_shares_sum(const struct di_first_shares *shares, int32_t day);

/** Share i on a day, of all shares together; 0 where all of them are 0. */
double di_first_share(const struct di_first_shares *shares, uint32_t i, int32_t day);

/** The setting at uniform `u`, by inversion; DI_NONE: the ladder. */
uint16_t di_first_setting(const struct di_first_shares *shares, int32_t day, double u);

/** Have the two reasons the same rows? */
bool di_first_shares_agree(const struct di_model *model, uint16_t a, uint16_t b);

#endif
