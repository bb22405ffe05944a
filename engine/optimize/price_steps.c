/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Every scarce thing gets a step: a column that shifts the rows it stands in. The problem is
 * solved once, then again with each step taken a little; the price read from the basis there
 * must agree with the difference, else a smaller step is tried, and at last the price is left
 * out. Where the basis at the plan already covers both directions, one step proves both.
 *
 * "Net" shifts the thing alone: the salaries it forces are then paid out of the budget. "Gross"
 * shifts the budgets by those salaries too.
 */
#include "price_steps.h"

#include <math.h>
#include <stdlib.h>

#include "di/fluid_program.h"
#include "di/plan_check.h"

#include "glpk_sensitivity.h"
#include "price_requests.h"
#include "solve_clock.h"

#define SMALLER_STEPS 3
#define NOISE 1e-9      /* of the objective: what the solver rounds */
#define WITHOUT_END 1e5 /* units: beyond, only the program's own bounds stop (MODEL 13.2) */

/* What the basis at the plan says of a step. */
struct reading {
    uint32_t step; /* UINT32_MAX: none */
    bool is_known;
    double price, low, high;
};

struct request {
    const struct price_request *of;
    struct di_price price;
    struct reading net, gross;
};

struct pricing {
    const struct di_fluid_parameters *p;
    const struct di_plan *plan;
    const struct di_optimizer_options *options;
    struct di_fluid_program *program;
    struct glpk *glpk;
    uint32_t *budget_row; /* [years]; UINT32_MAX: none */
    struct glpk_shift *shifts;
    struct price_requests asked;
    struct request *requests; /* [asked.count] */
    double deadline, value;
};

/* ---- what is asked ---- */

/* The rows a unit shifts; gross, or of a budget alone: also what is paid for it. */
static uint32_t add_step(struct pricing *pricing, const struct price_request *of, bool is_gross)
{
    uint32_t count = 0;
    for (uint32_t n = 0; n < of->row_count; n++)
        pricing->shifts[count++] = of->rows[n];
    for (uint32_t year = 0; year < pricing->p->years && is_gross; year++)
        if (pricing->budget_row[year] != UINT32_MAX && of->paid[year] > 0)
            pricing->shifts[count++] = (struct glpk_shift){
                pricing->budget_row[year], of->paid[year] / pricing->program->money_unit};
    return glpk_step_add(pricing->glpk, pricing->shifts, count);
}

/* Limits become rows first, then come the steps that shift rows. */
static bool ask_all(struct pricing *pricing)
{
    bool is_asked = price_requests_budgets(&pricing->asked, pricing->p);
    for (uint32_t r = 0; r < pricing->p->regions && is_asked; r++)
        is_asked = price_requests_region(&pricing->asked, pricing->program, pricing->glpk, r);
    pricing->requests = calloc((size_t)pricing->asked.count + 1, sizeof *pricing->requests);
    if (!is_asked || pricing->requests == NULL)
        return false;
    for (uint32_t n = 0; n < pricing->asked.count; n++) {
        const struct price_request *of = &pricing->asked.request[n];
        struct request *request = &pricing->requests[n];
        *request = (struct request){.of = of, .price = of->price};
        request->net.step = request->gross.step = add_step(pricing, of, of->row_count == 0);
        if (of->is_paid)
            request->gross.step = add_step(pricing, of, true);
    }
    return true;
}

/* ---- answers ---- */

static void read_basis(struct pricing *pricing, struct reading *reading)
{
    reading->is_known = reading->step != UINT32_MAX &&
                        glpk_step_price(pricing->glpk, reading->step, &reading->price,
                                        &reading->low, &reading->high);
}

static bool is_late(const struct pricing *pricing)
{
    return solve_is_over(&pricing->options->limits, pricing->deadline);
}

enum answer { ANSWER_AGREED, ANSWER_IMPOSSIBLE, ANSWER_APART };

