/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Storage, sizes and the small sums of the fluid model's parameters (MODEL 13.1). Holds no rule
 * of planning: rows are in fluid_*.c, and plan_check.c computes them again from here.
 */
#include "di/fluid_parameters.h"

#include <math.h>
#include <stdlib.h>

#define DEFAULT_ADMISSION_YEARS 0.25
#define TAIL_QUARTERS 8 /* beyond the longest lag: the least tail (MODEL 13.1) */
#define END_YEARS 8     /* of all short problems (docs/decisions/0038) */
#define END_STEP 4      /* later ends lie so far apart */

static const struct di_fluid_goals default_goals = {
    .group_weight = {2, 1, 1.5, 1},
    .sgh_weight = 0.5,
    .unplaced_weight = 1,
    .caseload_weight = 0.25,
    .visits_weight = 0.25,
    .viability_weight = 0.01,
    .admission_years = DEFAULT_ADMISSION_YEARS,
    .residual_years = {2, 4, 5, 5},
};

/* One array; a failure sticks in *ok. */
static void *array(struct di_fluid_parameters *p, size_t count, size_t size, bool *ok)
{
    void *memory = di_arena_alloc(&p->arena, count, size);
    *ok = *ok && memory != NULL;
    return memory;
}

#define REALS(count) array(p, (count), sizeof(double), &ok)
#define NUMBERS(count) array(p, (count), sizeof(uint32_t), &ok)
#define FLAGS(count) array(p, (count), sizeof(bool), &ok)

static bool make_institutions(struct di_fluid_parameters *p)
{
    const size_t ti = ((size_t)p->periods + 1) * p->institutions, i = p->institutions;
    bool ok = true;
    p->residents0 = REALS(i * DI_GROUPS);
    p->link = array(p, p->links, sizeof *p->link, &ok);
    p->institution_region = NUMBERS(i);
    p->home_residents = REALS(ti * DI_GROUPS);
    p->leave_residents = REALS(ti * DI_GROUPS);
    p->ageing_residents = REALS(ti * DI_GROUPS * DI_GROUPS);
    p->edge_residents = REALS(ti * DI_GROUPS * DI_GROUPS);
    p->capacity = REALS(i);
    p->minimum_occupancy = REALS(i);
    p->buildings = REALS(i);
    p->host = NUMBERS(i);
    p->is_closed0 = FLAGS(i);
    p->may_close = FLAGS(i);
    p->admits = FLAGS(i * DI_GROUPS);
    p->admits_until = NUMBERS(i);
    p->earliest_close = NUMBERS(i);
    p->close_by = NUMBERS(i);
    p->redeployable = REALS(i);
    p->fixed_cost = REALS(i);
    p->variable_cost = REALS(i);
    p->closing_cost = REALS(i);
    return ok;
}

static bool make_regions(struct di_fluid_parameters *p)
{
    const size_t t = (size_t)p->periods + 1, r = p->regions;
    bool ok = true;
    p->backlog0 = REALS(r * DI_GROUPS);
    p->assessed0 = REALS(r * DI_GROUPS);
    p->placed0 = REALS(r * DI_GROUPS * DI_PLACEMENTS);
    p->home0 = REALS(r * DI_GROUPS);
    p->entries = REALS(t * r * DI_GROUPS);
    p->diverted_share = REALS(t * r * DI_GROUPS);
    p->kin_share = REALS(t * r * DI_GROUPS);
    p->prevention_effect = REALS(r * DI_GROUPS);
    p->coverage_limit = REALS(r);
    p->families0 = REALS(r * DI_SPECIALITIES);
    p->families_arriving = REALS(t * r * DI_SPECIALITIES);
    p->places_per_family = REALS(r * DI_SPECIALITIES);
    p->family_limit = REALS(r * DI_SPECIALITIES);
    p->workers0 = REALS(r);
    p->workers_arriving = REALS(t * r);
    p->hire_limit = REALS(r);
    p->beds0 = REALS(r);
    p->beds_arriving = REALS(t * r);
    p->home_limit = REALS(r);
    p->supported_places = REALS(t * r);
    p->adult_care_places = REALS(t * r);
    p->hours_visits = REALS(r * DI_PLACEMENTS);
    p->place_factor = REALS(r);
    p->hours_factor = REALS(r);
    return ok;
}

static bool make_periods(struct di_fluid_parameters *p)
{
    const size_t t = (size_t)p->periods + 1;
    bool ok = true;
    p->quarters = NUMBERS(t);
    p->first_quarter = NUMBERS(t);
    p->year = NUMBERS(t);
    p->is_epoch = FLAGS(t);
    p->closures_limit = REALS(t);
    p->price_index = REALS(t);
    p->budget = REALS(t + 1);
    return ok;
}

