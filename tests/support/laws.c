/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "laws.h"

#include <math.h>
#include <stdlib.h>

#include "di/cost_book.h"

/* Child-time by institution is counted apart from closures (occupancy.c). A quarter that starts
 * after the closure may have none. */
const char *law_closed_means_empty(const struct di_model *model, const struct di_result *result,
                                   uint32_t *closed)
{
    for (uint32_t i = 0; i < model->institution_count; i++) {
        const struct di_closure *closure = &result->closures[i];
        if (closure->closed_at == DI_TIME_NEVER)
            continue;
        (*closed)++;
        if (closure->last_child_at != DI_TIME_NEVER &&
            closure->last_child_at > closure->closed_at)
            return "a child left an institution that was closed";
        for (uint32_t q = 0; q < result->dims.quarters; q++)
            if (di_time_of_day(di_result_quarter_first_day(model, q)) > closure->closed_at &&
                result->institution_time[(size_t)q * result->dims.institutions + i] != 0)
                return "a child was in an institution after it closed";
    }
    return NULL;
}

const char *law_counts_and_hours(const struct di_result *result)
{
    const struct di_result_dims *dims = &result->dims;
    const size_t cells = di_result_stock_index(dims, dims->quarters, 0, 0, 0);
    for (size_t i = 0; i < cells; i++)
        if (result->stock[i] < 0 || result->child_time[i] < 0 || result->stock_origin[i] < 0 ||
            result->child_time_origin[i] < 0)
            return "a stock or child-time is negative";
    const size_t teams = (size_t)dims->quarters * dims->regions * result->work.roles;
    for (size_t t = 0; t < teams; t++)
        if (result->work.teams[t].hours_worked <
                -1e-9 || /* sums of rates, not of whole numbers */
            result->work.teams[t].hours_worked >
                result->work.teams[t].hours_available * (1 + 1e-9) + 1e-6)
            return "a team worked more hours than it had";
    return NULL;
}

/* What the lines of a basis should cost in the quarter, in cents, from the result's counts. */
static double counted(const struct di_model *model, const struct di_result *result,
                      const struct di_cost_line *line, uint32_t quarter)
{
    const struct di_result_dims *dims = &result->dims;
    double units = 0;
    for (uint32_t r = 0; r < dims->regions; r++) {
        for (uint32_t role = 0; line->basis == DI_COST_HOUR && role < result->work.roles;
             role++)
            units +=
                result->work
                    .teams[((size_t)quarter * dims->regions + r) * result->work.roles + role]
                    .hours_worked;
        if (line->basis == DI_COST_VISIT && result->work.roles > 0)
            units += result->work.regions[(size_t)quarter * dims->regions + r].visits_made;
        for (uint32_t s = 0; line->basis == DI_COST_CHILD_YEAR && s < dims->settings; s++)
            for (uint32_t cell = 0; cell < 2; cell++)
                units += di_time_years(
                    result->child_time[di_result_stock_index(dims, quarter, r, s, cell)]);
    }
    if (line->basis == DI_COST_INSTITUTION_QUARTER)
        units = model->institution_count;
    return units * line->price.series.value[0] * 100;
}

static const char *check_line(const struct di_model *model, const struct di_result *result,
                              const struct di_cost_book *book, uint32_t line, uint32_t quarter,
                              const int64_t *cents)
{
    const struct di_cost_line *plan = &model->cost_plan->lines[line];
    const uint32_t accounts = di_cost_book_accounts(book);
    double sum = 0, rounding = 1;
    for (uint32_t a = 0; a < accounts; a++)
        if (di_cost_book_account(book, a).line == line) {
            if (cents[a] < 0)
                return "a cost is negative";
            sum += (double)cents[a];
            rounding += 0.5;
        }
    const double expected = counted(model, result, plan, quarter);
    if (plan->basis == DI_COST_INSTITUTION_QUARTER)
        return sum <= expected + rounding ? NULL : "institutions cost more than all of them";
    const bool is_counted = plan->basis == DI_COST_CHILD_YEAR || plan->basis == DI_COST_HOUR ||
                            plan->basis == DI_COST_VISIT;
    return !is_counted || fabs(sum - expected) <= rounding + 1e-9 * expected
               ? NULL
               : "children, hours or visits cost more or less than they were";
}

const char *law_costs_add_up(const struct di_model *model, const struct di_result *result)
{
    struct di_cost_book *book = NULL;
    if (di_cost_book_create(model, &book) != DI_OK)
        return "no memory for costs";
    const uint32_t accounts = di_cost_book_accounts(book);
    const char *broken = NULL;
    int64_t *cents = calloc((size_t)accounts * result->dims.quarters + 1, sizeof *cents);
    if (cents == NULL) {
        di_cost_book_destroy(book);
        return "no memory for costs";
    }
    di_cost_book_fill(book, result, cents);
    for (uint32_t q = 0; broken == NULL && q < result->dims.quarters; q++)
        for (uint32_t l = 0; broken == NULL && l < model->cost_plan->line_count; l++)
            broken = check_line(model, result, book, l, q, cents + (size_t)q * accounts);
    free(cents);
    di_cost_book_destroy(book);
    return broken;
}
