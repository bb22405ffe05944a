/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Costs of single institutions (MODEL 8.6). Fixed costs run from an institution's opening to
 * its closure. From its moratorium on, the share of them that stands for empty places - 1 less
 * residents over residents at the moratorium - is double running: part of the same money, in a
 * class of its own. closure.c has counted that share over the exact time (K17); fixed costs are
 * paid by the day, so it is at most the whole days under moratorium. Staff who wait for
 * redeployment after the closure (cost_staff.c) are double running too.
 */
#include <math.h>

#include "cost_parts.h"

static int32_t later(int32_t a, int32_t b)
{
    return a > b ? a : b;
}

static int32_t sooner(int32_t a, int32_t b)
{
    return a < b ? a : b;
}

static double days_of(int64_t fixed_point)
{
    return di_time_days((di_time)fixed_point);
}

static int32_t opening_day(const struct di_institution *institution)
{
    const struct di_series *capacity = &institution->capacity;
    for (uint32_t i = di_series_step(capacity, 0); i < capacity->count; i++)
        if (capacity->value[i] > 0)
            return later(0, capacity->day[i]);
    return DI_NO_DAY;
}

static int32_t shut_day(const struct di_result *result, uint32_t institution)
{
    const di_time shut_at = result->closures[institution].shut_at;
    return shut_at == DI_TIME_NEVER ? DI_NO_DAY : di_time_day(shut_at);
}

/* Cost of the span per unit of the line's price, if it is open all the time. */
static double fixed_rate(const struct di_cost_book *book, const struct di_cost_line *line,
                         uint32_t i, const struct span *span)
{
    const struct di_institution *institution = &book->model->institutions[i];
    const double days = (double)(span->next - span->first);
    if (line->basis == DI_COST_INSTITUTION_PLACE_YEAR)
        return di_series_at(&institution->capacity, opening_day(institution)) * days /
               DI_DAYS_PER_YEAR;
    if (line->basis == DI_COST_INSTITUTION_STAFF_YEAR)
        return cost_staff(book, line, i) * days / DI_DAYS_PER_YEAR;
    return days / span->days;
}

/* Share of the span in which the fixed cost is paid; the part of it that is double running. */
static double open_share(const struct di_cost_book *book, const struct di_result *result,
                         uint32_t institution, uint32_t quarter, const struct span *span,
                         double *double_running)
{
    const struct di_institution *item = &book->model->institutions[institution];
    const int32_t closed = result->institution_closed_day[institution];
    const double days = (double)(span->next - span->first);
    const int32_t opening = opening_day(item);
    const int32_t open_days = cost_days_within(span, opening, closed);
    const int32_t shut_days =
        cost_days_within(span, later(opening, shut_day(result, institution)), closed);
    *double_running = 0;
    if (opening == DI_NO_DAY || open_days <= 0)
        return 0;
    const size_t at = (size_t)quarter * result->dims.institutions + institution;
    *double_running = fmin(shut_days, result->institution_idle_days[at]) / days;
    return open_days / days;
}

static const struct di_series *own_series(const struct di_cost_book *book,
                                          const struct di_cost_line *line, uint32_t institution)
{
    const struct di_institution_cost *own = &book->plan->own[institution];
    if (line->source != own->source)
        return NULL;
    return line->basis == DI_COST_OWN_FIXED ? &own->fixed_per_quarter
                                            : &own->variable_per_child_day;
}

/* Price of an institution: of the line, or of its own. */
static double institution_price(const struct di_cost_book *book,
                                const struct di_cost_line *line, uint32_t institution,
                                const struct span *span, double line_price)
{
    if (line->basis != DI_COST_OWN_FIXED && line->basis != DI_COST_OWN_VARIABLE)
        return line_price;
    const struct di_series *own = own_series(book, line, institution);
    if (own == NULL)
        return 0;
    return cost_series_days(own, span->first, span->next) / (double)(span->next - span->first) *
           di_cost_inflation(book->plan, (span->first + span->next) / 2.0);
}

bool cost_is_counted(const struct di_cost_book *book, const struct di_cost_account *account,
                     uint32_t i)
{
    const struct di_institution *item = &book->model->institutions[i];
    return item->setting == account->setting && item->region == account->region &&
           cost_passes(book->plan->lines[account->line].institutions, i);
}

double cost_fixed_money(const struct di_cost_book *book, const struct di_cost_account *account,
                        const struct di_result *result, uint32_t quarter, double line_price)
{
    const struct di_cost_line *line = &book->plan->lines[account->line];
    const struct span span = cost_span_of(book->model, quarter);
    double money = 0;
    for (uint32_t i = 0; i < book->model->institution_count; i++) {
        double idle = 0, waiting = 0;
        if (!cost_is_counted(book, account, i))
            continue;
        double share = open_share(book, result, i, quarter, &span, &idle);
        if (account->cost_class == DI_COST_DOUBLE_RUNNING)
            share = idle;
        else if (account->cost_class == DI_COST_RUNNING)
            share -= idle;
        if (account->cost_class != DI_COST_RUNNING)
            waiting = cost_waiting_staff_years(book, line, i, result->institution_closed_day[i],
                                               &span);
        if (share > 0 || waiting > 0)
            money += (share * fixed_rate(book, line, i, &span) + waiting) *
                     institution_price(book, line, i, &span, line_price);
    }
    return money;
}

double cost_variable_money(const struct di_cost_book *book,
                           const struct di_cost_account *account,
                           const struct di_result *result, uint32_t quarter)
{
    const struct di_cost_line *line = &book->plan->lines[account->line];
    const struct span span = cost_span_of(book->model, quarter);
    const uint32_t count = book->model->institution_count;
    double money = 0;
    for (uint32_t i = 0; i < count; i++)
        if (cost_is_counted(book, account, i))
            money += days_of(result->institution_time[(size_t)quarter * count + i]) *
                     institution_price(book, line, i, &span, 0);
    return money;
}

/* Licensed places of institutions and homes, open until they close. */
double cost_place_years(const struct di_cost_book *book, const struct di_cost_account *account,
                        const struct di_result *result, uint32_t quarter)
{
    const struct span span = cost_span_of(book->model, quarter);
    double days = 0;
    if (book->plan->lines[account->line].carers != NULL)
        return 0;
    for (uint32_t i = 0; i < book->model->institution_count; i++)
        if (cost_is_counted(book, account, i))
            days += cost_series_days(&book->model->institutions[i].capacity, span.first,
                                     sooner(span.next, result->institution_closed_day[i]));
    return days / DI_DAYS_PER_YEAR;
}

double cost_saved_money(const struct di_cost_book *book, const struct di_cost_account *account,
                        const struct di_result *result, uint32_t quarter, double line_price)
{
    const struct di_cost_line *line = &book->plan->lines[account->line];
    const struct span span = cost_span_of(book->model, quarter);
    double money = 0;
    for (uint32_t i = 0; i < book->model->institution_count; i++) {
        const int32_t closed = result->institution_closed_day[i];
        if (closed != DI_NO_DAY && cost_is_counted(book, account, i))
            money += (cost_days_within(&span, closed, DI_NO_DAY) /
                          (double)(span.next - span.first) * fixed_rate(book, line, i, &span) -
                      cost_waiting_staff_years(book, line, i, closed, &span)) *
                     institution_price(book, line, i, &span, line_price);
    }
    return money;
}
