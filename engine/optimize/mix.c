/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The restricted master: made anew each time, as it is small. National rows have artificial
 * help at a high price, so that there always is a solution; a mix counts only without.
 */
#include "mix.h"

#include <math.h>
#include <stdlib.h>

#define HELP_PRICE 1e4
#define HELP_SMALL 1e-6
#define NOISE 1e-9 /* rounding left over; kept, it would wreck the solver's scaling */

uint32_t mix_proposals(const struct decomposition *of)
{
    uint32_t count = 0;
    for (uint32_t r = 0; r < of->regions; r++)
        count += of->blocks[r]->proposal_count;
    return count;
}

struct builder {
    struct di_fluid_program program;
    size_t term_room;
    bool is_failed;
};

static void put(struct builder *builder, uint32_t column, double value)
{
    struct di_fluid_program *program = &builder->program;
    if (fabs(value) < NOISE || builder->is_failed)
        return;
    if (program->term_count == builder->term_room) {
        const size_t room = builder->term_room * 2 + 1024;
        struct di_fluid_term *more = realloc(program->terms, room * sizeof *more);
        if (more == NULL) {
            builder->is_failed = true;
            return;
        }
        program->terms = more;
        builder->term_room = room;
    }
    program->terms[program->term_count++] = (struct di_fluid_term){column, value};
}

static double national(const struct decomposition *of, uint32_t row, uint32_t r,
                       const struct proposal *proposal)
{
    const uint32_t measure = of->master->rows[row].measure;
    return master_factor(of->master, row, r, measure) * proposal->measures[measure];
}

static void close_row(struct builder *builder, size_t first, double lower, double upper)
{
    struct di_fluid_program *program = &builder->program;
    program->rows[program->row_count++] =
        (struct di_fluid_row){.first_term = first,
                              .term_count = program->term_count - first,
                              .lower = lower,
                              .upper = upper};
}

static void put_national_row(struct builder *builder, const struct decomposition *of,
                             uint32_t row, uint32_t proposals)
{
    uint32_t column = 0;
    for (uint32_t r = 0; r < of->regions; r++)
        for (uint32_t n = 0; n < of->blocks[r]->proposal_count; n++)
            put(builder, column++, national(of, row, r, &of->blocks[r]->proposals[n]));
    put(builder, proposals + row, -1);
    put(builder, proposals + of->master->row_count, master_worst(of->master, row));
}

/* Rows of goals that are not fixed yet stay empty. */
static void put_national_rows(struct builder *builder, const struct decomposition *of,
                              uint32_t proposals)
{
    for (uint32_t row = 0; row < of->master->row_count; row++) {
        const struct master_row *rule = &of->master->rows[row];
        const size_t first = builder->program.term_count;
        if (rule->bound < HUGE_VAL)
            put_national_row(builder, of, row, proposals);
        close_row(builder, first, -HUGE_VAL, rule->bound / rule->scale);
    }
}

static void put_region_rows(struct builder *builder, const struct decomposition *of)
{
    uint32_t column = 0;
    for (uint32_t r = 0; r < of->regions; r++) {
        const size_t first = builder->program.term_count;
        for (uint32_t n = 0; n < of->blocks[r]->proposal_count; n++)
            put(builder, column++, 1);
        close_row(builder, first, 1, 1);
    }
}

/* Columns: weights of proposals, help of each national row, the worst wait. */
static bool build(struct builder *builder, const struct decomposition *of)
{
    const uint32_t proposals = mix_proposals(of), rows = of->master->row_count;
    struct di_fluid_program *program = &builder->program;
    program->column_count = proposals + rows + 1;
    program->columns = calloc((size_t)program->column_count + 1, sizeof *program->columns);
    program->rows = calloc((size_t)rows + of->regions + 1, sizeof *program->rows);
    if (program->columns == NULL || program->rows == NULL)
        return false;
    for (uint32_t c = 0; c < program->column_count; c++)
        program->columns[c].upper = HUGE_VAL;
    put_national_rows(builder, of, proposals);
    put_region_rows(builder, of);
    return !builder->is_failed;
}

