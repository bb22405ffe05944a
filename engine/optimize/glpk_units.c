/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "glpk_units.h"

#include <math.h>

#include "glpk_state.h"

static bool is_count(enum di_plan_part part)
{
    return part != DI_PART_CLOSED && part != DI_PART_HOMES && part != DI_PART_COVERAGE &&
           part != DI_PART_WORST_WAIT;
}

double glpk_column_unit(const struct glpk *glpk, uint32_t column)
{
    const struct di_fluid_program *program = glpk->program;
    enum di_plan_part part;
    uint32_t at[4];
    if (program->count_unit == 1 || column >= program->column_count) /* beyond: a step */
        return 1;
    di_plan_locate(&program->start->shape, program->columns[column].place, &part, at);
    return is_count(part) ? program->count_unit : 1;
}

double glpk_row_unit(const struct glpk *glpk, uint32_t row)
{
    const struct di_fluid_program *program = glpk->program;
    if (row >= program->row_count) /* a limit made a row */
        return program->count_unit;
    const enum di_fluid_row_family family = program->rows[row].family;
    return family == DI_ROW_ORDER || family == DI_ROW_PACE ? 1 : program->count_unit;
}

double glpk_objective_unit(const struct glpk *glpk)
{
    return glpk->program->count_unit;
}

double glpk_held_most(const struct glpk *glpk, uint32_t row, double value, double tolerance)
{
    return value + tolerance * (fabs(value) + glpk_row_unit(glpk, row));
}
