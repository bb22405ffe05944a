/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * The linear program of the fluid model (MODEL 13.2-13.4): columns, rows and sparse terms, with
 * names. Knows no solver. A column belongs to one place of a plan (plan.h); a place without a
 * column is a constant. Goals are free rows at the end, so that a stage of the lexicographic
 * order takes its objective from its row and is later fixed by that row's upper bound.
 */
#ifndef DI_FLUID_PROGRAM_H
#define DI_FLUID_PROGRAM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "di/plan.h"

/* X(suffix, name in exported models) in the order of MODEL 13.3 */
#define DI_FLUID_ROW_TABLE(X)                                                                  \
    X(RESIDENTS, "residents")                                                                  \
    X(TRANSIT, "transit")                                                                      \
    X(MOVEMENT, "movement")                                                                    \
    X(BACKLOG, "backlog")                                                                      \
    X(OVERDUE, "overdue")                                                                      \
    X(PLACEMENT, "placement")                                                                  \
    X(DISPLACED, "displaced")                                                                  \
    X(HOME, "home")                                                                            \
    X(ASSESSED, "assessed")                                                                    \
    X(WAITING, "waiting")                                                                      \
    X(BEFORE, "before")                                                                        \
    X(REPEATED, "repeated")                                                                    \
    X(CREDIT, "credit")                                                                        \
    X(SUITABLE, "suitable")                                                                    \
    X(PLACES, "places")                                                                        \
    X(CARERS, "carers")                                                                        \
    X(WORKERS, "workers")                                                                      \
    X(REDEPLOYED, "redeployed")                                                                \
    X(BEDS, "beds")                                                                            \
    X(HOURS, "hours")                                                                          \
    X(MISSED, "missed")                                                                        \
    X(CASELOAD, "caseload")                                                                    \
    X(MORATORIUM, "moratorium")                                                                \
    X(CLOSURE, "closure")                                                                      \
    X(SHELTERED, "sheltered")                                                                  \
    X(EMPTYING, "emptying")                                                                    \
    X(ORDER, "order")                                                                          \
    X(VIABILITY, "viability")                                                                  \
    X(SHARE_RUNNING, "sharerun")                                                               \
    X(SHARE, "share")                                                                          \
    X(PACE, "pace")                                                                            \
    X(EQUITY, "equity")                                                                        \
    X(TARGET, "target")                                                                        \
    X(BUDGET, "budget")                                                                        \
    X(WAIT, "wait")                                                                            \
    X(GOAL, "goal")

#define DI_FLUID_ROW_ENUM(suffix, name) DI_ROW_##suffix,
enum di_fluid_row_family { DI_FLUID_ROW_TABLE(DI_FLUID_ROW_ENUM) DI_ROW_FAMILIES };
#undef DI_FLUID_ROW_ENUM

struct di_fluid_column {
    size_t place; /* in the plan */
    double lower, upper;
    bool is_integer;
};

/** lower <= sum of terms + constant <= upper; the constant is what the start contributes. */
struct di_fluid_row {
    enum di_fluid_row_family family;
    uint32_t t, a, b;
    size_t first_term, term_count;
    double constant;
    double lower, upper;
};

struct di_fluid_term {
    uint32_t column;
    double value;
};

struct di_fluid_program {
    const struct di_fluid_parameters *parameters; /* borrowed */
    struct di_plan *start;                        /* constants: values without a column */
    int32_t *column_of;                           /* [start->shape.count]; -1: a constant */
    uint32_t column_count, row_count;
    size_t term_count;
    struct di_fluid_column *columns;
    struct di_fluid_row *rows;
    struct di_fluid_term *terms; /* by row; no column twice in a row */
    uint32_t goal_row[DI_GOALS];
    double money_unit; /* budget and cost rows are in so much currency */
    double count_unit; /* in which the solver counts people: 1 unless there are very many */
    bool has_dropped;  /* terms too small to matter beside the largest price were left out */

    /* while rows are made */
    size_t column_room, row_room, term_room;
    size_t *last_term; /* [column]: its term in the row being made, + 1 */
    bool is_out_of_memory;
};

/**
 * Build the program of `parameters`.
 *
 * @param parameters  checked; borrowed until the program is destroyed
 * @param is_elastic  budgets may be overspent at the price of goal (2)
 * @return DI_OK, DI_ERR_MEMORY, DI_ERR_LIMIT (more than 2^31 columns or rows)
 */
DI_MUST_CHECK enum di_status
di_fluid_program_create(const struct di_fluid_parameters *parameters, bool is_elastic,
                        struct di_fluid_program **program_out, struct di_error *error);
void di_fluid_program_destroy(struct di_fluid_program *program);

/** Column of a variable, or -1 where it is a constant. */
int32_t di_fluid_column(const struct di_fluid_program *program, enum di_plan_part part,
                        uint32_t t, uint32_t a, uint32_t b, uint32_t c);

/** Row by family and indices, or UINT32_MAX. Cost O(rows). */
uint32_t di_fluid_row_find(const struct di_fluid_program *program,
                           enum di_fluid_row_family family, uint32_t t, uint32_t a, uint32_t b);

/** "y_t3_i0_g1", "budget_t2": letters and digits only, so that every reader takes them. */
size_t di_fluid_column_name(const struct di_fluid_program *program, uint32_t column,
                            char *buffer, size_t size);
size_t di_fluid_row_name(const struct di_fluid_program *program, uint32_t row, char *buffer,
                         size_t size);

#endif