/* Quarters first, then years; a year that straddles the horizon's end cannot occur, because
 * the horizon beyond `quarterly` is rounded up to whole years by the caller's count. */
static void lay_out_periods(struct di_fluid_parameters *p, uint32_t quarterly)
{
    uint32_t quarter = 0;
    for (uint32_t t = 1; t <= p->periods; t++) {
        p->quarters[t] = t <= quarterly ? 1 : 4;
        p->first_quarter[t] = quarter;
        quarter += p->quarters[t];
        p->year[t] = p->first_quarter[t] / 4;
        p->is_epoch[t] = t > p->horizon || quarter % 4 == 0;
        p->closures_limit[t] = HUGE_VAL;
        p->price_index[t] = 1;
        for (uint32_t r = 0; r < p->regions; r++)
            p->supported_places[di_fluid_tr(p, t, r)] = HUGE_VAL;
    }
    p->is_epoch[p->horizon] = true;
    p->years = p->year[p->periods] + 1;
    for (uint32_t y = 0; y < p->years; y++)
        p->budget[y] = HUGE_VAL;
}

static void set_defaults(struct di_fluid_parameters *p)
{
    p->goals = default_goals;
    p->beds_per_home = 6;
    p->hours_per_fte = 1;
    p->ramp_share = 1;
    p->caseload_limit = HUGE_VAL;
    p->carer_lag = p->worker_lag = p->home_lag = 1;
    p->moratorium_lag = 2;
    p->sgh_share = 1;
    p->equity_slack = HUGE_VAL;
    for (uint32_t r = 0; r < p->regions; r++) {
        p->place_factor[r] = p->hours_factor[r] = 1;
        for (uint32_t k = 0; k < DI_SPECIALITIES; k++)
            p->places_per_family[di_fluid_rk(r, k)] = 1;
    }
    for (uint32_t i = 0; i < p->institutions; i++) {
        p->may_close[i] = true;
        p->buildings[i] = 1;
        p->host[i] = i;
        p->admits_until[i] = UINT32_MAX;
        p->earliest_close[i] = p->moratorium_lag + 1;
    }
    for (uint32_t g = 0; g < DI_GROUPS; g++)
        p->suitable_either[g] = 1;
    for (uint32_t g = 0; g < DI_GROUPS; g++)
        for (uint32_t q = 0; q < DI_PLACEMENTS; q++)
            p->suitable[g][q] = 1;
}

struct di_fluid_parameters *di_fluid_parameters_coarse(uint32_t regions, uint32_t institutions,
                                                       uint32_t links, uint32_t horizon,
                                                       uint32_t quarterly, uint32_t tail_years)
{
    const uint32_t quarters = quarterly < horizon ? quarterly : horizon;
    const uint32_t coarse = (horizon - quarters + 3) / 4;
    if (horizon == 0 || horizon > DI_FLUID_PERIODS_MAX || tail_years > DI_FLUID_PERIODS_MAX ||
        quarters + coarse + tail_years > DI_FLUID_PERIODS_MAX)
        return NULL;
    struct di_fluid_parameters *p = calloc(1, sizeof *p);
    if (p == NULL)
        return NULL;
    di_arena_init(&p->arena);
    p->regions = regions;
    p->institutions = institutions;
    p->links = links;
    p->horizon = quarters + coarse;
    p->periods = p->horizon + tail_years;
    if (!make_periods(p) || !make_regions(p) || !make_institutions(p)) {
        di_fluid_parameters_destroy(p);
        return NULL;
    }
    lay_out_periods(p, quarters);
    set_defaults(p);
    return p;
}

struct di_fluid_parameters *di_fluid_parameters_create(uint32_t regions, uint32_t institutions,
                                                       uint32_t links, uint32_t horizon,
                                                       uint32_t tail_years)
{
    return di_fluid_parameters_coarse(regions, institutions, links, horizon, horizon,
                                      tail_years);
}

void di_fluid_parameters_destroy(struct di_fluid_parameters *parameters)
{
    if (parameters == NULL)
        return;
    di_arena_finish(&parameters->arena);
    free(parameters);
}

