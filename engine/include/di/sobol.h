/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Global sensitivity of an output to independent inputs: which share of its variance each input
 * explains alone (first index) and with all its interactions (total index).
 *
 * Saltelli's design: two samples A and B of `count` points and, for each input, A with that
 * input's column from B: count * (inputs + 2) evaluations. Estimators: first by Saltelli et al.
 * (2010), total by Jansen (1999). The function evaluated is the caller's: a simulator, or a
 * formula with known answers.
 */
#ifndef DI_SOBOL_H
#define DI_SOBOL_H

#include <stddef.h>
#include <stdint.h>

#include "di/design.h"

#define DI_SOBOL_INPUTS_MAX 12

struct di_sobol_index {
    double first, first_low, first_high; /* 90% by bootstrap over the points */
    double total, total_low, total_high;
};

/** Points of a design, each a run of the model: count * (inputs + 2). */
size_t di_sobol_evaluations(size_t inputs, size_t count);

/**
 * The whole design: rows of A, then of B, then of A with column 0 from B, and so on.
 *
 * @param[out] shares_out  [di_sobol_evaluations][inputs], strictly inside (0, 1); A and B are
 *                         Latin hypercubes
 * @return DI_OK or DI_ERR_MEMORY
 */
DI_MUST_CHECK enum di_status di_sobol_design(struct di_stream stream, const uint64_t *keys,
                                             size_t inputs, size_t count, double *shares_out);

/**
 * @param values     [di_sobol_evaluations] of the design's rows, in their order
 * @param resamples  bootstrap samples, 0: no intervals (NaN)
 * @param[out] out   [inputs]; NaN where the output does not vary
 * @return DI_OK or DI_ERR_MEMORY
 */
DI_MUST_CHECK enum di_status di_sobol_indices(struct di_stream stream, const double *values,
                                              size_t inputs, size_t count, size_t resamples,
                                              struct di_sobol_index *out);

#endif
