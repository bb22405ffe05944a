/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a random country of random_model.h may have beside care: shocks, children in conflict
 * with the law, costs. Made from the seed and the model; the model borrows them. */
#ifndef RANDOM_STRANDS_H
#define RANDOM_STRANDS_H

#include "di/cost_plan.h"
#include "di/justice.h"
#include "di/shock.h"

#include "random_model.h"

enum { RANDOM_SHOCKS = 2, RANDOM_COST_LINES = 6 };

struct random_shocks {
    struct di_shock items[RANDOM_SHOCKS];
    struct di_shocks list;
    uint32_t evacuated[1];
    uint16_t hosts[RANDOM_REGIONS];
    int32_t always;
    double entries[RANDOM_SHOCKS];
};

struct random_justice {
    struct di_offence offence;
    struct di_justice justice;
    int32_t always;
    double rate, eligible, diverted;
};

/** Prices of one line each: children, institutions, hours, visits, families, moves. */
struct random_costs {
    struct di_cost_line lines[RANDOM_COST_LINES];
    struct di_cost_plan plan;
    int32_t always;
    double price[RANDOM_COST_LINES];
};

/** Two dated shocks: entries, hazards, hours, visits, discharge; the first evacuates. */
void random_shocks_make(struct random_shocks *shocks, const struct di_model *model,
                        uint64_t seed);
/** One offence; the model was made with `justice`. */
void random_justice_make(struct random_justice *justice, const struct di_model *model,
                         uint64_t seed);
void random_costs_make(struct random_costs *costs, const struct di_model *model, uint64_t seed);

#endif