uint32_t di_fluid_tail_years(uint32_t horizon, uint32_t carer_lag, uint32_t worker_lag,
                             uint32_t home_lag)
{
    uint32_t longest = carer_lag > worker_lag ? carer_lag : worker_lag;
    longest = home_lag > longest ? home_lag : longest;
    const uint32_t least = (longest + TAIL_QUARTERS + 3) / 4, shown = (horizon + 3) / 4;
    uint32_t end = END_YEARS;
    while (end < shown + least)
        end += END_STEP;
    return end - shown;
}

void di_fluid_allow_pairs(struct di_fluid_parameters *parameters, bool sgh, bool supported,
                          bool adult_care)
{
    bool(*is)[DI_PLACEMENTS] = parameters->is_allowed;
    for (uint32_t g = DI_GROUP_UNDER_3; g <= DI_GROUP_DISABLED; g++)
        is[g][DI_PLACEMENT_REUNIFIED] = is[g][DI_PLACEMENT_KINSHIP] = true;
    is[DI_GROUP_UNDER_3][DI_PLACEMENT_FOSTER] = is[DI_GROUP_STANDARD][DI_PLACEMENT_FOSTER] =
        true;
    is[DI_GROUP_UNDER_3][DI_PLACEMENT_SPECIALISED] = true;
    is[DI_GROUP_DISABLED][DI_PLACEMENT_SPECIALISED] = true;
    is[DI_GROUP_STANDARD][DI_PLACEMENT_SGH] = is[DI_GROUP_DISABLED][DI_PLACEMENT_SGH] = sgh;
    is[DI_GROUP_STANDARD][DI_PLACEMENT_SUPPORTED] = supported;
    is[DI_GROUP_DISABLED][DI_PLACEMENT_SUPPORTED] = supported;
    is[DI_GROUP_ADULT][DI_PLACEMENT_SUPPORTED] = supported;
    is[DI_GROUP_ADULT][DI_PLACEMENT_ADULT_CARE] = adult_care;
}

double di_fluid_scale(double total, uint32_t quarters)
{
    return total > 1e-12 ? (1 - pow(1 - total, quarters)) / total : quarters;
}

/* Period that contains quarter `quarter` from 0; periods + 1 if it lies beyond. */
static uint32_t period_of(const struct di_fluid_parameters *parameters, uint32_t quarter)
{
    for (uint32_t t = 1; t <= parameters->periods; t++)
        if (quarter < parameters->first_quarter[t] + parameters->quarters[t])
            return t;
    return parameters->periods + 1;
}

uint32_t di_fluid_arrival(const struct di_fluid_parameters *parameters, uint32_t period,
                          uint32_t lag)
{
    return period_of(parameters, parameters->first_quarter[period] + lag);
}

double di_fluid_years(const struct di_fluid_parameters *parameters, uint32_t period)
{
    return parameters->quarters[period] / 4.0;
}

double di_fluid_ageing_out(const struct di_fluid_parameters *parameters, uint32_t group)
{
    double sum = 0;
    for (uint32_t h = 0; h < DI_GROUPS; h++)
        sum += parameters->ageing[group][h];
    return sum;
}

double di_fluid_placement_total(const struct di_fluid_parameters *parameters, uint32_t group,
                                uint32_t placement)
{
    return parameters->leave[group][placement] + parameters->breakdown[group][placement] +
           parameters->to_home[group][placement] +
           parameters->monitoring_end[group][placement] +
           di_fluid_ageing_out(parameters, group);
}

double di_fluid_backlog_total(const struct di_fluid_parameters *parameters, uint32_t group)
{
    return parameters->leave_backlog[group] + di_fluid_ageing_out(parameters, group);
}

double di_fluid_home_total(const struct di_fluid_parameters *parameters, uint32_t group)
{
    return parameters->reentry[group] + parameters->leave_home[group] +
           di_fluid_ageing_out(parameters, group);
}

double di_fluid_assessed_total(const struct di_fluid_parameters *parameters, uint32_t group)
{
    return parameters->leave_assessed[group] + di_fluid_ageing_out(parameters, group);
}

double di_fluid_residents_total(const struct di_fluid_parameters *parameters, uint32_t period,
                                uint32_t institution, uint32_t group)
{
    const size_t tig = di_fluid_tig(parameters, period, institution, group);
    double sum = parameters->home_residents[tig] + parameters->leave_residents[tig];
    for (uint32_t h = 0; h < DI_GROUPS; h++)
        sum += parameters->ageing_residents[tig * DI_GROUPS + h] +
               parameters->edge_residents[tig * DI_GROUPS + h];
    return sum;
}

