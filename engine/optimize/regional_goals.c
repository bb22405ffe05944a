/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is left once the dates are found: the worst wait (4), then cost (5), each under rows
 * that hold the goals before it at what the plan reaches. A stage that the time limit stops
 * leaves the mix of the stage before, or a better one; it never gives up an earlier goal.
 *
 * The bound of each goal is that of the relaxed regions, any dates allowed, with the same
 * earlier goals held: a plan of other dates could do better by no more. It may be far where the
 * earlier goals leave room, as dates are not sought for the sake of a later one.
 *
 * Which institutions are too empty to be run well counts in goal (4) only. The rows about it
 * would make every earlier problem longer, so problems with them are made here, with the plans
 * the regions have proposed so far.
 */
#include <math.h>

#include "di/plan_check.h"

#include "plan_rules.h"
#include "regional_state.h"

#define STAGE_TIME 0.3 /* of what is left: for each stage of the plan */
#define BOUND_TIME 0.5 /* then for the bound of the wait; the bound of cost takes the rest */
#define HELD 1e-6      /* MODEL 13.4: relative and absolute */

/* ---- problems with rows about empty institutions ---- */

static bool has_minimum(const struct regional *regional)
{
    for (uint32_t i = 0; i < regional->p->institutions; i++)
        if (regional->p->minimum_occupancy[i] > 0)
            return true;
    return false;
}

static struct di_fluid_parameters *with_minimum(const struct regional *regional,
                                                const struct version *from, uint32_t r)
{
    const struct di_fluid_parameters *alone = regional->alone[r];
    struct di_fluid_parameters *p =
        di_fluid_parameters_copy(from->decomposition.blocks[r]->parameters);
    for (uint32_t i = 0; p != NULL && i < alone->institutions; i++)
        p->minimum_occupancy[from->decomposition.is_plan ? from->pool[r][i] : i] +=
            alone->minimum_occupancy[i];
    return p;
}

/* A plan proposed without those rows: what its institutions lack, and as a measure. */
static void note_shortfall(const struct block *block, struct proposal *proposal)
{
    const struct di_fluid_parameters *p = block->parameters;
    struct di_plan plan = {.shape = block->program->start->shape, .values = proposal->values};
    const struct plan_rules of = {.p = p, .plan = &plan};
    plan_rules_note_waits(p, &plan);
    proposal->measures[block->master->goal_measure[DI_GOAL_WAIT]] = plan_rules_lingering(&of);
}

/* Whole homes stay as they are in the plan. */
static void hold_homes(const struct block *block, const struct proposal *like)
{
    const struct di_fluid_program *program = block->program;
    for (uint32_t c = 0; c < program->column_count; c++) {
        const double begun = like->values[program->columns[c].place];
        enum di_plan_part part;
        uint32_t at[4];
        di_plan_locate(&program->start->shape, program->columns[c].place, &part, at);
        if (part == DI_PART_HOMES && program->columns[c].is_integer)
            glpk_bound_column(block->glpk, c, begun, begun);
    }
}

static enum di_status make_like(const struct block_maker *maker, uint32_t r,
                                struct di_error *error)
{
    const struct version *version = maker->version, *from = maker->like;
    const struct block *old = from->decomposition.blocks[r];
    struct block **block = &version->decomposition.blocks[r];
    enum di_status status =
        block_create(version->decomposition.master, r, with_minimum(maker->regional, from, r),
                     &maker->regional->limits, block, error);
    if (status == DI_OK && from->decomposition.is_plan && old->proposal_count > 0)
        hold_homes(*block, &old->proposals[0]);
    for (uint32_t n = 0; n < old->proposal_count && status == DI_OK; n++) {
        if (!block_adopt(*block, &old->proposals[n]))
            return di_fail_memory(error);
        note_shortfall(*block, &(*block)->proposals[n]);
    }
    return status;
}

/* The same problem with those rows; `version` is replaced. */
static enum di_status add_minimum(const struct regional *regional, struct version *version,
                                  struct di_error *error)
{
    struct version made;
    const struct block_maker maker = {
        .make = make_like, .regional = regional, .version = &made, .like = version};
    enum di_status status = regional_version_init(&made, regional, error);
    made.decomposition.is_plan = version->decomposition.is_plan;
    if (status == DI_OK)
        status = regional_make_blocks(&maker, error);
    if (status != DI_OK) {
        regional_version_finish(&made);
        return status;
    }
    for (uint32_t r = 0; r < regional->p->regions; r++)
        for (uint32_t i = 0; i < regional->alone[r]->institutions; i++)
            made.pool[r][i] = version->pool[r][i];
    for (uint32_t row = 0; row < made.decomposition.master->row_count; row++)
        made.decomposition.master->rows[row] = version->decomposition.master->rows[row];
    regional_version_finish(version);
    *version = made;
    return DI_OK;
}

/* ---- stages ---- */

struct stages {
    struct regional *regional;
    struct version *dated;
    double gap;
    double reached[DI_GOALS]; /* by the plan, each when its stage was over */
};

static struct decomposition_end end_at(const struct regional *regional, double share)
{
    const double until = regional_share(regional, share);
    return (struct decomposition_end){until, until, HUGE_VAL};
}

