/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * With the decisions held, regions share nothing but money, which is not enforced: each is
 * solved alone, whatever the size of the country.
 */
#include "di/plan_policy.h"

#include <math.h>
#include <string.h>

#include "di/fluid_program.h"
#include "di/plan_check.h"

#include "glpk_units.h"
#include "plan_region.h"
#include "plan_variation.h"
#include "solve_clock.h"

#define HELD 1e-6

static void free_limits(struct di_fluid_parameters *p)
{
    for (uint32_t year = 0; year < p->years; year++)
        p->budget[year] = HUGE_VAL;
    for (uint32_t t = 1; t <= p->periods; t++)
        p->closures_limit[t] = HUGE_VAL;
    memset(p->close_by, 0, p->institutions * sizeof *p->close_by);
    p->equity_slack = HUGE_VAL;
    p->sgh_share = 1;
    p->targets = 0;
}

/* Hold what is decided; false: the plan decides what cannot be done here. */
static bool hold(const struct di_fluid_program *program, const struct di_plan *plan,
                 struct glpk *glpk)
{
    for (size_t place = 0; place < plan->shape.count; place++) {
        enum di_plan_part part;
        uint32_t at[4];
        di_plan_locate(&plan->shape, place, &part, at);
        if (plan_decision_kind(part) < 0 || at[0] == 0 || at[0] > program->parameters->horizon)
            continue;
        const int32_t column = program->column_of[place];
        const bool is_whole = part == DI_PART_CLOSED || part == DI_PART_HOMES;
        const double value = is_whole ? round(plan->values[place]) : plan->values[place];
        if (column >= 0)
            glpk_bound_column(glpk, (uint32_t)column, value, value);
        else if (fabs(value - program->start->values[place]) > HELD)
            return false;
    }
    return true;
}

static enum di_status stage(const struct di_fluid_program *program, struct glpk *glpk,
                            enum di_goal goal, double deadline, bool *is_possible_out,
                            struct di_error *error)
{
    double value = 0;
    glpk_objective_clear(glpk);
    glpk_objective_add(glpk, program->goal_row[goal], 1);
    const enum glpk_outcome outcome = glpk_relax(glpk, deadline, &value);
    *is_possible_out = outcome == GLPK_OPTIMAL;
    if (outcome == GLPK_OPTIMAL)
        glpk_bound_row(glpk, program->goal_row[goal], -HUGE_VAL,
                       glpk_held_most(glpk, program->goal_row[goal], value, HELD));
    if (outcome == GLPK_OPTIMAL || outcome == GLPK_INFEASIBLE)
        return DI_OK;
    return di_fail(error, DI_ERR_TIME, "",
                   DI_N_("The time limit passed before a plan was tried under other numbers."),
                   NULL, 0);
}

static enum di_status solve(const struct di_fluid_program *program, struct glpk *glpk,
                            double deadline, struct di_plan *plan, bool *is_possible_out,
                            struct di_error *error)
{
    static const enum di_goal goals[] = {DI_GOAL_UNMET, DI_GOAL_RESIDENTIAL, DI_GOAL_COST};
    enum di_status status = DI_OK;
    *is_possible_out = hold(program, plan, glpk);
    for (size_t n = 0; n < 3 && *is_possible_out && status == DI_OK; n++)
        status = stage(program, glpk, goals[n], deadline, is_possible_out, error);
    for (size_t place = 0; place < plan->shape.count && *is_possible_out; place++) {
        const int32_t column = program->column_of[place];
        if (column < 0)
            plan->values[place] = program->start->values[place];
        else if (program->columns[column].is_integer)
            plan->values[place] = round(glpk_column_value(glpk, (uint32_t)column));
        else
            plan->values[place] = glpk_column_value(glpk, (uint32_t)column);
    }
    return status;
}

