/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Posts among the staff of institutions (MODEL 8.6). All of them are paid until the institution
 * closes: from its moratorium on those above the ratio of children and staff of that day are
 * kept without need, which is its double running. Who is redeployed at a later day than the
 * closure is paid until then.
 */
#include "di/closure.h"

#include "cost_parts.h"

static const struct di_closure_plan *plan_of(const struct di_cost_book *book,
                                             uint32_t institution)
{
    return book->model->closure_plans == NULL ? NULL : &book->model->closure_plans[institution];
}

double cost_staff(const struct di_cost_book *book, const struct di_cost_line *line,
                  uint32_t institution)
{
    const struct di_closure_plan *plan = plan_of(book, institution);
    return plan == NULL ? 0 : di_cost_staff_of(line, plan);
}

double cost_waiting_staff_years(const struct di_cost_book *book,
                                const struct di_cost_line *line, uint32_t institution,
                                int32_t closed, const struct span *span)
{
    const struct di_closure_plan *plan = plan_of(book, institution);
    const uint16_t region = book->model->institutions[institution].region;
    if (line->basis != DI_COST_INSTITUTION_STAFF_YEAR || plan == NULL || closed == DI_NO_DAY ||
        di_staffing_redeployed_to(&book->model->staffing, region) == UINT32_MAX)
        return 0;
    return di_closure_redeployed_fte(plan, line) *
           cost_days_within(span, closed,
                            di_closure_redeployment_day(book->model, plan, closed)) /
           DI_DAYS_PER_YEAR;
}
