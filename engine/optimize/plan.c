/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Shapes and storage of plans. The order of parts and indices is fixed by the table in plan.h,
 * so the index of a variable never depends on which columns a program has.
 */
#include "di/plan.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Stages are fixed to 1e-6 and the solver keeps bounds to 1e-7: nearer is the same. */
#define DI_PLAN_CLOSED_GAP 5e-6

struct part {
    const char *name;
    enum di_plan_axis axis[3];
};

#define DI_PLAN_PART_ROW(suffix, name, a, b, c) {name, {DI_AXIS_##a, DI_AXIS_##b, DI_AXIS_##c}},
static const struct part parts[] = {DI_PLAN_PART_TABLE(DI_PLAN_PART_ROW)};
#undef DI_PLAN_PART_ROW

static size_t part_size(const struct di_plan_shape *shape, enum di_plan_part part)
{
    size_t size = 1;
    for (uint32_t n = 0; n < 3; n++)
        size *= shape->axis[parts[part].axis[n]];
    return size;
}

const char *di_plan_status_id(enum di_plan_status status)
{
    static const char *const ids[] = {"none", "feasible", "within_gap", "optimal",
                                      "infeasible"};
    return ids[status];
}

void di_plan_shape_init(struct di_plan_shape *shape,
                        const struct di_fluid_parameters *parameters)
{
    shape->periods = parameters->periods;
    shape->axis[DI_AXIS_ONE] = 1;
    shape->axis[DI_AXIS_REGION] = parameters->regions;
    shape->axis[DI_AXIS_INSTITUTION] = parameters->institutions;
    shape->axis[DI_AXIS_LINK] = parameters->links;
    shape->axis[DI_AXIS_GROUP] = DI_GROUPS;
    shape->axis[DI_AXIS_PLACEMENT] = DI_PLACEMENTS;
    shape->axis[DI_AXIS_SPECIALITY] = DI_SPECIALITIES;
    shape->axis[DI_AXIS_SUITABILITY] = DI_SUITABILITIES;
    shape->count = 0;
    for (uint32_t part = 0; part < DI_PLAN_PARTS; part++) {
        shape->offset[part] = shape->count;
        shape->count += part_size(shape, part) * (shape->periods + 1);
    }
}

size_t di_plan_index(const struct di_plan_shape *shape, enum di_plan_part part, uint32_t t,
                     uint32_t a, uint32_t b, uint32_t c)
{
    const enum di_plan_axis *axis = parts[part].axis;
    size_t index = t;
    index = index * shape->axis[axis[0]] + a;
    index = index * shape->axis[axis[1]] + b;
    index = index * shape->axis[axis[2]] + c;
    return shape->offset[part] + index;
}

const char *di_plan_part_name(enum di_plan_part part)
{
    return parts[part].name;
}

enum di_plan_axis di_plan_part_axis(enum di_plan_part part, uint32_t position)
{
    return parts[part].axis[position];
}

void di_plan_locate(const struct di_plan_shape *shape, size_t index,
                    enum di_plan_part *part_out, uint32_t at_out[4])
{
    uint32_t part = DI_PLAN_PARTS - 1;
    while (part > 0 && (shape->offset[part] > index || part_size(shape, part) == 0))
        part--;
    size_t rest = index - shape->offset[part];
    for (uint32_t n = 3; n > 0; n--) {
        const uint32_t size = shape->axis[parts[part].axis[n - 1]];
        at_out[n] = (uint32_t)(rest % size);
        rest /= size;
    }
    at_out[0] = (uint32_t)rest;
    *part_out = part;
}

static void set(struct di_plan *plan, enum di_plan_part part, uint32_t a, uint32_t b,
                uint32_t c, double value)
{
    plan->values[di_plan_index(&plan->shape, part, 0, a, b, c)] = value;
}

/* Running balances at the start: children who may be assessed for the first time, and the
 * suitable among those already assessed (MODEL 13.3, "each child credited once"). */
static void start_balances(struct di_plan *plan, const struct di_fluid_parameters *p,
                           uint32_t r)
{
    double waiting = 0;
    for (uint32_t g = 0; g < DI_GROUPS; g++)
        waiting += p->backlog0[di_fluid_rg(r, g)] - p->assessed0[di_fluid_rg(r, g)];
    for (uint32_t l = 0; l < p->links; l++)
        for (uint32_t g = 0; g < DI_GROUPS && p->link[l].region == r; g++)
            waiting +=
                p->link[l].share[g] * p->residents0[di_fluid_rg(p->link[l].institution, g)];
    set(plan, DI_PART_FIRST_CREDIT, r, 0, 0, waiting);
    for (uint32_t g = DI_GROUP_UNDER_3; g <= DI_GROUP_DISABLED; g++) {
        const uint32_t class = g == DI_GROUP_DISABLED ? 3 : 0;
        const double share[] = {p->suitable[g][DI_PLACEMENT_REUNIFIED],
                                p->suitable[g][DI_PLACEMENT_KINSHIP], p->suitable_either[g]};
        for (uint32_t n = 0; n < 3; n++)
            plan->values[di_plan_index(&plan->shape, DI_PART_SUITABLE_LEFT, 0, r, class + n,
                                       0)] += share[n] * p->assessed0[di_fluid_rg(r, g)];
    }
}

