/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which problems are priced: the whole one where it is small, else each region alone. A region
 * alone keeps the money the plan spends there and what the nation leaves unspent; rules between
 * regions (equity, national targets, pace) are left to the others, as its closures and homes
 * are fixed anyway.
 */
#include "di/plan_prices.h"

#include <math.h>
#include <stdlib.h>

#include "di/fluid_program.h"
#include "di/plan_check.h"

#include "price_steps.h"
#include "regional.h"

#define SPENT_AGAIN 1e-7 /* room for rounding in a region's budget */
#define OVERSPENT 1e-6

#define DI_PRICE_NAME(suffix, id) id,
static const char *const ids[] = {DI_PRICE_TABLE(DI_PRICE_NAME)};
#undef DI_PRICE_NAME

const char *di_price_id(enum di_price_kind kind)
{
    return ids[kind];
}

void di_plan_prices_destroy(struct di_plan_prices *prices)
{
    if (prices == NULL)
        return;
    free(prices->price);
    free(prices);
}

/* ---- a region of a plan ---- */

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

static struct di_plan *cut_plan(const struct di_fluid_parameters *region,
                                const struct di_fluid_parameters *all,
                                const struct di_plan *plan, uint32_t r)
{
    uint32_t *member = members_of(all, r);
    struct di_plan *cut = member != NULL ? di_plan_create(region) : NULL;
    for (size_t n = 0; cut != NULL && n < cut->shape.count; n++) {
        enum di_plan_part part;
        uint32_t at[4];
        di_plan_locate(&cut->shape, n, &part, at);
        const enum di_plan_axis axis = di_plan_part_axis(part, 0);
        if (axis == DI_AXIS_ONE)
            continue;
        at[1] = axis == DI_AXIS_REGION ? r : member[at[1]];
        cut->values[n] = di_plan_at(plan, part, at[0], at[1], at[2], at[3]);
    }
    free(member);
    return cut;
}

static double spent_in(const struct di_fluid_parameters *p, const struct di_plan *plan,
                       uint32_t year)
{
    double sum = 0;
    for (uint32_t t = 1; t <= p->periods; t++)
        sum += p->year[t] == year ? di_plan_cost(p, plan, t) : 0;
    return sum;
}

static void share_budgets(struct di_fluid_parameters *region, const struct di_plan *cut,
                          const struct di_fluid_parameters *all, const struct di_plan *plan)
{
    for (uint32_t year = 0; year < all->years; year++) {
        if (!(all->budget[year] < HUGE_VAL))
            continue;
        const double spent = spent_in(region, cut, year);
        const double left = all->budget[year] - spent_in(all, plan, year);
        region->budget[year] = fmax(0, spent + fmax(0, left) + SPENT_AGAIN * fabs(spent));
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
        if (over > OVERSPENT)
            return false;
    }
    return true;
}

static void drop_national_rules(struct di_fluid_parameters *region, const struct di_plan *cut,
                                const struct di_fluid_parameters *all, uint32_t r)
{
    region->equity_slack = HUGE_VAL;
    for (uint32_t t = 1; t <= region->periods; t++)
        region->closures_limit[t] = HUGE_VAL;
    if (!keeps_share(region, cut))
        region->sgh_share = 1;
    for (uint32_t n = 0; n < all->targets; n++)
        if (all->target[n].region == r) {
            region->target[region->targets] = all->target[n];
            region->target[region->targets++].region = 0;
        }
}

static enum di_status price_region(const struct di_fluid_parameters *all,
                                   const struct di_plan *plan, uint32_t r,
                                   const struct di_optimizer_options *options, double deadline,
                                   struct di_plan_prices *prices, struct di_error *error)
{
    struct di_fluid_parameters *region = di_fluid_parameters_region(all, r);
    struct di_plan *cut = region != NULL ? cut_plan(region, all, plan, r) : NULL;
    enum di_status status = DI_OK;
    if (cut == NULL) {
        status = di_fail_memory(error);
    } else {
        share_budgets(region, cut, all, plan);
        drop_national_rules(region, cut, all, r);
        status = price_steps_run(region, cut, options, deadline, r, prices, error);
    }
    di_plan_destroy(cut);
    di_fluid_parameters_destroy(region);
    return status;
}

/* ---- all of them ---- */

static enum di_status is_small(const struct di_fluid_parameters *parameters,
                               const struct di_optimizer_options *options, bool *is_small_out,
                               struct di_error *error)
{
    struct di_fluid_program *program = NULL;
    const enum di_status status = di_fluid_program_create(parameters, false, &program, error);
    if (status != DI_OK)
        return status;
    *is_small_out =
        program->row_count <= options->whole_rows || !regional_is_possible(parameters);
    di_fluid_program_destroy(program);
    return DI_OK;
}

static double now(const struct di_solve_limits *limits)
{
    return limits->seconds != NULL ? limits->seconds(limits->context) : 0;
}

/* Each region gets an equal share of the time that is left. */
static enum di_status price_regions(const struct di_fluid_parameters *parameters,
                                    const struct di_plan *plan,
                                    const struct di_optimizer_options *options, double deadline,
                                    struct di_plan_prices *prices, struct di_error *error)
{
    enum di_status status = DI_OK;
    prices->is_by_region = true;
    for (uint32_t r = 0; r < parameters->regions && status == DI_OK; r++) {
        const double started = now(&options->limits);
        const double until = started + (deadline - started) / (parameters->regions - r);
        status = price_region(parameters, plan, r, options, until, prices, error);
    }
    return status;
}

enum di_status di_plan_prices_find(const struct di_fluid_parameters *parameters,
                                   const struct di_plan *plan,
                                   const struct di_optimizer_options *options,
                                   struct di_plan_prices **prices_out, struct di_error *error)
{
    const struct di_solve_limits *limits = &options->limits;
    const double deadline = limits->seconds != NULL && limits->time_limit_seconds > 0
                                ? now(limits) + limits->time_limit_seconds
                                : 1e300;
    struct di_plan_prices *prices = calloc(1, sizeof *prices);
    bool small = false;
    if (prices == NULL)
        return di_fail_memory(error);
    enum di_status status = is_small(parameters, options, &small, error);
    if (status == DI_OK && plan->goal[DI_GOAL_OVERSPEND].value > OVERSPENT)
        prices->state = DI_PRICES_ELASTIC;
    else if (status == DI_OK && small)
        status =
            price_steps_run(parameters, plan, options, deadline, UINT32_MAX, prices, error);
    else if (status == DI_OK)
        status = price_regions(parameters, plan, options, deadline, prices, error);
    if (status == DI_OK)
        *prices_out = prices;
    else
        di_plan_prices_destroy(prices);
    return status;
}
