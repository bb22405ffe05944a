/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * What of an output's spread comes from which input (MODEL 11): three studies over declared
 * uncertainties, each a list of design points evaluated by whoever calls.
 *
 * Tornado: each input at its 5% and 95% quantile, the others at the scenario's values. Draws: a
 * Latin hypercube of all inputs. Global indices: Saltelli's design (di/sobol.h), refused where
 * inputs are correlated.
 */
#ifndef DI_SENSITIVITY_H
#define DI_SENSITIVITY_H

#include <stdbool.h>
#include <stddef.h>

#include "di/sobol.h"
#include "di/statistics.h"

#define DI_SENSITIVITY_LOW 0.05
#define DI_SENSITIVITY_HIGH 0.95

/** One bar: the output's mean with the input low and high. */
struct di_tornado_bar {
    size_t input;
    double low, high; /* means over the replications of the point */
};

/**
 * @param values  [1 + 2 * inputs][replications]: the scenario as it stands, then low and high
 * of each input
 * @param[out] bars_out  [inputs], widest range first; equal ranges in the order of inputs
 */
void di_tornado_compute(const double *values, size_t inputs, size_t replications,
                        double *base_out, struct di_tornado_bar *bars_out);

/**
 * Mean over the replications of every point, in order.
 *
 * @param values  [points][replications]
 */
void di_sensitivity_means(const double *values, size_t points, size_t replications,
                          double *means_out);

#endif
