/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Two problems of the same regions. The *relaxed* one pools like institutions and lets them
 * close in part: its optimum is the bound. From its closures come dates for every member; the
 * *dated* one pools the members of a date exactly and holds dates and homes fixed: its optimum
 * is a plan. Several thresholds of rounding are tried, the best plan is kept: least unmet need
 * first, then fewest residential child-years.
 */
#include "regional.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "di/fluid_pool.h"

#include "decomposition.h"

#define STAGE_GAP_SHARE 0.25 /* of the asked gap: what each of the two problems may lose */
#define RELAXED_TIME 0.4
#define FIXED_RELATIVE 1e-5
#define FIXED_ABSOLUTE 1e-5

static const double thresholds[] = {0.6, 0.9, 0.75, 0.4, 0.99};
#define THRESHOLDS (sizeof thresholds / sizeof thresholds[0])

/* One pooled version of the country. */
struct version {
    struct decomposition decomposition;
    uint32_t **pool; /* [region][its institutions] */
};

struct regional {
    const struct di_fluid_parameters *p;
    const struct di_optimizer_options *options;
    struct di_fluid_parameters **alone; /* [region] unpooled */
    uint32_t **member;                  /* [region][its institutions] number in the nation */
    struct version relaxed;
    double deadline;
};

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

static double now(const struct regional *regional)
{
    const struct di_solve_limits *limits = &regional->options->limits;
    return limits->seconds != NULL ? limits->seconds(limits->context) : 0;
}

/* ---- versions ---- */

static void version_finish(struct version *version)
{
    for (uint32_t r = 0; r < version->decomposition.regions; r++) {
        if (version->decomposition.blocks != NULL)
            block_destroy(version->decomposition.blocks[r]);
        if (version->pool != NULL)
            free(version->pool[r]);
    }
    free(version->decomposition.blocks);
    master_destroy(version->decomposition.master);
    free(version->pool);
    *version = (struct version){0};
}

