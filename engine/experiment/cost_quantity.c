/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a line cost or counted: money that the scenario settles (places, dated families, one-off
 * payments) and units that the replication recorded (child-time, moves, prevention).
 */
#include <math.h>

#include "cost_parts.h"

static double days_of(int64_t fixed_point)
{
    return di_time_days((di_time)fixed_point);
}

static double region_factor(const struct di_quantity *quantity, uint16_t region)
{
    return quantity->by_region == NULL ? 1 : quantity->by_region[region];
}

/* `units` of the line that fall due on `day`, as far as they are spent within the span, at the
 * prices of the days on which they are. */
static double payment(const struct di_cost_book *book, const struct di_cost_account *account,
                      const struct span *span, int32_t day, double lead, double units)
{
    const double share = cost_spent_within(span, day, lead);
    if (!(share > 0))
        return 0;
    const int32_t from = lead >= 1 ? (int32_t)fmax(span->first, floor(day - lead)) : day;
    const int32_t to = lead >= 1 && day > span->next ? span->next : day;
    return share * units * cost_price(book, account, from, to);
}

/* Money for the rises of a series after the start. */
static double rises(const struct di_cost_book *book, const struct di_cost_account *account,
                    const struct span *span, const struct di_series *series, double lead)
{
    double money = 0;
    for (uint32_t i = 1; i < series->count; i++)
        if (series->day[i] > 0 && series->value[i] > series->value[i - 1])
            money += payment(book, account, span, series->day[i], lead,
                             series->value[i] - series->value[i - 1]);
    return money;
}

static double places_opened(const struct di_cost_book *book, const struct di_cost_line *line,
                            const struct di_cost_account *account, const struct span *span)
{
    const struct di_model *model = book->model;
    const struct di_setting *setting = &model->settings[account->setting];
    double money = 0;
    for (uint32_t i = 0; i < model->institution_count; i++) {
        const struct di_institution *item = &model->institutions[i];
        if (item->setting == account->setting && item->region == account->region &&
            cost_passes(line->institutions, i))
            money += rises(book, account, span, &item->capacity, line->lead_days);
    }
    if (setting->places == DI_PLACES_POOL && line->institutions == NULL)
        money += rises(book, account, span, &setting->capacity.series, line->lead_days) *
                 region_factor(&setting->capacity, account->region);
    return money;
}

/* Places of pools and families; institutions close, so theirs depend on the replication. */
static double standing_place_years(const struct di_cost_book *book,
                                   const struct di_cost_line *line,
                                   const struct di_cost_account *account,
                                   const struct span *span)
{
    const struct di_model *model = book->model;
    const struct di_setting *setting = &model->settings[account->setting];
    double days = 0;
    if (line->institutions != NULL)
        return 0;
    for (uint32_t c = 0; c < model->carers_count; c++) {
        const struct di_carers *carers = &model->carers[c];
        if (carers->setting == account->setting && carers->region == account->region &&
            cost_passes(line->carers, c))
            days += cost_series_days(&carers->families, span->first, span->next) *
                    carers->places_per_family;
    }
    if (setting->places == DI_PLACES_POOL && line->carers == NULL)
        days += cost_series_days(&setting->capacity.series, span->first, span->next) *
                region_factor(&setting->capacity, account->region);
    return days / DI_DAYS_PER_YEAR;
}

/* Money for approvals of dated families, or years of theirs. */
static double families(const struct di_cost_book *book, const struct di_cost_line *line,
                       const struct di_cost_account *account, const struct span *span,
                       bool counts_approvals)
{
    const struct di_model *model = book->model;
    double sum = 0;
    for (uint32_t c = 0; c < model->carers_count; c++) {
        const struct di_carers *carers = &model->carers[c];
        if (carers->setting != account->setting || carers->region != account->region ||
            !cost_passes(line->carers, c))
            continue;
        sum += counts_approvals ? rises(book, account, span, &carers->families, 0)
                                : cost_series_days(&carers->families, span->first, span->next) /
                                      DI_DAYS_PER_YEAR;
    }
    return sum;
}

/* Recruited families come and go by chance, and rest by chance: what a quarter had is recorded.
 */
static bool has_recruits(const struct di_model *model, const struct di_cost_account *account)
{
    for (uint32_t c = 0; c < model->carers_count; c++)
        if (model->carers[c].setting == account->setting &&
            model->carers[c].region == account->region && model->carers[c].recruitment != NULL)
            return true;
    return false;
}

static bool is_of_families(const struct di_cost_book *book,
                           const struct di_cost_account *account)
{
    const enum di_cost_basis basis = book->plan->lines[account->line].basis;
    return (basis == DI_COST_FAMILY_YEAR || basis == DI_COST_APPROVAL ||
            (basis == DI_COST_PLACE_YEAR &&
             book->plan->lines[account->line].institutions == NULL)) &&
           (has_recruits(book->model, account) ||
            book->plan->lines[account->line].skips_resting);
}

