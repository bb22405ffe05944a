/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The solver keeps rows and bounds to some 1e-7, whatever their size: stocks of a million then
 * look infeasible by rounding alone. So inside the solver, and only there, columns that count
 * children, families, posts or beds, the rows about them and the objective are in units of
 * `program->count_unit`. Shares and whole numbers (closures, homes, coverage) keep their own.
 */
#ifndef DI_GLPK_UNITS_H
#define DI_GLPK_UNITS_H

#include "glpk_adapter.h"

/* People of one program up to which the solver counts them one by one. */
#define COUNTED_SINGLY 65536.0

/* What one inside the solver is outside. Columns beyond the program's are steps of prices, rows
 * beyond them limits of columns that count. */
double glpk_column_unit(const struct glpk *glpk, uint32_t column);
double glpk_row_unit(const struct glpk *glpk, uint32_t row);
double glpk_objective_unit(const struct glpk *glpk);

/*
 * The most that a goal's row may reach once the goal is held at a value: MODEL 13.4's
 * tolerance, relative and absolute. The absolute part is in the solver's unit: a bound nearer
 * than the solver keeps bounds makes the next stage infeasible, or endless, by rounding alone.
 */
double glpk_held_most(const struct glpk *glpk, uint32_t row, double value, double tolerance);

#endif