static bool is_placed0(const struct di_fluid_parameters *parameters, uint32_t group,
                       uint32_t placement)
{
    for (uint32_t r = 0; r < parameters->regions; r++)
        if (parameters->placed0[di_fluid_rgp(r, group, placement)] > 0)
            return true;
    return false;
}

static bool is_started(const struct di_fluid_parameters *parameters, uint32_t group,
                       uint32_t placement)
{
    if (parameters->is_allowed[group][placement] || is_placed0(parameters, group, placement))
        return true;
    if (placement != DI_PLACEMENT_REUNIFIED)
        return false;
    for (uint32_t p = 0; p < DI_PLACEMENTS; p++)
        if (parameters->to_home[group][p] > 0 &&
            (parameters->is_allowed[group][p] || is_placed0(parameters, group, p)))
            return true;
    return false;
}

bool di_fluid_is_reached(const struct di_fluid_parameters *parameters, uint32_t group,
                         uint32_t placement)
{
    bool is[DI_GROUPS];
    for (uint32_t g = 0; g < DI_GROUPS; g++)
        is[g] = is_started(parameters, g, placement);
    for (uint32_t round = 0; round < DI_GROUPS; round++)
        for (uint32_t g = 0; g < DI_GROUPS; g++)
            for (uint32_t h = 0; h < DI_GROUPS; h++)
                is[h] = is[h] || (is[g] && parameters->ageing[g][h] > 0);
    return is[group];
}

bool di_fluid_has_places(uint32_t placement)
{
    return placement >= DI_PLACEMENT_FOSTER && placement <= DI_PLACEMENT_SUPPORTED;
}

double di_fluid_children0(const struct di_fluid_parameters *parameters, uint32_t region)
{
    double sum = 0;
    for (uint32_t l = 0; l < parameters->links; l++)
        for (uint32_t g = 0; g < DI_GROUPS; g++)
            if (parameters->link[l].region == region)
                sum += parameters->link[l].share[g] *
                       parameters->residents0[di_fluid_rg(parameters->link[l].institution, g)];
    for (uint32_t g = 0; g < DI_GROUPS; g++) {
        sum += parameters->backlog0[di_fluid_rg(region, g)];
        for (uint32_t p = 0; p < DI_PLACEMENTS; p++)
            if (p != DI_PLACEMENT_REUNIFIED)
                sum += parameters->placed0[di_fluid_rgp(region, g, p)];
    }
    return sum > 1 ? sum : 1;
}

double di_fluid_everyone(const struct di_fluid_parameters *parameters)
{
    double sum = 1;
    for (size_t n = 0; n < (size_t)parameters->institutions * DI_GROUPS; n++)
        sum += parameters->residents0[n];
    for (size_t n = 0; n < (size_t)parameters->regions * DI_GROUPS; n++)
        sum += parameters->backlog0[n] + parameters->home0[n];
    for (size_t n = 0; n < (size_t)parameters->regions * DI_GROUPS * DI_PLACEMENTS; n++)
        sum += parameters->placed0[n];
    for (uint32_t t = 1; t <= parameters->periods; t++)
        for (uint32_t r = 0; r < parameters->regions; r++)
            for (uint32_t g = 0; g < DI_GROUPS; g++)
                sum += parameters->quarters[t] *
                       parameters->entries[di_fluid_trg(parameters, t, r, g)];
    return sum;
}

static double places0(const struct di_fluid_parameters *parameters, uint32_t region,
                      uint32_t placement)
{
    if (placement == DI_PLACEMENT_SGH)
        return parameters->beds0[region];
    if (placement == DI_PLACEMENT_SUPPORTED)
        return parameters->supported_places[di_fluid_tr(parameters, 1, region)];
    const size_t rk = di_fluid_rk(region, placement - DI_PLACEMENT_FOSTER);
    return parameters->places_per_family[rk] * parameters->families0[rk];
}

double di_fluid_excess(const struct di_fluid_parameters *parameters, uint32_t region,
                       uint32_t placement, uint32_t period)
{
    double excess = -parameters->place_factor[region] * places0(parameters, region, placement);
    double slowest = 1;
    for (uint32_t g = 0; g < DI_GROUPS; g++) {
        if (!di_fluid_is_reached(parameters, g, placement))
            continue;
        excess += parameters->placed0[di_fluid_rgp(region, g, placement)];
        slowest = fmin(slowest,
                       parameters->leave[g][placement] + parameters->breakdown[g][placement]);
    }
    if (!(excess > 0))
        return 0;
    const uint32_t quarters = parameters->first_quarter[period] + parameters->quarters[period];
    return excess * pow(1 - slowest, quarters);
}
