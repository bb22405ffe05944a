/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Places and what makes them (MODEL 13.3): families, workers and beds that arrive after their
 * lag and wear away, and the children they can take.
 */
#include <math.h>

#include "fluid_rows.h"

/* Sum of what was started in time to arrive in t. */
static void add_arrivals(struct di_fluid_program *program, enum di_plan_part part, uint32_t lag,
                         uint32_t t, uint32_t r, uint32_t k, double factor)
{
    const struct di_fluid_parameters *p = program->parameters;
    for (uint32_t start = 1; start <= t; start++)
        if (di_fluid_arrival(p, start, lag) == t)
            fluid_row_add(program, part, start, r, k, 0, factor);
}

static void carers(struct di_fluid_program *program, uint32_t r, uint32_t k, uint32_t t)
{
    const struct di_fluid_parameters *p = program->parameters;
    fluid_row_begin(program, DI_ROW_CARERS, t, r, k);
    fluid_row_add(program, DI_PART_FAMILIES, t, r, k, 0, 1);
    fluid_row_add(program, DI_PART_FAMILIES, t - 1, r, k, 0,
                  -pow(1 - p->carer_attrition, p->quarters[t]));
    add_arrivals(program, DI_PART_APPROVALS, p->carer_lag, t, r, k, -1);
    const double given = p->families_arriving[di_fluid_trk(p, t, r, k)];
    fluid_row_end(program, given, given);
}

static void workers(struct di_fluid_program *program, uint32_t r, uint32_t t)
{
    const struct di_fluid_parameters *p = program->parameters;
    fluid_row_begin(program, DI_ROW_WORKERS, t, r, 0);
    fluid_row_add(program, DI_PART_WORKERS, t, r, 0, 0, 1);
    fluid_row_add(program, DI_PART_WORKERS, t - 1, r, 0, 0,
                  -pow(1 - p->worker_attrition, p->quarters[t]));
    add_arrivals(program, DI_PART_HIRES, p->worker_lag, t, r, 0, -1);
    add_arrivals(program, DI_PART_REDEPLOYED, p->worker_lag, t, r, 0, -1);
    const double given = p->workers_arriving[di_fluid_tr(p, t, r)];
    fluid_row_end(program, given, given);
}

/* Staff may be redeployed only as their institutions close. */
static void redeployed(struct di_fluid_program *program, uint32_t r, uint32_t t)
{
    const struct di_fluid_parameters *p = program->parameters;
    if (di_fluid_column(program, DI_PART_REDEPLOYED, t, r, 0, 0) < 0)
        return;
    fluid_row_begin(program, DI_ROW_REDEPLOYED, t, r, 0);
    fluid_row_add(program, DI_PART_REDEPLOYED, t, r, 0, 0, 1);
    for (uint32_t i = 0; i < p->institutions; i++) {
        if (p->institution_region[i] != r)
            continue;
        fluid_row_add(program, DI_PART_CLOSED, t, i, 0, 0, -p->redeployable[i]);
        fluid_row_add(program, DI_PART_CLOSED, t - 1, i, 0, 0, p->redeployable[i]);
    }
    fluid_row_end(program, -HUGE_VAL, 0);
}

static void beds(struct di_fluid_program *program, uint32_t r, uint32_t t)
{
    const struct di_fluid_parameters *p = program->parameters;
    fluid_row_begin(program, DI_ROW_BEDS, t, r, 0);
    fluid_row_add(program, DI_PART_BEDS, t, r, 0, 0, 1);
    fluid_row_add(program, DI_PART_BEDS, t - 1, r, 0, 0, -1);
    add_arrivals(program, DI_PART_HOMES, p->home_lag, t, r, 0, -p->beds_per_home);
    const double given = p->beds_arriving[di_fluid_tr(p, t, r)];
    fluid_row_end(program, given, given);
}

/* Places a placement has, as terms on the other side; its fixed part is returned. */
static double add_places(struct di_fluid_program *program, uint32_t r, uint32_t q, uint32_t t)
{
    const struct di_fluid_parameters *p = program->parameters;
    const double factor = p->place_factor[r];
    if (q == DI_PLACEMENT_SUPPORTED)
        return factor * p->supported_places[di_fluid_tr(p, t, r)];
    if (q == DI_PLACEMENT_ADULT_CARE)
        return p->adult_care_places[di_fluid_tr(p, t, r)];
    if (q == DI_PLACEMENT_SGH) {
        fluid_row_add(program, DI_PART_BEDS, t, r, 0, 0, -factor);
        return 0;
    }
    const uint32_t k = q - DI_PLACEMENT_FOSTER;
    fluid_row_add(program, DI_PART_FAMILIES, t, r, k, 0,
                  -factor * p->places_per_family[di_fluid_rk(r, k)]);
    return 0;
}

static void places(struct di_fluid_program *program, uint32_t r, uint32_t q, uint32_t t)
{
    const struct di_fluid_parameters *p = program->parameters;
    if (q == DI_PLACEMENT_SUPPORTED && !(p->supported_places[di_fluid_tr(p, t, r)] < HUGE_VAL))
        return;
    fluid_row_begin(program, DI_ROW_PLACES, t, r, q);
    for (uint32_t g = 0; g < DI_GROUPS; g++)
        fluid_row_add(program, DI_PART_PLACED, t, r, g, q, 1);
    double fixed = add_places(program, r, q, t);
    if (di_fluid_has_places(q))
        fixed += di_fluid_excess(p, r, q, t);
    fluid_row_end(program, -HUGE_VAL, fixed);
}

void fluid_supply_build(struct di_fluid_program *program)
{
    const struct di_fluid_parameters *p = program->parameters;
    for (uint32_t t = 1; t <= p->periods && !program->is_out_of_memory; t++)
        for (uint32_t r = 0; r < p->regions; r++) {
            for (uint32_t k = 0; k < DI_SPECIALITIES; k++)
                carers(program, r, k, t);
            if (p->has_workers) {
                workers(program, r, t);
                redeployed(program, r, t);
            }
            beds(program, r, t);
            for (uint32_t q = DI_PLACEMENT_FOSTER; q < DI_PLACEMENTS; q++)
                places(program, r, q, t);
        }
}
