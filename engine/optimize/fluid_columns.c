/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which variables a program has, and how large each may be (MODEL 13.2): all are bounded above,
 * so no program is unbounded. A closure has one column per epoch; the periods up to the next
 * epoch share it, and periods before the first hold the given state.
 */
#include <math.h>

#include "fluid_rows.h"

#define ROOM 1e6

static double whole_period(const struct di_fluid_parameters *p, uint32_t t, double per_quarter)
{
    return per_quarter * p->quarters[t];
}

static bool is_group_used(const struct di_fluid_parameters *p, uint32_t g)
{
    if (g != DI_GROUP_ADULT)
        return true;
    for (uint32_t h = 0; h < DI_GROUP_ADULT; h++)
        if (p->ageing[h][g] > 0)
            return true;
    for (uint32_t i = 0; i < p->institutions; i++) {
        if (p->residents0[di_fluid_rg(i, g)] > 0)
            return true;
        for (uint32_t h = 0; h < DI_GROUP_ADULT; h++)
            if (p->ageing_residents[di_fluid_tigg(p, 1, i, h, g)] > 0 ||
                p->edge_residents[di_fluid_tigg(p, 1, i, h, g)] > 0)
                return true;
    }
    return di_fluid_is_reached(p, g, DI_PLACEMENT_SUPPORTED);
}

static bool is_admission_open(const struct di_fluid_parameters *p, uint32_t i, uint32_t g,
                              uint32_t t)
{
    return p->admits[di_fluid_rg(i, g)] && !p->is_closed0[i] && t <= p->admits_until[i] &&
           (g != DI_GROUP_UNDER_3 || p->under_3_ban == 0 || t < p->under_3_ban);
}

static void add_residents(struct di_fluid_program *program, uint32_t t, uint32_t g, double all)
{
    const struct di_fluid_parameters *p = program->parameters;
    for (uint32_t i = 0; i < p->institutions; i++) {
        if (p->host[i] != i)
            continue;
        fluid_column_add(program, DI_PART_RESIDENTS, t, i, g, 0, all);
        fluid_column_add(program, DI_PART_MOVED_OUT, t, i, g, 0, all);
    }
    for (uint32_t l = 0; l < p->links; l++)
        if (p->host[p->link[l].institution] == p->link[l].institution &&
            p->link[l].share[g] > 0 && is_admission_open(p, p->link[l].institution, g, t))
            fluid_column_add(program, DI_PART_ADMITTED, t, l, g, 0, all);
}

static void add_placements(struct di_fluid_program *program, uint32_t t, uint32_t r, uint32_t g,
                           double all)
{
    const struct di_fluid_parameters *p = program->parameters;
    for (uint32_t q = 0; q < DI_PLACEMENTS; q++) {
        if (!di_fluid_is_reached(p, g, q))
            continue;
        fluid_column_add(program, DI_PART_PLACED, t, r, g, q, all);
        if (di_fluid_has_places(q))
            fluid_column_add(program, DI_PART_DISPLACED, t, r, g, q, all);
        if (!p->is_allowed[g][q])
            continue;
        fluid_column_add(program, DI_PART_MOVES, t, r, g, q, all);
        fluid_column_add(program, DI_PART_DIRECT, t, r, g, q, all);
    }
}

static void add_waiting(struct di_fluid_program *program, uint32_t t, uint32_t r, uint32_t g,
                        double all)
{
    static const enum di_plan_part of_group[] = {
        DI_PART_BACKLOG,  DI_PART_OVERDUE, DI_PART_ASSESSMENTS, DI_PART_REPEATED,
        DI_PART_ASSESSED, DI_PART_LAPSED,  DI_PART_HOME};
    for (uint32_t n = 0; n < sizeof of_group / sizeof of_group[0]; n++)
        fluid_column_add(program, of_group[n], t, r, g, 0, all);
}

/*
 * An upper bound for a stock of helpers that never binds: what is there, whatever comes by
 * itself until the end of `t` (`arriving`: [t][stride] from the stock's own place), what plans
 * may start, and room for the steps that prices take.
 */
static double bound_of(const struct di_fluid_parameters *p, uint32_t t, double first,
                       const double *arriving, size_t stride, double started)
{
    double sum = ROOM + first;
    for (uint32_t s = 1; s <= t; s++)
        sum += fmax(0, arriving[s * stride]) + whole_period(p, s, started);
    return sum;
}

