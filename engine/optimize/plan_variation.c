/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The sum of distances to given plans is convex, so its maximum is sought from vertex to
 * vertex: each step maximises the linear function of the signs at the last one, and cannot fall
 * back. Whole numbers are free in the walk and rounded at its end; where that breaks a limit,
 * homes and then closures return to the plan's own.
 */
#include "plan_variation.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "di/fluid_program.h"
#include "di/plan_check.h"

#include "glpk_adapter.h"

#define STEPS 4
#define ENOUGH 1.01 /* a step that gains less ends the walk */
#define HELD 1e-5   /* unmet need may exceed the plan's by so much */
#define NEARLY_WHOLE 1e-6

int plan_decision_kind(enum di_plan_part part)
{
    static const enum di_plan_part kinds[PLAN_DECISION_KINDS] = {
        DI_PART_APPROVALS, DI_PART_HIRES, DI_PART_HOMES, DI_PART_COVERAGE, DI_PART_CLOSED};
    for (int n = 0; n < PLAN_DECISION_KINDS; n++)
        if (kinds[n] == part)
            return n;
    return -1;
}

struct variation {
    struct plan_region *region;
    struct di_plan *const *others;
    uint32_t other_count;
    struct di_fluid_program *program;
    struct glpk *glpk;
    double *weight; /* [columns] of a decision; 0: none */
    double *value;  /* [columns] of the last solution */
    double deadline, slack;
};

/* ---- decisions ---- */

/* A kind counts 1 when every decision of it changes by all that its limits allow. */
static void weigh(struct variation *variation)
{
    const struct di_fluid_program *program = variation->program;
    double range[PLAN_DECISION_KINDS] = {0};
    for (uint32_t pass = 0; pass < 2; pass++)
        for (uint32_t c = 0; c < program->column_count; c++) {
            const struct di_fluid_column *column = &program->columns[c];
            enum di_plan_part part;
            uint32_t at[4];
            di_plan_locate(&program->start->shape, column->place, &part, at);
            const int kind = plan_decision_kind(part);
            if (kind < 0 || at[0] > program->parameters->horizon)
                continue;
            if (pass == 0)
                range[kind] += column->upper - column->lower;
            else if (range[kind] > 0)
                variation->weight[c] = 1 / range[kind];
        }
}

static double sign_of(const struct variation *variation, uint32_t c)
{
    const struct di_fluid_column *column = &variation->program->columns[c];
    double sum =
        variation->value[c] - variation->region->plan->values[column->place] < 0 ? -1 : 1;
    for (uint32_t n = 0; n < variation->other_count; n++)
        sum += variation->value[c] < variation->others[n]->values[column->place] ? -1 : 1;
    return sum;
}

static double distance(const struct variation *variation)
{
    double sum = 0;
    for (uint32_t c = 0; c < variation->program->column_count; c++) {
        const size_t place = variation->program->columns[c].place;
        if (variation->weight[c] == 0)
            continue;
        sum += variation->weight[c] *
               fabs(variation->value[c] - variation->region->plan->values[place]);
        for (uint32_t n = 0; n < variation->other_count; n++)
            sum += variation->weight[c] *
                   fabs(variation->value[c] - variation->others[n]->values[place]);
    }
    return sum;
}

/* ---- the walk ---- */

static bool solve(struct variation *variation)
{
    double ignored;
    if (glpk_relax(variation->glpk, variation->deadline, &ignored) != GLPK_OPTIMAL)
        return false;
    for (uint32_t c = 0; c < variation->program->column_count; c++)
        variation->value[c] = glpk_column_value(variation->glpk, c);
    return true;
}

/* From the middle of every decision's range the plans seem to lie on one side. */
static void start_in_the_middle(struct variation *variation)
{
    for (uint32_t c = 0; c < variation->program->column_count; c++)
        variation->value[c] =
            (variation->program->columns[c].lower + variation->program->columns[c].upper) / 2;
}

static bool walk(struct variation *variation)
{
    double best = 0;
    start_in_the_middle(variation);
    for (uint32_t step = 0; step < STEPS; step++) {
        glpk_objective_clear(variation->glpk);
        for (uint32_t c = 0; c < variation->program->column_count; c++)
            if (variation->weight[c] > 0)
                glpk_objective_column(variation->glpk, c,
                                      -variation->weight[c] * sign_of(variation, c));
        if (!solve(variation))
            return step > 0;
        const double reached = distance(variation);
        if (reached < best * ENOUGH)
            break;
        best = reached;
    }
    return true;
}

/* ---- whole numbers ---- */

