/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Rules on places, carers, beds, workers and hours (MODEL 13.3), from a plan.
 */
#include <math.h>

#include "plan_rules.h"

static double arrived(const struct plan_rules *check, enum di_plan_part part, uint32_t lag,
                      uint32_t t, uint32_t r, uint32_t k)
{
    double sum = 0;
    for (uint32_t start = 1; start <= t; start++)
        if (di_fluid_arrival(check->p, start, lag) == t)
            sum += plan_rules_at(check, part, start, r, k, 0);
    return sum;
}

static void carers(struct plan_rules *check, uint32_t r, uint32_t k, uint32_t t)
{
    const struct di_fluid_parameters *p = check->p;
    const double stayed = pow(1 - p->carer_attrition, p->quarters[t]) *
                          plan_rules_at(check, DI_PART_FAMILIES, t - 1, r, k, 0);
    const double families = plan_rules_at(check, DI_PART_FAMILIES, t, r, k, 0);
    const double started = plan_rules_at(check, DI_PART_APPROVALS, t, r, k, 0);
    const uint32_t q = DI_PLACEMENT_FOSTER + k;
    double children = 0;
    plan_rules_equal(check, "carers", families,
                     stayed + p->families_arriving[di_fluid_trk(p, t, r, k)] +
                         arrived(check, DI_PART_APPROVALS, p->carer_lag, t, r, k),
                     t, r, k);
    plan_rules_hold(check, "recruitment limit",
                    started - p->quarters[t] * p->family_limit[di_fluid_rk(r, k)], started, t,
                    r, k);
    for (uint32_t g = 0; g < DI_GROUPS; g++)
        children += plan_rules_at(check, DI_PART_PLACED, t, r, g, q);
    const double places =
        p->place_factor[r] * p->places_per_family[di_fluid_rk(r, k)] * families +
        di_fluid_excess(p, r, q, t);
    plan_rules_hold(check, "foster places", children - places, places, t, r, k);
}

static void beds(struct plan_rules *check, uint32_t r, uint32_t t)
{
    const struct di_fluid_parameters *p = check->p;
    const double now = plan_rules_at(check, DI_PART_BEDS, t, r, 0, 0);
    const double homes = plan_rules_at(check, DI_PART_HOMES, t, r, 0, 0);
    const double supported = p->supported_places[di_fluid_tr(p, t, r)];
    double sgh = 0, living = 0, adults = 0;
    plan_rules_equal(check, "beds", now,
                     plan_rules_at(check, DI_PART_BEDS, t - 1, r, 0, 0) +
                         p->beds_arriving[di_fluid_tr(p, t, r)] +
                         p->beds_per_home * arrived(check, DI_PART_HOMES, p->home_lag, t, r, 0),
                     t, r, 0);
    plan_rules_hold(check, "limit of homes", homes - p->quarters[t] * p->home_limit[r], homes,
                    t, r, 0);
    if (t <= p->horizon)
        plan_rules_equal(check, "whole homes", homes, round(homes), t, r, 0);
    for (uint32_t g = 0; g < DI_GROUPS; g++) {
        sgh += plan_rules_at(check, DI_PART_PLACED, t, r, g, DI_PLACEMENT_SGH);
        living += plan_rules_at(check, DI_PART_PLACED, t, r, g, DI_PLACEMENT_SUPPORTED);
        adults += plan_rules_at(check, DI_PART_PLACED, t, r, g, DI_PLACEMENT_ADULT_CARE);
    }
    plan_rules_hold(check, "group home places",
                    sgh - p->place_factor[r] * now - di_fluid_excess(p, r, DI_PLACEMENT_SGH, t),
                    sgh, t, r, 0);
    if (supported < HUGE_VAL)
        plan_rules_hold(check, "supported living places",
                        living - p->place_factor[r] * supported -
                            di_fluid_excess(p, r, DI_PLACEMENT_SUPPORTED, t),
                        living, t, r, 0);
    plan_rules_hold(check, "adult care places",
                    adults - p->adult_care_places[di_fluid_tr(p, t, r)], adults, t, r, 0);
}

static void workers(struct plan_rules *check, uint32_t r, uint32_t t)
{
    const struct di_fluid_parameters *p = check->p;
    const double given = p->workers_arriving[di_fluid_tr(p, t, r)];
    const double hires = plan_rules_at(check, DI_PART_HIRES, t, r, 0, 0);
    double free = 0;
    plan_rules_equal(check, "workers", plan_rules_at(check, DI_PART_WORKERS, t, r, 0, 0),
                     pow(1 - p->worker_attrition, p->quarters[t]) *
                             plan_rules_at(check, DI_PART_WORKERS, t - 1, r, 0, 0) +
                         given + arrived(check, DI_PART_HIRES, p->worker_lag, t, r, 0) +
                         arrived(check, DI_PART_REDEPLOYED, p->worker_lag, t, r, 0),
                     t, r, 0);
    plan_rules_hold(check, "hiring limit", hires - p->quarters[t] * p->hire_limit[r], hires, t,
                    r, 0);
    for (uint32_t i = 0; i < p->institutions; i++)
        if (p->institution_region[i] == r)
            free += p->redeployable[i] * (plan_rules_at(check, DI_PART_CLOSED, t, i, 0, 0) -
                                          plan_rules_at(check, DI_PART_CLOSED, t - 1, i, 0, 0));
    plan_rules_hold(check, "redeployed staff",
                    plan_rules_at(check, DI_PART_REDEPLOYED, t, r, 0, 0) - free, free, t, r, 0);
}

