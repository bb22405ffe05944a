/* SPDX-License-Identifier: GPL-3.0-or-later */
/** The two algorithms taken from the GNU Scientific Library, which aborts on errors unless told
 * not to: only gsl_adapter.c knows it. */
#ifndef DI_GSL_ADAPTER_H
#define DI_GSL_ADAPTER_H

#include <stdbool.h>
#include <stddef.h>

/**
 * Singular values and right singular vectors of a matrix with at least as many rows as columns,
 * one-sided Jacobi.
 *
 * @param[in,out] matrix  [rows][columns], row-major; left singular vectors after
 * @param[out] values     [columns], falling
 * @param[out] vectors    [columns][columns], row-major; a vector is a column
 * @return false: memory ran out or it did not converge
 */
bool gsl_adapter_singular_values(double *matrix, size_t rows, size_t columns, double *values,
                                 double *vectors);

/**
 * Walk the simplex of Nelder and Mead downhill from `start` while `may_go_on` says so of its
 * size; the caller keeps what it saw. Values must be finite.
 *
 * @return false: memory ran out
 */
bool gsl_adapter_minimise(double (*value)(void *context, const double *x),
                          bool (*may_go_on)(void *context, double size), void *context,
                          const double *start, size_t inputs, double step);

#endif
