/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Measures and national rows of a problem. Budgets, shares of group homes, pace, equity and
 * targets become rows; goals (1), (3) and (5) are sums of regions. The worst wait (goal 4) is a
 * number above what each region measures, plus a sum over regions of what institutions lack.
 */
#include "master.h"

#include <math.h>
#include <stdlib.h>

#include "glpk_units.h"

static void add_measure(struct master *master, enum di_fluid_row_family family, uint32_t t,
                        uint32_t a)
{
    master->measures[master->measure_count++] = (struct master_measure){family, t, a};
}

static void add_row(struct master *master, struct master_row row)
{
    row.measure = master->measure_count - 1;
    master->rows[master->row_count++] = row;
}

static const struct master_row plain = {
    .only_region = UINT32_MAX, .factor = 1, .bound = HUGE_VAL, .scale = 1};

static void add_goals(struct master *master)
{
    for (uint32_t goal = 0; goal < DI_GOALS; goal++) {
        struct master_row row = plain;
        master->goal_measure[goal] = UINT32_MAX;
        if (goal == DI_GOAL_OVERSPEND)
            continue;
        row.worst = goal == DI_GOAL_WAIT ? 1 : 0;
        master->goal_measure[goal] = master->measure_count;
        master->goal_row[goal] = master->row_count;
        add_measure(master, DI_ROW_GOAL, 0, goal);
        add_row(master, row);
    }
}

/* Numbers of children in a row that the solver can keep: divided by this. */
static double children_scale(double children)
{
    return fmax(1, children / COUNTED_SINGLY);
}

/* Child-years of a region's backlog, by each child in care there at the start. */
static void add_waits(struct master *master)
{
    const struct di_fluid_parameters *p = master->parameters;
    add_measure(master, DI_ROW_WAIT, p->periods, 0);
    for (uint32_t r = 0; r < p->regions; r++) {
        struct master_row row = plain;
        row.only_region = r;
        row.scale = di_fluid_children0(p, r);
        row.worst = -row.scale;
        add_row(master, row);
    }
}

void master_hold_waits(struct master *master)
{
    for (uint32_t row = 0; row < master->row_count; row++)
        if (master->rows[row].worst < 0)
            master->rows[row].bound = 0;
}

static void add_step(struct master *master)
{
    struct master_row row = plain;
    master->step_measure = master->measure_count;
    master->step_row = master->row_count;
    add_measure(master, DI_ROW_FAMILIES, 0, 0);
    add_row(master, row);
    row.factor = -1;
    add_row(master, row);
}

void master_take_step(struct master *master, uint32_t region, double amount)
{
    for (uint32_t n = 0; n < 2; n++) {
        struct master_row *row = &master->rows[master->step_row + n];
        row->only_region = region;
        row->bound = region == UINT32_MAX ? HUGE_VAL : row->factor * amount;
    }
}

static void add_budgets(struct master *master)
{
    const struct di_fluid_parameters *p = master->parameters;
    for (uint32_t year = 0; year < p->years; year++) {
        struct master_row row = plain;
        if (!(p->budget[year] < HUGE_VAL))
            continue;
        row.bound = p->budget[year];
        row.scale = fmax(1, p->budget[year] / 1000);
        add_measure(master, DI_ROW_BUDGET, year, 0);
        add_row(master, row);
    }
}

static bool is_paced(const struct di_fluid_parameters *p, uint32_t t)
{
    return p->is_epoch[t] && p->closures_limit[t] < HUGE_VAL;
}

static void add_share_and_pace(struct master *master, uint32_t t)
{
    const struct di_fluid_parameters *p = master->parameters;
    struct master_row row = plain;
    if (p->sgh_share < 1) {
        row.factor = -1;
        row.bound = 0;
        row.scale = children_scale(di_fluid_everyone(p));
        add_measure(master, DI_ROW_SHARE, t, 0);
        add_row(master, row);
    }
    if (is_paced(p, t)) {
        row = plain;
        row.bound = p->closures_limit[t];
        add_measure(master, DI_ROW_PACE, t, 0);
        add_row(master, row);
    }
}

