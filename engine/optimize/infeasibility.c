/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Limits are dropped and changed in the parameters, not in the program: so the search works the
 * same for whole and for decomposed problems. Order of deletion: budgets by year, dates,
 * targets, then the national limits; ties cannot occur.
 */
#include "di/infeasibility.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "glpk_adapter.h"
#include "regional.h"
#include "solve_clock.h"

#define BISECTIONS 12
#define ENDLESS 1e7 /* a quarter: as good as no limit, and no more than may be planned with */
#define LARGEST_FACTOR 64
#define NEARLY_WHOLE 1e-6
#define ANY_GAP 1e9 /* the first plan found is enough */

#define DI_LIMIT_ID(suffix, id) id,
static const char *const ids[] = {DI_LIMIT_TABLE(DI_LIMIT_ID)};
#undef DI_LIMIT_ID

const char *di_limit_id(enum di_limit_kind kind)
{
    return ids[kind];
}

/* ---- one question ---- */

/* Do whole closures and homes keep the limits too? Where the tree does not say, the fractions
 * count: the relaxation was solved. */
static enum glpk_outcome make_whole(const struct di_fluid_program *program, struct glpk *glpk,
                                    const struct di_optimizer_options *options, double deadline)
{
    uint32_t count = 0, apart = 0;
    double value = 0, bound = 0;
    for (uint32_t c = 0; c < program->column_count; c++) {
        const double now = glpk_column_value(glpk, c);
        count += program->columns[c].is_integer;
        apart += program->columns[c].is_integer && fabs(now - round(now)) > NEARLY_WHOLE;
    }
    if (apart == 0 || count > options->branch_limit)
        return GLPK_OPTIMAL;
    return glpk_branch(glpk, deadline, ANY_GAP, &value, &bound);
}

static enum di_status whole_exists(const struct di_fluid_program *program,
                                   const struct di_optimizer_options *options, double deadline,
                                   bool *exists_out, struct di_error *error)
{
    struct glpk *glpk = NULL;
    double value = 0;
    enum di_status status = glpk_create(program, &options->limits, &glpk, error);
    if (status != DI_OK)
        return status;
    enum glpk_outcome outcome = glpk_relax(glpk, deadline, &value);
    if (outcome == GLPK_OPTIMAL &&
        make_whole(program, glpk, options, deadline) == GLPK_INFEASIBLE)
        outcome = GLPK_INFEASIBLE;
    glpk_destroy(glpk);
    *exists_out = outcome == GLPK_OPTIMAL || outcome == GLPK_FEASIBLE;
    if (*exists_out || outcome == GLPK_INFEASIBLE)
        return DI_OK;
    return di_fail(error, DI_ERR_TIME, "",
                   DI_N_("The time limit passed before it was clear whether a plan exists."),
                   NULL, 0);
}

enum di_status di_plan_exists(const struct di_fluid_parameters *parameters,
                              const struct di_optimizer_options *options, bool *exists_out,
                              struct di_error *error)
{
    struct di_fluid_program *program = NULL;
    enum di_status status = di_fluid_parameters_check(parameters, error);
    if (status != DI_OK)
        return status;
    status = di_fluid_program_create(parameters, false, &program, error);
    if (status != DI_OK)
        return status;
    if (program->row_count > options->whole_rows && regional_is_possible(parameters))
        status = regional_exists(parameters, options, exists_out, error);
    else
        status =
            whole_exists(program, options, solve_deadline(&options->limits), exists_out, error);
    di_fluid_program_destroy(program);
    return status;
}

/* ---- changing limits ---- */

/* A closure date later, in periods; beyond the horizon it is none. */
static void postpone(struct di_fluid_parameters *p, uint32_t i, double periods)
{
    const double date = p->close_by[i] + periods;
    p->close_by[i] = date <= p->horizon ? (uint32_t)date : 0;
}

static void multiply(double *value, size_t count, double factor)
{
    for (size_t n = 0; n < count; n++)
        value[n] = fmin(value[n] * (isinf(factor) ? 1e6 : factor), ENDLESS);
}