/* Recruits ready only after the last period help nobody and have no column. */
static void add_families(struct di_fluid_program *program, uint32_t t, uint32_t r, double all)
{
    const struct di_fluid_parameters *p = program->parameters;
    for (uint32_t k = 0; k < DI_SPECIALITIES; k++) {
        const size_t rk = di_fluid_rk(r, k);
        fluid_column_add(program, DI_PART_FAMILIES, t, r, k, 0,
                         bound_of(p, t, p->families0[rk], p->families_arriving + rk,
                                  (size_t)p->regions * DI_SPECIALITIES, p->family_limit[rk]));
        const double most = whole_period(p, t, p->family_limit[rk]);
        if (most > 0 && di_fluid_arrival(p, t, p->carer_lag) <= p->periods)
            fluid_column_add(program, DI_PART_APPROVALS, t, r, k, 0, fmin(most, all));
    }
}

static void add_workers(struct di_fluid_program *program, uint32_t t, uint32_t r, double all)
{
    const struct di_fluid_parameters *p = program->parameters;
    double redeployable = 0;
    if (!p->has_workers)
        return;
    for (uint32_t i = 0; i < p->institutions; i++)
        redeployable += p->institution_region[i] == r ? p->redeployable[i] : 0;
    fluid_column_add(program, DI_PART_WORKERS, t, r, 0, 0,
                     redeployable + bound_of(p, t, p->workers0[r], p->workers_arriving + r,
                                             p->regions, p->hire_limit[r]));
    fluid_column_add(program, DI_PART_CASELOAD_EXCESS, t, r, 0, 0, all);
    fluid_column_add(program, DI_PART_MISSED_VISITS, t, r, 0, 0, HUGE_VAL);
    if (di_fluid_arrival(p, t, p->worker_lag) > p->periods)
        return;
    const double most = whole_period(p, t, p->hire_limit[r]);
    if (most > 0)
        fluid_column_add(program, DI_PART_HIRES, t, r, 0, 0, fmin(most, all));
    if (redeployable > 0)
        fluid_column_add(program, DI_PART_REDEPLOYED, t, r, 0, 0, redeployable);
}

static void add_homes(struct di_fluid_program *program, uint32_t t, uint32_t r, double all)
{
    const struct di_fluid_parameters *p = program->parameters;
    const double most = floor(whole_period(p, t, p->home_limit[r]) + 1e-9);
    fluid_column_add(program, DI_PART_BEDS, t, r, 0, 0,
                     bound_of(p, t, p->beds0[r], p->beds_arriving + r, p->regions,
                              p->home_limit[r] * p->beds_per_home));
    if (most <= 0 || di_fluid_arrival(p, t, p->home_lag) > p->periods)
        return;
    fluid_column_add(program, DI_PART_HOMES, t, r, 0, 0, fmin(most, all));
    if (t <= p->horizon && !program->is_out_of_memory)
        program->columns[program->column_count - 1].is_integer = true;
}

static void add_region(struct di_fluid_program *program, uint32_t t, uint32_t r, double all)
{
    const struct di_fluid_parameters *p = program->parameters;
    for (uint32_t g = 0; g < DI_GROUPS; g++) {
        if (!is_group_used(p, g))
            continue;
        add_waiting(program, t, r, g, all);
        add_placements(program, t, r, g, all);
    }
    add_families(program, t, r, all);
    add_workers(program, t, r, all);
    add_homes(program, t, r, all);
    if (p->coverage_limit[r] > 0)
        fluid_column_add(program, DI_PART_COVERAGE, t, r, 0, 0, p->coverage_limit[r]);
    fluid_column_add(program, DI_PART_REPEAT_CREDIT, t, r, 0, 0, 4 * all);
    fluid_column_add(program, DI_PART_FIRST_CREDIT, t, r, 0, 0, 4 * all);
    for (uint32_t c = 0; c < DI_SUITABILITIES; c++)
        fluid_column_add(program, DI_PART_SUITABLE_LEFT, t, r, c, 0, 4 * all);
    if (p->sgh_share < 1) {
        fluid_column_add(program, DI_PART_SHARE_LEFT, t, r, 0, 0, 4 * all);
        if (!program->is_out_of_memory)
            program->columns[program->column_count - 1].lower = -4 * all;
    }
}