static double residents0(const struct di_fluid_parameters *p, uint32_t region)
{
    double sum = 0;
    for (uint32_t i = 0; i < p->institutions; i++)
        for (uint32_t g = 0; g < DI_GROUPS; g++)
            if (region == UINT32_MAX || p->institution_region[i] == region)
                sum += p->residents0[di_fluid_rg(i, g)];
    return sum;
}

static void add_equity(struct master *master)
{
    const struct di_fluid_parameters *p = master->parameters;
    const double nation = residents0(p, UINT32_MAX);
    if (!(p->equity_slack < HUGE_VAL))
        return;
    for (uint32_t r = 0; r < p->regions; r++) {
        const double region = residents0(p, r);
        struct master_row row = plain;
        if (!(region > 0))
            continue;
        row.is_equity = true;
        row.only_region = r;
        row.nation_weight = region / nation;
        row.bound = p->equity_slack * region;
        row.scale = children_scale(nation);
        add_row(master, row);
    }
}

static void add_targets(struct master *master, uint32_t t, bool is_under_3)
{
    const struct di_fluid_parameters *p = master->parameters;
    for (uint32_t n = 0; n < p->targets; n++) {
        struct master_row row = plain;
        if (t < p->target[n].period || p->target[n].is_under_3 != is_under_3)
            continue;
        row.only_region = p->target[n].region;
        row.bound = p->target[n].residents;
        row.scale = children_scale(p->target[n].residents);
        add_row(master, row);
    }
}

/* A region's problem carries two targets without bounds: all residents, and under threes. */
#define ALL_RESIDENTS 0
#define UNDER_3 1

static bool counts_residents(const struct di_fluid_parameters *p)
{
    return p->targets > 0 || p->equity_slack < HUGE_VAL;
}

static void add_residents(struct master *master, uint32_t t)
{
    if (!counts_residents(master->parameters))
        return;
    add_measure(master, DI_ROW_TARGET, t, ALL_RESIDENTS);
    add_equity(master);
    add_targets(master, t, false);
    add_measure(master, DI_ROW_TARGET, t, UNDER_3);
    add_targets(master, t, true);
}

enum di_status master_create(const struct di_fluid_parameters *parameters,
                             struct master **master_out, struct di_error *error)
{
    const size_t room = DI_GOALS + parameters->years + (size_t)parameters->periods * 4 + 4;
    const size_t row_room =
        room + parameters->regions +
        (size_t)parameters->periods * (parameters->regions + parameters->targets);
    struct master *master = calloc(1, sizeof *master);
    if (master != NULL) {
        master->parameters = parameters;
        master->measures = calloc(room, sizeof *master->measures);
        master->rows = calloc(row_room, sizeof *master->rows);
    }
    if (master == NULL || master->measures == NULL || master->rows == NULL) {
        master_destroy(master);
        return di_fail_memory(error);
    }
    add_goals(master);
    add_waits(master);
    add_step(master);
    add_budgets(master);
    for (uint32_t t = 1; t <= parameters->periods; t++) {
        add_share_and_pace(master, t);
        add_residents(master, t);
    }
    *master_out = master;
    return DI_OK;
}

void master_destroy(struct master *master)
{
    if (master == NULL)
        return;
    free(master->measures);
    free(master->rows);
    free(master);
}

double master_factor(const struct master *master, uint32_t row, uint32_t region,
                     uint32_t measure)
{
    const struct master_row *of = &master->rows[row];
    if (of->measure != measure)
        return 0;
    if (of->is_equity)
        return ((of->only_region == region ? 1 : 0) - of->nation_weight) / of->scale;
    if (of->only_region != UINT32_MAX && of->only_region != region)
        return 0;
    return of->factor / of->scale;
}

double master_worst(const struct master *master, uint32_t row)
{
    return master->rows[row].worst / master->rows[row].scale;
}

struct di_fluid_parameters *master_region(const struct master *master, uint32_t region)
{
    struct di_fluid_parameters *p = di_fluid_parameters_region(master->parameters, region);
    if (p == NULL)
        return NULL;
    p->equity_slack = HUGE_VAL;
    p->targets = counts_residents(master->parameters) ? 2 : 0;
    p->target[ALL_RESIDENTS] = (struct di_fluid_target){UINT32_MAX, 1, false, 0};
    p->target[UNDER_3] = (struct di_fluid_target){UINT32_MAX, 1, true, 0};
    return p;
}
