/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Two problems of the same regions. The *relaxed* one pools like institutions and lets them
 * close in part: its optimum is the bound. From its closures come dates for every member; the
 * *dated* one pools the members of a date exactly and holds dates and homes fixed: its optimum
 * is a plan. Which dates are tried is the matter of `regional_search`.
 */
#include "regional.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "di/fluid_pool.h"

#include "plan_rules.h"
#include "regional_state.h"
#include "solve_clock.h"

#define RELAXED_TIME 0.5 /* of the time there is; more only for a first mix */
#define RELAXED_TIME_MOST 0.8
#define UNMET_TIME 0.5   /* of a version's */
#define SEARCH_TIME 0.85 /* once there is a plan, the rest is for the later goals */
#define FIXED_RELATIVE 1e-5
#define FIXED_ABSOLUTE 1e-5

bool regional_is_possible(const struct di_fluid_parameters *parameters)
{
    if (parameters->links != parameters->institutions)
        return false;
    for (uint32_t i = 0; i < parameters->institutions; i++) {
        const struct di_fluid_link *link = &parameters->link[i];
        if (link->institution != i || link->region != parameters->institution_region[i])
            return false;
    }
    return true;
}

double regional_now(const struct regional *regional)
{
    return solve_now(&regional->options->limits);
}

double regional_share(const struct regional *regional, double share)
{
    const double now = regional_now(regional);
    return now + (regional->deadline - now) * share;
}

/* ---- versions ---- */

static void destroy_block(void *context, uint32_t r, uint32_t member)
{
    const struct decomposition *of = context;
    (void)member;
    block_destroy(of->blocks[r]);
}

void regional_version_finish(struct version *version)
{
    struct decomposition *of = &version->decomposition;
    if (of->blocks != NULL)
        di_crew_each(of->crew, of->regions, destroy_block, of);
    for (uint32_t r = 0; r < of->regions && version->pool != NULL; r++)
        free(version->pool[r]);
    free(version->decomposition.blocks);
    decomposition_finish(&version->decomposition);
    master_destroy(version->decomposition.master);
    free(version->pool);
    *version = (struct version){0};
}

enum di_status regional_version_init(struct version *version, const struct regional *regional,
                                     struct di_error *error)
{
    const uint32_t regions = regional->p->regions;
    *version = (struct version){
        .decomposition = {.limits = &regional->limits, .crew = regional->crew}};
    enum di_status status = master_create(regional->p, &version->decomposition.master, error);
    if (status != DI_OK)
        return status;
    version->decomposition.blocks = calloc((size_t)regions + 1, sizeof(struct block *));
    version->pool = calloc((size_t)regions + 1, sizeof *version->pool);
    version->decomposition.regions = regions;
    if (version->decomposition.blocks == NULL || version->pool == NULL)
        return di_fail_memory(error);
    for (uint32_t r = 0; r < regions; r++) {
        version->pool[r] =
            calloc((size_t)regional->alone[r]->institutions + 1, sizeof(uint32_t));
        if (version->pool[r] == NULL)
            return di_fail_memory(error);
    }
    return DI_OK;
}

struct making {
    const struct block_maker *maker;
    struct failure {
        enum di_status status;
        uint32_t region;
        struct di_error error;
    } * failure; /* [member]: its first */
};

static void make_block(void *context, uint32_t r, uint32_t member)
{
    const struct making *making = context;
    struct failure *failure = &making->failure[member];
    if (failure->status != DI_OK)
        return;
    failure->region = r;
    failure->status = making->maker->make(making->maker, r, &failure->error);
}

enum di_status regional_make_blocks(const struct block_maker *maker, struct di_error *error)
{
    struct di_crew *crew = maker->regional->crew;
    const uint32_t members = di_crew_members(crew);
    struct making making = {maker, calloc(members, sizeof *making.failure)};
    if (making.failure == NULL)
        return di_fail_memory(error);
    di_crew_each(crew, maker->regional->p->regions, make_block, &making);
    const struct failure *first = NULL;
    for (uint32_t n = 0; n < members; n++) {
        const struct failure *failure = &making.failure[n];
        if (failure->status != DI_OK && (first == NULL || failure->region < first->region))
            first = failure;
    }
    const enum di_status status = first != NULL ? first->status : DI_OK;
    if (first != NULL && error != NULL)
        *error = first->error;
    free(making.failure);
    return status;
}

