/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One region cut out of a problem, for decomposition: the same periods, rates and prices, its
 * own institutions. National limits are copied as they are; whoever cuts decides about them.
 */
#include <string.h>

#include "di/fluid_parameters.h"

/* Scalars and small tables; the arrays of `to` stay its own. */
static void copy_plain(struct di_fluid_parameters *to, const struct di_fluid_parameters *from)
{
    memcpy(to->ageing, from->ageing, sizeof to->ageing);
    memcpy(to->leave, from->leave, sizeof to->leave);
    memcpy(to->breakdown, from->breakdown, sizeof to->breakdown);
    memcpy(to->to_home, from->to_home, sizeof to->to_home);
    memcpy(to->monitoring_end, from->monitoring_end, sizeof to->monitoring_end);
    memcpy(to->leave_backlog, from->leave_backlog, sizeof to->leave_backlog);
    memcpy(to->reentry, from->reentry, sizeof to->reentry);
    memcpy(to->leave_home, from->leave_home, sizeof to->leave_home);
    memcpy(to->leave_assessed, from->leave_assessed, sizeof to->leave_assessed);
    memcpy(to->is_allowed, from->is_allowed, sizeof to->is_allowed);
    memcpy(to->suitable, from->suitable, sizeof to->suitable);
    memcpy(to->suitable_either, from->suitable_either, sizeof to->suitable_either);
    memcpy(to->hours_move, from->hours_move, sizeof to->hours_move);
    memcpy(to->hours_family, from->hours_family, sizeof to->hours_family);
    memcpy(to->service_cost, from->service_cost, sizeof to->service_cost);
    memcpy(to->family_cost, from->family_cost, sizeof to->family_cost);
    memcpy(to->approval_cost, from->approval_cost, sizeof to->approval_cost);
    to->has_workers = from->has_workers;
    to->hours_assessment = from->hours_assessment;
    to->hours_renewal = from->hours_renewal;
    to->hours_prevention = from->hours_prevention;
    to->hours_per_fte = from->hours_per_fte;
    to->ramp_share = from->ramp_share;
    to->caseload_limit = from->caseload_limit;
    to->worker_attrition = from->worker_attrition;
    to->carer_attrition = from->carer_attrition;
    to->carer_lag = from->carer_lag;
    to->worker_lag = from->worker_lag;
    to->home_lag = from->home_lag;
    to->moratorium_lag = from->moratorium_lag;
    to->beds_per_home = from->beds_per_home;
    to->under_3_ban = from->under_3_ban;
    to->sgh_share = from->sgh_share;
    to->equity_slack = from->equity_slack;
    to->backlog_cost = from->backlog_cost;
    to->salary_cost = from->salary_cost;
    to->hire_cost = from->hire_cost;
    to->building_cost = from->building_cost;
    to->prevention_cost = from->prevention_cost;
    to->goals = from->goals;
}

static void copy_periods(struct di_fluid_parameters *to, const struct di_fluid_parameters *from)
{
    const size_t t = (size_t)from->periods + 1;
    memcpy(to->quarters, from->quarters, t * sizeof *to->quarters);
    memcpy(to->first_quarter, from->first_quarter, t * sizeof *to->first_quarter);
    memcpy(to->year, from->year, t * sizeof *to->year);
    memcpy(to->is_epoch, from->is_epoch, t * sizeof *to->is_epoch);
    memcpy(to->closures_limit, from->closures_limit, t * sizeof *to->closures_limit);
    memcpy(to->price_index, from->price_index, t * sizeof *to->price_index);
    memcpy(to->budget, from->budget, from->years * sizeof *to->budget);
    to->horizon = from->horizon;
    to->years = from->years;
}

/* Arrays [rows][regions][width] of two problems, and a region in each. */
struct transfer {
    const struct di_fluid_parameters *to, *from;
    uint32_t at, r;
};

static void take(const struct transfer *transfer, double *to, const double *from, size_t rows,
                 size_t width)
{
    for (size_t row = 0; row < rows; row++)
        memcpy(to + (row * transfer->to->regions + transfer->at) * width,
               from + (row * transfer->from->regions + transfer->r) * width,
               width * sizeof *to);
}

static void copy_region(struct di_fluid_parameters *to, uint32_t at,
                        const struct di_fluid_parameters *from, uint32_t r)
{
    const size_t t = (size_t)from->periods + 1;
    const struct transfer of = {to, from, at, r};
    take(&of, to->backlog0, from->backlog0, 1, DI_GROUPS);
    take(&of, to->assessed0, from->assessed0, 1, DI_GROUPS);
    take(&of, to->placed0, from->placed0, 1, (size_t)DI_GROUPS * DI_PLACEMENTS);
    take(&of, to->home0, from->home0, 1, DI_GROUPS);
    take(&of, to->entries, from->entries, t, DI_GROUPS);
    take(&of, to->diverted_share, from->diverted_share, t, DI_GROUPS);
    take(&of, to->kin_share, from->kin_share, t, DI_GROUPS);
    take(&of, to->prevention_effect, from->prevention_effect, 1, DI_GROUPS);
    take(&of, to->coverage_limit, from->coverage_limit, 1, 1);
    take(&of, to->families0, from->families0, 1, DI_SPECIALITIES);
    take(&of, to->families_arriving, from->families_arriving, t, DI_SPECIALITIES);
    take(&of, to->places_per_family, from->places_per_family, 1, DI_SPECIALITIES);
    take(&of, to->family_limit, from->family_limit, 1, DI_SPECIALITIES);
    take(&of, to->workers0, from->workers0, 1, 1);
    take(&of, to->workers_arriving, from->workers_arriving, t, 1);
    take(&of, to->hire_limit, from->hire_limit, 1, 1);
    take(&of, to->beds0, from->beds0, 1, 1);
    take(&of, to->beds_arriving, from->beds_arriving, t, 1);
    take(&of, to->home_limit, from->home_limit, 1, 1);
    take(&of, to->supported_places, from->supported_places, t, 1);
    take(&of, to->adult_care_places, from->adult_care_places, t, 1);
    take(&of, to->hours_visits, from->hours_visits, 1, DI_PLACEMENTS);
    take(&of, to->place_factor, from->place_factor, 1, 1);
    take(&of, to->hours_factor, from->hours_factor, 1, 1);
}

