/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The goals of MODEL 13.4 as free rows, one each, in their order.
 *
 * Unmet need counts the backlog beyond one quarter's arrivals, and an admission bought from the
 * backlog counts as a stay of at least `admission_years` in goal (3): else the first goal would
 * send every child who waits for a family through an institution (docs/decisions/0022).
 */
#include <math.h>

#include "fluid_rows.h"

static double years_from(const struct di_fluid_parameters *p, uint32_t t)
{
    double years = 0;
    for (uint32_t later = t; later <= p->periods; later++)
        years += di_fluid_years(p, later);
    return years;
}

/* Mean hours of visits a child in a visited placement of the region takes in the period. */
static double visits_per_child(const struct di_fluid_parameters *p, uint32_t r, uint32_t t)
{
    double sum = 0;
    uint32_t count = 0;
    for (uint32_t q = 0; q < DI_PLACEMENTS; q++) {
        sum += p->hours_visits[di_fluid_rp(r, q)];
        count += p->hours_visits[di_fluid_rp(r, q)] > 0;
    }
    return count > 0 ? sum / count * p->quarters[t] : 1;
}

static void add_unmet(struct di_fluid_program *program, uint32_t r, uint32_t t)
{
    const struct di_fluid_parameters *p = program->parameters;
    const double years = di_fluid_years(p, t);
    for (uint32_t g = 0; g < DI_GROUPS; g++) {
        fluid_row_add(program, DI_PART_OVERDUE, t, r, g, 0, years);
        for (uint32_t q = 0; q < DI_PLACEMENTS; q++)
            fluid_row_add(program, DI_PART_DISPLACED, t, r, g, q, years_from(p, t));
    }
    fluid_row_add(program, DI_PART_CASELOAD_EXCESS, t, r, 0, 0,
                  years * p->goals.caseload_weight);
    fluid_row_add(program, DI_PART_MISSED_VISITS, t, r, 0, 0,
                  years * p->goals.visits_weight / visits_per_child(p, r, t));
}

static void unmet(struct di_fluid_program *program)
{
    const struct di_fluid_parameters *p = program->parameters;
    for (uint32_t t = 1; t <= p->periods; t++)
        for (uint32_t r = 0; r < p->regions; r++)
            add_unmet(program, r, t);
}

static void overspend(struct di_fluid_program *program)
{
    for (uint32_t t = 1; t <= program->parameters->periods; t++)
        fluid_row_add(program, DI_PART_OVERSPEND, t, 0, 0, 0, 1 / program->money_unit);
}

/* Weight in years of the stock at the end of t; the last one stands for what follows it. */
static double years_of(const struct di_fluid_parameters *p, uint32_t t, uint32_t g)
{
    return di_fluid_years(p, t) + (t == p->periods ? p->goals.residual_years[g] : 0);
}

static void residential(struct di_fluid_program *program)
{
    const struct di_fluid_parameters *p = program->parameters;
    const struct di_fluid_goals *goals = &p->goals;
    for (uint32_t t = 1; t <= p->periods; t++)
        for (uint32_t g = 0; g < DI_GROUPS; g++) {
            const double weight = goals->group_weight[g] * years_of(p, t, g);
            for (uint32_t i = 0; i < p->institutions; i++)
                fluid_row_add(program, DI_PART_RESIDENTS, t, i, g, 0, weight);
            for (uint32_t l = 0; l < p->links; l++)
                fluid_row_add(program, DI_PART_ADMITTED, t, l, g, 0,
                              goals->group_weight[g] * goals->admission_years);
            for (uint32_t r = 0; r < p->regions; r++) {
                fluid_row_add(program, DI_PART_PLACED, t, r, g, DI_PLACEMENT_SGH,
                              weight * goals->sgh_weight);
                fluid_row_add(program, DI_PART_BACKLOG, t, r, g, 0,
                              weight * goals->unplaced_weight);
            }
        }
}

static void worst_wait(struct di_fluid_program *program)
{
    const struct di_fluid_parameters *p = program->parameters;
    fluid_row_add(program, DI_PART_WORST_WAIT, p->periods, 0, 0, 0, 1);
    for (uint32_t t = 1; t <= p->periods; t++)
        for (uint32_t i = 0; i < p->institutions; i++)
            fluid_row_add(program, DI_PART_SHORTFALL, t, i, 0, 0,
                          p->goals.viability_weight * di_fluid_years(p, t));
}

static void cost(struct di_fluid_program *program)
{
    for (uint32_t t = 1; t <= program->parameters->periods; t++)
        fluid_add_cost(program, t, 1 / program->money_unit);
}

/* The backlog of one region per child in care at the start is at most the worst. */
static void wait_of(struct di_fluid_program *program, uint32_t r)
{
    const struct di_fluid_parameters *p = program->parameters;
    fluid_row_begin(program, DI_ROW_WAIT, p->periods, r, 0);
    for (uint32_t t = 1; t <= p->periods; t++)
        for (uint32_t g = 0; g < DI_GROUPS; g++)
            fluid_row_add(program, DI_PART_BACKLOG, t, r, g, 0, di_fluid_years(p, t));
    fluid_row_add(program, DI_PART_WORST_WAIT, p->periods, 0, 0, 0, -di_fluid_children0(p, r));
    fluid_row_end(program, -HUGE_VAL, 0);
}

void fluid_goals_build(struct di_fluid_program *program)
{
    static void (*const write[DI_GOALS])(struct di_fluid_program *) = {
        unmet, overspend, residential, worst_wait, cost};
    for (uint32_t r = 0; r < program->parameters->regions; r++)
        wait_of(program, r);
    for (uint32_t goal = 0; goal < DI_GOALS; goal++) {
        program->goal_row[goal] = program->row_count;
        fluid_row_begin(program, DI_ROW_GOAL, 0, goal, 0);
        write[goal](program);
        fluid_row_end(program, -HUGE_VAL, HUGE_VAL);
    }
}
