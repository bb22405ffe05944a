/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Which inputs the published figures cannot tell apart (MODEL 11): singular values of the
 * targets' Jacobian, scaled by tolerances. A direction whose value is below a thousandth of the
 * largest moves no figure: the inputs that load on it are not identified.
 */
#ifndef DI_IDENTIFIABILITY_H
#define DI_IDENTIFIABILITY_H

#include <stdbool.h>
#include <stddef.h>

#include "di/error.h"

#define DI_WEAK_DIRECTION 1e-3 /* of the largest singular value */
#define DI_WEAK_LOADING 0.1    /* of a unit vector: an input that has a part in a direction */

struct di_identifiability {
    size_t inputs;
    double *values;  /* [inputs] singular values, falling */
    double *loading; /* [inputs][inputs]: of input i on direction j at i * inputs + j */
};

/**
 * @param jacobian  [rows][inputs], row-major
 * @param[out] out  free with di_identifiability_finish
 * @return DI_OK; DI_ERR_SOLVER; DI_ERR_MEMORY
 */
DI_MUST_CHECK enum di_status di_identifiability_find(const double *jacobian, size_t rows,
                                                     size_t inputs,
                                                     struct di_identifiability *out,
                                                     struct di_error *error);
void di_identifiability_finish(struct di_identifiability *found);

/** Is this direction too weak to be told from the figures? */
bool di_identifiability_is_weak(const struct di_identifiability *found, size_t direction);

/** Does the input have a part in some weak direction? */
bool di_identifiability_is_hidden(const struct di_identifiability *found, size_t input);

#endif
