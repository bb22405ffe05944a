/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The stages of the lexicographic order. Invariant: once there is a plan, there is always one:
 * a stage that is stopped or fails leaves the plan of the stage before as it was.
 *
 * A stage: linear relaxation (bound), whole numbers (rounding, or branch and cut where there
 * are few), one more relaxation with them fixed, so that the plan's numbers are clean. Then the
 * goal's row is bounded at what the plan reaches.
 */
#include "di/optimizer.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "di/infeasibility.h"
#include "di/plan_check.h"

#include "glpk_units.h"
#include "optimizer_search.h"
#include "regional.h"
#include "solve_clock.h"

#define BRANCH_LIMIT 100
#define WHOLE_ROWS 2500 /* beyond, the simplex takes seconds (docs/decisions/0028) */
#define DEFAULT_GAP 0.01
#define HELD 1e-6           /* MODEL 13.4 */
#define SOLVABLE_SPREAD 1e8 /* of terms; beyond, a plan may break its rules by rounding */

void di_optimizer_options_defaults(struct di_optimizer_options *options)
{
    *options = (struct di_optimizer_options){.gap = DEFAULT_GAP,
                                             .branch_limit = BRANCH_LIMIT,
                                             .whole_rows = WHOLE_ROWS,
                                             .threads = 1};
}

static double seconds_now(const struct search *search)
{
    return solve_now(&search->options->limits);
}

/* Values of the solver's last solution become the plan. */
static void keep(struct search *search)
{
    const struct di_fluid_program *program = search->program;
    struct di_plan *plan = search->plan;
    memcpy(plan->values, program->start->values, plan->shape.count * sizeof *plan->values);
    for (size_t place = 0; place < plan->shape.count; place++) {
        if (program->column_of[place] < 0)
            continue;
        const uint32_t column = (uint32_t)program->column_of[place];
        const double value = glpk_column_value(search->glpk, column);
        plan->values[place] = program->columns[column].is_integer ? round(value) : value;
    }
    search->has_plan = true;
}

static bool is_whole(const struct search *search)
{
    const struct di_fluid_program *program = search->program;
    for (uint32_t c = 0; c < program->column_count; c++) {
        if (!program->columns[c].is_integer)
            continue;
        const double value = glpk_column_value(search->glpk, c);
        if (fabs(value - round(value)) > SEARCH_WHOLE)
            return false;
    }
    return true;
}

void search_fix(struct search *search, const double *whole)
{
    const struct di_fluid_program *program = search->program;
    for (uint32_t c = 0; c < program->column_count; c++) {
        const struct di_fluid_column *column = &program->columns[c];
        if (!column->is_integer)
            continue;
        if (whole != NULL)
            glpk_bound_column(search->glpk, c, whole[c], whole[c]);
        else
            glpk_bound_column(search->glpk, c, column->lower, column->upper);
    }
}

/* Fix whole numbers at their rounded values and solve the rest again. */
static bool settle(struct search *search, double deadline, double *value_out)
{
    const struct di_fluid_program *program = search->program;
    double *whole = malloc((program->column_count + 1) * sizeof *whole);
    search->is_out_of_memory = whole == NULL;
    if (whole == NULL)
        return false;
    for (uint32_t c = 0; c < program->column_count; c++)
        whole[c] = round(glpk_column_value(search->glpk, c));
    search_fix(search, whole);
    free(whole);
    return glpk_relax(search->glpk, deadline, value_out) == GLPK_OPTIMAL;
}

static uint32_t count_whole_numbers(const struct di_fluid_program *program)
{
    uint32_t count = 0;
    for (uint32_t c = 0; c < program->column_count; c++)
        count += program->columns[c].is_integer;
    return count;
}

static double share_of_time(const struct search *search, double share)
{
    const double now = seconds_now(search);
    return now + (search->deadline - now) * share;
}

