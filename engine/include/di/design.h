/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Designs over uncertain inputs, as uniforms strictly inside (0, 1): which values are tried
 * together. They know nothing of scenarios or simulators. Draws are keyed by the input's own
 * key, so the same input gets the same values in every scenario and next to any other inputs.
 */
#ifndef DI_DESIGN_H
#define DI_DESIGN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "di/draw.h"
#include "di/error.h"

/**
 * Latin hypercube: of each input exactly one value in each of `count` equal slices of (0, 1).
 *
 * @param keys  [inputs] of each input (di/key.h)
 * @param[out] shares_out  [count][inputs]
 * @return DI_OK or DI_ERR_MEMORY
 *
 * Source: McKay, Beckman and Conover (1979).
 */
DI_MUST_CHECK enum di_status di_latin_hypercube(struct di_stream stream, const uint64_t *keys,
                                                size_t inputs, size_t count,
                                                double *shares_out);

/**
 * Give a design rank correlations near `target` by reordering each input's values (Iman and
 * Conover 1982); the values themselves stay, so a Latin hypercube stays one. Inputs that go
 * together with no other keep their order. With too few rows for it (`count` near the number of
 * inputs that go together, or below) the correlations hold on average over streams only.
 *
 * @param target  [inputs][inputs] correlation matrix: symmetric, ones on the diagonal
 * @param[in,out] shares  [count][inputs]; untouched on failure
 * @return DI_OK; DI_ERR_INCONSISTENT if `target` is not positive definite; DI_ERR_MEMORY
 */
DI_MUST_CHECK enum di_status di_iman_conover(struct di_stream stream, const uint64_t *keys,
                                             size_t inputs, size_t count, const double *target,
                                             double *shares, struct di_error *error);

/**
 * Whether a matrix of correlations is positive definite, as di_iman_conover needs.
 *
 * @param target  [inputs][inputs], as of di_iman_conover
 * @param[out] has_no_memory_out  set to true, and left alone otherwise
 */
bool di_correlations_hold(const double *target, size_t inputs, bool *has_no_memory_out);

/** Spearman's rank correlation; ties share their mean rank. NaN if a side is constant. */
double di_rank_correlation(const double *a, const double *b, size_t count);

#endif
