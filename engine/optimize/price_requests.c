/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which prices are asked for, in the order in which they are given. What a unit forces to be
 * paid is kept beside what it shifts: "net" prices pay it out of the budget, "gross" ones do
 * not.
 */
#include "price_requests.h"

#include <math.h>
#include <stdlib.h>

#define STEP_SHARE 1e-3 /* of a budget */
#define STEP_UNITS 0.1
#define FROM_YEARS 3
#define MILLION 1e6

static struct price_request *add(struct price_requests *requests, struct di_price price,
                                 double size, uint32_t rows, uint32_t years)
{
    if (requests->count == requests->room) {
        const uint32_t room = requests->room * 2 + 32;
        struct price_request *more =
            realloc(requests->request, room * sizeof *requests->request);
        if (more == NULL)
            return NULL;
        requests->request = more;
        requests->room = room;
    }
    struct price_request *made = &requests->request[requests->count];
    *made = (struct price_request){.price = price,
                                   .size = size,
                                   .rows = calloc((size_t)rows + 1, sizeof *made->rows),
                                   .paid = calloc((size_t)years + 1, sizeof *made->paid)};
    if (made->rows == NULL || made->paid == NULL) {
        free(made->rows);
        free(made->paid);
        return NULL;
    }
    requests->count++;
    return made;
}

bool price_requests_budgets(struct price_requests *requests,
                            const struct di_fluid_parameters *parameters)
{
    const struct di_fluid_parameters *p = parameters;
    for (uint32_t year = 0; year < p->years && year <= p->year[p->horizon]; year++) {
        if (!(p->budget[year] < HUGE_VAL))
            continue;
        const struct di_price price = {
            .kind = DI_PRICE_BUDGET, .region = UINT32_MAX, .index = year};
        struct price_request *request =
            add(requests, price, fmax(p->budget[year], 1) * STEP_SHARE / MILLION, 0, p->years);
        if (request == NULL)
            return false;
        request->paid[year] = MILLION;
    }
    return true;
}

/* `cost` per quarter and unit from `from` on, less as units leave. */
static void pay(struct price_request *request, const struct di_fluid_parameters *p, double cost,
                double attrition)
{
    const uint32_t from = request->price.from;
    double left = 1;
    for (uint32_t t = from; t <= p->periods && cost > 0; t++) {
        left *= t > from ? pow(1 - attrition, p->quarters[t]) : 1;
        request->paid[p->year[t]] += left * cost * p->quarters[t] * p->price_index[t];
        request->is_paid = true;
    }
}

static bool ask_pool(struct price_requests *requests, const struct di_fluid_program *program,
                     struct di_price price, enum di_fluid_row_family family, double cost,
                     double attrition)
{
    const struct di_fluid_parameters *p = program->parameters;
    const uint32_t b = price.kind == DI_PRICE_FAMILY ? price.index : 0;
    const uint32_t row = di_fluid_row_find(program, family, price.from, price.region, b);
    if (row == UINT32_MAX)
        return true;
    struct price_request *request = add(requests, price, STEP_UNITS, 1, p->years);
    if (request == NULL)
        return false;
    request->rows[request->row_count++] = (struct glpk_shift){row, 1};
    pay(request, p, cost, attrition);
    return true;
}

static bool ask_pools(struct price_requests *requests, const struct di_fluid_program *program,
                      uint32_t r, uint32_t from)
{
    const struct di_fluid_parameters *p = program->parameters;
    struct di_price price = {.region = r, .from = from, .kind = DI_PRICE_WORKER};
    bool is_asked = !p->has_workers || ask_pool(requests, program, price, DI_ROW_WORKERS,
                                                p->salary_cost, p->worker_attrition);
    price.kind = DI_PRICE_FAMILY;
    for (uint32_t k = 0; k < DI_SPECIALITIES && is_asked; k++) {
        price.index = k;
        if (p->places_per_family[di_fluid_rk(r, k)] > 0)
            is_asked = ask_pool(requests, program, price, DI_ROW_CARERS, p->family_cost[k],
                                p->carer_attrition);
    }
    price.index = 0;
    price.kind = DI_PRICE_BED;
    if (p->is_allowed[DI_GROUP_STANDARD][DI_PLACEMENT_SGH] && is_asked)
        is_asked = ask_pool(requests, program, price, DI_ROW_BEDS, 0, 0);
    return is_asked;
}

/* One more a year may be started, in every period. */
static bool ask_limit(struct price_requests *requests, const struct di_fluid_program *program,
                      struct glpk *glpk, struct di_price price, enum di_plan_part part)
{
    const struct di_fluid_parameters *p = program->parameters;
    struct price_request *request = add(requests, price, STEP_UNITS, p->periods, p->years);
    if (request == NULL)
        return false;
    for (uint32_t t = 1; t <= p->periods; t++) {
        const int32_t column = di_fluid_column(program, part, t, price.region, price.index, 0);
        const uint32_t row = column >= 0 ? glpk_limit_row(glpk, (uint32_t)column) : UINT32_MAX;
        if (row != UINT32_MAX)
            request->rows[request->row_count++] =
                (struct glpk_shift){row, p->quarters[t] / 4.0};
    }
    if (request->row_count == 0) {
        free(request->rows);
        free(request->paid);
        requests->count--;
    }
    return true;
}

bool price_requests_region(struct price_requests *requests,
                           const struct di_fluid_program *program, struct glpk *glpk,
                           uint32_t region)
{
    const struct di_fluid_parameters *p = program->parameters;
    struct di_price price = {.region = region, .kind = DI_PRICE_HIRES};
    bool is_asked = true;
    for (uint32_t t = 1; t <= p->horizon && p->year[t] < FROM_YEARS && is_asked; t++)
        if (t == 1 || p->year[t] != p->year[t - 1])
            is_asked = ask_pools(requests, program, region, t);
    is_asked = is_asked && ask_limit(requests, program, glpk, price, DI_PART_HIRES);
    price.kind = DI_PRICE_APPROVALS;
    for (price.index = 0; price.index < DI_SPECIALITIES && is_asked; price.index++)
        is_asked = ask_limit(requests, program, glpk, price, DI_PART_APPROVALS);
    return is_asked;
}

void price_requests_finish(struct price_requests *requests)
{
    for (uint32_t n = 0; n < requests->count; n++) {
        free(requests->request[n].rows);
        free(requests->request[n].paid);
    }
    free(requests->request);
    *requests = (struct price_requests){0};
}
