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
#include <string.h>

#include "di/fluid_program.h"
#include "di/plan_check.h"

#include "glpk_sensitivity.h"

#define AGREED 0.01 /* MODEL 13.6 */
#define STEP_SHARE 1e-3
#define STEP_UNITS 0.1
#define SMALLER_STEPS 3
#define NOISE 1e-9 /* of the objective: what the solver rounds */
#define FROM_YEARS 3
#define MILLION 1e6
#define WITHOUT_END 1e5    /* units: beyond, only the program's own bounds stop (MODEL 13.2) */
#define HELD_RELATIVE 1e-5 /* unmet need may exceed the plan's by so much */
#define HELD_ABSOLUTE 1e-5

/* What the basis at the plan says of a step. */
struct reading {
    uint32_t step; /* UINT32_MAX: none */
    bool is_known;
    double price, low, high;
};

struct request {
    struct di_price price;
    double size;
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
    struct request *requests;
    uint32_t count;
    double deadline, value;
};

/* ---- what is asked ---- */

static void ask(struct pricing *pricing, struct di_price price, double size, uint32_t shifts)
{
    struct request *request = &pricing->requests[pricing->count++];
    *request = (struct request){.price = price, .size = size};
    request->net.step = request->gross.step = glpk_step_add(pricing->glpk, pricing->shifts, 1);
    if (shifts > 1)
        request->gross.step = glpk_step_add(pricing->glpk, pricing->shifts, shifts);
}

static void ask_budgets(struct pricing *pricing)
{
    const struct di_fluid_parameters *p = pricing->p;
    for (uint32_t year = 0; year < p->years; year++) {
        if (pricing->budget_row[year] == UINT32_MAX || year > p->year[p->horizon])
            continue;
        pricing->shifts[0] = (struct glpk_shift){pricing->budget_row[year],
                                                 MILLION / pricing->program->money_unit};
        ask(pricing,
            (struct di_price){.kind = DI_PRICE_BUDGET, .region = UINT32_MAX, .index = year},
            fmax(p->budget[year], 1) * STEP_SHARE / MILLION, 1);
    }
}

/* Budgets pay `cost` per quarter and unit from `from` on, less as units leave. */
static uint32_t pay(struct pricing *pricing, uint32_t from, double cost, double attrition)
{
    const struct di_fluid_parameters *p = pricing->p;
    uint32_t count = 1;
    for (uint32_t year = 0; year < p->years && cost > 0; year++) {
        double left = 1, paid = 0;
        for (uint32_t t = from; t <= p->periods; t++) {
            left *= t > from ? pow(1 - attrition, p->quarters[t]) : 1;
            if (p->year[t] == year)
                paid += left * cost * p->quarters[t] * p->price_index[t];
        }
        if (pricing->budget_row[year] != UINT32_MAX && paid > 0)
            pricing->shifts[count++] = (struct glpk_shift){pricing->budget_row[year],
                                                           paid / pricing->program->money_unit};
    }
    return count;
}

static void ask_pool(struct pricing *pricing, struct di_price price,
                     enum di_fluid_row_family family, double cost, double attrition)
{
    const uint32_t b = price.kind == DI_PRICE_FAMILY ? price.index : 0;
    const uint32_t row =
        di_fluid_row_find(pricing->program, family, price.from, price.region, b);
    if (row == UINT32_MAX)
        return;
    pricing->shifts[0] = (struct glpk_shift){row, 1};
    ask(pricing, price, STEP_UNITS, pay(pricing, price.from, cost, attrition));
}

/* One more a year may be started, in every period. */
static void ask_limit(struct pricing *pricing, struct di_price price, enum di_plan_part part)
{
    const struct di_fluid_parameters *p = pricing->p;
    uint32_t count = 0;
    for (uint32_t t = 1; t <= p->periods; t++) {
        const int32_t column =
            di_fluid_column(pricing->program, part, t, price.region, price.index, 0);
        const uint32_t row =
            column >= 0 ? glpk_limit_row(pricing->glpk, (uint32_t)column) : UINT32_MAX;
        if (row != UINT32_MAX)
            pricing->shifts[count++] = (struct glpk_shift){row, p->quarters[t] / 4.0};
    }
    if (count == 0)
        return;
    struct request *request = &pricing->requests[pricing->count++];
    *request = (struct request){.price = price, .size = STEP_UNITS};
    request->net.step = request->gross.step =
        glpk_step_add(pricing->glpk, pricing->shifts, count);
}

