/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Synthetic planning problems (`homeward bench plan`): seeded, three groups, five
 * placements, eight institutions a region, a budget that binds. They stand for no real place.
 */
#ifndef DI_PLAN_BENCHMARK_H
#define DI_PLAN_BENCHMARK_H

#include "di/fluid_parameters.h"
#include "di/solve_limits.h"

/**
 * A planning problem of `regions` regions and `quarters` quarters, without budgets. Quarters
 * after the third year are pooled to years.
 *
 * @param seed  any; the same problem for the same seed
 * @return NULL if memory ran out; free with di_fluid_parameters_destroy
 */
struct di_fluid_parameters *di_plan_benchmark_make(uint32_t regions, uint32_t quarters,
                                                   uint64_t seed);

/** As above with another tail than the three years of the benchmark's problems. */
struct di_fluid_parameters *di_plan_benchmark_tailed(uint32_t regions, uint32_t quarters,
                                                     uint32_t tail_years, uint64_t seed);

/**
 * Set the budget of each year to `share` of what the regions would spend without any.
 *
 * @param limits  of each region's solve
 */
DI_MUST_CHECK enum di_status di_plan_benchmark_budget(struct di_fluid_parameters *parameters,
                                                      double share,
                                                      const struct di_solve_limits *limits,
                                                      struct di_error *error);

#endif
