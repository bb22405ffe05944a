/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "random_case.h"

#include <math.h>

#include "di/plan_check.h"

#include "di_test.h"
#include "plan_case.h"

static uint64_t next(struct random_case *random)
{
    uint64_t z = random->state += 0x9e3779b97f4a7c15u;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

double random_case_between(struct random_case *random, double low, double high)
{
    return low + (high - low) * ((double)(next(random) >> 11) / 9007199254740992.0);
}

bool random_case_chance(struct random_case *random, double share)
{
    return random_case_between(random, 0, 1) < share;
}

static double maybe(struct random_case *random, double share, double low, double high)
{
    const double value = random_case_between(random, low, high);
    return random_case_chance(random, share) ? value : 0;
}

static void make_institution(struct di_fluid_parameters *p, struct random_case *random,
                             uint32_t i)
{
    const uint32_t r = (uint32_t)random_case_between(random, 0, p->regions);
    plan_case_place(p, i, r, 0);
    for (uint32_t g = 0; g < DI_GROUP_ADULT; g++) {
        p->residents0[di_fluid_rg(i, g)] = floor(maybe(random, 0.7, 0, 25));
        p->capacity[i] += p->residents0[di_fluid_rg(i, g)];
        p->admits[di_fluid_rg(i, g)] = random_case_chance(random, 0.7);
        p->assessed0[di_fluid_rg(r, g)] +=
            floor(p->residents0[di_fluid_rg(i, g)] * random_case_between(random, 0, 1));
        for (uint32_t t = 1; t <= p->periods; t++) {
            p->home_residents[di_fluid_tig(p, t, i, g)] = 0.02;
            p->leave_residents[di_fluid_tig(p, t, i, g)] = 0.03;
        }
    }
    p->fixed_cost[i] = random_case_between(random, 0, 50);
    p->variable_cost[i] = random_case_between(random, 0, 5);
    p->closing_cost[i] = maybe(random, 0.3, 0, 30);
    p->minimum_occupancy[i] = floor(maybe(random, 0.3, 0, 10));
    p->redeployable[i] = maybe(random, 0.3, 0, 3);
}

static void make_region(struct di_fluid_parameters *p, struct random_case *random, uint32_t r)
{
    for (uint32_t g = 0; g < DI_GROUP_ADULT; g++) {
        p->backlog0[di_fluid_rg(r, g)] = floor(maybe(random, 0.4, 0, 5));
        p->home0[di_fluid_rg(r, g)] = floor(maybe(random, 0.4, 0, 5));
        for (uint32_t t = 1; t <= p->periods; t++)
            p->entries[di_fluid_trg(p, t, r, g)] = maybe(random, 0.5, 0, 1.5);
        p->prevention_effect[di_fluid_rg(r, g)] = 0.3;
    }
    for (uint32_t k = 0; k < DI_SPECIALITIES; k++) {
        p->families0[di_fluid_rk(r, k)] = floor(maybe(random, 0.8, 0, 15));
        p->family_limit[di_fluid_rk(r, k)] = maybe(random, 0.8, 0, 3);
        p->places_per_family[di_fluid_rk(r, k)] = random_case_between(random, 1, 2);
    }
    p->workers0[r] = random_case_between(random, 0.5, 6);
    p->hire_limit[r] = maybe(random, 0.7, 0, 1);
    p->beds0[r] = floor(maybe(random, 0.4, 0, 10));
    p->home_limit[r] = random_case_chance(random, 0.3) ? 1 : 0;
    p->coverage_limit[r] = maybe(random, 0.3, 0, 0.5);
}

static void make_rates(struct di_fluid_parameters *p, struct random_case *random)
{
    for (uint32_t g = 0; g < DI_GROUP_ADULT; g++) {
        p->reentry[g] = random_case_between(random, 0, 0.05);
        p->leave_home[g] = random_case_between(random, 0, 0.1);
        p->leave_backlog[g] = random_case_between(random, 0, 0.05);
        for (uint32_t q = 0; q < DI_PLACEMENTS; q++) {
            p->leave[g][q] = random_case_between(random, 0, 0.04);
            p->breakdown[g][q] = random_case_between(random, 0, 0.04);
        }
        p->monitoring_end[g][DI_PLACEMENT_REUNIFIED] = 0.2;
        for (uint32_t q = DI_PLACEMENT_REUNIFIED; q <= DI_PLACEMENT_KINSHIP; q++)
            p->suitable[g][q] = random_case_between(random, 0, 0.5);
        p->suitable_either[g] = 1 - (1 - p->suitable[g][DI_PLACEMENT_REUNIFIED]) *
                                        (1 - p->suitable[g][DI_PLACEMENT_KINSHIP]);
    }
    p->ageing[DI_GROUP_UNDER_3][DI_GROUP_STANDARD] = 0.05;
    p->carer_attrition = random_case_between(random, 0, 0.05);
    p->worker_attrition = random_case_between(random, 0, 0.08);
}

static void make_work_and_money(struct di_fluid_parameters *p, struct random_case *random)
{
    p->has_workers = random_case_chance(random, 0.6);
    p->hours_per_fte = 300;
    p->ramp_share = 0.5;
    p->caseload_limit = random_case_between(random, 10, 40);
    p->hours_assessment = random_case_between(random, 5, 40);
    for (uint32_t q = 0; q < DI_PLACEMENTS; q++) {
        const double move = random_case_between(random, 5, 40);
        for (uint32_t g = 0; g < DI_GROUPS; g++)
            p->hours_move[g][q] = move * (g == DI_GROUP_DISABLED ? 1.5 : 1);
        const double visits = random_case_between(random, 0, 6);
        for (uint32_t r = 0; r < p->regions; r++)
            p->hours_visits[di_fluid_rp(r, q)] = visits * (1 + 0.5 * r);
        p->service_cost[q] = random_case_between(random, 0, 5);
    }
    p->backlog_cost = 6;
    p->salary_cost = random_case_between(random, 0, 10);
    p->hire_cost = random_case_between(random, 0, 3);
    p->building_cost = random_case_between(random, 10, 50);
    p->beds_per_home = 6;
    p->prevention_cost = 0.1;
    for (uint32_t k = 0; k < DI_SPECIALITIES; k++) {
        p->family_cost[k] = random_case_between(random, 0, 2);
        p->approval_cost[k] = random_case_between(random, 0, 1);
    }
    p->carer_lag = 1 + (uint32_t)random_case_between(random, 0, 3);
    p->worker_lag = 1 + (uint32_t)random_case_between(random, 0, 2);
}

struct di_fluid_parameters *random_case_make(uint64_t seed)
{
    struct random_case random = {seed * 0x2545f4914f6cdd1du + 1};
    const uint32_t regions = 1 + (uint32_t)random_case_between(&random, 0, 2);
    const uint32_t institutions = 1 + (uint32_t)random_case_between(&random, 0, 4);
    const uint32_t horizon = random_case_chance(&random, 0.5) ? 4 : 8;
    struct di_fluid_parameters *p = di_fluid_parameters_create(
        regions, institutions, institutions, horizon, random_case_chance(&random, 0.5) ? 1 : 0);
    assert_non_null(p);
    di_fluid_allow_pairs(p, random_case_chance(&random, 0.6), false, false);
    make_rates(p, &random);
    make_work_and_money(p, &random);
    for (uint32_t r = 0; r < regions; r++)
        make_region(p, &random, r);
    for (uint32_t i = 0; i < institutions; i++)
        make_institution(p, &random, i);
    return p;
}

static double spent(const struct di_fluid_parameters *p, const struct di_plan *plan,
                    uint32_t year)
{
    double sum = 0;
    for (uint32_t t = 1; t <= p->periods; t++)
        sum += p->year[t] == year ? di_plan_cost(p, plan, t) : 0;
    return sum;
}

void random_case_limit(struct di_fluid_parameters *p, const struct di_plan *plan, uint64_t seed,
                       double budget_low, double budget_high)
{
    struct random_case random = {seed * 0x9e3779b97f4a7c15u + 7};
    for (uint32_t year = 0; year < p->years; year++)
        if (random_case_chance(&random, 0.8))
            p->budget[year] =
                fmax(0, spent(p, plan, year) *
                            random_case_between(&random, budget_low, budget_high));
    for (uint32_t i = 0; i < p->institutions; i++)
        if (random_case_chance(&random, 0.3)) {
            p->earliest_close[i] = 2;
            p->close_by[i] =
                2 + (uint32_t)random_case_between(&random, 0, (double)p->horizon - 2);
        }
    if (random_case_chance(&random, 0.4)) {
        double residents = 0;
        for (uint32_t n = 0; n < p->institutions * DI_GROUPS; n++)
            residents += p->residents0[n];
        p->targets = 1;
        p->target[0] =
            (struct di_fluid_target){UINT32_MAX, p->horizon - 1, false,
                                     floor(residents * random_case_between(&random, 0.2, 1))};
    }
    if (random_case_chance(&random, 0.3))
        for (uint32_t t = 1; t <= p->periods; t++)
            p->closures_limit[t] = 1;
    if (random_case_chance(&random, 0.3))
        p->equity_slack = random_case_between(&random, 0.1, 0.5);
    if (random_case_chance(&random, 0.3))
        p->sgh_share = random_case_between(&random, 0, 0.5);
}
