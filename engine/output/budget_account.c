/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "budget_account.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static uint32_t year_of_quarter(const struct di_model *model, uint32_t quarter)
{
    return (uint32_t)(di_date_year(model->start_civil_day +
                                   di_result_quarter_first_day(model, quarter)) -
                      model->cost_plan->first_year);
}

uint32_t budget_last_quarter(const struct di_model *model, uint32_t year)
{
    const uint32_t quarters = di_model_quarters(model);
    uint32_t quarter = 0;
    while (quarter + 1 < quarters && year_of_quarter(model, quarter + 1) <= year)
        quarter++;
    return quarter;
}

static int64_t spent_in(const struct cost_sheet *sheet, uint32_t replication, uint32_t quarter,
                        uint16_t source)
{
    int64_t sum = 0;
    for (uint32_t a = 0; a < sheet->accounts; a++) {
        const uint32_t line = di_cost_book_account(sheet->book, a).line;
        if (sheet->model->cost_plan->lines[line].source == source)
            sum += cost_sheet_at(sheet, replication, quarter, a);
    }
    return sum;
}

static bool is_over(const struct di_model *model, const struct di_budget_source *source,
                    uint32_t year)
{
    const int32_t first =
        di_date_from_civil(model->cost_plan->first_year + (int32_t)year, 1, 1);
    return first - model->start_civil_day >= source->ends_day;
}

/* Money of a year, in cents; drawn for the replication where inputs are uncertain. */
static int64_t budgeted_in(const struct di_cost_plan *plan, const struct di_result *result,
                           uint32_t source, uint32_t year)
{
    return result->budgeted != NULL ? result->budgeted[(size_t)source * plan->years + year]
                                    : llround(100 * plan->sources[source].by_year[year]);
}

static void balance_years(const struct di_model *model, const struct di_result *result,
                          uint32_t s, struct budget_year *list)
{
    const struct di_budget_source *source = &model->cost_plan->sources[s];
    for (uint32_t y = 0; y < model->cost_plan->years; y++) {
        struct budget_year *year = &list[y];
        if (!source->savings_are_lost)
            year->withdrawn = 0;
        year->budgeted = budgeted_in(model->cost_plan, result, s, y);
        if (source->carries_over && y > 0 && !is_over(model, source, y) &&
            list[y - 1].available > list[y - 1].spent)
            year->carried = list[y - 1].available - list[y - 1].spent;
        year->available = year->budgeted + year->carried - year->withdrawn;
        if (year->available < 0)
            year->available = 0;
        year->gap = year->spent > year->available ? year->spent - year->available : 0;
    }
}

enum di_status budget_account(const struct cost_sheet *sheet, const struct di_result *result,
                              uint32_t replication, uint32_t source,
                              struct budget_year *years_out)
{
    const struct di_cost_plan *plan = sheet->model->cost_plan;
    const uint16_t payer = source < plan->source_count ? (uint16_t)source : DI_NONE;
    int64_t *saved = calloc((size_t)plan->source_count + 1, sizeof *saved);
    if (saved == NULL)
        return DI_ERR_MEMORY;
    memset(years_out, 0, plan->years * sizeof *years_out);
    for (uint32_t q = 0; q < sheet->quarters; q++) {
        struct budget_year *year = &years_out[year_of_quarter(sheet->model, q)];
        year->spent += spent_in(sheet, replication, q, payer);
        if (payer == DI_NONE || !plan->sources[source].savings_are_lost)
            continue;
        if (result->saved != NULL) {
            year->withdrawn += result->saved[(size_t)q * (plan->source_count + 1) + source];
            continue;
        }
        di_cost_book_savings(sheet->book, result, q, saved);
        year->withdrawn += saved[source];
    }
    free(saved);
    if (payer != DI_NONE)
        balance_years(sheet->model, result, source, years_out);
    return DI_OK;
}