void di_limit_relax(struct di_fluid_parameters *parameters, const struct di_limit *limit,
                    double change)
{
    struct di_fluid_parameters *p = parameters;
    switch (limit->kind) {
    case DI_LIMIT_BUDGET:
        p->budget[limit->index] += change;
        break;
    case DI_LIMIT_CLOSE_BY:
        postpone(p, limit->index, change);
        break;
    case DI_LIMIT_TARGET:
        p->target[limit->index].residents += fmin(change, 1e12);
        break;
    case DI_LIMIT_PACE:
        for (uint32_t t = 1; t <= p->periods; t++)
            p->closures_limit[t] += change;
        break;
    case DI_LIMIT_EQUITY:
        p->equity_slack += change;
        break;
    case DI_LIMIT_GROUP_HOMES:
        p->sgh_share = fmin(1, p->sgh_share + change);
        break;
    case DI_LIMIT_RECRUITMENT:
        multiply(p->family_limit, (size_t)p->regions * DI_SPECIALITIES, change);
        break;
    case DI_LIMIT_HIRING:
        multiply(p->hire_limit, p->regions, change);
        break;
    case DI_LIMIT_HOMES:
        multiply(p->home_limit, p->regions, change);
        break;
    case DI_LIMIT_KINDS:
        break;
    }
}

/* What changes may touch, so that it can be put back. */
struct saved {
    double *budget, *closures, *families, *hires, *homes;
    uint32_t *close_by;
    struct di_fluid_target target[DI_FLUID_TARGETS_MAX];
    double equity, share;
};

static void *copy_of(const void *from, size_t bytes, bool *ok)
{
    void *to = malloc(bytes + 1);
    if (to != NULL)
        memcpy(to, from, bytes);
    *ok = *ok && to != NULL;
    return to;
}

static bool save(struct saved *saved, const struct di_fluid_parameters *p)
{
    bool ok = true;
    saved->budget = copy_of(p->budget, p->years * sizeof(double), &ok);
    saved->closures = copy_of(p->closures_limit, (p->periods + 1) * sizeof(double), &ok);
    saved->families =
        copy_of(p->family_limit, p->regions * DI_SPECIALITIES * sizeof(double), &ok);
    saved->hires = copy_of(p->hire_limit, p->regions * sizeof(double), &ok);
    saved->homes = copy_of(p->home_limit, p->regions * sizeof(double), &ok);
    saved->close_by = copy_of(p->close_by, p->institutions * sizeof(uint32_t), &ok);
    memcpy(saved->target, p->target, sizeof saved->target);
    saved->equity = p->equity_slack;
    saved->share = p->sgh_share;
    return ok;
}

static void restore(const struct saved *saved, struct di_fluid_parameters *p)
{
    memcpy(p->budget, saved->budget, p->years * sizeof(double));
    memcpy(p->closures_limit, saved->closures, (p->periods + 1) * sizeof(double));
    memcpy(p->family_limit, saved->families, p->regions * DI_SPECIALITIES * sizeof(double));
    memcpy(p->hire_limit, saved->hires, p->regions * sizeof(double));
    memcpy(p->home_limit, saved->homes, p->regions * sizeof(double));
    memcpy(p->close_by, saved->close_by, p->institutions * sizeof(uint32_t));
    memcpy(p->target, saved->target, sizeof saved->target);
    p->equity_slack = saved->equity;
    p->sgh_share = saved->share;
}

static void forget(struct saved *saved)
{
    free(saved->budget);
    free(saved->closures);
    free(saved->families);
    free(saved->hires);
    free(saved->homes);
    free(saved->close_by);
}

/* ---- the list of limits ---- */

struct limits {
    struct di_limit *limit;
    bool *is_dropped;
    uint32_t count;
};

static void add(struct limits *limits, enum di_limit_kind kind, uint32_t index)
{
    limits->limit[limits->count++] = (struct di_limit){kind, index, HUGE_VAL};
}

static bool is_any(const double *value, size_t count)
{
    for (size_t n = 0; n < count; n++)
        if (value[n] > 0)
            return true;
    return false;
}

