/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is refused before a program is built. Each test is one sentence for people; the first
 * that fails is reported.
 */
#include <math.h>

#include "di/fluid_parameters.h"

#define EXTREME 1e15 /* of money: beyond this a double keeps no small change */
#define PEOPLE_MOST 1e8
#define EACH_MOST 2e7 /* as many as may be simulated */

static bool are_below(const double *value, size_t count, double most, bool may_be_endless)
{
    for (size_t n = 0; n < count; n++)
        if (!(value[n] >= 0) || (value[n] > most && !(may_be_endless && isinf(value[n]))))
            return false;
    return true;
}

/* Of money. */
static bool are_amounts(const double *value, size_t count, bool may_be_endless)
{
    return are_below(value, count, EXTREME, may_be_endless);
}

/* Of children, families, posts, places. */
static bool are_counts(const double *value, size_t count, bool may_be_endless)
{
    return are_below(value, count, EACH_MOST, may_be_endless);
}

static bool are_shares(const double *value, size_t count)
{
    for (size_t n = 0; n < count; n++)
        if (!(value[n] >= 0 && value[n] <= 1))
            return false;
    return true;
}

static bool are_stocks_sound(const struct di_fluid_parameters *p)
{
    const size_t r = p->regions, i = p->institutions;
    return are_counts(p->residents0, i * DI_GROUPS, false) &&
           are_counts(p->backlog0, r * DI_GROUPS, false) &&
           are_counts(p->assessed0, r * DI_GROUPS, false) &&
           are_counts(p->placed0, r * DI_GROUPS * DI_PLACEMENTS, false) &&
           are_counts(p->home0, r * DI_GROUPS, false) && are_counts(p->capacity, i, false) &&
           are_counts(p->minimum_occupancy, i, false);
}

/* Else first assessments would have a debt that nothing pays. */
static bool are_assessed_there(const struct di_fluid_parameters *p)
{
    for (uint32_t r = 0; r < p->regions; r++) {
        double waiting = 0, assessed = 0;
        for (uint32_t g = 0; g < DI_GROUPS; g++) {
            waiting += p->backlog0[di_fluid_rg(r, g)];
            assessed += p->assessed0[di_fluid_rg(r, g)];
        }
        for (uint32_t l = 0; l < p->links; l++)
            for (uint32_t g = 0; g < DI_GROUPS && p->link[l].region == r; g++)
                waiting +=
                    p->link[l].share[g] * p->residents0[di_fluid_rg(p->link[l].institution, g)];
        if (assessed > waiting * (1 + 1e-9) + 1e-9)
            return false;
    }
    return true;
}

static bool are_entries_sound(const struct di_fluid_parameters *p)
{
    const size_t t = (size_t)p->periods + 1, r = p->regions;
    return are_counts(p->entries, t * r * DI_GROUPS, false) &&
           are_shares(p->diverted_share, t * r * DI_GROUPS) &&
           are_shares(p->kin_share, t * r * DI_GROUPS) &&
           are_shares(p->prevention_effect, r * DI_GROUPS) && are_shares(p->coverage_limit, r);
}

static bool are_limits_sound(const struct di_fluid_parameters *p)
{
    const size_t r = p->regions, t = (size_t)p->periods + 1;
    return are_counts(p->family_limit, r * DI_SPECIALITIES, false) &&
           are_counts(p->hire_limit, r, false) && are_counts(p->home_limit, r, false) &&
           are_counts(p->closures_limit, t, true) && are_amounts(p->budget, p->years, true) &&
           are_counts(p->supported_places, t * r, true) &&
           are_counts(p->adult_care_places, t * r, false) && p->sgh_share >= 0 &&
           p->sgh_share <= 1 && p->equity_slack >= 0 && p->targets <= DI_FLUID_TARGETS_MAX;
}

static bool is_supply_sound(const struct di_fluid_parameters *p)
{
    const size_t r = p->regions;
    return are_counts(p->families0, r * DI_SPECIALITIES, false) &&
           are_counts(p->places_per_family, r * DI_SPECIALITIES, false) &&
           are_counts(p->workers0, r, false) && are_counts(p->beds0, r, false) &&
           are_shares(p->place_factor, r) && are_shares(p->hours_factor, r) &&
           p->carer_attrition >= 0 && p->carer_attrition <= 1 && p->worker_attrition >= 0 &&
           p->worker_attrition <= 1 && p->ramp_share >= 0 && p->ramp_share <= 1 &&
           p->hours_per_fte > 0 && p->beds_per_home > 0;
}