void regional_put_minimum_aside(struct di_fluid_parameters *parameters)
{
    for (uint32_t i = 0; parameters != NULL && i < parameters->institutions; i++)
        parameters->minimum_occupancy[i] = 0;
}

static enum di_status make_relaxed_block(const struct block_maker *maker, uint32_t r,
                                         struct di_error *error)
{
    const struct version *version = maker->version;
    struct di_fluid_parameters *p = di_fluid_pool_stocks(maker->regional->alone[r]);
    regional_put_minimum_aside(p);
    return block_create(version->decomposition.master, r, p, version->decomposition.limits,
                        &version->decomposition.blocks[r], error);
}

static enum di_status make_relaxed(struct regional *regional, struct di_error *error)
{
    const struct block_maker maker = {make_relaxed_block, regional, &regional->relaxed, NULL,
                                      NULL};
    const enum di_status status = regional_version_init(&regional->relaxed, regional, error);
    return status == DI_OK ? regional_make_blocks(&maker, error) : status;
}

/* ---- goals ---- */

/* Fix a goal at what was reached, with the tolerance of MODEL 13.4 and the given slack. */
static void fix_goal(struct version *version, enum di_goal goal, double value, double slack)
{
    struct master *master = version->decomposition.master;
    struct master_row *row = &master->rows[master->goal_row[goal]];
    row->bound = value + (FIXED_RELATIVE + slack) * fabs(value) + FIXED_ABSOLUTE;
    row->scale = fmax(1, fabs(value) / 1000);
}

bool regional_is_apart(double unmet, double other)
{
    return fabs(unmet - other) > FIXED_RELATIVE * fabs(other) + 10 * FIXED_ABSOLUTE;
}

enum di_status regional_solve(const struct regional *regional, struct version *version,
                              double soft, double hard, const struct outcome *rival,
                              struct outcome *outcome, struct di_error *error)
{
    const double gap = regional->options->gap * REGIONAL_STAGE_GAP;
    const double now = regional_now(regional);
    const struct decomposition_end first = {now + (soft - now) * UNMET_TIME, hard, HUGE_VAL};
    struct decomposition_end then = {soft, hard, HUGE_VAL};
    enum di_status status = decomposition_minimise(&version->decomposition, DI_GOAL_UNMET, gap,
                                                   &first, &outcome->unmet, error);
    if (status != DI_OK)
        return status;
    outcome->is_plan = outcome->unmet.is_kept;
    if (!outcome->is_plan)
        return DI_OK;
    fix_goal(version, DI_GOAL_UNMET, outcome->unmet.value, 0);
    if (rival != NULL && rival->is_plan &&
        (outcome->unmet.value > rival->unmet.value ||
         !regional_is_apart(outcome->unmet.value, rival->unmet.value)))
        then.cutoff = rival->residential.value;
    status = decomposition_minimise(&version->decomposition, DI_GOAL_RESIDENTIAL, gap, &then,
                                    &outcome->residential, error);
    outcome->is_plan = status == DI_OK && outcome->residential.is_kept;
    return status;
}

/* ---- the plan of the nation ---- */

static struct di_plan *pooled_plan(const struct version *version, uint32_t r)
{
    const struct block *block = version->decomposition.blocks[r];
    struct di_plan *plan = di_plan_create(block->parameters);
    if (plan == NULL)
        return NULL;
    for (size_t n = 0; n < plan->shape.count; n++)
        plan->values[n] = decomposition_value(&version->decomposition, r, n);
    return plan;
}

/* A region's plan has region 0 and its own numbers of institutions. */
static void copy_to_nation(const struct regional *regional, uint32_t r,
                           const struct di_plan *from, struct di_plan *to)
{
    for (size_t n = 0; n < from->shape.count; n++) {
        enum di_plan_part part;
        uint32_t at[4];
        di_plan_locate(&from->shape, n, &part, at);
        const enum di_plan_axis axis = di_plan_part_axis(part, 0);
        if (axis == DI_AXIS_REGION)
            at[1] = r;
        else if (axis == DI_AXIS_INSTITUTION || axis == DI_AXIS_LINK)
            at[1] = regional->member[r][at[1]];
        const double value = from->values[n];
        const bool is_whole =
            (part == DI_PART_CLOSED || part == DI_PART_HOMES) && at[0] <= regional->p->horizon;
        if (axis != DI_AXIS_ONE)
            to->values[di_plan_index(&to->shape, part, at[0], at[1], at[2], at[3])] =
                is_whole ? round(value) : value;
    }
}