static void list_limits(struct limits *limits, const struct di_fluid_parameters *p)
{
    for (uint32_t year = 0; year < p->years; year++)
        if (p->budget[year] < HUGE_VAL)
            add(limits, DI_LIMIT_BUDGET, year);
    for (uint32_t i = 0; i < p->institutions; i++)
        if (p->close_by[i] > 0)
            add(limits, DI_LIMIT_CLOSE_BY, i);
    for (uint32_t n = 0; n < p->targets; n++)
        add(limits, DI_LIMIT_TARGET, n);
    if (p->closures_limit[p->horizon] < HUGE_VAL)
        add(limits, DI_LIMIT_PACE, 0);
    if (p->equity_slack < HUGE_VAL)
        add(limits, DI_LIMIT_EQUITY, 0);
    if (p->sgh_share < 1)
        add(limits, DI_LIMIT_GROUP_HOMES, 0);
    if (is_any(p->family_limit, (size_t)p->regions * DI_SPECIALITIES))
        add(limits, DI_LIMIT_RECRUITMENT, 0);
    if (is_any(p->hire_limit, p->regions))
        add(limits, DI_LIMIT_HIRING, 0);
    if (is_any(p->home_limit, p->regions))
        add(limits, DI_LIMIT_HOMES, 0);
}

/* ---- the search ---- */

struct search_state {
    struct di_fluid_parameters *p;
    const struct di_optimizer_options *options;
    struct saved saved;
    struct limits limits;
    double deadline;
};

static bool is_late(const struct search_state *state)
{
    return solve_is_late(&state->options->limits, state->deadline);
}

/* Drop everything marked, change one more limit, and ask. */
static enum di_status ask(struct search_state *state, const struct di_limit *changed,
                          double change, bool *exists_out, struct di_error *error)
{
    restore(&state->saved, state->p);
    for (uint32_t n = 0; n < state->limits.count; n++)
        if (state->limits.is_dropped[n])
            di_limit_relax(state->p, &state->limits.limit[n], HUGE_VAL);
    if (changed != NULL)
        di_limit_relax(state->p, changed, change);
    return di_plan_exists(state->p, state->options, exists_out, error);
}

static enum di_status filter(struct search_state *state, bool *is_complete_out,
                             struct di_error *error)
{
    for (uint32_t n = 0; n < state->limits.count; n++) {
        bool exists = false;
        if (is_late(state)) {
            *is_complete_out = false;
            return DI_OK;
        }
        state->limits.is_dropped[n] = true;
        const enum di_status status = ask(state, NULL, 0, &exists, error);
        if (status != DI_OK)
            return status;
        state->limits.is_dropped[n] = !exists;
    }
    return DI_OK;
}

/* From no change to a change that is surely enough, if any is. */
static double first_change(const struct di_fluid_parameters *p, const struct di_limit *limit)
{
    switch (limit->kind) {
    case DI_LIMIT_BUDGET:
        return fmax(p->budget[limit->index], 1) * LARGEST_FACTOR;
    case DI_LIMIT_CLOSE_BY:
        return p->horizon;
    case DI_LIMIT_TARGET:
        return di_fluid_everyone(p);
    case DI_LIMIT_PACE:
        return p->institutions * 100.0;
    case DI_LIMIT_EQUITY:
    case DI_LIMIT_GROUP_HOMES:
        return 1;
    case DI_LIMIT_RECRUITMENT:
    case DI_LIMIT_HIRING:
    case DI_LIMIT_HOMES:
        return LARGEST_FACTOR;
    case DI_LIMIT_KINDS:
        break;
    }
    return 1;
}

static bool is_near(const struct di_limit *limit, double low, double high)
{
    if (limit->kind == DI_LIMIT_CLOSE_BY || limit->kind == DI_LIMIT_PACE)
        return high - low <= 1;
    return high - low <= 0.01 * high;
}

