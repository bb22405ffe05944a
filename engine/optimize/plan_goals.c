/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a plan costs and what it reaches: the goals of MODEL 13.4, recomputed from the plan.
 */
#include <math.h>

#include "plan_rules.h"

double di_plan_cost(const struct di_fluid_parameters *parameters, const struct di_plan *plan,
                    uint32_t t)
{
    const struct di_fluid_parameters *p = parameters;
    const struct plan_rules check = {.p = p, .plan = plan};
    const double n = p->quarters[t];
    double sum = n * p->rest_cost;
    for (uint32_t i = 0; i < p->institutions; i++) {
        const double now = plan_rules_closed(&check, i, t);
        sum += n * p->fixed_cost[i] * (1 - now) +
               p->closing_cost[i] * (now - plan_rules_closed(&check, i, t - 1));
        for (uint32_t g = 0; g < DI_GROUPS; g++)
            sum +=
                n * p->variable_cost[i] * plan_rules_at(&check, DI_PART_RESIDENTS, t, i, g, 0);
    }
    for (uint32_t r = 0; r < p->regions; r++) {
        for (uint32_t g = 0; g < DI_GROUPS; g++) {
            sum += n * p->backlog_cost * plan_rules_at(&check, DI_PART_BACKLOG, t, r, g, 0);
            sum += n * p->prevention_cost * p->entries[di_fluid_trg(p, t, r, g)] *
                   plan_rules_at(&check, DI_PART_COVERAGE, t, r, 0, 0);
            for (uint32_t q = 0; q < DI_PLACEMENTS; q++)
                sum +=
                    n * p->service_cost[q] * plan_rules_at(&check, DI_PART_PLACED, t, r, g, q);
        }
        for (uint32_t k = 0; k < DI_SPECIALITIES; k++)
            sum += n * p->family_cost[k] * plan_rules_at(&check, DI_PART_FAMILIES, t, r, k, 0) +
                   p->approval_cost[k] * plan_rules_at(&check, DI_PART_APPROVALS, t, r, k, 0);
        sum += n * p->salary_cost * plan_rules_at(&check, DI_PART_WORKERS, t, r, 0, 0) +
               p->hire_cost * (plan_rules_at(&check, DI_PART_HIRES, t, r, 0, 0) +
                               plan_rules_at(&check, DI_PART_REDEPLOYED, t, r, 0, 0)) +
               p->building_cost * plan_rules_at(&check, DI_PART_HOMES, t, r, 0, 0);
    }
    return sum * p->price_index[t];
}

/* Children of a group at the end of t as goal (3) counts them, by an institution's year. */
static double bracket_of(const struct plan_rules *check, uint32_t t, uint32_t g)
{
    const struct di_fluid_parameters *p = check->p;
    double children = 0;
    for (uint32_t i = 0; i < p->institutions; i++)
        children += plan_rules_at(check, DI_PART_RESIDENTS, t, i, g, 0);
    for (uint32_t r = 0; r < p->regions; r++)
        children +=
            p->goals.sgh_weight *
                plan_rules_at(check, DI_PART_PLACED, t, r, g, DI_PLACEMENT_SGH) +
            p->goals.unplaced_weight * plan_rules_at(check, DI_PART_BACKLOG, t, r, g, 0);
    return children;
}

/* Goal (3)'s bracket at the end of t. */
static double bracket_at(const struct plan_rules *check, uint32_t t)
{
    double sum = 0;
    for (uint32_t g = 0; g < DI_GROUPS; g++)
        sum += check->p->goals.group_weight[g] * bracket_of(check, t, g);
    return sum;
}

double di_plan_years_within(const struct di_fluid_parameters *parameters, uint32_t t,
                            uint32_t quarters, double before, double after)
{
    const uint32_t first = parameters->first_quarter[t], all = parameters->quarters[t];
    const uint32_t inside = quarters > first ? quarters - first : 0;
    const double share = inside < all ? (double)inside / all : 1;
    return di_fluid_years(parameters, t) * share * (before + (after - before) * share / 2);
}

double di_plan_bracket_years(const struct di_fluid_parameters *parameters,
                             const struct di_plan *plan, uint32_t quarters)
{
    const struct plan_rules check = {.p = parameters, .plan = plan};
    double sum = 0;
    for (uint32_t t = 1; t <= parameters->horizon; t++)
        sum += di_plan_years_within(parameters, t, quarters, bracket_at(&check, t - 1),
                                    bracket_at(&check, t));
    return sum;
}

static double visits_per_child(const struct di_fluid_parameters *p, uint32_t r, uint32_t t)
{
    double hours = 0;
    uint32_t visited = 0;
    for (uint32_t q = 0; q < DI_PLACEMENTS; q++) {
        hours += p->hours_visits[di_fluid_rp(r, q)];
        visited += p->hours_visits[di_fluid_rp(r, q)] > 0;
    }
    return visited > 0 ? hours / visited * p->quarters[t] : 1;
}