/* One region, or the nation, under its decisions; the way of the children goes to `nation`. */
static enum di_status try_piece(struct plan_region *region, bool keeps_limits,
                                const struct di_optimizer_options *options, double deadline,
                                struct di_plan *nation, bool *is_possible_out,
                                struct di_error *error)
{
    struct di_fluid_parameters *p = di_fluid_parameters_copy(plan_region_parameters(region));
    struct di_fluid_program *program = NULL;
    struct glpk *glpk = NULL;
    enum di_status status = p != NULL ? DI_OK : di_fail_memory(error);
    if (status == DI_OK) {
        if (!keeps_limits)
            free_limits(p);
        status = di_fluid_program_create(p, false, &program, error);
    }
    if (status == DI_OK)
        status = glpk_create(program, &options->limits, &glpk, error);
    if (status == DI_OK)
        status = solve(program, glpk, deadline, region->plan, is_possible_out, error);
    if (status == DI_OK && *is_possible_out && !plan_region_paste(region, nation))
        status = di_fail_memory(error);
    glpk_destroy(glpk);
    di_fluid_program_destroy(program);
    di_fluid_parameters_destroy(p);
    return status;
}

static double overspent(const struct di_fluid_parameters *p, const struct di_plan *plan)
{
    double sum = 0;
    for (uint32_t year = 0; year < p->years; year++) {
        double spent = 0;
        for (uint32_t t = 1; t <= p->periods; t++)
            spent += p->year[t] == year ? di_plan_cost(p, plan, t) : 0;
        sum += fmax(0, spent - p->budget[year]);
    }
    return sum;
}

static bool has_shape(const struct di_fluid_parameters *p, const struct di_plan *plan)
{
    struct di_plan_shape shape;
    di_plan_shape_init(&shape, p);
    return memcmp(shape.axis, plan->shape.axis, sizeof shape.axis) == 0 &&
           shape.periods == plan->shape.periods;
}

static void judge(const struct di_fluid_parameters *p, struct di_policy_outcome *outcome)
{
    struct di_plan_verdict verdict;
    di_plan_check(p, outcome->plan, false, &verdict);
    for (uint32_t goal = 0; goal < DI_GOALS; goal++)
        outcome->plan->goal[goal].value = verdict.goal[goal];
    outcome->unmet = verdict.goal[DI_GOAL_UNMET];
    outcome->residential = verdict.goal[DI_GOAL_RESIDENTIAL];
    outcome->overspend = overspent(p, outcome->plan);
}

enum di_status di_plan_policy_try(const struct di_fluid_parameters *parameters,
                                  const struct di_plan *plan, bool keeps_limits,
                                  const struct di_optimizer_options *options,
                                  struct di_policy_outcome *outcome_out, struct di_error *error)
{
    const double deadline = solve_deadline(&options->limits);
    struct di_policy_outcome outcome = {.is_possible = true};
    uint32_t pieces = 1;
    enum di_status status = di_fluid_parameters_check(parameters, error);
    if (status == DI_OK && !has_shape(parameters, plan))
        status = di_fail(error, DI_ERR_INPUT, "",
                         DI_N_("The plan belongs to another scenario: its regions, "
                               "institutions or periods differ."),
                         NULL, 0);
    if (status == DI_OK)
        status = plan_region_count(parameters, options, &pieces, error);
    if (status == DI_OK && (outcome.plan = di_plan_create(parameters)) == NULL)
        status = di_fail_memory(error);
    for (uint32_t n = 0; n < pieces && outcome.is_possible && status == DI_OK; n++) {
        struct plan_region region;
        status = plan_region_cut(parameters, plan, n, pieces, &region, error);
        if (status != DI_OK)
            break;
        status = try_piece(&region, keeps_limits, options, deadline, outcome.plan,
                           &outcome.is_possible, error);
        plan_region_finish(&region);
    }
    if (status == DI_OK && outcome.is_possible) {
        judge(parameters, &outcome);
    } else {
        di_plan_destroy(outcome.plan);
        outcome.plan = NULL;
    }
    if (status == DI_OK)
        *outcome_out = outcome;
    return status;
}
