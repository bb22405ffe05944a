/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What moves an optimum: a *step* is a column of its own, held at 0, that shifts the bounds of
 * rows together. Its reduced cost is the price of the shift, its range that of the price.
 */
#ifndef DI_GLPK_SENSITIVITY_H
#define DI_GLPK_SENSITIVITY_H

#include "glpk_adapter.h"

/* One shift: bounds of `row` move by `amount` per unit of the step. */
struct glpk_shift {
    uint32_t row;
    double amount;
};

/* Add a step, before the first relaxation; its column, or UINT32_MAX if the solver is lost. */
uint32_t glpk_step_add(struct glpk *glpk, const struct glpk_shift *shifts, uint32_t count);

/* The upper bound of a column as a row, so that a step can shift it; or UINT32_MAX. */
uint32_t glpk_limit_row(struct glpk *glpk, uint32_t column);

/* After an optimal relaxation: change of the objective per unit of the step, and between which
 * values of the step it holds. False: the basis does not say. */
bool glpk_step_price(struct glpk *glpk, uint32_t step, double *price_out, double *low_out,
                     double *high_out);

#endif
