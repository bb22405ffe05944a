/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Rules on institutions, and those that bind the nation (MODEL 13.3): pace, share of group
 * homes, targets, equity, budgets. From a plan.
 */
#include <math.h>

#include "plan_rules.h"

static double inside_of(const struct plan_rules *check, uint32_t i, uint32_t t)
{
    double sum = 0;
    for (uint32_t g = 0; g < DI_GROUPS; g++)
        sum += plan_rules_at(check, DI_PART_RESIDENTS, t, i, g, 0);
    return sum;
}

static double entered(const struct plan_rules *check, uint32_t i, uint32_t t)
{
    double sum = 0;
    for (uint32_t g = 0; g < DI_GROUPS; g++)
        sum += plan_rules_admitted(check, i, g, t);
    return sum;
}

/* M is the larger of capacity and first stock. */
static double room_of(const struct plan_rules *check, uint32_t i)
{
    return fmax(check->p->capacity[i], inside_of(check, i, 0));
}

/*
 * In the tail houses close in part: the places left of a region's houses, together, hold their
 * children and who is admitted. Together, because the plan may count children of like houses
 * as one stock.
 */
static void shares(struct plan_rules *check, uint32_t r, uint32_t t)
{
    const struct di_fluid_parameters *p = check->p;
    const uint32_t after = di_fluid_arrival(p, t, p->moratorium_lag);
    double inside = 0, places = 0, in = 0, most = 0;
    for (uint32_t i = 0; i < p->institutions; i++) {
        if (p->institution_region[i] != r)
            continue;
        inside += inside_of(check, i, t);
        places += room_of(check, i) * (1 - plan_rules_closed(check, i, t));
        in += entered(check, i, t);
        most += p->capacity[i] * p->quarters[t] * (1 - plan_rules_closed(check, i, after));
    }
    plan_rules_hold(check, "places left", inside - places, places, t, r, 0);
    plan_rules_hold(check, "moratorium in part", in - most, most, t, r, 0);
}

static void admissions(struct plan_rules *check, uint32_t i, uint32_t t)
{
    const struct di_fluid_parameters *p = check->p;
    for (uint32_t g = 0; g < DI_GROUPS; g++) {
        const bool is_open =
            p->admits[di_fluid_rg(i, g)] && t <= p->admits_until[i] &&
            (g != DI_GROUP_UNDER_3 || p->under_3_ban == 0 || t < p->under_3_ban);
        plan_rules_hold(check, "admissions allowed",
                        is_open ? 0 : plan_rules_admitted(check, i, g, t), 1, t, i, g);
    }
}

static void institution(struct plan_rules *check, uint32_t i, uint32_t t)
{
    const struct di_fluid_parameters *p = check->p;
    const double now = plan_rules_closed(check, i, t),
                 before = plan_rules_closed(check, i, t - 1);
    const double later = plan_rules_closed(check, i, di_fluid_arrival(p, t, p->moratorium_lag));
    const double room = room_of(check, i);
    admissions(check, i, t);
    if (t <= p->horizon)
        plan_rules_hold(check, "closed means empty", inside_of(check, i, t) - room * (1 - now),
                        room, t, i, 0);
    if (di_fluid_arrival(p, t, p->moratorium_lag) <= p->horizon)
        plan_rules_hold(check, "moratorium",
                        entered(check, i, t) - p->capacity[i] * p->quarters[t] * (1 - later),
                        room, t, i, 0);
    plan_rules_hold(check, "closed for good", before - now, 1, t, i, 0);
    if (p->buildings[i] <= 1 && t <= p->horizon)
        plan_rules_equal(check, "whole closures", now, round(now), t, i, 0);
    if (p->close_by[i] > 0 && t >= p->close_by[i])
        plan_rules_hold(check, "closure date", 1 - now, 1, t, i, 0);
    if (now > before + PLAN_TOLERANCE)
        plan_rules_hold(check, "may close", p->may_close[i] || p->close_by[i] > 0 ? 0 : 1, 1, t,
                        i, 0);
}