struct di_plan *regional_plan(const struct regional *regional, const struct version *version)
{
    struct di_plan *plan = di_plan_create(regional->p);
    for (uint32_t r = 0; r < regional->p->regions && plan != NULL; r++) {
        struct di_plan *pooled = pooled_plan(version, r);
        const uint32_t *host = version->decomposition.blocks[r]->parameters->host;
        struct di_plan *alone =
            pooled != NULL ? di_fluid_unpool(regional->alone[r], version->pool[r], host, pooled)
                           : NULL;
        if (alone != NULL) {
            copy_to_nation(regional, r, alone, plan);
        } else {
            di_plan_destroy(plan);
            plan = NULL;
        }
        di_plan_destroy(pooled);
        di_plan_destroy(alone);
    }
    if (plan != NULL)
        plan_rules_note_waits(regional->p, plan);
    return plan;
}

/* ---- the search ---- */

static double bound_at(struct regional *regional, const struct outcome *relaxed,
                       const struct outcome *best)
{
    const struct decomposition_end end = {regional->deadline, regional->deadline, HUGE_VAL};
    struct decomposition_result again;
    if (best->unmet.value <= relaxed->unmet.value * (1 + FIXED_RELATIVE) + FIXED_ABSOLUTE)
        return relaxed->residential.bound;
    fix_goal(&regional->relaxed, DI_GOAL_UNMET, best->unmet.value, 0);
    const double gap = regional->options->gap * REGIONAL_STAGE_GAP;
    if (decomposition_minimise(&regional->relaxed.decomposition, DI_GOAL_RESIDENTIAL, gap, &end,
                               &again, NULL) != DI_OK)
        return -HUGE_VAL;
    return again.bound;
}

static void note_goals(struct di_plan *plan, const struct outcome *relaxed,
                       const struct outcome *best, double bound)
{
    plan->goal[DI_GOAL_UNMET] =
        (struct di_plan_goal){best->unmet.value, relaxed->unmet.bound, true};
    plan->goal[DI_GOAL_RESIDENTIAL] =
        (struct di_plan_goal){best->residential.value, bound, true};
    plan->is_aggregated = true;
    plan->is_stopped = best->residential.is_stopped || best->unmet.is_stopped ||
                       relaxed->residential.is_stopped;
}

static enum di_status no_plan(const struct outcome *outcome, struct di_error *error)
{
    if (outcome->unmet.is_stopped || outcome->residential.is_stopped || outcome->unmet.is_kept)
        return di_fail(error, DI_ERR_TIME, "",
                       DI_N_("The time limit passed before a first plan was found: give more "
                             "time."),
                       NULL, 0);
    return di_fail(error, DI_ERR_INFEASIBLE, "",
                   DI_N_("No plan keeps all limits of this scenario."), NULL, 0);
}

static enum di_status run(struct regional *regional, struct di_plan **plan_out,
                          struct di_error *error)
{
    struct outcome relaxed = {0}, best = {0};
    struct version best_version = {0};
    enum di_status status = make_relaxed(regional, error);
    if (status == DI_OK)
        status =
            regional_solve(regional, &regional->relaxed, regional_share(regional, RELAXED_TIME),
                           regional_share(regional, RELAXED_TIME_MOST), NULL, &relaxed, error);
    if (status == DI_OK && !relaxed.is_plan)
        return no_plan(&relaxed, error);
    if (status == DI_OK)
        status = regional_search(regional, &relaxed, &best_version, &best, error);
    if (status == DI_OK && !best.is_plan)
        status = no_plan(&best, error);
    if (status == DI_OK) {
        struct di_plan *plan = regional_plan(regional, &best_version);
        if (plan == NULL) {
            status = di_fail_memory(error);
        } else {
            note_goals(plan, &relaxed, &best, bound_at(regional, &relaxed, &best));
            regional_later_goals(regional, &best_version, &best, &plan);
            *plan_out = plan;
        }
    }
    regional_version_finish(&best_version);
    return status;
}

