/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Like institutions of one region, planned as one (MODEL 13.5, pooling). Institutions are alike
 * if they have the same rates, groups, prices per child and dates; they may differ in size and
 * fixed cost.
 */
#ifndef DI_FLUID_POOL_H
#define DI_FLUID_POOL_H

#include "di/plan.h"

/** Are two institutions alike? O(periods). */
bool di_fluid_is_alike(const struct di_fluid_parameters *parameters, uint32_t i, uint32_t j);

/**
 * Pools of at most two per class of like institutions, the small and the large: buildings are
 * what the pace of closures counts.
 *
 * @param[out] pool_out  [institutions] number of the pool
 * @return how many pools
 */
uint32_t di_fluid_pools(const struct di_fluid_parameters *parameters, uint32_t *pool_out);

/**
 * Parameters with one institution per pool. A pool's closure is the share of its places that is
 * closed. Where members differ, the pooled numbers favour the plan, so the pooled optimum is a
 * bound for the plans of all members.
 *
 * @param is_exact  members close together: sums, not bounds, of cost, buildings and staff
 * @return NULL if memory ran out
 */
struct di_fluid_parameters *di_fluid_pool(const struct di_fluid_parameters *parameters,
                                          const uint32_t *pool, uint32_t pools, bool is_exact);

/**
 * A plan of the members from a plan of pools whose members close together: moves in proportion
 * to who is there, admissions in proportion to free places.
 *
 * @return NULL if memory ran out
 */
struct di_plan *di_fluid_unpool(const struct di_fluid_parameters *parameters,
                                const uint32_t *pool, const struct di_plan *pooled);

#endif
