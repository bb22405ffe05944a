/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One region of a decomposed problem: its program, its solver, and the plans it has proposed.
 * A proposal is priced by its measures alone; its plan is kept to be mixed into the nation's.
 */
#ifndef DI_BLOCK_H
#define DI_BLOCK_H

#include "glpk_adapter.h"
#include "master.h"

struct proposal {
    double *measures; /* [measure_count] */
    double *values;   /* [plan shape count] */
    double weight;    /* in the nation's plan */
};

struct block {
    const struct master *master;
    uint32_t region;
    struct di_fluid_parameters *parameters; /* owned; pooled */
    struct di_fluid_program *program;
    struct glpk *glpk;
    uint32_t *measure_row; /* [measure_count]; UINT32_MAX: the region has none */
    double *measure_scale;
    uint32_t step; /* column of the step that is priced; UINT32_MAX: none */
    uint32_t proposal_count, proposal_room;
    struct proposal *proposals;
};

/* Takes the parameters over, also on failure. */
enum di_status block_create(const struct master *master, uint32_t region,
                            struct di_fluid_parameters *parameters,
                            const struct di_solve_limits *limits, struct block **block_out,
                            struct di_error *error);
void block_destroy(struct block *block);

/* Best plan of the region for a price per measure. */
enum glpk_outcome block_solve(struct block *block, const double *price, double deadline,
                              double *value_out);

/* Keep the plan just solved as a proposal. */
bool block_propose(struct block *block);

/* Forget all proposals but the first: those of a step count only while it is priced. */
void block_forget(struct block *block, uint32_t kept);

/* The plan with these values, whatever the solver holds, as a proposal. */
bool block_propose_plan(struct block *block, const double *values);

/* A proposal of another problem of the region, with plans of the same shape, as one of this. */
bool block_adopt(struct block *block, const struct proposal *proposal);

#endif
