/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One region of a country and of its plan, as a problem of its own: it keeps the money the plan
 * spends there and what the nation leaves unspent. Small problems stay whole: then the only
 * "region" is the nation.
 */
#ifndef DI_PLAN_REGION_H
#define DI_PLAN_REGION_H

#include "di/optimizer.h"

struct plan_region {
    const struct di_fluid_parameters *all;
    const struct di_plan *nation;
    struct di_fluid_parameters *parameters; /* owned, or NULL: those of the nation */
    struct di_plan *plan;                   /* owned copy */
    uint32_t number;                        /* UINT32_MAX: the nation */
};

/* Of the region, or of the nation. */
const struct di_fluid_parameters *plan_region_parameters(const struct plan_region *region);

/* How many problems a country is cut into: 1 (the nation), or its regions. */
enum di_status plan_region_count(const struct di_fluid_parameters *parameters,
                                 const struct di_optimizer_options *options,
                                 uint32_t *count_out, struct di_error *error);

/* Cut out problem `n` of `count`. */
enum di_status plan_region_cut(const struct di_fluid_parameters *parameters,
                               const struct di_plan *plan, uint32_t n, uint32_t count,
                               struct plan_region *region_out, struct di_error *error);
void plan_region_finish(struct plan_region *region);

/* Write the region's plan into a plan of the nation. */
bool plan_region_paste(const struct plan_region *region, struct di_plan *nation);

#endif
