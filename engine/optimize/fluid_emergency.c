/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Emergency families. In the program a child of the backlog is in emergency care or nowhere, so
 * it cannot tell how many such families are needed: chance decides that. Trials do
 * (docs/decisions/0036), and what they ask for is taken from the limit of ordinary families and
 * from the budget.
 */
#include <math.h>

#include "di/fluid_build.h"

#define MOST 0.5 /* of the families a region may win */

/* As if none of them ever stopped: rather too dear than too cheap. */
static double cost_of(const struct di_fluid_country *country, double per_year, uint32_t t)
{
    const struct di_fluid_parameters *p = country->parameters;
    const double n = p->quarters[t];
    const double since = fmax(0, p->first_quarter[t] + n / 2 - p->carer_lag);
    return p->price_index[t] * per_year / 4 * n *
           (since * country->emergency_cost + country->emergency_approval);
}

double di_fluid_emergency_cost(const struct di_fluid_country *country, uint32_t t)
{
    double per_year = 0;
    for (uint32_t r = 0; r < country->parameters->regions; r++)
        per_year += country->emergency[r];
    return cost_of(country, per_year, t);
}

double di_fluid_seek_emergency(struct di_fluid_country *country, uint32_t region,
                               double per_year)
{
    struct di_fluid_parameters *p = country->parameters;
    double *ordinary = &p->family_limit[di_fluid_rk(region, 0)];
    const double now = country->emergency[region];
    const double most = country->has_emergency[region] ? MOST * (4 * *ordinary + now) : 0;
    const double added = fmin(fmax(0, per_year), fmax(now, most)) - now;
    country->emergency[region] = now + added;
    *ordinary = fmax(0, *ordinary - added / 4);
    for (uint32_t t = 1; t <= p->periods; t++)
        p->budget[p->year[t]] -= cost_of(country, added, t);
    return added;
}