static void set_objective(struct search *search, enum di_goal goal)
{
    const struct di_optimizer_options *options = search->options;
    glpk_objective_clear(search->glpk);
    if (!options->is_weighted) {
        glpk_objective_add(search->glpk, search->program->goal_row[goal], 1);
        return;
    }
    for (uint32_t n = 0; n < DI_GOALS; n++)
        if (options->weight[n] > 0)
            glpk_objective_add(search->glpk, search->program->goal_row[n], options->weight[n]);
}

/* Whole numbers for the stage whose relaxation was just solved; false: none found. */
static bool make_whole(struct search *search, enum di_goal goal, double *value, double *bound)
{
    if (is_whole(search))
        return settle(search, search->deadline, value);
    if (search->whole_count > search->options->branch_limit)
        return search_round(search, goal, value, *bound);
    double tree_bound = -HUGE_VAL;
    const enum glpk_outcome outcome = glpk_branch(search->glpk, share_of_time(search, 0.5),
                                                  search->options->gap, value, &tree_bound);
    *bound = fmax(*bound, tree_bound);
    search->is_disproved = outcome == GLPK_INFEASIBLE;
    if (outcome != GLPK_OPTIMAL && outcome != GLPK_FEASIBLE)
        return search_round(search, goal, value, *bound);
    search->is_stopped = search->is_stopped || outcome == GLPK_FEASIBLE;
    return settle(search, search->deadline, value);
}

enum stage_result {
    STAGE_DONE,
    STAGE_STOPPED,
    STAGE_INFEASIBLE,
    STAGE_UNFOUND, /* no whole numbers found, nor proved that there are none */
    STAGE_FAILED
};

static enum stage_result stage_of(enum glpk_outcome outcome)
{
    if (outcome == GLPK_OPTIMAL)
        return STAGE_DONE;
    if (outcome == GLPK_INFEASIBLE)
        return STAGE_INFEASIBLE;
    return outcome == GLPK_FAILED ? STAGE_FAILED : STAGE_STOPPED;
}

/* Tell whoever looks on; value and bound in the program's units. */
static void tell(const struct search *search, enum di_goal goal, double value, double bound)
{
    const struct di_solve_limits *limits = &search->options->limits;
    const bool is_money = goal == DI_GOAL_OVERSPEND || goal == DI_GOAL_COST;
    const double unit = is_money ? search->program->money_unit : 1;
    const struct di_solve_progress progress = {
        .goal = (uint32_t)goal, .value = value * unit, .bound = bound * unit};
    if (limits->on_progress != NULL)
        limits->on_progress(limits->context, &progress);
}

static enum stage_result run_stage(struct search *search, enum di_goal goal)
{
    struct di_plan_goal *reached = &search->plan->goal[goal];
    double value = 0, bound = -HUGE_VAL;
    set_objective(search, goal);
    const enum glpk_outcome outcome = glpk_relax(search->glpk, search->deadline, &value);
    if (outcome != GLPK_OPTIMAL)
        return stage_of(outcome);
    bound = value;
    tell(search, goal, HUGE_VAL, bound);
    if (!make_whole(search, goal, &value, &bound)) {
        if (search->has_plan || seconds_now(search) >= search->deadline)
            return STAGE_STOPPED;
        return search->is_disproved ? STAGE_INFEASIBLE : STAGE_UNFOUND;
    }
    keep(search);
    tell(search, goal, value, bound);
    reached->is_solved = true;
    reached->bound = bound;
    const uint32_t row = search->program->goal_row[goal];
    glpk_bound_row(search->glpk, row, -HUGE_VAL,
                   glpk_held_most(search->glpk, row, value, HELD));
    if (!search->is_fixed)
        search_fix(search, NULL);
    return STAGE_DONE;
}