static enum di_status version_init(struct version *version, const struct regional *regional,
                                   struct di_error *error)
{
    const uint32_t regions = regional->p->regions;
    *version = (struct version){.decomposition = {.limits = &regional->options->limits}};
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

static enum di_status make_relaxed(struct regional *regional, struct di_error *error)
{
    struct version *version = &regional->relaxed;
    enum di_status status = version_init(version, regional, error);
    for (uint32_t r = 0; r < regional->p->regions && status == DI_OK; r++) {
        const uint32_t pools = di_fluid_pools(regional->alone[r], version->pool[r]);
        status = block_create(version->decomposition.master, r,
                              di_fluid_pool(regional->alone[r], version->pool[r], pools, false),
                              version->decomposition.limits, &version->decomposition.blocks[r],
                              error);
    }
    return status;
}

/* ---- closure dates ---- */

static double room_of(const struct di_fluid_parameters *p, uint32_t i)
{
    double inside = 0;
    for (uint32_t g = 0; g < DI_GROUPS; g++)
        inside += p->residents0[di_fluid_rg(i, g)];
    return fmax(fmax(p->capacity[i], inside), 1e-9);
}

/* Dearest places first; ties by number. */
static bool closes_before(const struct di_fluid_parameters *p, uint32_t i, uint32_t j)
{
    const double a = p->fixed_cost[i] / room_of(p, i), b = p->fixed_cost[j] / room_of(p, j);
    return a != b ? a > b : i < j;
}

static double pooled_closure(const struct regional *regional, uint32_t r, uint32_t pool,
                             uint32_t t)
{
    const struct decomposition *of = &regional->relaxed.decomposition;
    const struct di_plan_shape *shape = &of->blocks[r]->program->start->shape;
    return decomposition_value(of, r, di_plan_index(shape, DI_PART_CLOSED, t, pool, 0, 0));
}

/* First period in which the pool has closed enough places for member i; 0: never. */
static uint32_t date_of(const struct regional *regional, uint32_t r, uint32_t i,
                        double threshold)
{
    const struct di_fluid_parameters *p = regional->alone[r];
    const uint32_t *pool = regional->relaxed.pool[r];
    double before = 0, all = 0;
    for (uint32_t j = 0; j < p->institutions; j++) {
        if (pool[j] != pool[i])
            continue;
        all += room_of(p, j);
        if (closes_before(p, j, i))
            before += room_of(p, j);
    }
    for (uint32_t t = 1; t <= p->periods; t++) {
        const bool is_date = (p->is_epoch[t] && p->may_close[i] && t >= p->earliest_close[i]) ||
                             t == p->close_by[i];
        if (is_date && pooled_closure(regional, r, pool[i], t) * all >=
                           before + threshold * room_of(p, i) - 1e-7)
            return t;
    }
    return 0;
}

/* Members that were in one pool and close together stay together. */
static uint32_t pool_by_date(const struct regional *regional, uint32_t r, const uint32_t *date,
                             uint32_t *pool)
{
    const struct di_fluid_parameters *p = regional->alone[r];
    const uint32_t *relaxed = regional->relaxed.pool[r];
    uint32_t count = 0;
    for (uint32_t i = 0; i < p->institutions; i++) {
        pool[i] = UINT32_MAX;
        for (uint32_t j = 0; j < i && pool[i] == UINT32_MAX; j++)
            if (date[j] == date[i] && relaxed[j] == relaxed[i])
                pool[i] = pool[j];
        if (pool[i] == UINT32_MAX)
            pool[i] = count++;
    }
    return count;
}

static void hold_dates(struct di_fluid_parameters *pooled, const uint32_t *pool,
                       const uint32_t *date, uint32_t institutions)
{
    for (uint32_t i = 0; i < institutions; i++) {
        const uint32_t n = pool[i];
        pooled->may_close[n] = date[i] > 0;
        pooled->close_by[n] = date[i];
        if (date[i] > 0)
            pooled->earliest_close[n] = date[i];
    }
}

/* Homes begun so far, rounded; what a quarter cannot take waits for the next. */
static void hold_homes(const struct regional *regional, uint32_t r, struct block *block)
{
    const struct decomposition *of = &regional->relaxed.decomposition;
    const struct di_plan_shape *shape = &of->blocks[r]->program->start->shape;
    double wanted = 0, begun = 0;
    for (uint32_t t = 1; t <= regional->p->horizon; t++) {
        const int32_t column = di_fluid_column(block->program, DI_PART_HOMES, t, 0, 0, 0);
        wanted += decomposition_value(of, r, di_plan_index(shape, DI_PART_HOMES, t, 0, 0, 0));
        if (column < 0)
            continue;
        const double most = floor(block->program->columns[column].upper + 1e-9);
        const double now_begun = fmax(0, fmin(most, floor(wanted + 0.5) - begun));
        begun += now_begun;
        glpk_bound_column(block->glpk, (uint32_t)column, now_begun, now_begun);
    }
}

/* Dates of all institutions, by region; one allocation per region. */
static void dates_destroy(const struct regional *regional, uint32_t **date)
{
    for (uint32_t r = 0; date != NULL && r < regional->p->regions; r++)
        free(date[r]);
    free(date);
}

static uint32_t **dates_create(const struct regional *regional, double threshold)
{
    uint32_t **date = calloc((size_t)regional->p->regions + 1, sizeof *date);
    for (uint32_t r = 0; date != NULL && r < regional->p->regions; r++) {
        const struct di_fluid_parameters *alone = regional->alone[r];
        date[r] = calloc((size_t)alone->institutions + 1, sizeof **date);
        if (date[r] == NULL) {
            dates_destroy(regional, date);
            return NULL;
        }
        for (uint32_t i = 0; i < alone->institutions; i++)
            date[r][i] = alone->is_closed0[i] ? 0 : date_of(regional, r, i, threshold);
    }
    return date;
}

static double closing_in(const struct regional *regional, uint32_t *const *date, uint32_t t)
{
    double count = 0;
    for (uint32_t r = 0; r < regional->p->regions; r++)
        for (uint32_t i = 0; i < regional->alone[r]->institutions; i++)
            count += date[r][i] == t ? regional->alone[r]->buildings[i] : 0;
    return count;
}

static uint32_t next_epoch(const struct di_fluid_parameters *p, uint32_t t)
{
    for (t = t + 1; t <= p->horizon; t++)
        if (p->is_epoch[t])
            return t;
    return 0;
}

/* The one with the cheapest places waits: it saves least. Ties: the last. */
static bool postpone_one(const struct regional *regional, uint32_t **date, uint32_t t)
{
    uint32_t *chosen = NULL;
    double least = HUGE_VAL;
    for (uint32_t r = 0; r < regional->p->regions; r++) {
        const struct di_fluid_parameters *alone = regional->alone[r];
        for (uint32_t i = 0; i < alone->institutions; i++) {
            const double saved = alone->fixed_cost[i] / room_of(alone, i);
            if (date[r][i] != t || t == alone->close_by[i] || saved > least)
                continue;
            chosen = &date[r][i];
            least = saved;
        }
    }
    if (chosen == NULL)
        return false;
    *chosen = next_epoch(regional->p, t);
    return true;
}

static void repair_pace(const struct regional *regional, uint32_t **date)
{
    const struct di_fluid_parameters *p = regional->p;
    for (uint32_t t = 1; t <= p->horizon; t++)
        while (closing_in(regional, date, t) > p->closures_limit[t] + 1e-9)
            if (!postpone_one(regional, date, t))
                break;
}

static enum di_status make_dated_region(const struct regional *regional,
                                        struct version *version, uint32_t r,
                                        const uint32_t *date, struct di_error *error)
{
    const struct di_fluid_parameters *alone = regional->alone[r];
    const uint32_t pools = pool_by_date(regional, r, date, version->pool[r]);
    struct di_fluid_parameters *pooled = di_fluid_pool(alone, version->pool[r], pools, true);
    if (pooled != NULL)
        hold_dates(pooled, version->pool[r], date, alone->institutions);
    const enum di_status status =
        block_create(version->decomposition.master, r, pooled, version->decomposition.limits,
                     &version->decomposition.blocks[r], error);
    if (status == DI_OK)
        hold_homes(regional, r, version->decomposition.blocks[r]);
    return status;
}

static enum di_status make_dated(const struct regional *regional, struct version *version,
                                 double threshold, struct di_error *error)
{
    enum di_status status = version_init(version, regional, error);
    uint32_t **date = dates_create(regional, threshold);
    version->decomposition.is_plan = true;
    if (status == DI_OK && date == NULL)
        status = di_fail_memory(error);
    if (status == DI_OK)
        repair_pace(regional, date);
    for (uint32_t r = 0; r < regional->p->regions && status == DI_OK; r++)
        status = make_dated_region(regional, version, r, date[r], error);
    dates_destroy(regional, date);
    return status;
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

struct outcome {
    struct decomposition_result unmet, residential;
    bool is_plan;
};

static enum di_status solve_version(struct regional *regional, struct version *version,
                                    double deadline, struct outcome *outcome,
                                    struct di_error *error)
{
    const double gap = regional->options->gap * STAGE_GAP_SHARE;
    enum di_status status = decomposition_minimise(
        &version->decomposition, DI_GOAL_UNMET, gap,
        now(regional) + (deadline - now(regional)) * 0.5, &outcome->unmet, error);
    if (status != DI_OK)
        return status;
    outcome->is_plan = outcome->unmet.is_kept;
    if (!outcome->is_plan)
        return DI_OK;
    fix_goal(version, DI_GOAL_UNMET, outcome->unmet.value, 0);
    status = decomposition_minimise(&version->decomposition, DI_GOAL_RESIDENTIAL, gap, deadline,
                                    &outcome->residential, error);
    outcome->is_plan = status == DI_OK && outcome->residential.is_kept;
    return status;
}

/* Money is saved last, and only where it takes nothing from the children. */
static void save_money(struct regional *regional, struct version *version,
                       const struct outcome *outcome)
{
    struct decomposition_result cost;
    fix_goal(version, DI_GOAL_RESIDENTIAL, outcome->residential.value, 0);
    (void)decomposition_minimise(&version->decomposition, DI_GOAL_COST, regional->options->gap,
                                 regional->deadline, &cost, NULL);
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
            part == DI_PART_CLOSED || (part == DI_PART_HOMES && at[0] <= regional->p->horizon);
        if (axis != DI_AXIS_ONE)
            to->values[di_plan_index(&to->shape, part, at[0], at[1], at[2], at[3])] =
                is_whole ? round(value) : value;
    }
}

static struct di_plan *national_plan(const struct regional *regional,
                                     const struct version *version)
{
    struct di_plan *plan = di_plan_create(regional->p);
    for (uint32_t r = 0; r < regional->p->regions && plan != NULL; r++) {
        struct di_plan *pooled = pooled_plan(version, r);
        struct di_plan *alone =
            pooled != NULL ? di_fluid_unpool(regional->alone[r], version->pool[r], pooled)
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
    return plan;
}

/* ---- the search ---- */

static bool is_better(const struct outcome *a, const struct outcome *b)
{
    if (!a->is_plan || !b->is_plan)
        return a->is_plan;
    const double unmet = a->unmet.value - b->unmet.value;
    if (fabs(unmet) > FIXED_RELATIVE * fabs(b->unmet.value) + 10 * FIXED_ABSOLUTE)
        return unmet < 0;
    return a->residential.value < b->residential.value;
}

/* The bound at the unmet need the plan has: less than the first one allows a lower bound. */
static double bound_at(struct regional *regional, const struct outcome *relaxed,
                       const struct outcome *best)
{
    struct decomposition_result again;
    if (best->unmet.value <= relaxed->unmet.value * (1 + FIXED_RELATIVE) + FIXED_ABSOLUTE)
        return relaxed->residential.bound;
    fix_goal(&regional->relaxed, DI_GOAL_UNMET, best->unmet.value, 0);
    const double gap = regional->options->gap * STAGE_GAP_SHARE;
    if (decomposition_minimise(&regional->relaxed.decomposition, DI_GOAL_RESIDENTIAL, gap,
                               regional->deadline, &again, NULL) != DI_OK)
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

static bool is_good_enough(const struct regional *regional, const struct outcome *relaxed,
                           const struct outcome *best)
{
    return best->is_plan && best->residential.value - relaxed->residential.bound <=
                                regional->options->gap * fabs(best->residential.value);
}

static enum di_status try_thresholds(struct regional *regional, const struct outcome *relaxed,
                                     struct version *best_version, struct outcome *best,
                                     struct di_error *error)
{
    enum di_status status = DI_OK;
    for (size_t n = 0; n < THRESHOLDS; n++) {
        struct version version;
        struct outcome outcome = {0};
        if (best->is_plan &&
            (now(regional) >= regional->deadline || is_good_enough(regional, relaxed, best)))
            break;
        status = make_dated(regional, &version, thresholds[n], error);
        if (status == DI_OK)
            status = solve_version(regional, &version,
                                   now(regional) + (regional->deadline - now(regional)) * 0.5,
                                   &outcome, error);
        if (status == DI_OK && is_better(&outcome, best)) {
            version_finish(best_version);
            *best_version = version;
            *best = outcome;
        } else {
            version_finish(&version);
        }
        if (status != DI_OK && status != DI_ERR_TIME && status != DI_ERR_INFEASIBLE)
            return status;
    }
    return best->is_plan ? DI_OK : status;
}

/* Stopped early is not the same as proved impossible. */
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
            solve_version(regional, &regional->relaxed,
                          now(regional) + (regional->deadline - now(regional)) * RELAXED_TIME,
                          &relaxed, error);
    if (status == DI_OK && !relaxed.is_plan)
        return no_plan(&relaxed, error);
    if (status == DI_OK)
        status = try_thresholds(regional, &relaxed, &best_version, &best, error);
    if (status == DI_OK && !best.is_plan)
        status = no_plan(&best, error);
    if (status == DI_OK) {
        const double bound = bound_at(regional, &relaxed, &best);
        save_money(regional, &best_version, &best);
        *plan_out = national_plan(regional, &best_version);
        if (*plan_out == NULL)
            status = di_fail_memory(error);
        else
            note_goals(*plan_out, &relaxed, &best, bound);
    }
    version_finish(&best_version);
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
    version_finish(&regional->relaxed);
    for (uint32_t r = 0; r < regional->p->regions; r++) {
        if (regional->alone != NULL)
            di_fluid_parameters_destroy(regional->alone[r]);
        if (regional->member != NULL)
            free(regional->member[r]);
    }
    free(regional->alone);
    free(regional->member);
}

static enum di_status start(struct regional *regional, struct di_error *error)
{
    const struct di_optimizer_options *options = regional->options;
    struct master *cutter = NULL;
    const enum di_status status = master_create(regional->p, &cutter, error);
    if (status != DI_OK)
        return status;
    regional->deadline =
        options->limits.time_limit_seconds > 0 && options->limits.seconds != NULL
            ? now(regional) + options->limits.time_limit_seconds
            : 1e9;
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
    if (status == DI_OK) /* any plan will do: a gap of any size is closed */
        status = decomposition_minimise(&regional.relaxed.decomposition, DI_GOAL_UNMET, 1e9,
                                        regional.deadline, &result, error);
    if (status == DI_OK || status == DI_ERR_INFEASIBLE)
        *exists_out = status == DI_OK && result.is_kept;
    finish(&regional);
    return status == DI_ERR_INFEASIBLE ? DI_OK : status;
}
