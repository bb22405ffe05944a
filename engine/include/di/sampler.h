/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Samplers by inversion: quantile functions of the distributions the model uses.
 *
 * Each is non-decreasing in the uniform `u`, 0 < u < 1, so the same luck gives a longer stay
 * in the slower scenario. Pure functions, thread-safe; values are those of the platform's
 * libm.
 */
#ifndef DI_SAMPLER_H
#define DI_SAMPLER_H

#include <stdint.h>

/** Weibull stay: scale_years * (-ln(1 - u))^(1 / shape); shape and scale > 0. */
double di_sample_weibull_years(double u, double shape, double scale_years);

/** Exponential with mean 1: -ln(1 - u). */
double di_sample_exponential(double u);

/** exp(mean_of_log + sd_of_log * z(u)). */
double di_sample_lognormal(double u, double mean_of_log, double sd_of_log);

/** Standard normal quantile; relative accuracy 1e-12. */
double di_normal_quantile(double p);

/** ln Gamma(x) for x > 0, relative accuracy 1e-13. Unlike C's lgamma it writes no global. */
double di_log_gamma(double x);

/** Regularized incomplete gamma functions P(shape, x) and Q = 1 - P; shape > 0, x >= 0.
 * Accuracy 1e-12 relative for shapes up to 1e4, degrading slowly beyond. */
double di_gamma_p(double shape, double x);
double di_gamma_q(double shape, double x);

/**
 * Quantile of the gamma distribution with scale 1, hence mean `shape`.
 *
 * For a spread factor with mean 1 and coefficient of variation c: shape = 1 / c^2, divide by
 * shape. Tested for shapes 0.05 to 1e5, relative accuracy 1e-8. Below 1e-300 the value may
 * be 0.
 */
double di_gamma_quantile(double p, double shape);

/** Smallest count n with P(N <= n) >= p; mean >= 0 and below 1e9. Cost grows with
 * sqrt(mean). */
uint32_t di_poisson_quantile(double p, double mean);

#endif
