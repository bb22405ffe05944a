/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Rows that couple regions (MODEL 13.3): the share of group homes, the pace of closures,
 * equity, targets, budgets. These, and only these, can make a scenario infeasible.
 */
#include <math.h>

#include "fluid_rows.h"

static void share_running(struct di_fluid_program *program, uint32_t r, uint32_t t)
{
    const struct di_fluid_parameters *p = program->parameters;
    fluid_row_begin(program, DI_ROW_SHARE_RUNNING, t, r, 0);
    fluid_row_add(program, DI_PART_SHARE_LEFT, t, r, 0, 0, 1);
    fluid_row_add(program, DI_PART_SHARE_LEFT, t - 1, r, 0, 0, -1);
    for (uint32_t g = 0; g < DI_GROUPS; g++)
        for (uint32_t q = 0; q < DI_PLACEMENTS; q++)
            fluid_add_moves(program, r, g, q, t,
                            (q == DI_PLACEMENT_SGH ? 1 : 0) - p->sgh_share);
    fluid_row_end(program, 0, 0);
}

static void share(struct di_fluid_program *program, uint32_t t)
{
    const struct di_fluid_parameters *p = program->parameters;
    if (!(p->sgh_share < 1))
        return;
    for (uint32_t r = 0; r < p->regions; r++)
        share_running(program, r, t);
    fluid_row_begin(program, DI_ROW_SHARE, t, 0, 0);
    for (uint32_t r = 0; r < p->regions; r++)
        fluid_row_add(program, DI_PART_SHARE_LEFT, t, r, 0, 0, 1);
    fluid_row_end(program, 0, HUGE_VAL);
}

static void pace(struct di_fluid_program *program, uint32_t t)
{
    const struct di_fluid_parameters *p = program->parameters;
    bool is_any = false;
    if (!(p->closures_limit[t] < HUGE_VAL))
        return;
    for (uint32_t i = 0; i < p->institutions; i++)
        is_any = is_any || di_fluid_column(program, DI_PART_CLOSED, t, i, 0, 0) !=
                               di_fluid_column(program, DI_PART_CLOSED, t - 1, i, 0, 0);
    if (!is_any)
        return;
    fluid_row_begin(program, DI_ROW_PACE, t, 0, 0);
    for (uint32_t i = 0; i < p->institutions; i++) {
        fluid_row_add(program, DI_PART_CLOSED, t, i, 0, 0, p->buildings[i]);
        fluid_row_add(program, DI_PART_CLOSED, t - 1, i, 0, 0, -p->buildings[i]);
    }
    fluid_row_end(program, -HUGE_VAL, p->closures_limit[t]);
}

static void add_residents_of(struct di_fluid_program *program, uint32_t region, uint32_t t,
                             bool is_under_3, double factor)
{
    const struct di_fluid_parameters *p = program->parameters;
    for (uint32_t l = 0; l < p->links; l++)
        for (uint32_t g = 0; g < DI_GROUPS; g++)
            if ((region == UINT32_MAX || p->link[l].region == region) &&
                (!is_under_3 || g == DI_GROUP_UNDER_3))
                fluid_row_add(program, DI_PART_RESIDENTS, t, p->link[l].institution, g, 0,
                              factor * p->link[l].share[g]);
}

static double residents0(const struct di_fluid_parameters *p, uint32_t region)
{
    double sum = 0;
    for (uint32_t l = 0; l < p->links; l++)
        for (uint32_t g = 0; g < DI_GROUPS; g++)
            if (region == UINT32_MAX || p->link[l].region == region)
                sum +=
                    p->link[l].share[g] * p->residents0[di_fluid_rg(p->link[l].institution, g)];
    return sum;
}

/* No region falls behind the nation's share of residents left by more than eps. */
static void equity(struct di_fluid_program *program, uint32_t r, uint32_t t)
{
    const struct di_fluid_parameters *p = program->parameters;
    const double region = residents0(p, r), nation = residents0(p, UINT32_MAX);
    if (!(p->equity_slack < HUGE_VAL) || !(region > 0))
        return;
    fluid_row_begin(program, DI_ROW_EQUITY, t, r, 0);
    add_residents_of(program, r, t, false, 1);
    add_residents_of(program, UINT32_MAX, t, false, -region / nation);
    fluid_row_end(program, -HUGE_VAL, p->equity_slack * region);
}

static void target(struct di_fluid_program *program, uint32_t n, uint32_t t)
{
    const struct di_fluid_target *wanted = &program->parameters->target[n];
    if (t < wanted->period)
        return;
    fluid_row_begin(program, DI_ROW_TARGET, t, n, 0);
    add_residents_of(program, wanted->region, t, wanted->is_under_3, 1);
    fluid_row_end(program, -HUGE_VAL, wanted->residents);
}