static void copy_flows(struct di_fluid_parameters *to, uint32_t at,
                       const struct di_fluid_parameters *from, uint32_t i)
{
    for (uint32_t t = 0; t <= from->periods; t++)
        for (uint32_t g = 0; g < DI_GROUPS; g++) {
            const size_t a = di_fluid_tig(to, t, at, g), b = di_fluid_tig(from, t, i, g);
            to->home_residents[a] = from->home_residents[b];
            to->leave_residents[a] = from->leave_residents[b];
            for (uint32_t h = 0; h < DI_GROUPS; h++) {
                to->ageing_residents[a * DI_GROUPS + h] =
                    from->ageing_residents[b * DI_GROUPS + h];
                to->edge_residents[a * DI_GROUPS + h] = from->edge_residents[b * DI_GROUPS + h];
            }
        }
}

static void copy_institution(struct di_fluid_parameters *to, uint32_t at,
                             const struct di_fluid_parameters *from, uint32_t i)
{
    to->capacity[at] = from->capacity[i];
    to->minimum_occupancy[at] = from->minimum_occupancy[i];
    to->buildings[at] = from->buildings[i];
    to->is_closed0[at] = from->is_closed0[i];
    to->may_close[at] = from->may_close[i];
    to->admits_until[at] = from->admits_until[i];
    to->earliest_close[at] = from->earliest_close[i];
    to->close_by[at] = from->close_by[i];
    to->redeployable[at] = from->redeployable[i];
    to->fixed_cost[at] = from->fixed_cost[i];
    to->variable_cost[at] = from->variable_cost[i];
    to->closing_cost[at] = from->closing_cost[i];
    for (uint32_t g = 0; g < DI_GROUPS; g++) {
        to->residents0[di_fluid_rg(at, g)] = from->residents0[di_fluid_rg(i, g)];
        to->admits[di_fluid_rg(at, g)] = from->admits[di_fluid_rg(i, g)];
    }
    copy_flows(to, at, from, i);
}

struct di_fluid_parameters *di_fluid_parameters_like(const struct di_fluid_parameters *model,
                                                     uint32_t institutions)
{
    struct di_fluid_parameters *p = di_fluid_parameters_create(model->regions, institutions,
                                                               institutions, model->periods, 0);
    if (p == NULL)
        return NULL;
    copy_plain(p, model);
    copy_periods(p, model);
    p->rest_cost = model->rest_cost;
    p->targets = model->targets;
    memcpy(p->target, model->target, sizeof p->target);
    for (uint32_t r = 0; r < model->regions; r++)
        copy_region(p, r, model, r);
    return p;
}

struct di_fluid_parameters *di_fluid_parameters_region(const struct di_fluid_parameters *all,
                                                       uint32_t region)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < all->institutions; i++)
        count += all->institution_region[i] == region;
    struct di_fluid_parameters *p =
        di_fluid_parameters_create(1, count, count, all->periods, 0);
    if (p == NULL)
        return NULL;
    copy_plain(p, all);
    copy_periods(p, all);
    copy_region(p, 0, all, region);
    uint32_t at = 0;
    for (uint32_t i = 0; i < all->institutions; i++)
        if (all->institution_region[i] == region) {
            p->link[at] = (struct di_fluid_link){at, 0, {1, 1, 1, 1}};
            copy_institution(p, at++, all, i);
        }
    return p;
}

struct di_fluid_parameters *di_fluid_parameters_copy(const struct di_fluid_parameters *model)
{
    struct di_fluid_parameters *p = di_fluid_parameters_create(
        model->regions, model->institutions, model->links, model->periods, 0);
    if (p == NULL)
        return NULL;
    copy_plain(p, model);
    copy_periods(p, model);
    p->rest_cost = model->rest_cost;
    p->targets = model->targets;
    memcpy(p->target, model->target, sizeof p->target);
    for (uint32_t r = 0; r < model->regions; r++)
        copy_region(p, r, model, r);
    for (uint32_t i = 0; i < model->institutions; i++) {
        copy_institution(p, i, model, i);
        p->institution_region[i] = model->institution_region[i];
        p->host[i] = model->host[i];
    }
    memcpy(p->link, model->link, model->links * sizeof *p->link);
    return p;
}
