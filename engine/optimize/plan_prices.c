/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which problems are priced: the whole one where it is small, else each region alone.
 */
#include "di/plan_prices.h"

#include <stdlib.h>

#include "plan_region.h"
#include "price_nation.h"
#include "price_steps.h"
#include "solve_clock.h"

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

/* ---- all of them ---- */

/* Each region gets an equal share of the time that is left. */
static enum di_status price_pieces(const struct di_fluid_parameters *parameters,
                                   const struct di_plan *plan,
                                   const struct di_optimizer_options *options, uint32_t pieces,
                                   double deadline, struct di_plan_prices *prices,
                                   struct di_error *error)
{
    enum di_status status = DI_OK;
    prices->is_by_region = pieces > 1;
    for (uint32_t n = 0; n < pieces && status == DI_OK; n++) {
        const double started = solve_now(&options->limits);
        const double until = started + (deadline - started) / (pieces - n);
        struct plan_region region;
        status = plan_region_cut(parameters, plan, n, pieces, &region, error);
        if (status != DI_OK)
            break;
        status = price_steps_run(plan_region_parameters(&region), region.plan, options, until,
                                 region.number, prices, error);
        plan_region_finish(&region);
    }
    return status;
}

/* Of the nation if its regions can be brought to agree, else of each region alone. */
static enum di_status price(const struct di_fluid_parameters *parameters,
                            const struct di_plan *plan,
                            const struct di_optimizer_options *options, uint32_t pieces,
                            double deadline, struct di_plan_prices *prices,
                            struct di_error *error)
{
    enum di_status status = DI_OK;
    bool is_found = false;
    if (pieces > 1)
        status =
            price_nation_run(parameters, plan, options, deadline, prices, &is_found, error);
    if (status == DI_OK && !is_found)
        status = price_pieces(parameters, plan, options, pieces, deadline, prices, error);
    return status;
}

enum di_status di_plan_prices_find(const struct di_fluid_parameters *parameters,
                                   const struct di_plan *plan,
                                   const struct di_optimizer_options *options,
                                   struct di_plan_prices **prices_out, struct di_error *error)
{
    const double deadline = solve_deadline(&options->limits);
    struct di_plan_prices *prices = calloc(1, sizeof *prices);
    uint32_t pieces = 1;
    if (prices == NULL)
        return di_fail_memory(error);
    enum di_status status = plan_region_count(parameters, options, &pieces, error);
    if (status == DI_OK && plan->goal[DI_GOAL_OVERSPEND].value > OVERSPENT)
        prices->state = DI_PRICES_ELASTIC;
    else if (status == DI_OK)
        status = price(parameters, plan, options, pieces, deadline, prices, error);
    if (status == DI_OK)
        *prices_out = prices;
    else
        di_plan_prices_destroy(prices);
    return status;
}
