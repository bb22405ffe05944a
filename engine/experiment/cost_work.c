/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Quantities of workers: years employed (training included), hours worked, visits made. They
 * belong to a region and to no setting; the roles of a line say whose they are.
 */
#include "cost_parts.h"

static const struct di_work_team *team_of(const struct di_result *result, uint32_t quarter,
                                          uint32_t region, uint32_t role)
{
    return &result->work
                .teams[((size_t)quarter * result->dims.regions + region) * result->work.roles +
                       role];
}

double cost_work_units(const struct di_cost_book *book, const struct di_cost_account *account,
                       const struct di_result *result, uint32_t quarter)
{
    const struct di_cost_line *line = &book->plan->lines[account->line];
    double units = 0;
    if (result->work.teams == NULL)
        return 0;
    if (line->basis == DI_COST_VISIT)
        return result->work.regions[(size_t)quarter * result->dims.regions + account->region]
            .visits_made;
    for (uint32_t role = 0; role < result->work.roles; role++) {
        const struct di_work_team *team = team_of(result, quarter, account->region, role);
        if (!cost_passes(line->roles, role))
            continue;
        units += line->basis == DI_COST_HOUR ? team->hours_worked
                                             : team->employed_fte_days / DI_DAYS_PER_YEAR;
    }
    return units;
}

double cost_pay_money(const struct di_cost_book *book, const struct di_cost_account *account,
                      const struct di_result *result, uint32_t quarter)
{
    const struct span span = cost_span_of(book->model, quarter);
    const struct di_person person = {.region = account->region};
    const double days = (double)(span.next - span.first);
    double money = 0;
    for (uint32_t role = 0; result->work.teams != NULL && role < result->work.roles; role++) {
        const struct di_quantity *pay = &book->model->staffing.roles[role].cost_per_fte_year;
        money += team_of(result, quarter, account->region, role)->employed_fte_days /
                 DI_DAYS_PER_YEAR * cost_series_days(&pay->series, span.first, span.next) /
                 days * di_quantity_factor(pay, &person);
    }
    return money * di_cost_inflation(book->plan, (span.first + span.next) / 2.0);
}
