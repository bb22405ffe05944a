/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A finished plan in the words of the screen: years, children, closures. */
#include "di/plan_check.h"

#include "plan_job.h"

double plan_outcome_children(const struct plan_outcome *outcome, uint32_t t)
{
    const struct di_fluid_parameters *p = outcome->country->parameters;
    double sum = 0;
    for (uint32_t i = 0; i < p->institutions; i++)
        for (uint32_t g = 0; g < DI_GROUPS; g++)
            if (g != DI_GROUP_ADULT) /* results count children */
                sum += di_plan_at(outcome->plan, DI_PART_RESIDENTS, t, i, g, 0);
    return sum;
}

static double sum_of(const struct plan_outcome *outcome, enum di_plan_part part, uint32_t t)
{
    const struct di_plan_shape *shape = &outcome->plan->shape;
    double sum = 0;
    for (uint32_t a = 0; a < shape->axis[di_plan_part_axis(part, 0)]; a++)
        for (uint32_t b = 0; b < shape->axis[di_plan_part_axis(part, 1)]; b++)
            sum += di_plan_at(outcome->plan, part, t, a, b, 0);
    return sum;
}

static bool is_in_year(const struct plan_outcome *outcome, uint32_t t, uint32_t year)
{
    return outcome->country->parameters->first_quarter[t] / 4 == year;
}

double plan_outcome_year(const struct plan_outcome *outcome, enum di_plan_part part,
                         uint32_t year)
{
    double sum = 0;
    for (uint32_t t = 1; t <= outcome->country->parameters->horizon; t++)
        if (is_in_year(outcome, t, year))
            sum += sum_of(outcome, part, t);
    return sum;
}

double plan_outcome_closures(const struct plan_outcome *outcome, uint32_t year)
{
    const struct di_fluid_parameters *p = outcome->country->parameters;
    double sum = 0;
    for (uint32_t t = 1; t <= p->horizon; t++)
        for (uint32_t i = 0; i < p->institutions && is_in_year(outcome, t, year); i++)
            sum +=
                p->buildings[i] * (di_plan_at(outcome->plan, DI_PART_CLOSED, t, i, 0, 0) -
                                   di_plan_at(outcome->plan, DI_PART_CLOSED, t - 1, i, 0, 0));
    return sum;
}

double plan_outcome_cost(const struct plan_outcome *outcome, uint32_t year)
{
    double sum = 0;
    for (uint32_t t = 1; t <= outcome->country->parameters->horizon; t++)
        if (is_in_year(outcome, t, year))
            sum += di_plan_cost(outcome->country->parameters, outcome->plan, t);
    return sum;
}