static void hold(struct version *version, enum di_goal goal, double value)
{
    struct master *master = version->decomposition.master;
    struct master_row *row = &master->rows[master->goal_row[goal]];
    row->bound = value + HELD * fabs(value) + HELD;
    row->scale = fmax(1, fabs(value) / 1000);
}

/* Is the plan of a stage better, and as good as what the stages before it reached? */
static bool is_next(const struct stages *stages, enum di_goal goal,
                    const struct di_plan_verdict *verdict)
{
    for (uint32_t earlier = 0; earlier < goal; earlier++)
        if (verdict->goal[earlier] > stages->reached[earlier] &&
            regional_is_apart(verdict->goal[earlier], stages->reached[earlier]))
            return false;
    return verdict->is_kept && verdict->goal[goal] <= stages->reached[goal];
}

/* The mix is the plan, if it keeps all rules and gives up no earlier goal. */
static void take(struct stages *stages, enum di_goal goal, struct di_plan **plan)
{
    const struct regional *regional = stages->regional;
    struct di_plan *next = regional_plan(regional, stages->dated);
    struct di_plan_verdict verdict;
    if (next == NULL)
        return;
    di_plan_check(regional->p, next, false, &verdict);
    if (!is_next(stages, goal, &verdict)) {
        di_plan_destroy(next);
        return;
    }
    for (uint32_t n = 0; n < DI_GOALS; n++) {
        next->goal[n] = (*plan)->goal[n];
        if (n >= goal)
            stages->reached[n] = verdict.goal[n];
    }
    next->is_aggregated = (*plan)->is_aggregated;
    next->is_stopped = (*plan)->is_stopped;
    di_plan_destroy(*plan);
    *plan = next;
}

static bool is_over(const struct regional *regional)
{
    return regional_now(regional) >= regional->deadline;
}

/* One more goal of the dated problem; then it is held. */
static void reach(struct stages *stages, enum di_goal goal, struct di_plan **plan)
{
    const struct decomposition_end end = end_at(stages->regional, STAGE_TIME);
    struct decomposition_result result = {0};
    const bool is_reached = !is_over(stages->regional) &&
                            decomposition_minimise(&stages->dated->decomposition, goal,
                                                   stages->gap, &end, &result, NULL) == DI_OK &&
                            result.is_kept;
    if (is_reached) {
        hold(stages->dated, goal, result.value);
        take(stages, goal, plan);
    }
    (*plan)->goal[goal].is_solved = is_reached;
    (*plan)->is_stopped = (*plan)->is_stopped || !is_reached || result.is_stopped;
}

/* The least any plan of the same earlier goals can have. Nothing is a bound of every goal, and
 * says nothing. */
static void bound(const struct stages *stages, enum di_goal goal, double share,
                  struct di_plan *plan)
{
    struct version *relaxed = &stages->regional->relaxed;
    const struct decomposition_end end = end_at(stages->regional, share);
    struct decomposition_result result = {0};
    const enum di_status status =
        decomposition_minimise(&relaxed->decomposition, goal, stages->gap, &end, &result, NULL);
    if (status == DI_OK && result.bound > 0)
        plan->goal[goal].bound = result.bound;
    plan->is_stopped = plan->is_stopped || status != DI_OK || result.is_stopped;
}

/* Rows of the goals the dated problem holds, for the relaxed one. */
static void hold_alike(const struct version *dated, struct version *relaxed)
{
    static const enum di_goal goals[] = {DI_GOAL_UNMET, DI_GOAL_RESIDENTIAL};
    const struct master *from = dated->decomposition.master;
    struct master *to = relaxed->decomposition.master;
    for (size_t n = 0; n < sizeof goals / sizeof goals[0]; n++)
        to->rows[to->goal_row[goals[n]]] = from->rows[from->goal_row[goals[n]]];
    master_hold_waits(to);
}

static void find_bounds(const struct stages *stages, struct di_plan *plan)
{
    struct regional *regional = stages->regional;
    if (is_over(regional) ||
        (has_minimum(regional) && add_minimum(regional, &regional->relaxed, NULL) != DI_OK)) {
        plan->is_stopped = true;
        return;
    }
    hold_alike(stages->dated, &regional->relaxed);
    bound(stages, DI_GOAL_WAIT, BOUND_TIME, plan);
    hold(&regional->relaxed, DI_GOAL_WAIT, stages->reached[DI_GOAL_WAIT]);
    bound(stages, DI_GOAL_COST, 1, plan);
}

void regional_later_goals(struct regional *regional, struct version *dated,
                          const struct outcome *best, struct di_plan **plan)
{
    struct stages stages = {.regional = regional,
                            .dated = dated,
                            .gap = regional->options->gap * REGIONAL_STAGE_GAP};
    struct di_plan_verdict verdict;
    di_plan_check(regional->p, *plan, false, &verdict);
    for (uint32_t goal = 0; goal < DI_GOALS; goal++)
        stages.reached[goal] = verdict.goal[goal];
    if (is_over(regional) ||
        (has_minimum(regional) && add_minimum(regional, dated, NULL) != DI_OK)) {
        (*plan)->is_stopped = true;
        return;
    }
    hold(dated, DI_GOAL_RESIDENTIAL, best->residential.value);
    master_hold_waits(dated->decomposition.master);
    reach(&stages, DI_GOAL_WAIT, plan);
    reach(&stages, DI_GOAL_COST, plan);
    find_bounds(&stages, *plan);
}
