/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Exact stocks of places without a limit: Poisson entries, independent stays (MODEL 12: V3, V5,
 * V9). Thread-safe, no allocation, outputs untouched on failure, relative accuracy 1e-9.
 */
#ifndef DI_THEORY_STOCK_H
#define DI_THEORY_STOCK_H

#include "di/theory_stay.h"

/** Moments of a head count. */
struct di_theory_stock {
    double mean;
    double variance;
};

/**
 * Stock at one time when each member leaves at a constant rate (V5, immigration-death).
 *
 * @param initial            members at time 0, a known number >= 0
 * @param entries_per_year   >= 0
 * @param exits_per_year     of each member, >= 0
 * @param elapsed_years      >= 0
 * @return DI_OK; DI_ERR_RANGE
 *
 * Cost O(1). Source: Bailey (1964), The elements of stochastic processes: a binomial
 * number of survivors plus a Poisson number of later entrants.
 */
DI_MUST_CHECK enum di_status di_theory_stock_transient(double initial, double entries_per_year,
                                                       double exits_per_year,
                                                       double elapsed_years,
                                                       struct di_theory_stock *stock_out);

/**
 * Stock grown from nothing, M/G/infinity (V3): Poisson, so the variance is the mean.
 *
 * @param entries_per_year  >= 0
 * @param elapsed_years     >= 0
 * @return DI_OK; DI_ERR_RANGE
 *
 * Cost as di_theory_stay_survival_integral. Source: Mirasol (1963), The output of an M/G/inf
 * queueing system is Poisson.
 */
DI_MUST_CHECK enum di_status di_theory_stock_from_empty(double entries_per_year,
                                                        const struct di_theory_stay *stay,
                                                        double elapsed_years,
                                                        struct di_theory_stock *stock_out);

/**
 * Stock in the long run, entries times mean stay (V9). Poisson.
 *
 * A warm start whose residents carry the right elapsed stays keeps this mean at every time.
 *
 * @param entries_per_year  >= 0
 * @return DI_OK; DI_ERR_RANGE; DI_ERR_UNSTABLE if some never leave
 */
DI_MUST_CHECK enum di_status di_theory_stock_stationary(double entries_per_year,
                                                        const struct di_theory_stay *stay,
                                                        struct di_theory_stock *stock_out);

/**
 * Mean stock that follows when `initial` residents are treated as if they had just entered.
 *
 * The right answer only for a cohort admitted at time 0. For a stock met in the middle of its
 * stays it is the classic mistake: V9 uses it to show that a test would notice.
 *
 * @param initial           residents at time 0, >= 0
 * @param entries_per_year  >= 0
 * @param elapsed_years     >= 0
 * @return DI_OK; DI_ERR_RANGE
 */
DI_MUST_CHECK enum di_status di_theory_stock_fresh_stays(double initial,
                                                         double entries_per_year,
                                                         const struct di_theory_stay *stay,
                                                         double elapsed_years,
                                                         double *mean_out);

#endif