static void start_region(struct di_plan *plan, const struct di_fluid_parameters *p, uint32_t r)
{
    for (uint32_t g = 0; g < DI_GROUPS; g++) {
        set(plan, DI_PART_BACKLOG, r, g, 0, p->backlog0[di_fluid_rg(r, g)]);
        set(plan, DI_PART_ASSESSED, r, g, 0, p->assessed0[di_fluid_rg(r, g)]);
        set(plan, DI_PART_HOME, r, g, 0, p->home0[di_fluid_rg(r, g)]);
        for (uint32_t q = 0; q < DI_PLACEMENTS; q++)
            set(plan, DI_PART_PLACED, r, g, q, p->placed0[di_fluid_rgp(r, g, q)]);
    }
    for (uint32_t k = 0; k < DI_SPECIALITIES; k++)
        set(plan, DI_PART_FAMILIES, r, k, 0, p->families0[di_fluid_rk(r, k)]);
    set(plan, DI_PART_WORKERS, r, 0, 0, p->workers0[r]);
    set(plan, DI_PART_BEDS, r, 0, 0, p->beds0[r]);
    start_balances(plan, p, r);
}

static double *first_residents(struct di_plan *plan, uint32_t i, uint32_t g)
{
    return &plan->values[di_plan_index(&plan->shape, DI_PART_RESIDENTS, 0, i, g, 0)];
}

struct di_plan *di_plan_create(const struct di_fluid_parameters *parameters)
{
    struct di_plan *plan = calloc(1, sizeof *plan);
    if (plan == NULL)
        return NULL;
    di_plan_shape_init(&plan->shape, parameters);
    plan->values = calloc(plan->shape.count + 1, sizeof *plan->values);
    if (plan->values == NULL) {
        free(plan);
        return NULL;
    }
    for (uint32_t i = 0; i < parameters->institutions; i++) {
        set(plan, DI_PART_CLOSED, i, 0, 0, parameters->is_closed0[i] ? 1 : 0);
        for (uint32_t g = 0; g < DI_GROUPS; g++)
            *first_residents(plan, parameters->host[i], g) +=
                parameters->residents0[di_fluid_rg(i, g)];
    }
    for (uint32_t r = 0; r < parameters->regions; r++)
        start_region(plan, parameters, r);
    for (uint32_t n = 0; n < DI_GOALS; n++)
        plan->goal[n].bound = -HUGE_VAL;
    return plan;
}

struct di_plan *di_plan_copy(const struct di_plan *plan)
{
    struct di_plan *copy = malloc(sizeof *copy);
    double *values = malloc((plan->shape.count + 1) * sizeof *values);
    if (copy == NULL || values == NULL) {
        free(copy);
        free(values);
        return NULL;
    }
    *copy = *plan;
    memcpy(values, plan->values, (plan->shape.count + 1) * sizeof *values);
    copy->values = values;
    return copy;
}

void di_plan_destroy(struct di_plan *plan)
{
    if (plan == NULL)
        return;
    free(plan->values);
    free(plan);
}

double di_plan_at(const struct di_plan *plan, enum di_plan_part part, uint32_t t, uint32_t a,
                  uint32_t b, uint32_t c)
{
    return plan->values[di_plan_index(&plan->shape, part, t, a, b, c)];
}

uint32_t di_plan_closing_quarter(const struct di_plan *plan,
                                 const struct di_fluid_parameters *parameters,
                                 uint32_t institution)
{
    for (uint32_t t = 1; t <= parameters->horizon; t++)
        if (di_plan_at(plan, DI_PART_CLOSED, t, institution, 0, 0) > 0.5 &&
            di_plan_at(plan, DI_PART_CLOSED, t - 1, institution, 0, 0) < 0.5)
            return parameters->first_quarter[t] + parameters->quarters[t] - 1;
    return UINT32_MAX;
}

double di_plan_gap(const struct di_plan_goal *goal)
{
    if (!(goal->bound > -HUGE_VAL))
        return HUGE_VAL;
    const double apart = goal->value - goal->bound;
    if (apart <= DI_PLAN_CLOSED_GAP)
        return 0;
    return apart / fmax(fabs(goal->value), 1e-6);
}
