/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COHORT_MOVES_H
#define COHORT_MOVES_H

#include "di/cohort.h"

/* Sum over regions and quarters [first, last) of moves; DI_NONE as `from` or `to`: any. */
static inline double cohort_moves(const struct di_cohort *cohort, uint16_t from, uint16_t to,
                                  uint32_t first_quarter, uint32_t last_quarter)
{
    double sum = 0.0;
    for (uint32_t i = 0; i < cohort->flow_count; i++) {
        const struct di_cohort_flow *flow = &cohort->flows[i];
        if ((from != DI_NONE && flow->from != from) || (to != DI_NONE && flow->to != to)) {
            continue;
        }
        for (uint32_t q = first_quarter; q < last_quarter && q < cohort->quarters; q++) {
            sum += flow->count[2 * q] + flow->count[2 * q + 1];
        }
    }
    return sum;
}

#endif