/* Help must cost more than any plan can gain by it: it grows with the goal's own size. */
static double help_price(const struct decomposition *of, enum di_goal goal)
{
    const uint32_t measure = of->master->goal_measure[goal];
    double largest = 0;
    for (uint32_t r = 0; r < of->regions; r++)
        for (uint32_t n = 0; n < of->blocks[r]->proposal_count; n++)
            largest = fmax(largest, fabs(of->blocks[r]->proposals[n].measures[measure]));
    return HELP_PRICE * fmax(1, largest / 1e4);
}

static void set_objective(struct glpk *glpk, const struct decomposition *of, enum di_goal goal)
{
    uint32_t column = 0;
    const uint32_t measure = of->master->goal_measure[goal];
    for (uint32_t r = 0; r < of->regions; r++)
        for (uint32_t n = 0; n < of->blocks[r]->proposal_count; n++)
            glpk_objective_column(glpk, column++,
                                  of->blocks[r]->proposals[n].measures[measure]);
    for (uint32_t row = 0; row < of->master->row_count; row++)
        glpk_objective_column(glpk, column++, help_price(of, goal));
    glpk_objective_column(glpk, column, goal == DI_GOAL_WAIT ? 1 : 0);
}

/* Weights of proposals: what the nation's plan is mixed from. */
static void keep(const struct decomposition *of, const struct glpk *glpk)
{
    uint32_t column = 0;
    for (uint32_t r = 0; r < of->regions; r++)
        for (uint32_t n = 0; n < of->blocks[r]->proposal_count; n++)
            of->blocks[r]->proposals[n].weight = glpk_column_value(glpk, column++);
}

/* Prices always; the mix only if all national rows hold without help. */
static void read(const struct decomposition *of, const struct glpk *glpk, struct mix *mix)
{
    const uint32_t rows = of->master->row_count, proposals = mix_proposals(of);
    double help = 0;
    for (uint32_t row = 0; row < rows; row++) {
        help += glpk_column_value(glpk, proposals + row);
        mix->price[row] = fmin(0, glpk_row_price(glpk, row));
    }
    for (uint32_t r = 0; r < of->regions; r++)
        mix->region_price[r] = glpk_row_price(glpk, rows + r);
    mix->is_kept = help <= HELP_SMALL;
    if (mix->is_kept)
        keep(of, glpk);
}

static void allow_help(struct glpk *glpk, const struct decomposition *of, double most)
{
    const uint32_t proposals = mix_proposals(of);
    for (uint32_t row = 0; row < of->master->row_count; row++)
        glpk_bound_column(glpk, proposals + row, 0, most);
}

/* Without help if none is wanted; if rounding has spoiled the mix there was, with it. */
static bool solve(struct glpk *glpk, const struct decomposition *of, enum di_goal goal,
                  bool has_help, double *value_out)
{
    set_objective(glpk, of, goal);
    if (!has_help) {
        allow_help(glpk, of, 0);
        if (glpk_relax(glpk, HUGE_VAL, value_out) == GLPK_OPTIMAL)
            return true;
        allow_help(glpk, of, HUGE_VAL);
    }
    return glpk_relax(glpk, HUGE_VAL, value_out) == GLPK_OPTIMAL;
}

enum di_status mix_solve(const struct decomposition *of, enum di_goal goal, struct mix *mix,
                         struct di_error *error)
{
    struct builder builder = {.program = {.count_unit = 1}};
    struct glpk *glpk = NULL;
    enum di_status status = DI_OK;
    if (!build(&builder, of))
        status = di_fail_memory(error);
    if (status == DI_OK)
        status = glpk_create(&builder.program, of->limits, &glpk, error);
    if (status == DI_OK && of->near > 0)
        glpk_be_exact(glpk);
    if (status == DI_OK) {
        if (solve(glpk, of, goal, mix->has_help, &mix->value))
            read(of, glpk, mix);
        else
            status = di_fail(error, DI_ERR_SOLVER, "",
                             DI_N_("The solver gave up. Try fewer regions or years, or a "
                                   "higher memory limit."),
                             NULL, 0);
    }
    glpk_destroy(glpk);
    free(builder.program.columns);
    free(builder.program.rows);
    free(builder.program.terms);
    return status;
}

double decomposition_value(const struct decomposition *decomposition, uint32_t r, size_t place)
{
    const struct block *block = decomposition->blocks[r];
    double sum = 0;
    for (uint32_t n = 0; n < block->proposal_count; n++)
        if (block->proposals[n].weight != 0)
            sum += block->proposals[n].weight * block->proposals[n].values[place];
    return sum;
}
