/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The one door to the solver. Whatever the data: no abort, no terminal output, no endless run.
 * A solver belongs to the thread that made it; if GLPK gives up inside a call, every solver of
 * that thread is lost and says so from then on (DI_ERR_SOLVER), but nothing leaks.
 */
#ifndef DI_GLPK_ADAPTER_H
#define DI_GLPK_ADAPTER_H

#include "di/fluid_program.h"
#include "di/solve_limits.h"

enum glpk_outcome {
    GLPK_OPTIMAL,
    GLPK_FEASIBLE,   /* a solution, stopped before it was proved best */
    GLPK_INFEASIBLE, /* proved */
    GLPK_STOPPED,    /* by a limit, without a solution */
    GLPK_FAILED      /* numerical trouble, out of memory, or the solver is lost */
};

struct glpk;

/* Load the program: columns, rows, terms; the objective is empty. */
enum di_status glpk_create(const struct di_fluid_program *program,
                           const struct di_solve_limits *limits, struct glpk **glpk_out,
                           struct di_error *error);
void glpk_destroy(struct glpk *glpk); /* in the thread that made it; NULL is fine */

/* The objective is the expression of one row, times `weight`, added to what is there. */
void glpk_objective_clear(struct glpk *glpk);
void glpk_objective_add(struct glpk *glpk, uint32_t row, double weight);
void glpk_objective_column(struct glpk *glpk, uint32_t column, double coefficient);

/* Bounds in the units of the program: the row's constant is taken off here. */
void glpk_bound_row(struct glpk *glpk, uint32_t row, double lower, double upper);
void glpk_bound_column(struct glpk *glpk, uint32_t column, double lower, double upper);

/* Rows are kept, and prices right, to a hundredth of what is usual (1e-7). */
void glpk_be_exact(struct glpk *glpk);

/* Linear relaxation, from the last basis; ends at `deadline` on the clock of the limits. */
enum glpk_outcome glpk_relax(struct glpk *glpk, double deadline, double *objective_out);
/* Branch and cut to the relative gap; *bound_out is valid also when stopped. */
enum glpk_outcome glpk_branch(struct glpk *glpk, double deadline, double gap,
                              double *objective_out, double *bound_out);

/* Values of the last solution found by relax (or branch). */
double glpk_column_value(const struct glpk *glpk, uint32_t column);
double glpk_row_value(const struct glpk *glpk, uint32_t row); /* constant included */
double glpk_row_price(const struct glpk *glpk, uint32_t row); /* after relax only */

enum glpk_format { GLPK_LP, GLPK_MPS };
enum di_status glpk_write(struct glpk *glpk, enum glpk_format format, const char *path,
                          struct di_error *error);

#endif