static void pace(struct plan_rules *check, uint32_t t)
{
    const struct di_fluid_parameters *p = check->p;
    double count = 0;
    for (uint32_t i = 0; i < p->institutions; i++)
        count += p->buildings[i] *
                 (plan_rules_closed(check, i, t) - plan_rules_closed(check, i, t - 1));
    if (p->closures_limit[t] < HUGE_VAL)
        plan_rules_hold(check, "pace of closures", count - p->closures_limit[t], count, t, 0,
                        0);
}

static void share(struct plan_rules *check, uint32_t until)
{
    const struct di_fluid_parameters *p = check->p;
    double sgh = 0, all = 0;
    for (uint32_t t = 1; t <= until; t++)
        for (uint32_t r = 0; r < p->regions; r++)
            for (uint32_t g = 0; g < DI_GROUPS; g++)
                for (uint32_t q = 0; q < DI_PLACEMENTS; q++) {
                    const double moved = plan_rules_moves(check, r, g, q, t);
                    all += moved;
                    sgh += q == DI_PLACEMENT_SGH ? moved : 0;
                }
    if (p->sgh_share < 1)
        plan_rules_hold(check, "share of group homes", sgh - p->sgh_share * all, all, until, 0,
                        0);
}

static double residents_of(const struct plan_rules *check, uint32_t region, uint32_t t,
                           bool is_under_3)
{
    const struct di_fluid_parameters *p = check->p;
    double sum = 0;
    for (uint32_t l = 0; l < p->links; l++)
        for (uint32_t g = 0; g < DI_GROUPS; g++)
            if ((region == UINT32_MAX || p->link[l].region == region) &&
                (!is_under_3 || g == DI_GROUP_UNDER_3))
                sum += p->link[l].share[g] *
                       plan_rules_at(check, DI_PART_RESIDENTS, t, p->link[l].institution, g, 0);
    return sum;
}

static void promises(struct plan_rules *check, uint32_t t)
{
    const struct di_fluid_parameters *p = check->p;
    const double nation0 = residents_of(check, UINT32_MAX, 0, false);
    for (uint32_t n = 0; n < p->targets; n++)
        if (t >= p->target[n].period)
            plan_rules_hold(
                check, "target",
                residents_of(check, p->target[n].region, t, p->target[n].is_under_3) -
                    p->target[n].residents,
                p->target[n].residents, t, n, 0);
    for (uint32_t r = 0; r < p->regions && p->equity_slack < HUGE_VAL; r++) {
        const double region0 = residents_of(check, r, 0, false);
        if (region0 > 0)
            plan_rules_hold(check, "equity",
                            residents_of(check, r, t, false) / region0 -
                                residents_of(check, UINT32_MAX, t, false) / nation0 -
                                p->equity_slack,
                            1, t, r, 0);
    }
}

static void budgets(struct plan_rules *check)
{
    const struct di_fluid_parameters *p = check->p;
    for (uint32_t year = 0; year < p->years; year++) {
        double spent = 0;
        for (uint32_t t = 1; t <= p->periods; t++)
            if (p->year[t] == year)
                spent += di_plan_cost(p, check->plan, t);
        if (!(p->budget[year] < HUGE_VAL))
            continue;
        const double over = spent - p->budget[year];
        if (check->is_elastic)
            check->verdict->goal[DI_GOAL_OVERSPEND] += over > 0 ? over : 0;
        else
            plan_rules_hold(check, "budget", over, spent, year, 0, 0);
    }
}

void plan_rules_check_limits(struct plan_rules *check)
{
    const struct di_fluid_parameters *p = check->p;
    for (uint32_t t = 1; t <= p->periods; t++) {
        for (uint32_t i = 0; i < p->institutions; i++)
            institution(check, i, t);
        for (uint32_t r = 0; r < p->regions; r++)
            shares(check, r, t);
        pace(check, t);
        share(check, t);
        promises(check, t);
    }
    budgets(check);
}