/* Years of families or their places, to the instant; without those that rest if the line says
 * so. */
static double recorded_families(const struct di_cost_book *book,
                                const struct di_cost_account *account,
                                const struct di_result *result, uint32_t quarter)
{
    const struct di_cost_line *line = &book->plan->lines[account->line];
    const size_t place =
        di_result_place_index(&result->dims, quarter, account->region, account->setting);
    if (line->basis == DI_COST_APPROVAL)
        return result->places[place + DI_PLACE_APPROVALS];
    const int64_t *time = result->family_time + place / DI_PLACE_MEASURES * DI_FAMILY_TIMES;
    const bool places = line->basis == DI_COST_PLACE_YEAR;
    int64_t paid = time[places ? DI_FAMILY_PLACE_TIME : DI_FAMILY_TIME];
    if (line->skips_resting)
        paid -= time[places ? DI_FAMILY_RESTING_PLACE_TIME : DI_FAMILY_RESTING_TIME];
    return days_of(paid) / DI_DAYS_PER_YEAR;
}

double cost_money_given(const struct di_cost_book *book, const struct di_cost_account *account,
                        const struct span *span, double price)
{
    const struct di_cost_line *line = &book->plan->lines[account->line];
    if (is_of_families(book, account))
        return 0;
    if (line->basis == DI_COST_ONCE)
        return payment(book, account, span, line->on_day, line->lead_days, 1);
    if (line->basis == DI_COST_PLACE_OPENED)
        return places_opened(book, line, account, span);
    if (line->basis == DI_COST_APPROVAL)
        return families(book, line, account, span, true);
    if (line->basis == DI_COST_PLACE_YEAR)
        return price * standing_place_years(book, line, account, span);
    if (line->basis == DI_COST_FAMILY_YEAR)
        return price * families(book, line, account, span, false);
    return 0;
}

static double child_years(const struct di_cost_line *line, const struct di_model *model,
                          const struct di_cost_account *account, const struct di_result *result,
                          uint32_t quarter)
{
    const struct di_result_dims *dims = &result->dims;
    double days = 0;
    if (line->institutions == NULL) {
        const size_t at =
            di_result_stock_index(dims, quarter, account->region, account->setting, 0);
        for (uint32_t cell = 0; cell < dims->cells; cell++)
            if (di_result_cell_is_everyone(dims, cell))
                days += days_of(result->child_time[at + cell]);
        return days / DI_DAYS_PER_YEAR;
    }
    for (uint32_t i = 0; i < model->institution_count; i++)
        if (line->institutions[i] != 0 && model->institutions[i].setting == account->setting &&
            model->institutions[i].region == account->region)
            days += days_of(
                result->institution_time[(size_t)quarter * model->institution_count + i]);
    return days / DI_DAYS_PER_YEAR;
}

static double moves(const struct di_model *model, const struct di_cost_account *account,
                    const struct di_result *result, uint32_t quarter)
{
    int64_t count = 0;
    for (uint32_t f = 0; f < result->flow_count; f++) {
        const struct di_flow *flow = &result->flows[f];
        if (flow->key.to != account->setting || flow->key.to_region != account->region ||
            flow->key.from >= model->setting_count)
            continue;
        for (uint32_t e = flow->first; e < flow->first + flow->count; e++)
            if (result->entries[e].quarter == quarter &&
                di_result_cell_is_everyone(&result->dims, result->entries[e].cell))
                count += result->entries[e].count;
    }
    return (double)count;
}

double cost_units_recorded(const struct di_cost_book *book,
                           const struct di_cost_account *account,
                           const struct di_result *result, uint32_t quarter)
{
    const struct di_cost_line *line = &book->plan->lines[account->line];
    if (is_of_families(book, account))
        return recorded_families(book, account, result, quarter);
    if (line->basis == DI_COST_FTE_YEAR || line->basis == DI_COST_HOUR ||
        line->basis == DI_COST_VISIT)
        return cost_work_units(book, account, result, quarter);
    if (line->basis == DI_COST_CHILD_YEAR)
        return child_years(line, book->model, account, result, quarter);
    if (line->basis == DI_COST_MOVE)
        return moves(book->model, account, result, quarter);
    if (line->basis == DI_COST_PLACE_YEAR)
        return cost_place_years(book, account, result, quarter);
    if (line->basis == DI_COST_PREVENTION_PLACE)
        return (double)result
            ->tally[((size_t)quarter * result->dims.regions + account->region) * DI_TALLIES +
                    DI_TALLY_PREVENTION_SERVED];
    return 0;
}