/* Least change of one limit while all others stand as the user set them. */
static enum di_status bisect(struct search_state *state, struct di_limit *limit,
                             struct di_error *error)
{
    const bool is_factor = limit->kind == DI_LIMIT_RECRUITMENT ||
                           limit->kind == DI_LIMIT_HIRING || limit->kind == DI_LIMIT_HOMES;
    double low = is_factor ? 1 : 0, high;
    bool exists = false;
    restore(&state->saved, state->p);
    high = first_change(state->p, limit);
    enum di_status status = ask(state, limit, high, &exists, error);
    if (status != DI_OK || !exists)
        return status;
    for (uint32_t n = 0; n < BISECTIONS && !is_near(limit, low, high) && !is_late(state); n++) {
        double middle = low > 0 && high > 4 * low ? sqrt(low * high) : (low + high) / 2;
        if (low <= 0 && limit->kind == DI_LIMIT_BUDGET)
            middle = high / 8;
        if (limit->kind == DI_LIMIT_CLOSE_BY || limit->kind == DI_LIMIT_PACE)
            middle = floor(middle);
        status = ask(state, limit, middle, &exists, error);
        if (status != DI_OK)
            return status;
        if (exists)
            high = middle;
        else
            low = middle;
    }
    limit->change = high;
    return DI_OK;
}

static enum di_status measure(struct search_state *state, struct di_conflict *conflict,
                              struct di_error *error)
{
    for (uint32_t n = 0; n < state->limits.count; n++)
        if (!state->limits.is_dropped[n] && conflict->count < DI_CONFLICT_MAX)
            conflict->limit[conflict->count++] = state->limits.limit[n];
    memset(state->limits.is_dropped, 0, state->limits.count * sizeof(bool));
    for (uint32_t n = 0; n < conflict->count; n++) {
        if (is_late(state)) {
            conflict->is_complete = false;
            return DI_OK;
        }
        const enum di_status status = bisect(state, &conflict->limit[n], error);
        if (status != DI_OK)
            return status;
    }
    return DI_OK;
}

static enum di_status search(struct search_state *state, struct di_conflict *conflict,
                             struct di_error *error)
{
    bool exists = false;
    enum di_status status = ask(state, NULL, 0, &exists, error);
    if (status != DI_OK || exists)
        return status;
    status = filter(state, &conflict->is_complete, error);
    return status == DI_OK ? measure(state, conflict, error) : status;
}

/* No limit is dropped yet. Finish it in any case. */
static enum di_status begin(struct search_state *state,
                            const struct di_fluid_parameters *parameters,
                            const struct di_optimizer_options *options, struct di_error *error)
{
    const size_t room = (size_t)parameters->years + parameters->institutions +
                        parameters->targets + DI_LIMIT_KINDS;
    *state = (struct search_state){.options = options,
                                   .p = di_fluid_parameters_copy(parameters),
                                   .deadline = solve_deadline(&options->limits)};
    state->limits.limit = calloc(room + 1, sizeof *state->limits.limit);
    state->limits.is_dropped = calloc(room + 1, sizeof(bool));
    if (state->p == NULL || state->limits.limit == NULL || state->limits.is_dropped == NULL ||
        !save(&state->saved, parameters))
        return di_fail_memory(error);
    list_limits(&state->limits, parameters);
    return DI_OK;
}

static void finish(struct search_state *state)
{
    forget(&state->saved);
    free(state->limits.limit);
    free(state->limits.is_dropped);
    di_fluid_parameters_destroy(state->p);
}

enum di_status di_infeasibility_find(const struct di_fluid_parameters *parameters,
                                     const struct di_optimizer_options *options,
                                     struct di_conflict *conflict_out, struct di_error *error)
{
    struct search_state state;
    *conflict_out = (struct di_conflict){.is_complete = true};
    enum di_status status = begin(&state, parameters, options, error);
    if (status == DI_OK)
        status = search(&state, conflict_out, error);
    finish(&state);
    return status;
}

enum di_status di_plan_exists_unlimited(const struct di_fluid_parameters *parameters,
                                        const struct di_optimizer_options *options,
                                        bool *exists_out, struct di_error *error)
{
    struct search_state state;
    enum di_status status = begin(&state, parameters, options, error);
    for (uint32_t n = 0; n < state.limits.count; n++)
        state.limits.is_dropped[n] = true;
    if (status == DI_OK)
        status = ask(&state, NULL, 0, exists_out, error);
    finish(&state);
    return status;
}