static double unmet(const struct plan_rules *check, uint32_t t)
{
    const struct di_fluid_parameters *p = check->p;
    const double years = di_fluid_years(p, t);
    double sum = 0, rest = 0;
    for (uint32_t later = t; later <= p->periods; later++)
        rest += di_fluid_years(p, later);
    for (uint32_t r = 0; r < p->regions; r++) {
        sum += years * p->goals.caseload_weight *
               plan_rules_at(check, DI_PART_CASELOAD_EXCESS, t, r, 0, 0);
        sum += years * p->goals.visits_weight / visits_per_child(p, r, t) *
               plan_rules_at(check, DI_PART_MISSED_VISITS, t, r, 0, 0);
        for (uint32_t g = 0; g < DI_GROUPS; g++) {
            sum += years * plan_rules_at(check, DI_PART_OVERDUE, t, r, g, 0);
            for (uint32_t q = 0; q < DI_PLACEMENTS; q++)
                sum += rest * plan_rules_at(check, DI_PART_DISPLACED, t, r, g, q);
        }
    }
    return sum;
}

static double residential(const struct plan_rules *check, uint32_t t)
{
    const struct di_fluid_parameters *p = check->p;
    double sum = 0;
    for (uint32_t g = 0; g < DI_GROUPS; g++) {
        for (uint32_t l = 0; l < p->links; l++)
            sum += p->goals.group_weight[g] * p->goals.admission_years *
                   plan_rules_at(check, DI_PART_ADMITTED, t, l, g, 0);
        const double years =
            di_fluid_years(p, t) + (t == p->periods ? p->goals.residual_years[g] : 0);
        sum += p->goals.group_weight[g] * years * bracket_of(check, t, g);
    }
    return sum;
}

/* Child-years of a region's backlog by each child in care there at the start. */
static double wait_of(const struct plan_rules *check, uint32_t r)
{
    const struct di_fluid_parameters *p = check->p;
    double waited = 0;
    for (uint32_t t = 1; t <= p->periods; t++)
        for (uint32_t g = 0; g < DI_GROUPS; g++)
            waited += di_fluid_years(p, t) * plan_rules_at(check, DI_PART_BACKLOG, t, r, g, 0);
    return waited / di_fluid_children0(p, r);
}

/* How many children a host and those counted with it lack to be viable. */
static double shortfall_of(const struct plan_rules *check, uint32_t host, uint32_t t)
{
    const struct di_fluid_parameters *p = check->p;
    const uint32_t closing = di_fluid_arrival(p, t, p->moratorium_lag);
    double short_of = 0;
    for (uint32_t i = 0; i < p->institutions; i++) {
        if (p->host[i] != host)
            continue;
        short_of += p->minimum_occupancy[i] * (1 - plan_rules_closed(check, i, closing));
        for (uint32_t g = 0; g < DI_GROUPS; g++)
            short_of -= plan_rules_at(check, DI_PART_RESIDENTS, t, i, g, 0);
    }
    return fmax(0, short_of);
}

double plan_rules_lingering(const struct plan_rules *check)
{
    const struct di_fluid_parameters *p = check->p;
    double sum = 0;
    for (uint32_t t = 1; t <= p->periods; t++)
        for (uint32_t i = 0; i < p->institutions; i++)
            if (p->host[i] == i)
                sum += di_fluid_years(p, t) * shortfall_of(check, i, t);
    return p->goals.viability_weight * sum;
}

static double worst_wait(const struct plan_rules *check)
{
    double worst = 0;
    for (uint32_t r = 0; r < check->p->regions; r++)
        worst = fmax(worst, wait_of(check, r));
    return worst;
}

/* What the plan says of its waits and of what institutions lack covers what it does. */
static void check_wait(struct plan_rules *check)
{
    const struct di_fluid_parameters *p = check->p;
    const double worst = worst_wait(check);
    plan_rules_hold(check, "worst wait",
                    worst - plan_rules_at(check, DI_PART_WORST_WAIT, p->periods, 0, 0, 0),
                    worst, p->periods, 0, 0);
    for (uint32_t t = 1; t <= p->periods; t++)
        for (uint32_t i = 0; i < p->institutions; i++)
            plan_rules_hold(check, "viability",
                            shortfall_of(check, i, t) -
                                plan_rules_at(check, DI_PART_SHORTFALL, t, i, 0, 0),
                            p->minimum_occupancy[i], t, i, 0);
}

void plan_rules_note_waits(const struct di_fluid_parameters *p, struct di_plan *plan)
{
    const struct plan_rules of = {.p = p, .plan = plan};
    for (uint32_t t = 1; t <= p->periods; t++)
        for (uint32_t i = 0; i < p->institutions; i++)
            plan->values[di_plan_index(&plan->shape, DI_PART_SHORTFALL, t, i, 0, 0)] =
                p->host[i] == i ? shortfall_of(&of, i, t) : 0;
    plan->values[di_plan_index(&plan->shape, DI_PART_WORST_WAIT, p->periods, 0, 0, 0)] =
        worst_wait(&of);
}

void plan_rules_measure(struct plan_rules *check)
{
    const struct di_fluid_parameters *p = check->p;
    for (uint32_t t = 1; t <= p->periods; t++) {
        check->verdict->goal[DI_GOAL_UNMET] += unmet(check, t);
        check->verdict->goal[DI_GOAL_RESIDENTIAL] += residential(check, t);
        check->verdict->goal[DI_GOAL_COST] += di_plan_cost(p, check->plan, t);
    }
    check_wait(check);
    check->verdict->goal[DI_GOAL_WAIT] = worst_wait(check) + plan_rules_lingering(check);
}
