/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who enters care, in expectation: the entry-age law of MODEL 6 and 7.4 and the mix of reasons
 * of each region. Expected children a year at the start, before any draw. */
#ifndef DI_ENTRY_LAW_H
#define DI_ENTRY_LAW_H

#include "di/arena.h"
#include "di/model.h"
#include "di/status.h"

#define ENTRY_AGES 18 /* single years of age */

struct entry_law {
    const struct di_model *model;
    double age_weight[DI_DISABILITIES][ENTRY_AGES]; /* nation; sums to 1, but for
                                                      1e-6 of disabilities unseen */
    const double *reason_cumulative; /* [region][disability][reason], ends at 1 */
};

/** Tables at day 0. DI_ERR_MEMORY on failure. */
DI_MUST_CHECK enum di_status entry_law_init(struct entry_law *law, const struct di_model *model,
                                            struct di_arena *arena);

/** Expected children a year at the gate on `day`, season and region-year multiplier aside. */
double entry_law_children_per_year(const struct di_model *model, uint16_t region,
                                   uint16_t reason, int32_t day);

/** Shares of single years of age among entering children, siblings included; sums to 1. */
void entry_law_ages(const struct di_model *model, uint16_t region, uint16_t reason,
                    double ages_out[ENTRY_AGES]);

/** Share of a disability among entrants of an age; sums to 1 over disabilities. */
double entry_law_disability(const struct di_model *model, uint16_t region, uint16_t reason,
                            uint32_t age, uint32_t disability);

/** Share of such groups that prevention is offered to, and of such children, girls and boys
 * together, whom the gate sends home (MODEL 6). */
double entry_law_covered(const struct di_model *model, uint16_t region, uint16_t reason,
                         int32_t day);
double entry_law_diverted(const struct di_model *model, uint16_t region, uint16_t reason,
                          uint32_t age, uint32_t disability, int32_t day);

/** Reason at uniform `u`; 0 where a model has none. */
uint16_t entry_law_reason(const struct entry_law *law, uint16_t region, uint32_t disability,
                          double u);

#endif
