/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Exact answers about paths: competing exits from one state (MODEL 12: V7) and an absorbing
 * semi-Markov chain of states (V8). Thread-safe, no allocation, outputs untouched on failure,
 * relative accuracy 1e-9 for every single entry.
 */
#ifndef DI_THEORY_CHAIN_H
#define DI_THEORY_CHAIN_H

#include <stddef.h>

#include "di/status.h"

/** Most states that can be left; workspace for so many fits the stack. */
#define DI_THEORY_CHAIN_LIMIT 64

/**
 * Which of several constant hazards comes first, and when (V7).
 *
 * @param cause_count     >= 1
 * @param rates_per_year  [cause_count], each >= 0, sum > 0
 * @param[out] shares_out      [cause_count], share leaving by each cause; may be NULL
 * @param[out] mean_years_out  mean time to the first, whichever it is; may be NULL
 * @return DI_OK; DI_ERR_RANGE
 */
DI_MUST_CHECK enum di_status di_theory_chain_competing(size_t cause_count,
                                                       const double *rates_per_year,
                                                       double *shares_out,
                                                       double *mean_years_out);

/**
 * Share that has left by `cause` within `elapsed_years`, other causes competing.
 *
 * @param cause  < cause_count
 * @return DI_OK; DI_ERR_RANGE
 *
 * Source: Kalbfleisch and Prentice (2002), The statistical analysis of failure time data, 8.2.
 */
DI_MUST_CHECK enum di_status di_theory_chain_incidence(size_t cause_count,
                                                       const double *rates_per_year,
                                                       size_t cause, double elapsed_years,
                                                       double *share_out);

/** States that can be left, and where from each one goes next. Arrays are borrowed. */
struct di_theory_chain {
    size_t state_count;  /* 1 .. DI_THEORY_CHAIN_LIMIT */
    size_t exit_count;   /* absorbing states, >= 1 */
    const double *moves; /* [state_count][state_count], share moving on to each state */
    const double *exits; /* [state_count][exit_count], share absorbed; rows of both sum to 1 */
    const double *sojourn_years; /* [state_count], mean time of one visit, any law, >= 0 */
};

/**
 * Visits, years and final exits by state of entry (V8): N = (I - P)^-1, N * sojourns, N * R.
 *
 * @param[out] visits_out     [state_count][state_count], N, row = state of entry; may be NULL
 * @param[out] years_out      [state_count], until absorption; may be NULL
 * @param[out] absorption_out [state_count][exit_count]; may be NULL
 * @return DI_OK; DI_ERR_RANGE if a share is bad or a row does not sum to 1 within 1e-9;
 *         DI_ERR_LIMIT for too many states; DI_ERR_UNSTABLE if some can never be absorbed
 *
 * Cost O(state_count^3). Source: Kemeny and Snell (1960), Finite Markov chains, chapter 3.
 */
DI_MUST_CHECK enum di_status di_theory_chain_absorb(const struct di_theory_chain *chain,
                                                    double *visits_out, double *years_out,
                                                    double *absorption_out);

/**
 * Visits to each state per year when entries from outside arrive at a steady rate: the traffic
 * equations of an open network (V10). Times the sojourn it is the stock in the long run.
 *
 * @param entries_per_year  [state_count], >= 0
 * @param[out] visits_per_year_out  [state_count]
 * @return as di_theory_chain_absorb
 *
 * Cost O(state_count^3). Source: Jackson (1957), Networks of waiting lines.
 */
DI_MUST_CHECK enum di_status di_theory_chain_traffic(const struct di_theory_chain *chain,
                                                     const double *entries_per_year,
                                                     double *visits_per_year_out);

#endif
