/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Prices and budgets of the plan from the scenario's lines of cost, at prices of the start with
 * inflation as an index. A scenario without budget sources plans without a budget.
 */
#include <math.h>

#include "di/cost_plan.h"
#include "di/time.h"

#include "build_state.h"

static struct di_cost_place place_of(uint16_t setting, uint16_t region)
{
    struct di_cost_place place = di_cost_nowhere;
    place.setting = setting;
    place.region = region;
    return place;
}

/* Per child and quarter in a placement; the dearest region counts. */
static double service_price(const struct build *build, enum di_placement placement)
{
    const uint16_t setting = build_setting(build, placement);
    double dearest = 0;
    for (uint16_t r = 0; r < build->model->region_count && setting != DI_NONE; r++) {
        const struct di_cost_place place = place_of(setting, r);
        dearest = fmax(dearest, di_cost_price(build->model, DI_COST_CHILD_YEAR, &place, 0) / 4);
    }
    return dearest;
}

/* Per approved family and quarter, children apart. */
static double family_price(const struct di_model *model, uint32_t carers,
                           const struct di_cost_place *place)
{
    return (di_cost_price(model, DI_COST_FAMILY_YEAR, place, 0) +
            di_cost_price(model, DI_COST_PLACE_YEAR, place, 0) *
                model->carers[carers].places_per_family) /
           4;
}

static void carers_prices(struct build *build)
{
    const struct di_model *model = build->model;
    for (uint32_t n = 0; n < model->carers_count; n++) {
        const struct di_carers *carers = &model->carers[n];
        const enum di_kind kind = model->settings[carers->setting].kind;
        const bool is_emergency = kind == DI_KIND_EMERGENCY_FOSTER;
        const uint32_t k = kind == DI_KIND_SPECIALISED_FOSTER;
        double *price =
            is_emergency ? &build->country->emergency_cost : &build->p->family_cost[k];
        double *approval =
            is_emergency ? &build->country->emergency_approval : &build->p->approval_cost[k];
        struct di_cost_place place = place_of(carers->setting, carers->region);
        place.carers = n;
        *price = fmax(*price, family_price(model, n, &place));
        *approval = fmax(*approval, di_cost_price(model, DI_COST_APPROVAL, &place, 0));
    }
}

static void institution_prices(struct build *build)
{
    const struct di_model *model = build->model;
    for (uint32_t at = 0; at < build->p->institutions; at++) {
        const uint32_t unit = build->country->unit[at];
        if (unit == UINT32_MAX)
            continue;
        struct di_cost_place place =
            place_of(model->institutions[unit].setting, model->institutions[unit].region);
        place.institution = unit;
        build->p->fixed_cost[at] = di_cost_fixed_per_quarter(model, unit, 0);
        build->p->variable_cost[at] = di_cost_price(model, DI_COST_CHILD_YEAR, &place, 0) / 4;
    }
}

static void worker_prices(struct build *build)
{
    const struct di_staffing *staffing = &build->model->staffing;
    for (uint32_t n = 0; n < staffing->role_count; n++) {
        struct di_cost_place place = di_cost_nowhere;
        place.role = n;
        place.region = 0;
        build->p->salary_cost =
            fmax(build->p->salary_cost,
                 di_cost_price(build->model, DI_COST_FTE_YEAR, &place, 0) / 4);
    }
    build->p->hire_cost = build->p->salary_cost * build->p->worker_lag;
}

static void other_prices(struct build *build)
{
    struct di_fluid_parameters *p = build->p;
    const uint16_t sgh = build_setting(build, DI_PLACEMENT_SGH);
    for (uint32_t q = 0; q < DI_PLACEMENTS; q++) {
        p->service_cost[q] = q == DI_PLACEMENT_REUNIFIED ? 0 : service_price(build, q);
        p->backlog_cost = fmax(p->backlog_cost, p->service_cost[q]);
    }
    if (sgh != DI_NONE) {
        const struct di_cost_place place = place_of(sgh, 0);
        p->building_cost =
            p->beds_per_home * di_cost_price(build->model, DI_COST_PLACE_OPENED, &place, 0);
    }
    p->prevention_cost =
        di_cost_price(build->model, DI_COST_PREVENTION_PLACE, &di_cost_nowhere, 0);
}

/* ---- budgets ---- */

/* First day of the plan's year: years of a plan begin where the scenario does. */
static int32_t year_day(const struct di_model *model, uint32_t year)
{
    int32_t first, month, day;
    di_date_to_civil(model->start_civil_day, &first, &month, &day);
    const bool is_leap_day = month == 2 && day == 29;
    if (year == 0)
        return 0;
    return di_date_from_civil(first + (int32_t)year, month, is_leap_day ? 28 : day) -
           model->start_civil_day;
}

/* Money of calendar years, each spread evenly over its days within the horizon. */
static double money_between(const struct di_model *model, int32_t from, int32_t to)
{
    const struct di_cost_plan *plan = model->cost_plan;
    double money = 0;
    for (uint32_t n = 0; n < plan->years; n++) {
        const int32_t year = plan->first_year + (int32_t)n;
        int32_t first = di_date_from_civil(year, 1, 1) - model->start_civil_day;
        int32_t next = di_date_from_civil(year + 1, 1, 1) - model->start_civil_day;
        first = first > 0 ? first : 0;
        next = next < model->horizon_days ? next : model->horizon_days;
        const int32_t begin = from > first ? from : first, end = to < next ? to : next;
        if (end > begin)
            money += di_budget_of_year(plan, year) * ((double)(end - begin) / (next - first));
    }
    return money;
}

/* Money is known until the horizon; beyond it is what the last full year had, or, where there
 * is none, what a year would have. */
static void budgets(struct build *build)
{
    const struct di_model *model = build->model;
    struct di_fluid_parameters *p = build->p;
    const int32_t horizon = model->horizon_days, first = year_day(model, 1);
    double last = horizon < first ? money_between(model, 0, horizon) * first / horizon : 0;
    for (uint32_t year = 0; year < p->years; year++) {
        const int32_t from = year_day(model, year), to = year_day(model, year + 1);
        p->budget[year] = last;
        if (to <= horizon)
            p->budget[year] = last = money_between(model, from, to);
        else if (from < horizon)
            p->budget[year] =
                money_between(model, from, horizon) + last * (to - horizon) / (to - from);
    }
}

void build_money(struct build *build)
{
    const struct di_cost_plan *plan = build->model->cost_plan;
    if (plan == NULL)
        return;
    institution_prices(build);
    carers_prices(build);
    worker_prices(build);
    other_prices(build);
    for (uint32_t t = 1; t <= build->p->periods; t++)
        build->p->price_index[t] = di_cost_inflation(plan, build_day(build, t));
    if (plan->source_count > 0)
        budgets(build);
}
