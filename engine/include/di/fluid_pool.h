/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Like institutions of one region, planned as one (MODEL 13.5, pooling). Institutions are alike
 * if they have the same rates, groups and prices per child; they may differ in size, fixed cost
 * and dates.
 */
#ifndef DI_FLUID_POOL_H
#define DI_FLUID_POOL_H

#include "di/plan.h"

/**
 * Parameters in which the children of like institutions are counted together (`host`), while
 * closures, costs and buildings stay each institution's own. Every plan of the institutions is
 * one of these parameters too, so their optimum is a bound.
 *
 * @return NULL if memory ran out
 */
struct di_fluid_parameters *di_fluid_pool_stocks(const struct di_fluid_parameters *parameters);

/**
 * Parameters with one institution per pool, whose members close together.
 *
 * @param pool  [institutions] number of the pool; its members are alike
 * @return NULL if memory ran out
 */
struct di_fluid_parameters *di_fluid_pool(const struct di_fluid_parameters *parameters,
                                          const uint32_t *pool, uint32_t pools);

/**
 * A plan of the members from a plan of pools whose members close together: moves in proportion
 * to who is there, admissions in proportion to free places.
 *
 * @param host  [pools] as in the pools' parameters: whose stocks hold their children
 * @return NULL if memory ran out
 */
struct di_plan *di_fluid_unpool(const struct di_fluid_parameters *parameters,
                                const uint32_t *pool, const uint32_t *host,
                                const struct di_plan *pooled);

#endif