static void add_closure_column(struct di_fluid_program *program, uint32_t t, uint32_t i)
{
    const struct di_fluid_parameters *p = program->parameters;
    fluid_column_add(program, DI_PART_CLOSED, t, i, 0, 0, 1);
    if (program->is_out_of_memory)
        return;
    struct di_fluid_column *column = &program->columns[program->column_count - 1];
    column->is_integer = t <= p->horizon;
    if (p->close_by[i] > 0 && t >= p->close_by[i])
        column->lower = 1;
}

/* A deadline that is no epoch makes one of its own, or the given date could not be kept. */
static bool may_close_at(const struct di_fluid_parameters *p, uint32_t t, uint32_t i)
{
    return (p->is_epoch[t] && p->may_close[i] && t >= p->earliest_close[i]) ||
           (p->close_by[i] > 0 && t == p->close_by[i]);
}

static void add_closures(struct di_fluid_program *program, uint32_t i)
{
    const struct di_fluid_parameters *p = program->parameters;
    const struct di_plan_shape *shape = &program->start->shape;
    int32_t column = -1;
    for (uint32_t t = 1; t <= p->periods && !program->is_out_of_memory; t++) {
        const size_t place = di_plan_index(shape, DI_PART_CLOSED, t, i, 0, 0);
        if (!p->is_closed0[i] && may_close_at(p, t, i)) {
            add_closure_column(program, t, i);
            column = program->column_of[place];
        }
        program->column_of[place] = column;
        program->start->values[place] = p->is_closed0[i] ? 1 : 0;
    }
}

static bool is_closure_chosen(const struct di_fluid_program *program, uint32_t i)
{
    const uint32_t last = program->parameters->periods;
    const int32_t column = di_fluid_column(program, DI_PART_CLOSED, last, i, 0, 0);
    return column >= 0 && !(program->columns[column].lower > 0);
}

/* Only where a closure is a choice. */
static void add_sheltered(struct di_fluid_program *program, uint32_t host, double all)
{
    const struct di_fluid_parameters *p = program->parameters;
    bool is_chosen = false;
    for (uint32_t i = 0; i < p->institutions; i++)
        is_chosen = is_chosen || (p->host[i] == host && is_closure_chosen(program, i));
    for (uint32_t t = 1; t <= p->periods && is_chosen; t++)
        for (uint32_t g = 0; g < DI_GROUPS; g++)
            if (is_group_used(p, g))
                fluid_column_add(program, DI_PART_SHELTERED, t, host, g, 0, 4 * all);
}

static void add_overspend(struct di_fluid_program *program, bool is_elastic)
{
    const struct di_fluid_parameters *p = program->parameters;
    for (uint32_t t = 1; t <= p->periods; t++)
        if (is_elastic && (t == p->periods || p->year[t + 1] != p->year[t]))
            fluid_column_add(program, DI_PART_OVERSPEND, t, 0, 0, 0, HUGE_VAL);
}

double fluid_least_occupancy(const struct di_fluid_parameters *p, uint32_t host)
{
    double sum = 0;
    for (uint32_t i = 0; i < p->institutions; i++)
        sum += p->host[i] == host ? p->minimum_occupancy[i] : 0;
    return sum;
}

void fluid_columns_build(struct di_fluid_program *program, bool is_elastic)
{
    const struct di_fluid_parameters *p = program->parameters;
    const double all = di_fluid_everyone(p);
    for (uint32_t t = 1; t <= p->periods; t++) {
        for (uint32_t g = 0; g < DI_GROUPS; g++)
            if (is_group_used(p, g))
                add_residents(program, t, g, all);
        for (uint32_t r = 0; r < p->regions; r++)
            add_region(program, t, r, all);
        for (uint32_t i = 0; i < p->institutions; i++) {
            const double least = p->host[i] == i ? fluid_least_occupancy(p, i) : 0;
            if (least > 0)
                fluid_column_add(program, DI_PART_SHORTFALL, t, i, 0, 0, least);
        }
    }
    for (uint32_t i = 0; i < p->institutions; i++)
        add_closures(program, i);
    for (uint32_t i = 0; i < p->institutions && !program->is_out_of_memory; i++)
        add_sheltered(program, i, all);
    add_overspend(program, is_elastic);
    fluid_column_add(program, DI_PART_WORST_WAIT, p->periods, 0, 0, 0, HUGE_VAL);
}
