/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plan_levers.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define KAPPA 0.5 /* MODEL 13.8 */
#define FACTOR_FLOOR 0.5
#define MISSED_VISITS 0.02 /* fewer are chance */
#define UNPLACED 0.1       /* children of a region, in the mean: fewer are chance */
/* Emergency families a year for each child without a place: most of their places are taken by
 * other children, and every eighth family stops each year. */
#define EMERGENCY_STEP 0.75

static double *copy(const double *values, uint32_t count)
{
    double *to = malloc(count * sizeof *to + sizeof *to);
    if (to != NULL)
        memcpy(to, values, count * sizeof *to);
    return to;
}

static void finish(struct di_plan_levers *levers)
{
    free(levers->place);
    free(levers->hours);
    free(levers->emergency);
    *levers = (struct di_plan_levers){0};
}

bool di_plan_levers_save(struct di_plan_levers *levers, const struct di_fluid_country *country)
{
    const struct di_fluid_parameters *p = country->parameters;
    finish(levers);
    levers->place = copy(p->place_factor, p->regions);
    levers->hours = copy(p->hours_factor, p->regions);
    levers->emergency = copy(country->emergency, p->regions);
    return levers->place != NULL && levers->hours != NULL && levers->emergency != NULL;
}

void di_plan_levers_restore(struct di_plan_levers *levers, struct di_fluid_country *country)
{
    struct di_fluid_parameters *p = country->parameters;
    for (uint32_t r = 0; r < p->regions && levers->emergency != NULL; r++) {
        p->place_factor[r] = levers->place[r];
        p->hours_factor[r] = levers->hours[r];
        (void)di_fluid_seek_emergency(country, r, levers->emergency[r]);
    }
    finish(levers);
}

static bool lower(double *factor, double by)
{
    const double next = fmax(FACTOR_FLOOR, *factor - KAPPA * by);
    const bool is_changed = next < *factor - 1e-9;
    *factor = next;
    return is_changed;
}

bool di_plan_levers_repair(struct di_fluid_country *country, const struct di_plan_trial *trial)
{
    struct di_fluid_parameters *p = country->parameters;
    bool is_changed = false;
    for (uint32_t r = 0; r < trial->regions; r++) {
        const struct di_trial_region *region = &trial->region[r];
        if (region->unplaced_children > UNPLACED)
            is_changed |=
                di_fluid_seek_emergency(country, r,
                                        country->emergency[r] +
                                            EMERGENCY_STEP * region->unplaced_children) > 0;
        if (p->has_workers && region->missed_share > MISSED_VISITS)
            is_changed |= lower(&p->hours_factor[r], region->missed_share);
    }
    return is_changed;
}

bool di_plan_levers_tighten(struct di_fluid_country *country, const struct di_plan_trial *trial,
                            double target)
{
    struct di_fluid_parameters *p = country->parameters;
    bool is_changed = false;
    for (uint32_t r = 0; r < trial->regions; r++) {
        const struct di_trial_region *region = &trial->region[r];
        const double shortfall = di_trial_region_shortfall(region, target);
        if (!(shortfall > 0))
            continue;
        double *factor = p->has_workers && region->late_hours_days > region->late_place_days
                             ? &p->hours_factor[r]
                             : &p->place_factor[r];
        is_changed |= lower(factor, shortfall);
    }
    return is_changed;
}
