/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A region's solver under prices. National rows of its program are set free: they only measure.
 */
#include "block.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static double scale_of(const struct block *block, const struct master_measure *measure)
{
    const bool is_money = measure->family == DI_ROW_BUDGET ||
                          (measure->family == DI_ROW_GOAL && measure->a == DI_GOAL_COST);
    return is_money ? block->program->money_unit : 1;
}

/* The worst wait is the nation's: a region measures its own waits and what institutions lack.
 */
static void leave_out_worst(struct block *block)
{
    const struct di_fluid_program *program = block->program;
    const int32_t column =
        di_fluid_column(program, DI_PART_WORST_WAIT, block->parameters->periods, 0, 0, 0);
    if (column >= 0)
        glpk_bound_column(block->glpk, (uint32_t)column, 0, 0);
}

static bool find_measures(struct block *block)
{
    const struct master *master = block->master;
    block->measure_row = malloc((master->measure_count + 1) * sizeof *block->measure_row);
    block->measure_scale = malloc((master->measure_count + 1) * sizeof *block->measure_scale);
    if (block->measure_row == NULL || block->measure_scale == NULL)
        return false;
    for (uint32_t n = 0; n < master->measure_count; n++) {
        const struct master_measure *measure = &master->measures[n];
        block->measure_scale[n] = scale_of(block, measure);
        block->measure_row[n] =
            measure->family == DI_ROW_GOAL
                ? block->program->goal_row[measure->a]
                : di_fluid_row_find(block->program, measure->family, measure->t, measure->a, 0);
        if (block->measure_row[n] != UINT32_MAX)
            glpk_bound_row(block->glpk, block->measure_row[n], -HUGE_VAL, HUGE_VAL);
    }
    return true;
}

enum di_status block_create(const struct master *master, uint32_t region,
                            struct di_fluid_parameters *parameters,
                            const struct di_solve_limits *limits, struct block **block_out,
                            struct di_error *error)
{
    struct block *block = calloc(1, sizeof *block);
    if (block == NULL || parameters == NULL) {
        free(block);
        di_fluid_parameters_destroy(parameters);
        return di_fail_memory(error);
    }
    block->master = master;
    block->region = region;
    block->step = UINT32_MAX;
    block->parameters = parameters;
    enum di_status status = di_fluid_program_create(parameters, false, &block->program, error);
    if (status == DI_OK)
        status = glpk_create(block->program, limits, &block->glpk, error);
    if (status == DI_OK && !find_measures(block))
        status = di_fail_memory(error);
    if (status != DI_OK) {
        block_destroy(block);
        return status;
    }
    leave_out_worst(block);
    *block_out = block;
    return DI_OK;
}

void block_destroy(struct block *block)
{
    if (block == NULL)
        return;
    for (uint32_t n = 0; n < block->proposal_count; n++) {
        free(block->proposals[n].measures);
        free(block->proposals[n].values);
    }
    free(block->proposals);
    free(block->measure_row);
    free(block->measure_scale);
    glpk_destroy(block->glpk);
    di_fluid_program_destroy(block->program);
    di_fluid_parameters_destroy(block->parameters);
    free(block);
}

enum glpk_outcome block_solve(struct block *block, const double *price, double deadline,
                              double *value_out)
{
    glpk_objective_clear(block->glpk);
    for (uint32_t n = 0; n < block->master->measure_count; n++)
        if (price[n] != 0 && block->measure_row[n] != UINT32_MAX)
            glpk_objective_add(block->glpk, block->measure_row[n],
                               price[n] * block->measure_scale[n]);
    if (block->step != UINT32_MAX)
        glpk_objective_column(block->glpk, block->step, price[block->master->step_measure]);
    return glpk_relax(block->glpk, deadline, value_out);
}

static void read_plan(const struct block *block, double *values)
{
    const struct di_fluid_program *program = block->program;
    const size_t count = program->start->shape.count;
    memcpy(values, program->start->values, count * sizeof *values);
    for (size_t place = 0; place < count; place++)
        if (program->column_of[place] >= 0)
            values[place] = glpk_column_value(block->glpk, (uint32_t)program->column_of[place]);
}

/* An empty proposal at the end; NULL: no memory. */
static struct proposal *add_proposal(struct block *block)
{
    const size_t places = block->program->start->shape.count;
    if (block->proposal_count == block->proposal_room) {
        const uint32_t room = block->proposal_room * 2 + 8;
        struct proposal *more = realloc(block->proposals, room * sizeof *more);
        if (more == NULL)
            return NULL;
        block->proposals = more;
        block->proposal_room = room;
    }
    struct proposal made = {
        .measures = calloc((size_t)block->master->measure_count + 1, sizeof(double)),
        .values = malloc((places + 1) * sizeof(double)),
    };
    if (made.measures == NULL || made.values == NULL) {
        free(made.measures);
        free(made.values);
        return NULL;
    }
    block->proposals[block->proposal_count] = made;
    return &block->proposals[block->proposal_count++];
}

bool block_propose(struct block *block)
{
    struct proposal *made = add_proposal(block);
    if (made == NULL)
        return false;
    for (uint32_t n = 0; n < block->master->measure_count; n++)
        if (block->measure_row[n] != UINT32_MAX)
            made->measures[n] =
                glpk_row_value(block->glpk, block->measure_row[n]) * block->measure_scale[n];
    if (block->step != UINT32_MAX)
        made->measures[block->master->step_measure] =
            glpk_column_value(block->glpk, block->step);
    read_plan(block, made->values);
    return true;
}

static double row_value(const struct di_fluid_program *program, uint32_t row,
                        const double *values)
{
    const struct di_fluid_row *of = &program->rows[row];
    double sum = of->constant;
    for (size_t n = of->first_term; n < of->first_term + of->term_count; n++)
        sum +=
            program->terms[n].value * values[program->columns[program->terms[n].column].place];
    return sum;
}

bool block_propose_plan(struct block *block, const double *values)
{
    struct proposal *made = add_proposal(block);
    if (made == NULL)
        return false;
    for (uint32_t n = 0; n < block->master->measure_count; n++)
        if (block->measure_row[n] != UINT32_MAX)
            made->measures[n] = row_value(block->program, block->measure_row[n], values) *
                                block->measure_scale[n];
    memcpy(made->values, values, block->program->start->shape.count * sizeof *made->values);
    return true;
}

void block_forget(struct block *block, uint32_t kept)
{
    for (uint32_t n = kept; n < block->proposal_count; n++) {
        free(block->proposals[n].measures);
        free(block->proposals[n].values);
    }
    if (kept < block->proposal_count)
        block->proposal_count = kept;
}
bool block_adopt(struct block *block, const struct proposal *proposal)
{
    struct proposal *made = add_proposal(block);
    if (made == NULL)
        return false;
    memcpy(made->measures, proposal->measures,
           block->master->measure_count * sizeof *made->measures);
    memcpy(made->values, proposal->values,
           block->program->start->shape.count * sizeof *made->values);
    made->weight = proposal->weight;
    return true;
}