static double follow_up(const struct plan_rules *check, uint32_t r, uint32_t t)
{
    const struct di_fluid_parameters *p = check->p;
    const double leaving = 1 - pow(1 - p->carer_attrition, p->quarters[t]);
    double sum = 0;
    for (uint32_t g = 0; g < DI_GROUPS; g++)
        for (uint32_t q = 0; q < DI_PLACEMENTS; q++) {
            const double before = plan_rules_at(check, DI_PART_PLACED, t - 1, r, g, q);
            const double mean = (before + plan_rules_at(check, DI_PART_PLACED, t, r, g, q)) / 2;
            const double scale =
                di_fluid_scale(di_fluid_placement_total(p, g, q), p->quarters[t]);
            sum += p->hours_visits[di_fluid_rp(r, q)] * p->quarters[t] * mean;
            if (q == DI_PLACEMENT_FOSTER || q == DI_PLACEMENT_SPECIALISED)
                sum += p->hours_move[g][q] * leaving * before;
            if (q != DI_PLACEMENT_REUNIFIED)
                sum += (p->hours_assessment + p->hours_move[g][DI_PLACEMENT_REUNIFIED]) *
                       scale * p->to_home[g][q] * before;
        }
    return sum;
}

static double casework(const struct plan_rules *check, uint32_t r, uint32_t t)
{
    const struct di_fluid_parameters *p = check->p;
    double sum = 0;
    for (uint32_t g = 0; g < DI_GROUPS; g++) {
        sum += p->hours_assessment * (plan_rules_at(check, DI_PART_ASSESSMENTS, t, r, g, 0) +
                                      plan_rules_at(check, DI_PART_REPEATED, t, r, g, 0));
        sum += p->hours_prevention * plan_rules_at(check, DI_PART_COVERAGE, t, r, 0, 0) *
               p->entries[di_fluid_trg(p, t, r, g)] * p->quarters[t];
        for (uint32_t q = 0; q < DI_PLACEMENTS; q++)
            sum +=
                (p->hours_move[g][q] + p->hours_renewal) * plan_rules_moves(check, r, g, q, t);
    }
    for (uint32_t k = 0; k < DI_SPECIALITIES; k++)
        sum += p->hours_family[k] * plan_rules_at(check, DI_PART_APPROVALS, t, r, k, 0);
    return sum;
}

static void hours(struct plan_rules *check, uint32_t r, uint32_t t)
{
    const struct di_fluid_parameters *p = check->p;
    const double posts = plan_rules_at(check, DI_PART_WORKERS, t, r, 0, 0);
    const double fresh = p->workers_arriving[di_fluid_tr(p, t, r)] +
                         arrived(check, DI_PART_HIRES, p->worker_lag, t, r, 0) +
                         arrived(check, DI_PART_REDEPLOYED, p->worker_lag, t, r, 0);
    const double supply = p->hours_factor[r] * p->hours_per_fte *
                          (p->quarters[t] * posts - (1 - p->ramp_share) * fresh);
    const double missed = plan_rules_at(check, DI_PART_MISSED_VISITS, t, r, 0, 0);
    double cases = 0;
    plan_rules_hold(check, "hours",
                    casework(check, r, t) + follow_up(check, r, t) - supply - missed,
                    fmax(supply, p->hours_per_fte), t, r, 0);
    plan_rules_hold(check, "missed visits", missed - follow_up(check, r, t),
                    fmax(missed, p->hours_per_fte), t, r, 0);
    for (uint32_t g = 0; g < DI_GROUPS; g++)
        for (uint32_t q = DI_PLACEMENT_REUNIFIED; q <= DI_PLACEMENT_SPECIALISED; q++)
            cases += plan_rules_at(check, DI_PART_PLACED, t, r, g, q);
    if (p->caseload_limit < HUGE_VAL)
        plan_rules_hold(check, "case-load",
                        cases - p->caseload_limit * posts -
                            plan_rules_at(check, DI_PART_CASELOAD_EXCESS, t, r, 0, 0),
                        cases, t, r, 0);
}

void plan_rules_check_supply(struct plan_rules *check, uint32_t r, uint32_t t)
{
    for (uint32_t k = 0; k < DI_SPECIALITIES; k++)
        carers(check, r, k, t);
    beds(check, r, t);
    if (!check->p->has_workers)
        return;
    workers(check, r, t);
    hours(check, r, t);
}