static void ask_pools(struct pricing *pricing, uint32_t r, uint32_t from)
{
    const struct di_fluid_parameters *p = pricing->p;
    struct di_price price = {.region = r, .from = from, .kind = DI_PRICE_WORKER};
    if (p->has_workers)
        ask_pool(pricing, price, DI_ROW_WORKERS, p->salary_cost, p->worker_attrition);
    for (uint32_t k = 0; k < DI_SPECIALITIES; k++) {
        price.kind = DI_PRICE_FAMILY;
        price.index = k;
        if (p->places_per_family[di_fluid_rk(r, k)] > 0)
            ask_pool(pricing, price, DI_ROW_CARERS, p->family_cost[k], p->carer_attrition);
    }
    price.index = 0;
    price.kind = DI_PRICE_BED;
    if (p->is_allowed[DI_GROUP_STANDARD][DI_PLACEMENT_SGH])
        ask_pool(pricing, price, DI_ROW_BEDS, 0, 0);
}

/* From the first day of each of the first years, and limits of the whole time. */
static void ask_region(struct pricing *pricing, uint32_t r)
{
    const struct di_fluid_parameters *p = pricing->p;
    struct di_price price = {.region = r, .kind = DI_PRICE_HIRES};
    for (uint32_t t = 1; t <= p->horizon && p->year[t] < FROM_YEARS; t++)
        if (t == 1 || p->year[t] != p->year[t - 1])
            ask_pools(pricing, r, t);
    ask_limit(pricing, price, DI_PART_HIRES);
    price.kind = DI_PRICE_APPROVALS;
    for (price.index = 0; price.index < DI_SPECIALITIES; price.index++)
        ask_limit(pricing, price, DI_PART_APPROVALS);
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
    const struct di_solve_limits *limits = &pricing->options->limits;
    return (limits->is_cancelled != NULL && limits->is_cancelled(limits->context)) ||
           (limits->seconds != NULL && limits->seconds(limits->context) >= pricing->deadline);
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
    const double allowed = AGREED * fmax(fabs(worth), fabs(seen)) +
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
    answer_side(pricing, request, request->size, &price->more, unverified);
    if (price->more.is_verified && is_smooth(&request->net, request->size) &&
        is_smooth(&request->gross, request->size)) {
        price->less = price->more;
        price->less.range = -request->net.low;
    } else if (!is_late(pricing)) {
        answer_side(pricing, request, -request->size, &price->less, unverified);
    }
    forget_far_end(&price->more);
    forget_far_end(&price->less);
}

/* ---- the problem ---- */

static void fix_whole(struct pricing *pricing)
{
    const struct di_fluid_program *program = pricing->program;
    for (uint32_t c = 0; c < program->column_count; c++)
        if (program->columns[c].is_integer) {
            const double whole = round(pricing->plan->values[program->columns[c].place]);
            glpk_bound_column(pricing->glpk, c, whole, whole);
        }
}

static bool make_room(struct pricing *pricing)
{
    const struct di_fluid_parameters *p = pricing->p;
    const size_t most =
        (size_t)p->years + (size_t)p->regions * (2 + DI_SPECIALITIES) * (FROM_YEARS + 1);
    pricing->budget_row = calloc((size_t)p->years + 1, sizeof *pricing->budget_row);
    pricing->shifts = calloc((size_t)p->years + p->periods + 2, sizeof *pricing->shifts);
    pricing->requests = calloc(most, sizeof *pricing->requests);
    if (pricing->budget_row == NULL || pricing->shifts == NULL || pricing->requests == NULL)
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
    struct di_plan_verdict verdict;
    di_plan_check(pricing->p, pricing->plan, false, &verdict);
    const double unmet = verdict.goal[DI_GOAL_UNMET];
    glpk_bound_row(pricing->glpk, program->goal_row[DI_GOAL_UNMET], -HUGE_VAL,
                   unmet + HELD_RELATIVE * fabs(unmet) + HELD_ABSOLUTE);
    glpk_objective_add(pricing->glpk, program->goal_row[DI_GOAL_RESIDENTIAL], 1);
    fix_whole(pricing);
    ask_budgets(pricing);
    for (uint32_t r = 0; r < pricing->p->regions; r++)
        ask_region(pricing, r);
    return glpk_relax(pricing->glpk, pricing->deadline, &pricing->value) == GLPK_OPTIMAL;
}

static bool append(struct di_plan_prices *prices, const struct di_price *price)
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
    for (uint32_t n = 0; n < pricing->count; n++) {
        read_basis(pricing, &pricing->requests[n].net);
        read_basis(pricing, &pricing->requests[n].gross);
    }
    for (uint32_t n = 0; n < pricing->count; n++) {
        struct di_price *price = &pricing->requests[n].price;
        if (is_late(pricing)) {
            prices->state = DI_PRICES_STOPPED;
            return DI_OK;
        }
        answer(pricing, &pricing->requests[n], &prices->unverified);
        if (region != UINT32_MAX)
            price->region = region;
        if ((price->more.is_verified || price->less.is_verified) && !append(prices, price))
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
    if (solve(pricing))
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
    di_fluid_program_destroy(pricing.program);
    return status;
}