/* ---- set-up ---- */

static bool cut_regions(struct regional *regional)
{
    const struct di_fluid_parameters *p = regional->p;
    regional->alone = calloc((size_t)p->regions + 1, sizeof *regional->alone);
    regional->member = calloc((size_t)p->regions + 1, sizeof *regional->member);
    if (regional->alone == NULL || regional->member == NULL)
        return false;
    for (uint32_t r = 0; r < p->regions; r++) {
        uint32_t at = 0;
        regional->alone[r] = master_region(regional->relaxed.decomposition.master, r);
        regional->member[r] = calloc((size_t)p->institutions + 1, sizeof(uint32_t));
        if (regional->alone[r] == NULL || regional->member[r] == NULL)
            return false;
        for (uint32_t i = 0; i < p->institutions; i++)
            if (p->institution_region[i] == r)
                regional->member[r][at++] = i;
    }
    return true;
}

static void finish(struct regional *regional)
{
    regional_version_finish(&regional->relaxed);
    di_crew_destroy(regional->crew);
    for (uint32_t r = 0; r < regional->p->regions; r++) {
        if (regional->alone != NULL)
            di_fluid_parameters_destroy(regional->alone[r]);
        if (regional->member != NULL)
            free(regional->member[r]);
    }
    free(regional->alone);
    free(regional->member);
}

/* One thread of its own for each region at most; they share the memory there is. */
static enum di_status start_crew(struct regional *regional, struct di_error *error)
{
    uint32_t members = regional->options->threads;
    if (members > regional->p->regions)
        members = regional->p->regions;
    if (members > DI_THREADS_MAX)
        members = DI_THREADS_MAX;
    regional->limits = regional->options->limits;
    if (members <= 1)
        return DI_OK;
    if (di_crew_create(members, &regional->crew) != DI_OK)
        return di_fail_memory(error);
    if (regional->limits.memory_limit_mib > 0)
        regional->limits.memory_limit_mib =
            fmax(1, regional->limits.memory_limit_mib / di_crew_members(regional->crew));
    return DI_OK;
}

static enum di_status start(struct regional *regional, struct di_error *error)
{
    const struct di_optimizer_options *options = regional->options;
    struct master *cutter = NULL;
    enum di_status status = start_crew(regional, error);
    if (status == DI_OK)
        status = master_create(regional->p, &cutter, error);
    if (status != DI_OK)
        return status;
    regional->deadline =
        options->limits.time_limit_seconds > 0 && options->limits.seconds != NULL
            ? regional_now(regional) + options->limits.time_limit_seconds
            : 1e9;
    regional->until = regional_share(regional, SEARCH_TIME);
    regional->relaxed.decomposition.master = cutter;
    const bool is_cut = cut_regions(regional);
    regional->relaxed.decomposition.master = NULL;
    master_destroy(cutter);
    return is_cut ? DI_OK : di_fail_memory(error);
}

enum di_status regional_optimize(const struct di_fluid_parameters *parameters,
                                 const struct di_optimizer_options *options,
                                 struct di_plan **plan_out, struct di_error *error)
{
    struct regional regional = {.p = parameters, .options = options};
    enum di_status status = start(&regional, error);
    if (status == DI_OK)
        status = run(&regional, plan_out, error);
    finish(&regional);
    return status;
}

enum di_status regional_exists(const struct di_fluid_parameters *parameters,
                               const struct di_optimizer_options *options, bool *exists_out,
                               struct di_error *error)
{
    struct regional regional = {.p = parameters, .options = options};
    struct decomposition_result result;
    enum di_status status = start(&regional, error);
    if (status == DI_OK)
        status = make_relaxed(&regional, error);
    const struct decomposition_end end = {regional.deadline, regional.deadline, HUGE_VAL};
    if (status == DI_OK) /* any plan will do: a gap of any size is closed */
        status = decomposition_minimise(&regional.relaxed.decomposition, DI_GOAL_UNMET, 1e9,
                                        &end, &result, error);
    if (status == DI_OK || status == DI_ERR_INFEASIBLE)
        *exists_out = status == DI_OK && result.is_kept;
    finish(&regional);
    return status == DI_ERR_INFEASIBLE ? DI_OK : status;
}
