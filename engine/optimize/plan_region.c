/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Rules between regions (equity, national targets) are left out of a region alone: whoever puts
 * regions together again checks the whole. The pace stays the plan's own.
 */
#include "plan_region.h"

#include <math.h>
#include <stdlib.h>

#include "di/fluid_program.h"
#include "di/plan_check.h"

#include "plan_rules.h"
#include "regional.h"

#define SPENT_AGAIN 1e-7 /* room for rounding in a region's budget */
#define SHARE_NOISE 1e-6

const struct di_fluid_parameters *plan_region_parameters(const struct plan_region *region)
{
    return region->parameters != NULL ? region->parameters : region->all;
}

enum di_status plan_region_count(const struct di_fluid_parameters *parameters,
                                 const struct di_optimizer_options *options,
                                 uint32_t *count_out, struct di_error *error)
{
    struct di_fluid_program *program = NULL;
    const enum di_status status = di_fluid_program_create(parameters, false, &program, error);
    if (status != DI_OK)
        return status;
    const bool is_small =
        program->row_count <= options->whole_rows || !regional_is_possible(parameters);
    *count_out = is_small ? 1 : parameters->regions;
    di_fluid_program_destroy(program);
    return DI_OK;
}

/* ---- places of a region in the nation ---- */

/* Numbers of a region's institutions in the nation, in its own order. */
static uint32_t *members_of(const struct di_fluid_parameters *all, uint32_t r)
{
    uint32_t *member = calloc((size_t)all->institutions + 1, sizeof *member);
    uint32_t count = 0;
    for (uint32_t i = 0; member != NULL && i < all->institutions; i++)
        if (all->institution_region[i] == r)
            member[count++] = i;
    return member;
}

/* Place in the nation of place `n` of the region; false: it is nobody's alone. */
static bool place_in_nation(const struct di_plan *cut, const struct di_plan *nation,
                            const uint32_t *member, uint32_t r, size_t n, size_t *place_out)
{
    enum di_plan_part part;
    uint32_t at[4];
    di_plan_locate(&cut->shape, n, &part, at);
    const enum di_plan_axis axis = di_plan_part_axis(part, 0);
    if (axis == DI_AXIS_ONE)
        return false;
    at[1] = axis == DI_AXIS_REGION ? r : member[at[1]];
    *place_out = di_plan_index(&nation->shape, part, at[0], at[1], at[2], at[3]);
    return true;
}

static struct di_plan *cut_plan(const struct di_fluid_parameters *region,
                                const struct di_fluid_parameters *all,
                                const struct di_plan *plan, uint32_t r)
{
    uint32_t *member = members_of(all, r);
    struct di_plan *cut = member != NULL ? di_plan_create(region) : NULL;
    for (size_t n = 0; cut != NULL && n < cut->shape.count; n++) {
        size_t place;
        if (place_in_nation(cut, plan, member, r, n, &place))
            cut->values[n] = plan->values[place];
    }
    free(member);
    return cut;
}

bool plan_region_paste(const struct plan_region *region, struct di_plan *nation)
{
    if (region->number == UINT32_MAX) {
        for (size_t n = 0; n < nation->shape.count; n++)
            nation->values[n] = region->plan->values[n];
        return true;
    }
    uint32_t *member = members_of(region->all, region->number);
    for (size_t n = 0; member != NULL && n < region->plan->shape.count; n++) {
        size_t place;
        if (place_in_nation(region->plan, nation, member, region->number, n, &place))
            nation->values[place] = region->plan->values[n];
    }
    const bool is_pasted = member != NULL;
    plan_rules_note_waits(region->all, nation); /* the worst of all is no region's */
    free(member);
    return is_pasted;
}

/* ---- limits of a region ---- */

static double spent_in(const struct di_fluid_parameters *p, const struct di_plan *plan,
                       uint32_t year)
{
    double sum = 0;
    for (uint32_t t = 1; t <= p->periods; t++)
        sum += p->year[t] == year ? di_plan_cost(p, plan, t) : 0;
    return sum;
}

static void share_budgets(struct plan_region *region)
{
    const struct di_fluid_parameters *all = region->all;
    for (uint32_t year = 0; year < all->years; year++) {
        if (!(all->budget[year] < HUGE_VAL))
            continue;
        const double spent = spent_in(region->parameters, region->plan, year);
        const double left = all->budget[year] - spent_in(all, region->nation, year);
        region->parameters->budget[year] =
            fmax(0, spent + fmax(0, left) + SPENT_AGAIN * fabs(spent));
    }
}

/* Does the region by itself keep the share of group homes, in every period? */
static bool keeps_share(const struct di_fluid_parameters *p, const struct di_plan *plan)
{
    double over = 0;
    for (uint32_t t = 1; t <= p->periods; t++) {
        for (uint32_t g = 0; g < DI_GROUPS; g++)
            for (uint32_t q = 0; q < DI_PLACEMENTS; q++)
                over += ((q == DI_PLACEMENT_SGH ? 1 : 0) - p->sgh_share) *
                        (di_plan_at(plan, DI_PART_MOVES, t, 0, g, q) +
                         di_plan_at(plan, DI_PART_DIRECT, t, 0, g, q));
        if (over > SHARE_NOISE)
            return false;
    }
    return true;
}

static double closing_in(const struct plan_region *region, uint32_t t)
{
    const struct di_fluid_parameters *p = region->parameters;
    double sum = 0;
    for (uint32_t i = 0; i < p->institutions; i++)
        sum += p->buildings[i] * (di_plan_at(region->plan, DI_PART_CLOSED, t, i, 0, 0) -
                                  di_plan_at(region->plan, DI_PART_CLOSED, t - 1, i, 0, 0));
    return sum;
}

static void share_rules(struct plan_region *region)
{
    struct di_fluid_parameters *p = region->parameters;
    p->equity_slack = HUGE_VAL;
    for (uint32_t t = 1; t <= p->periods; t++)
        if (p->closures_limit[t] < HUGE_VAL)
            p->closures_limit[t] = closing_in(region, t);
    if (!keeps_share(p, region->plan))
        p->sgh_share = 1;
    for (uint32_t n = 0; n < region->all->targets; n++)
        if (region->all->target[n].region == region->number) {
            p->target[p->targets] = region->all->target[n];
            p->target[p->targets++].region = 0;
        }
}

enum di_status plan_region_cut(const struct di_fluid_parameters *parameters,
                               const struct di_plan *plan, uint32_t n, uint32_t count,
                               struct plan_region *region_out, struct di_error *error)
{
    struct plan_region region = {.all = parameters, .nation = plan, .number = UINT32_MAX};
    if (count == 1) {
        region.plan = di_plan_copy(plan);
    } else {
        region.number = n;
        region.parameters = di_fluid_parameters_region(parameters, n);
        if (region.parameters != NULL)
            region.plan = cut_plan(region.parameters, parameters, plan, n);
    }
    if (region.plan == NULL) {
        plan_region_finish(&region);
        return di_fail_memory(error);
    }
    if (region.parameters != NULL) {
        share_budgets(&region);
        share_rules(&region);
    }
    *region_out = region;
    return DI_OK;
}

void plan_region_finish(struct plan_region *region)
{
    di_plan_destroy(region->plan);
    di_fluid_parameters_destroy(region->parameters);
    *region = (struct plan_region){0};
}
