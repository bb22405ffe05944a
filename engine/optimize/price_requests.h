/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The scarce things of a problem: which rows one more of each would shift, and what it costs.
 */
#ifndef DI_PRICE_REQUESTS_H
#define DI_PRICE_REQUESTS_H

#include "di/plan_prices.h"

#include "glpk_sensitivity.h"

struct price_request {
    struct di_price price;
    double size;             /* of the step that checks it, in units */
    struct glpk_shift *rows; /* per unit; owned; none: of the budget alone */
    uint32_t row_count;
    double
        *paid; /* [years] currency a unit forces to be paid; owned; of a budget: what it is */
    bool is_paid; /* any of it: net and gross differ */
};

struct price_requests {
    struct price_request *request;
    uint32_t count, room;
};

/* Of the budgets, per million of each year. */
bool price_requests_budgets(struct price_requests *requests,
                            const struct di_fluid_parameters *parameters);

/* Of one region of a program: families, workers and beds from the first day of the first years
 * on, and limits of the whole time. Limits become rows of `glpk`. */
bool price_requests_region(struct price_requests *requests,
                           const struct di_fluid_program *program, struct glpk *glpk,
                           uint32_t region);

void price_requests_finish(struct price_requests *requests);

#endif
