/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * The initial population (MODEL 7). Prepared once per scenario (fitting, integers, residual
 * densities, first-entry rates net of re-entries, frailty factors), then drawn per replication.
 */
#ifndef DI_WARM_START_H
#define DI_WARM_START_H

#include "di/diagnostic.h"
#include "di/error.h"
#include "di/model.h"

/** One resident or home-pool child at the start. */
struct di_resident {
    uint16_t setting;     /* a home state for the home pool */
    uint16_t region;      /* of residence; origin is the same */
    uint32_t institution; /* index, or UINT32_MAX: a pool or a family of (setting, region) */
    uint8_t sex;
    uint8_t disability;
    uint16_t reason;      /* drawn by the regions' expected entries */
    int32_t birth_day;    /* days from the scenario's start, negative */
    double elapsed_years; /* in this state, and in care; home pool: since the return */
    uint32_t group;       /* same number = same sibling group; dense from 0 */
    uint32_t member;      /* ordinal in its group */
    uint64_t group_key;   /* draws of the group: frailty, sibling policy */
    uint64_t key;         /* draws of the child: mix(group_key, member) */
    double frailty;       /* Z of the group given elapsed stays; 1 where theta = 0 */
    bool is_legally_free; /* may be, given the stay; false: is not, whatever the child's draw */
    bool is_assessed;     /* read where workers are needed */
};

struct di_warm_start; /* immutable after prepare; shared between threads */

/**
 * Fit and integerise the joint table, tabulate the densities of elapsed stays, run the cohort
 * computation where entries contain re-entries or theta > 0.
 *
 * @param[out] diagnostics  margins that disagree, zeros that make them impossible
 * @return DI_OK; DI_ERR_INCONSISTENT (see diagnostics); DI_ERR_MEMORY
 */
DI_MUST_CHECK enum di_status di_warm_start_prepare(const struct di_model *model,
                                                   struct di_diagnostics *diagnostics,
                                                   struct di_warm_start **start_out,
                                                   struct di_error *error);
void di_warm_start_destroy(struct di_warm_start *start);

/** An upper bound of what one draw yields, home pool included. */
uint64_t di_warm_start_children_max(const struct di_warm_start *start);

/**
 * The population of one replication: residents in canonical order (place, cell, ordinal by byte
 * order of names), members of a group adjacent, then the home pool (only those who have not
 * re-entered). Draws are keyed by (seed, replication, names), so the same cell and ordinal is
 * the same child in every scenario.
 *
 * @param residents_out  [di_warm_start_children_max]
 */
void di_warm_start_draw(const struct di_warm_start *start, uint64_t seed, uint32_t replication,
                        struct di_resident *residents_out, uint64_t *count_out);

/**
 * Factor on `base` entry rates of all reasons in `region`, by day: 1, or what is left for first
 * entries where published entries contain re-entries (MODEL 7.6).
 */
const struct di_series *di_warm_start_entry_factor(const struct di_warm_start *start,
                                                   uint16_t region);

/** Factor per setting on the hazards of frailty causes (MODEL 5.4); 1 where theta = 0. */
double di_warm_start_frailty_factor(const struct di_warm_start *start, uint16_t setting);

#endif