/* Take one step of `size` (negative: less) and compare. */
static enum answer take_step(struct pricing *pricing, uint32_t step, double size,
                             double *worth_out, double *range_out)
{
    struct reading there = {.step = step};
    double value = 0;
    glpk_bound_column(pricing->glpk, step, size, size);
    const enum glpk_outcome outcome = glpk_relax(pricing->glpk, pricing->deadline, &value);
    if (outcome == GLPK_OPTIMAL)
        read_basis(pricing, &there);
    glpk_bound_column(pricing->glpk, step, 0, 0);
    if (outcome == GLPK_INFEASIBLE)
        return ANSWER_IMPOSSIBLE;
    const double worth = -there.price, seen = (pricing->value - value) / size;
    const double allowed = PRICE_AGREED * fmax(fabs(worth), fabs(seen)) +
                           NOISE * fmax(1, fabs(pricing->value)) / fabs(size);
    if (!there.is_known || !(fabs(worth - seen) <= allowed))
        return ANSWER_APART;
    *worth_out = fabs(worth) < NOISE ? 0 : worth;
    *range_out = size > 0 ? there.high : -there.low;
    return ANSWER_AGREED;
}

static enum answer price_side(struct pricing *pricing, uint32_t step, double size,
                              double *worth_out, double *range_out)
{
    enum answer answer = ANSWER_APART;
    for (uint32_t n = 0; n < SMALLER_STEPS && answer == ANSWER_APART && !is_late(pricing); n++)
        answer = take_step(pricing, step, size * pow(0.1, n), worth_out, range_out);
    return answer;
}

/* Does the basis at the plan hold on both sides of it? */
static bool is_smooth(const struct reading *reading, double size)
{
    return reading->is_known && reading->low < -size && reading->high > size;
}

static void answer_side(struct pricing *pricing, struct request *request, double size,
                        struct di_price_side *side, uint32_t *unverified)
{
    double ignored;
    enum answer answer = price_side(pricing, request->net.step, size, &side->net, &side->range);
    side->gross = side->net;
    if (answer == ANSWER_AGREED && request->gross.step != request->net.step)
        answer = price_side(pricing, request->gross.step, size, &side->gross, &ignored);
    side->is_verified = answer == ANSWER_AGREED;
    *unverified += answer == ANSWER_APART && !is_late(pricing);
}

static void forget_far_end(struct di_price_side *side)
{
    if (side->range > WITHOUT_END)
        side->range = HUGE_VAL;
}

static void answer(struct pricing *pricing, struct request *request, uint32_t *unverified)
{
    struct di_price *price = &request->price;
    answer_side(pricing, request, request->of->size, &price->more, unverified);
    if (price->more.is_verified && is_smooth(&request->net, request->of->size) &&
        is_smooth(&request->gross, request->of->size)) {
        price->less = price->more;
        price->less.range = -request->net.low;
    } else if (!is_late(pricing)) {
        answer_side(pricing, request, -request->of->size, &price->less, unverified);
    }
    forget_far_end(&price->more);
    forget_far_end(&price->less);
}

/* ---- the problem ---- */

void price_fix_whole(const struct di_fluid_program *program, struct glpk *glpk,
                     const struct di_plan *plan)
{
    for (uint32_t c = 0; c < program->column_count; c++)
        if (program->columns[c].is_integer) {
            const double whole = round(plan->values[program->columns[c].place]);
            glpk_bound_column(glpk, c, whole, whole);
        }
}

double price_unmet_most(const struct di_fluid_parameters *parameters,
                        const struct di_plan *plan)
{
    struct di_plan_verdict verdict;
    di_plan_check(parameters, plan, false, &verdict);
    const double unmet = verdict.goal[DI_GOAL_UNMET];
    return unmet + PRICE_HELD * fabs(unmet) + PRICE_HELD;
}