/* In the weighted mode one stage stands for all. */
static enum stage_result run_stages(struct search *search)
{
    for (uint32_t goal = 0; goal < DI_GOALS; goal++) {
        if (goal == DI_GOAL_OVERSPEND && !search->options->is_elastic)
            continue;
        const enum stage_result result = run_stage(search, goal);
        if (result != STAGE_DONE) {
            search->is_stopped = search->is_stopped || search->has_plan;
            return search->has_plan ? STAGE_DONE : result;
        }
        if (search->options->is_weighted)
            break;
    }
    return STAGE_DONE;
}

/* Goals as the check recomputes them. */
static enum di_status judge(const struct di_fluid_parameters *parameters, bool is_elastic,
                            struct di_plan *plan, struct di_error *error)
{
    struct di_plan_verdict verdict;
    bool is_proved = true;
    di_plan_check(parameters, plan, is_elastic, &verdict);
    if (!verdict.is_kept)
        return DI_FAIL(error, DI_ERR_INVARIANT, "",
                       DI_N_("The plan breaks the rule '%1' by %2 in period %3: it is not "
                             "shown. Please report this."),
                       di_text_arg(verdict.rule),
                       di_real_arg(fmax(verdict.worst, verdict.conservation)),
                       di_integer_arg(verdict.t));
    for (uint32_t goal = 0; goal < DI_GOALS; goal++) {
        plan->goal[goal].value = verdict.goal[goal];
        if (plan->goal[goal].is_solved)
            is_proved = is_proved && di_plan_gap(&plan->goal[goal]) <= SEARCH_PROVED;
    }
    plan->status = is_proved && !plan->is_stopped ? DI_PLAN_OPTIMAL : DI_PLAN_WITHIN_GAP;
    return DI_OK;
}

static enum di_status report(enum stage_result result, struct di_error *error)
{
    if (result == STAGE_INFEASIBLE)
        return di_fail(error, DI_ERR_INFEASIBLE, "",
                       DI_N_("No plan keeps all limits of this scenario."), NULL, 0);
    if (result == STAGE_UNFOUND)
        return di_fail(error, DI_ERR_TIME, "",
                       DI_N_("No plan with whole institutions and homes was found, nor is it "
                             "proved that there is none: give more time, or loosen a limit."),
                       NULL, 0);
    if (result == STAGE_STOPPED)
        return di_fail(error, DI_ERR_TIME, "",
                       DI_N_("The time limit passed before a first plan was found: give more "
                             "time."),
                       NULL, 0);
    return di_fail(error, DI_ERR_SOLVER, "",
                   DI_N_("The solver gave up. Try fewer regions or years, or a higher memory "
                         "limit."),
                   NULL, 0);
}

static enum di_status run(struct search *search, struct di_error *error)
{
    search->deadline = solve_deadline(&search->options->limits);
    enum di_status status =
        glpk_create(search->program, &search->options->limits, &search->glpk, error);
    if (status != DI_OK)
        return status;
    search->whole_count = count_whole_numbers(search->program);
    const enum stage_result result = run_stages(search);
    glpk_destroy(search->glpk);
    if (search->is_out_of_memory)
        return di_fail_memory(error);
    if (result != STAGE_DONE)
        return report(result, error);
    search->plan->is_stopped = search->is_stopped;
    search->plan->goal[DI_GOAL_OVERSPEND].bound *= search->program->money_unit;
    search->plan->goal[DI_GOAL_COST].bound *= search->program->money_unit;
    return DI_OK;
}

/* The whole problem in one program. */
static enum di_status optimize_whole(struct search *search, struct di_plan **plan_out,
                                     struct di_error *error)
{
    search->plan = di_plan_create(search->program->parameters);
    const enum di_status status =
        search->plan != NULL ? run(search, error) : di_fail_memory(error);
    if (status == DI_OK)
        *plan_out = search->plan;
    else
        di_plan_destroy(search->plan);
    return status;
}

