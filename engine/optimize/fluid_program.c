/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Storage of the linear program and the one way to write a row. Invariant: within a row a
 * column stands once; terms of one column are added up as they come.
 */
#include "di/fluid_program.h"

#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "fluid_rows.h"
#include "glpk_units.h"

#define NOISE 1e-11 /* beside terms near 1: it moves nothing, but wrecks the scaling */

#define DI_FLUID_ROW_NAME(suffix, name) name,
static const char *const row_names[] = {DI_FLUID_ROW_TABLE(DI_FLUID_ROW_NAME)};
#undef DI_FLUID_ROW_NAME

/* Room for one more of `size` bytes; false sticks. */
static bool grow(struct di_fluid_program *program, void **memory, size_t count, size_t *room,
                 size_t size)
{
    if (program->is_out_of_memory)
        return false;
    if (count < *room)
        return true;
    const size_t wanted = *room > 0 ? *room * 2 : 1024;
    void *larger = realloc(*memory, wanted * size);
    if (larger == NULL) {
        program->is_out_of_memory = true;
        return false;
    }
    *memory = larger;
    *room = wanted;
    return true;
}

void fluid_column_add(struct di_fluid_program *program, enum di_plan_part part, uint32_t t,
                      uint32_t a, uint32_t b, uint32_t c, double upper)
{
    void *memory = program->columns;
    const bool fits = grow(program, &memory, program->column_count, &program->column_room,
                           sizeof *program->columns);
    program->columns = memory;
    if (!fits)
        return;
    const size_t place = di_plan_index(&program->start->shape, part, t, a, b, c);
    program->column_of[place] = (int32_t)program->column_count;
    program->columns[program->column_count++] =
        (struct di_fluid_column){.place = place, .upper = upper};
}

void fluid_row_begin(struct di_fluid_program *program, enum di_fluid_row_family family,
                     uint32_t t, uint32_t a, uint32_t b)
{
    void *memory = program->rows;
    const bool fits =
        grow(program, &memory, program->row_count, &program->row_room, sizeof *program->rows);
    program->rows = memory;
    if (!fits)
        return;
    program->rows[program->row_count] = (struct di_fluid_row){
        .family = family, .t = t, .a = a, .b = b, .first_term = program->term_count};
}

void fluid_row_constant(struct di_fluid_program *program, double value)
{
    if (!program->is_out_of_memory)
        program->rows[program->row_count].constant += value;
}

static void add_to_column(struct di_fluid_program *program, uint32_t column, double factor)
{
    const struct di_fluid_row *row = &program->rows[program->row_count];
    const size_t last = program->last_term[column];
    if (last > row->first_term) {
        program->terms[last - 1].value += factor;
        return;
    }
    void *memory = program->terms;
    const bool fits = grow(program, &memory, program->term_count, &program->term_room,
                           sizeof *program->terms);
    program->terms = memory;
    if (!fits)
        return;
    program->terms[program->term_count++] = (struct di_fluid_term){column, factor};
    program->last_term[column] = program->term_count;
}

void fluid_row_add(struct di_fluid_program *program, enum di_plan_part part, uint32_t t,
                   uint32_t a, uint32_t b, uint32_t c, double factor)
{
    if (program->is_out_of_memory || factor == 0)
        return;
    const size_t place = di_plan_index(&program->start->shape, part, t, a, b, c);
    if (program->column_of[place] < 0)
        fluid_row_constant(program, factor * program->start->values[place]);
    else
        add_to_column(program, (uint32_t)program->column_of[place], factor);
}

void fluid_row_end(struct di_fluid_program *program, double lower, double upper)
{
    if (program->is_out_of_memory)
        return;
    struct di_fluid_row *row = &program->rows[program->row_count++];
    row->term_count = program->term_count - row->first_term;
    for (size_t n = row->first_term; n < program->term_count; n++)
        if (program->terms[n].value != 0 && fabs(program->terms[n].value) < NOISE) {
            program->terms[n].value = 0;
            program->has_dropped = true;
        }
    row->lower = lower;
    row->upper = upper;
}

/* The largest price of the scenario, as a power of ten: keeps money rows near 1. */
static double money_unit(const struct di_fluid_parameters *p)
{
    double largest = fmax(p->backlog_cost, fmax(p->salary_cost, p->hire_cost));
    largest = fmax(largest, fmax(p->building_cost, p->prevention_cost));
    for (uint32_t i = 0; i < p->institutions; i++)
        largest = fmax(largest,
                       fmax(p->fixed_cost[i], fmax(p->variable_cost[i], p->closing_cost[i])));
    for (uint32_t q = 0; q < DI_PLACEMENTS; q++)
        largest = fmax(largest, p->service_cost[q]);
    return largest > 0 ? pow(10, floor(log10(largest)) - 1) : 1;
}