static void add_institution_cost(struct di_fluid_program *program, uint32_t i, uint32_t t,
                                 double factor)
{
    const struct di_fluid_parameters *p = program->parameters;
    const double n = p->quarters[t];
    fluid_row_constant(program, factor * n * p->fixed_cost[i]);
    fluid_row_add(program, DI_PART_CLOSED, t, i, 0, 0,
                  factor * (p->closing_cost[i] - n * p->fixed_cost[i]));
    fluid_row_add(program, DI_PART_CLOSED, t - 1, i, 0, 0, -factor * p->closing_cost[i]);
    for (uint32_t g = 0; g < DI_GROUPS; g++)
        fluid_row_add(program, DI_PART_RESIDENTS, t, i, g, 0, factor * n * p->variable_cost[i]);
}

static void add_service_cost(struct di_fluid_program *program, uint32_t r, uint32_t t,
                             double factor)
{
    const struct di_fluid_parameters *p = program->parameters;
    const double n = p->quarters[t];
    for (uint32_t g = 0; g < DI_GROUPS; g++) {
        fluid_row_add(program, DI_PART_BACKLOG, t, r, g, 0, factor * n * p->backlog_cost);
        for (uint32_t q = 0; q < DI_PLACEMENTS; q++)
            fluid_row_add(program, DI_PART_PLACED, t, r, g, q, factor * n * p->service_cost[q]);
    }
}

static void add_supply_cost(struct di_fluid_program *program, uint32_t r, uint32_t t,
                            double factor)
{
    const struct di_fluid_parameters *p = program->parameters;
    const double n = p->quarters[t];
    double entries = 0;
    for (uint32_t g = 0; g < DI_GROUPS; g++)
        entries += p->entries[di_fluid_trg(p, t, r, g)];
    for (uint32_t k = 0; k < DI_SPECIALITIES; k++) {
        fluid_row_add(program, DI_PART_FAMILIES, t, r, k, 0, factor * n * p->family_cost[k]);
        fluid_row_add(program, DI_PART_APPROVALS, t, r, k, 0, factor * p->approval_cost[k]);
    }
    fluid_row_add(program, DI_PART_WORKERS, t, r, 0, 0, factor * n * p->salary_cost);
    fluid_row_add(program, DI_PART_HIRES, t, r, 0, 0, factor * p->hire_cost);
    fluid_row_add(program, DI_PART_REDEPLOYED, t, r, 0, 0, factor * p->hire_cost);
    fluid_row_add(program, DI_PART_HOMES, t, r, 0, 0, factor * p->building_cost);
    fluid_row_add(program, DI_PART_COVERAGE, t, r, 0, 0,
                  factor * n * entries * p->prevention_cost);
}

void fluid_add_cost(struct di_fluid_program *program, uint32_t t, double factor)
{
    const struct di_fluid_parameters *p = program->parameters;
    const double price = factor * p->price_index[t];
    fluid_row_constant(program, price * p->rest_cost * p->quarters[t]);
    for (uint32_t i = 0; i < p->institutions; i++)
        add_institution_cost(program, i, t, price);
    for (uint32_t r = 0; r < p->regions; r++) {
        add_service_cost(program, r, t, price);
        add_supply_cost(program, r, t, price);
    }
}

static void budget(struct di_fluid_program *program, uint32_t year)
{
    const struct di_fluid_parameters *p = program->parameters;
    const double unit = 1 / program->money_unit;
    uint32_t last = 0;
    if (!(p->budget[year] < HUGE_VAL))
        return;
    fluid_row_begin(program, DI_ROW_BUDGET, year, 0, 0);
    for (uint32_t t = 1; t <= p->periods; t++) {
        if (p->year[t] != year)
            continue;
        fluid_add_cost(program, t, unit);
        last = t;
    }
    if (last > 0)
        fluid_row_add(program, DI_PART_OVERSPEND, last, 0, 0, 0, -unit);
    fluid_row_end(program, -HUGE_VAL, p->budget[year] * unit);
}

void fluid_limits_build(struct di_fluid_program *program)
{
    const struct di_fluid_parameters *p = program->parameters;
    for (uint32_t t = 1; t <= p->periods && !program->is_out_of_memory; t++) {
        share(program, t);
        pace(program, t);
        for (uint32_t r = 0; r < p->regions; r++)
            equity(program, r, t);
        for (uint32_t n = 0; n < p->targets; n++)
            target(program, n, t);
    }
    for (uint32_t year = 0; year < p->years; year++)
        budget(program, year);
}
