/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How the families of rows are written: begin a row, add what stands in it, end it with bounds.
 * A variable without a column (the start, a closure before its first date) goes to the row's
 * constant by itself. Failures stick in the program, so builders need not check.
 */
#ifndef DI_FLUID_ROWS_H
#define DI_FLUID_ROWS_H

#include "di/fluid_program.h"

void fluid_column_add(struct di_fluid_program *program, enum di_plan_part part, uint32_t t,
                      uint32_t a, uint32_t b, uint32_t c, double upper);

void fluid_row_begin(struct di_fluid_program *program, enum di_fluid_row_family family,
                     uint32_t t, uint32_t a, uint32_t b);
void fluid_row_add(struct di_fluid_program *program, enum di_plan_part part, uint32_t t,
                   uint32_t a, uint32_t b, uint32_t c, double factor);
void fluid_row_constant(struct di_fluid_program *program, double value);
void fluid_row_end(struct di_fluid_program *program, double lower, double upper);

/* One call per family group of MODEL 13.3. */
void fluid_columns_build(struct di_fluid_program *program, bool is_elastic);
void fluid_children_build(struct di_fluid_program *program);
void fluid_labels_build(struct di_fluid_program *program);
void fluid_supply_build(struct di_fluid_program *program);
void fluid_hours_build(struct di_fluid_program *program);
void fluid_closures_build(struct di_fluid_program *program);
void fluid_limits_build(struct di_fluid_program *program);
void fluid_goals_build(struct di_fluid_program *program);

/* Fewest children with whom a host and those counted with it work, all open. */
double fluid_least_occupancy(const struct di_fluid_parameters *p, uint32_t host);

/* Sums that stand in several rows, times `factor`. */
void fluid_add_new(struct di_fluid_program *program, uint32_t r, uint32_t g, uint32_t t,
                   double factor);
void fluid_add_broken(struct di_fluid_program *program, uint32_t r, uint32_t g, uint32_t t,
                      double factor);
/* Group g of institution i at the end of t, less who of the start is still there and who was
 * admitted: `part` as it would be if nobody had been moved. */
void fluid_add_residents_balance(struct di_fluid_program *program, enum di_plan_part part,
                                 uint32_t i, uint32_t g, uint32_t t);
void fluid_add_cost(struct di_fluid_program *program, uint32_t t, double factor);
/* Moves of group g to placement q in t, from institutions and from the backlog. */
void fluid_add_moves(struct di_fluid_program *program, uint32_t r, uint32_t g, uint32_t q,
                     uint32_t t, double factor);

#endif