/* A power of two, so that nothing is rounded by it. */
static double count_unit(const struct di_fluid_parameters *p)
{
    return exp2(fmax(0, floor(log2(di_fluid_everyone(p) / COUNTED_SINGLY))));
}

static bool build(struct di_fluid_program *program, bool is_elastic)
{
    fluid_columns_build(program, is_elastic);
    program->last_term = calloc((size_t)program->column_count + 1, sizeof *program->last_term);
    if (program->last_term == NULL || program->is_out_of_memory)
        return false;
    fluid_children_build(program);
    fluid_labels_build(program);
    fluid_supply_build(program);
    fluid_hours_build(program);
    fluid_closures_build(program);
    fluid_limits_build(program);
    fluid_goals_build(program);
    return !program->is_out_of_memory;
}

enum di_status di_fluid_program_create(const struct di_fluid_parameters *parameters,
                                       bool is_elastic, struct di_fluid_program **program_out,
                                       struct di_error *error)
{
    struct di_fluid_program *program = calloc(1, sizeof *program);
    if (program == NULL)
        return di_fail_memory(error);
    program->parameters = parameters;
    program->start = di_plan_create(parameters);
    if (program->start != NULL)
        program->column_of =
            malloc((program->start->shape.count + 1) * sizeof *program->column_of);
    if (program->column_of == NULL) {
        di_fluid_program_destroy(program);
        return di_fail_memory(error);
    }
    if (program->start->shape.count >= INT_MAX / 4) {
        di_fluid_program_destroy(program);
        return di_fail(error, DI_ERR_LIMIT, "",
                       DI_N_("The plan would have too many variables: use fewer regions, "
                             "institutions or years."),
                       NULL, 0);
    }
    for (size_t n = 0; n < program->start->shape.count; n++)
        program->column_of[n] = -1;
    program->money_unit = money_unit(parameters);
    program->count_unit = count_unit(parameters);
    if (!build(program, is_elastic)) {
        di_fluid_program_destroy(program);
        return di_fail_memory(error);
    }
    *program_out = program;
    return DI_OK;
}

void di_fluid_program_destroy(struct di_fluid_program *program)
{
    if (program == NULL)
        return;
    di_plan_destroy(program->start);
    free(program->column_of);
    free(program->columns);
    free(program->rows);
    free(program->terms);
    free(program->last_term);
    free(program);
}

int32_t di_fluid_column(const struct di_fluid_program *program, enum di_plan_part part,
                        uint32_t t, uint32_t a, uint32_t b, uint32_t c)
{
    return program->column_of[di_plan_index(&program->start->shape, part, t, a, b, c)];
}

uint32_t di_fluid_row_find(const struct di_fluid_program *program,
                           enum di_fluid_row_family family, uint32_t t, uint32_t a, uint32_t b)
{
    for (uint32_t n = 0; n < program->row_count; n++) {
        const struct di_fluid_row *row = &program->rows[n];
        if (row->family == family && row->t == t && row->a == a && row->b == b)
            return n;
    }
    return UINT32_MAX;
}

size_t di_fluid_column_name(const struct di_fluid_program *program, uint32_t column,
                            char *buffer, size_t size)
{
    static const char letters[DI_AXES] = {
        [DI_AXIS_REGION] = 'r',     [DI_AXIS_INSTITUTION] = 'i', [DI_AXIS_LINK] = 'l',
        [DI_AXIS_GROUP] = 'g',      [DI_AXIS_PLACEMENT] = 'p',   [DI_AXIS_SPECIALITY] = 'k',
        [DI_AXIS_SUITABILITY] = 'c'};
    enum di_plan_part part;
    uint32_t at[4];
    if (program->start == NULL)
        return (size_t)snprintf(buffer, size, "x%u", column);
    di_plan_locate(&program->start->shape, program->columns[column].place, &part, at);
    int length = snprintf(buffer, size, "%s_t%u", di_plan_part_name(part), at[0]);
    for (uint32_t n = 0; n < 3 && length >= 0 && (size_t)length < size; n++) {
        const char letter = letters[di_plan_part_axis(part, n)];
        if (letter != '\0')
            length +=
                snprintf(buffer + length, size - (size_t)length, "_%c%u", letter, at[n + 1]);
    }
    return (size_t)length;
}

size_t di_fluid_row_name(const struct di_fluid_program *program, uint32_t row, char *buffer,
                         size_t size)
{
    const struct di_fluid_row *at = &program->rows[row];
    if (program->start == NULL)
        return (size_t)snprintf(buffer, size, "r%u", row);
    return (size_t)snprintf(buffer, size, "%s_t%u_a%u_b%u", row_names[at->family], at->t, at->a,
                            at->b);
}