static bool is_closure(const struct variation *variation, uint32_t c)
{
    enum di_plan_part part;
    uint32_t at[4];
    di_plan_locate(&variation->program->start->shape, variation->program->columns[c].place,
                   &part, at);
    return part == DI_PART_CLOSED;
}

/* Rounded, or the plan's own where `keep` says so for homes and closures. */
static void fix_whole(struct variation *variation, const double *wanted, bool keep_homes,
                      bool keep_closures)
{
    for (uint32_t c = 0; c < variation->program->column_count; c++) {
        const struct di_fluid_column *column = &variation->program->columns[c];
        if (!column->is_integer)
            continue;
        const bool is_kept = is_closure(variation, c) ? keep_closures : keep_homes;
        const double whole =
            is_kept ? round(variation->region->plan->values[column->place])
                    : fmin(floor(column->upper + NEARLY_WHOLE),
                           fmax(ceil(column->lower - NEARLY_WHOLE), round(wanted[c])));
        glpk_bound_column(variation->glpk, c, whole, whole);
    }
}

static bool make_whole(struct variation *variation)
{
    const size_t size = (variation->program->column_count + 1) * sizeof(double);
    double *wanted = malloc(size);
    bool is_whole = false;
    if (wanted == NULL)
        return false;
    memcpy(wanted, variation->value, size);
    for (uint32_t attempt = 0; attempt < 3 && !is_whole; attempt++) {
        fix_whole(variation, wanted, attempt > 0, attempt > 1);
        is_whole = solve(variation);
    }
    free(wanted);
    return is_whole;
}

static void keep(struct variation *variation)
{
    const struct di_fluid_program *program = variation->program;
    struct di_plan *plan = variation->region->plan;
    for (size_t place = 0; place < plan->shape.count; place++) {
        const int32_t c = program->column_of[place];
        if (c < 0)
            plan->values[place] = program->start->values[place];
        else
            plan->values[place] = program->columns[c].is_integer ? round(variation->value[c])
                                                                 : variation->value[c];
    }
}

/* ---- the problem ---- */

/* Goals (1), (3) and (5) of the plan, with the slack; goal rows of money are in its unit. */
static void hold_goals(struct variation *variation)
{
    const struct di_fluid_program *program = variation->program;
    struct di_plan_verdict verdict;
    di_plan_check(program->parameters, variation->region->plan, false, &verdict);
    const double unmet = verdict.goal[DI_GOAL_UNMET];
    const double cost = verdict.goal[DI_GOAL_COST] / program->money_unit;
    const double room = HELD * program->count_unit; /* what the solver keeps, and more */
    glpk_bound_row(variation->glpk, program->goal_row[DI_GOAL_UNMET], -HUGE_VAL,
                   unmet + HELD * fabs(unmet) + room);
    glpk_bound_row(variation->glpk, program->goal_row[DI_GOAL_RESIDENTIAL], -HUGE_VAL,
                   verdict.goal[DI_GOAL_RESIDENTIAL] * (1 + variation->slack) + room);
    glpk_bound_row(variation->glpk, program->goal_row[DI_GOAL_COST], -HUGE_VAL,
                   cost + variation->slack * fabs(cost) + room);
}

static enum di_status run(struct variation *variation,
                          const struct di_optimizer_options *options, struct di_error *error)
{
    const size_t count = (size_t)variation->program->column_count + 1;
    variation->weight = calloc(count, sizeof(double));
    variation->value = calloc(count, sizeof(double));
    if (variation->weight == NULL || variation->value == NULL)
        return di_fail_memory(error);
    const enum di_status status =
        glpk_create(variation->program, &options->limits, &variation->glpk, error);
    if (status != DI_OK)
        return status;
    weigh(variation);
    hold_goals(variation);
    if (walk(variation) && make_whole(variation))
        keep(variation);
    glpk_destroy(variation->glpk);
    return DI_OK;
}

enum di_status plan_variation_run(struct plan_region *region, struct di_plan *const *others,
                                  uint32_t count, const struct di_optimizer_options *options,
                                  double deadline, double slack, struct di_error *error)
{
    struct variation variation = {.region = region,
                                  .others = others,
                                  .other_count = count,
                                  .deadline = deadline,
                                  .slack = slack};
    enum di_status status = di_fluid_program_create(plan_region_parameters(region), false,
                                                    &variation.program, error);
    if (status == DI_OK)
        status = run(&variation, options, error);
    free(variation.weight);
    free(variation.value);
    di_fluid_program_destroy(variation.program);
    return status;
}