/* The largest term over the smallest: how much accuracy the data leave the solver. */
static double spread(const struct di_fluid_program *program)
{
    double least = HUGE_VAL, most = 0;
    for (size_t n = 0; n < program->term_count; n++) {
        const double size = fabs(program->terms[n].value);
        least = size > 0 ? fmin(least, size) : least;
        most = fmax(most, size);
    }
    if (program->has_dropped)
        return HUGE_VAL;
    return most > 0 ? most / least : 1;
}

static enum di_status too_far_apart(struct di_error *error)
{
    return di_fail(error, DI_ERR_RANGE, "",
                   DI_N_("Numbers of the plan's model are too large or too far apart for the "
                         "solver: check counts, prices, rates and limits for extreme values."),
                   NULL, 0);
}

/*
 * Only limits of the user can leave no plan (MODEL 13.7). So where there is none without them
 * either, the solver has failed on the numbers, and said nothing about plans.
 */
static enum di_status doubt(const struct di_fluid_parameters *parameters,
                            const struct di_optimizer_options *options, struct di_error *error)
{
    bool exists = true;
    const enum di_status status = di_plan_exists_unlimited(parameters, options, &exists, NULL);
    return status == DI_OK && !exists ? too_far_apart(error) : DI_ERR_INFEASIBLE;
}

static bool is_large(const struct di_fluid_program *program,
                     const struct di_optimizer_options *options)
{
    return program->row_count > options->whole_rows && !options->is_weighted &&
           !options->is_elastic && regional_is_possible(program->parameters);
}

enum di_status di_optimize(const struct di_fluid_parameters *parameters,
                           const struct di_optimizer_options *options,
                           struct di_plan **plan_out, struct di_error *error)
{
    struct search search = {.options = options};
    struct di_plan *plan = NULL;
    enum di_status status = di_fluid_parameters_check(parameters, error);
    if (status != DI_OK)
        return status;
    status = di_fluid_program_create(parameters, options->is_elastic, &search.program, error);
    if (status != DI_OK)
        return status;
    const bool is_extreme =
        spread(search.program) > SOLVABLE_SPREAD || search.program->count_unit > 1;
    if (is_large(search.program, options))
        status = regional_optimize(parameters, options, &plan, error);
    else
        status = optimize_whole(&search, &plan, error);
    di_fluid_program_destroy(search.program);
    if (status == DI_OK)
        status = judge(parameters, options->is_elastic, plan, error);
    if (status == DI_ERR_INVARIANT && is_extreme)
        status = too_far_apart(error);
    if (status == DI_ERR_INFEASIBLE)
        status = doubt(parameters, options, error);
    if (status == DI_OK)
        *plan_out = plan;
    else
        di_plan_destroy(plan);
    return status;
}

/* ".lp", in any case of letters */
static bool is_lp(const char *path)
{
    const size_t length = strlen(path);
    const char *end = path + (length < 3 ? length : length - 3);
    return end[0] == '.' && (end[1] == 'l' || end[1] == 'L') &&
           (end[2] == 'p' || end[2] == 'P');
}

enum di_status di_optimizer_export(const struct di_fluid_parameters *parameters,
                                   enum di_goal goal, const char *path, struct di_error *error)
{
    const struct di_solve_limits limits = {0};
    struct di_fluid_program *program = NULL;
    struct glpk *glpk = NULL;
    enum di_status status = di_fluid_parameters_check(parameters, error);
    if (status == DI_OK)
        status = di_fluid_program_create(parameters, false, &program, error);
    if (status == DI_OK) {
        program->count_unit = 1; /* readers count people one by one */
        status = glpk_create(program, &limits, &glpk, error);
    }
    if (status == DI_OK) {
        glpk_objective_add(glpk, program->goal_row[goal], 1);
        status = glpk_write(glpk, is_lp(path) ? GLPK_LP : GLPK_MPS, path, error);
    }
    glpk_destroy(glpk);
    di_fluid_program_destroy(program);
    return status;
}
