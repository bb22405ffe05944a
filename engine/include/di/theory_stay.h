/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Stays with a known law: survival, its integral, and the mean, to nine digits.
 *
 * The law of one clock alone, without ageing out, frailty or other causes. It is written anew
 * from the textbook formula, so that it can check the simulator's own hazards.
 */
#ifndef DI_THEORY_STAY_H
#define DI_THEORY_STAY_H

#include <stddef.h>

#include "di/status.h"

/** Weibull shapes accepted: outside, the mean overflows or the stay is a fixed number. */
#define DI_THEORY_STAY_SHAPE_MIN 0.01
#define DI_THEORY_STAY_SHAPE_MAX 100.0

enum di_theory_stay_kind {
    DI_THEORY_STAY_EXPONENTIAL,
    DI_THEORY_STAY_WEIBULL,
    DI_THEORY_STAY_PIECEWISE
};

/** One law; only the fields of its kind are read. Arrays are borrowed for the call. */
struct di_theory_stay {
    enum di_theory_stay_kind kind;
    double rate_per_year;              /* exponential, > 0 */
    double shape;                      /* Weibull */
    double scale_years;                /* Weibull, > 0 */
    size_t piece_count;                /* piecewise, >= 1 */
    const double *piece_start_years;   /* [piece_count], first 0, rising */
    const double *piece_rate_per_year; /* [piece_count], >= 0; the last one holds for ever */
};

/**
 * Share still in care after `elapsed_years`.
 *
 * @param elapsed_years  >= 0
 * @return DI_OK; DI_ERR_RANGE for a bad law or time (any function of this header)
 *
 * Cost O(pieces). Thread-safe.
 */
DI_MUST_CHECK enum di_status di_theory_stay_survival(const struct di_theory_stay *stay,
                                                     double elapsed_years, double *share_out);

/**
 * Mean stay.
 *
 * @param[out] mean_years_out  years; untouched on failure
 * @return DI_OK; DI_ERR_RANGE; DI_ERR_UNSTABLE if some never leave (last rate 0)
 *
 * Cost O(pieces). Thread-safe. Relative accuracy 1e-9. Source: Weibull mean is
 * scale * Gamma(1 + 1/shape).
 */
DI_MUST_CHECK enum di_status di_theory_stay_mean(const struct di_theory_stay *stay,
                                                 double *mean_years_out);

/**
 * Years spent in care within the first `elapsed_years`: the integral of survival.
 *
 * Times the entry rate it is the mean stock that has grown from nothing (V3).
 *
 * @param elapsed_years  >= 0
 * @param[out] years_out  years, at most the mean stay; untouched on failure
 * @return DI_OK; DI_ERR_RANGE
 *
 * Cost O(pieces) or some tens of terms. Thread-safe. Relative accuracy 1e-9. Source: Abramowitz
 * and Stegun (1964) 6.5.29, 6.5.31 for the incomplete gamma function.
 */
DI_MUST_CHECK enum di_status di_theory_stay_survival_integral(const struct di_theory_stay *stay,
                                                              double elapsed_years,
                                                              double *years_out);

#endif