static bool make_room(struct pricing *pricing)
{
    const struct di_fluid_parameters *p = pricing->p;
    pricing->budget_row = calloc((size_t)p->years + 1, sizeof *pricing->budget_row);
    pricing->shifts = calloc((size_t)p->years + p->periods + 2, sizeof *pricing->shifts);
    if (pricing->budget_row == NULL || pricing->shifts == NULL)
        return false;
    for (uint32_t year = 0; year < p->years; year++)
        pricing->budget_row[year] =
            di_fluid_row_find(pricing->program, DI_ROW_BUDGET, year, 0, 0);
    return true;
}

/* Solve with everything in place; false: no optimum to price. */
static bool solve(struct pricing *pricing)
{
    const struct di_fluid_program *program = pricing->program;
    glpk_bound_row(pricing->glpk, program->goal_row[DI_GOAL_UNMET], -HUGE_VAL,
                   price_unmet_most(pricing->p, pricing->plan));
    glpk_objective_add(pricing->glpk, program->goal_row[DI_GOAL_RESIDENTIAL], 1);
    return glpk_relax(pricing->glpk, pricing->deadline, &pricing->value) == GLPK_OPTIMAL;
}

bool price_append(struct di_plan_prices *prices, const struct di_price *price)
{
    if (prices->count == prices->room) {
        const uint32_t room = prices->room > 0 ? prices->room * 2 : 64;
        struct di_price *larger = realloc(prices->price, room * sizeof *larger);
        if (larger == NULL)
            return false;
        prices->price = larger;
        prices->room = room;
    }
    prices->price[prices->count++] = *price;
    return true;
}

static enum di_status answer_all(struct pricing *pricing, uint32_t region,
                                 struct di_plan_prices *prices, struct di_error *error)
{
    for (uint32_t n = 0; n < pricing->asked.count; n++) {
        read_basis(pricing, &pricing->requests[n].net);
        read_basis(pricing, &pricing->requests[n].gross);
    }
    for (uint32_t n = 0; n < pricing->asked.count; n++) {
        struct di_price *price = &pricing->requests[n].price;
        if (is_late(pricing)) {
            prices->state = DI_PRICES_STOPPED;
            return DI_OK;
        }
        answer(pricing, &pricing->requests[n], &prices->unverified);
        if (region != UINT32_MAX)
            price->region = region;
        if ((price->more.is_verified || price->less.is_verified) &&
            !price_append(prices, price))
            return di_fail_memory(error);
    }
    return DI_OK;
}

static enum di_status run(struct pricing *pricing, uint32_t region,
                          struct di_plan_prices *prices, struct di_error *error)
{
    if (!make_room(pricing))
        return di_fail_memory(error);
    enum di_status status =
        glpk_create(pricing->program, &pricing->options->limits, &pricing->glpk, error);
    if (status != DI_OK)
        return status;
    price_fix_whole(pricing->program, pricing->glpk, pricing->plan);
    if (!ask_all(pricing))
        status = di_fail_memory(error);
    else if (solve(pricing))
        status = answer_all(pricing, region, prices, error);
    else
        prices->state = is_late(pricing) ? DI_PRICES_STOPPED : DI_PRICES_LOST;
    glpk_destroy(pricing->glpk);
    return status;
}

enum di_status price_steps_run(const struct di_fluid_parameters *parameters,
                               const struct di_plan *plan,
                               const struct di_optimizer_options *options, double deadline,
                               uint32_t region, struct di_plan_prices *prices,
                               struct di_error *error)
{
    struct pricing pricing = {
        .p = parameters, .plan = plan, .options = options, .deadline = deadline};
    enum di_status status = di_fluid_program_create(parameters, false, &pricing.program, error);
    if (status == DI_OK)
        status = run(&pricing, region, prices, error);
    free(pricing.budget_row);
    free(pricing.shifts);
    free(pricing.requests);
    price_requests_finish(&pricing.asked);
    di_fluid_program_destroy(pricing.program);
    return status;
}