static bool are_prices_sound(const struct di_fluid_parameters *p)
{
    const double single[] = {p->backlog_cost, p->salary_cost, p->hire_cost, p->building_cost,
                             p->prevention_cost};
    return are_amounts(single, sizeof single / sizeof single[0], false) &&
           are_amounts(p->fixed_cost, p->institutions, false) &&
           are_amounts(p->variable_cost, p->institutions, false) &&
           are_amounts(p->closing_cost, p->institutions, false) &&
           are_amounts(p->service_cost, DI_PLACEMENTS, false) &&
           are_amounts(p->price_index, (size_t)p->periods + 1, false);
}

static bool is_rate(double total)
{
    return total >= 0 && total <= 1 + 1e-9;
}

static bool are_rates_sound(const struct di_fluid_parameters *p)
{
    for (uint32_t g = 0; g < DI_GROUPS; g++) {
        if (!is_rate(di_fluid_backlog_total(p, g)) || !is_rate(di_fluid_home_total(p, g)) ||
            !is_rate(di_fluid_assessed_total(p, g)))
            return false;
        for (uint32_t q = 0; q < DI_PLACEMENTS; q++)
            if (!is_rate(di_fluid_placement_total(p, g, q)))
                return false;
        for (uint32_t t = 1; t <= p->periods; t++)
            for (uint32_t i = 0; i < p->institutions; i++)
                if (!is_rate(di_fluid_residents_total(p, t, i, g)))
                    return false;
    }
    return true;
}

/* Every resident comes from somewhere, and from one place only. */
static bool are_origins_sound(const struct di_fluid_parameters *p)
{
    for (uint32_t i = 0; i < p->institutions; i++)
        for (uint32_t g = 0; g < DI_GROUPS; g++) {
            double sum = 0;
            for (uint32_t l = 0; l < p->links; l++)
                if (p->link[l].institution == i)
                    sum += p->link[l].share[g];
            if (fabs(sum - 1) > 1e-9)
                return false;
        }
    return true;
}

static bool are_lags_sound(const struct di_fluid_parameters *p)
{
    return p->carer_lag >= 1 && p->worker_lag >= 1 && p->home_lag >= 1 &&
           p->moratorium_lag >= 1;
}

/* What the parts may be, the whole may not: entries add up until the end of the tail. */
static enum di_status check_people(const struct di_fluid_parameters *p, struct di_error *error)
{
    const double people = di_fluid_everyone(p);
    if (people <= PEOPLE_MOST)
        return DI_OK;
    return DI_FAIL(error, DI_ERR_RANGE, "",
                   DI_N_("The children at the start and all who enter until the plan's last "
                         "year are %1; at most 100,000,000 can be planned for, as rounding "
                         "would spoil the figures of more. Check entries and stocks for digits "
                         "too many."),
                   di_real_arg(round(people)));
}

enum di_status di_fluid_parameters_check(const struct di_fluid_parameters *parameters,
                                         struct di_error *error)
{
    static const struct {
        bool (*is_sound)(const struct di_fluid_parameters *);
        const char *sentence;
    } tests[] = {
        {are_stocks_sound,
         DI_N_("A number of children or places at the start is negative or "
               "above 20,000,000, which is too large for a plan: check it for "
               "digits too many.")},
        {are_assessed_there,
         DI_N_("More children of a region are assessed at the start than wait "
               "in institutions or without a place.")},
        {are_entries_sound, DI_N_("Entries of a region and quarter are negative or above "
                                  "20,000,000, or a share of gatekeeping, kin or prevention is "
                                  "not between 0 and 1: no plan can be made. Check them for "
                                  "digits too many.")},
        {are_limits_sound,
         DI_N_("A limit in 'goals' is negative, not a number or above "
               "20,000,000 a quarter, which is too large for a plan: check it "
               "for digits too many.")},
        {is_supply_sound,
         DI_N_("Families, workers or beds of a region are negative or above "
               "20,000,000, or what leaves of them is no share: no plan can be "
               "made. Check them for digits too many.")},
        {are_prices_sound, DI_N_("A price is negative or too large for a plan.")},
        {are_rates_sound, DI_N_("In one quarter more children would leave a kind of care than "
                                "are in it: lower its rates.")},
        {are_origins_sound, DI_N_("The regions of origin of an institution's children do not "
                                  "add up to all of them.")},
        {are_lags_sound, DI_N_("Recruitment, hiring, building and moratorium take at least one "
                               "quarter each in a plan.")},
    };
    for (size_t n = 0; n < sizeof tests / sizeof tests[0]; n++)
        if (!tests[n].is_sound(parameters))
            return di_fail(error, DI_ERR_RANGE, "", tests[n].sentence, NULL, 0);
    return check_people(parameters, error);
}
