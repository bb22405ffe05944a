/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Lines times quantities (MODEL 8.6). Prices are averaged over the days of a quarter and
 * carried to its middle by inflation; what is paid once has the price of its day. A year is
 * 365.25 days, as everywhere.
 */
#include "di/cost_book.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cost_parts.h"

double cost_price(const struct di_cost_book *book, const struct di_cost_account *account,
                  int32_t from, int32_t to)
{
    const struct di_cost_line *line = &book->plan->lines[account->line];
    const struct di_series *series = &line->price.series;
    double price = to > from ? cost_series_days(series, from, to) / (double)(to - from)
                             : di_series_at(series, from);
    if (line->price.by_region != NULL && account->region != DI_NONE)
        price *= line->price.by_region[account->region];
    return price * di_cost_inflation(book->plan, (from + to) / 2.0);
}

static bool tabulate(struct di_cost_book *book)
{
    const size_t size = (size_t)book->quarters * book->count + 1;
    book->price = calloc(size, sizeof *book->price);
    book->given = calloc(size, sizeof *book->given);
    if (book->price == NULL || book->given == NULL)
        return false;
    for (uint32_t q = 0; q < book->quarters; q++) {
        const struct span span = cost_span_of(book->model, q);
        for (uint32_t a = 0; a < book->count; a++) {
            const size_t at = (size_t)q * book->count + a;
            book->price[at] = cost_price(book, &book->accounts[a], span.first, span.next);
            book->given[at] =
                cost_money_given(book, &book->accounts[a], &span, book->price[at]);
        }
    }
    return true;
}

enum di_status di_cost_book_create(const struct di_model *model, struct di_cost_book **book_out)
{
    struct di_cost_book *book = calloc(1, sizeof *book);
    if (book == NULL)
        return DI_ERR_MEMORY;
    book->model = model;
    book->plan = model->cost_plan;
    book->quarters = di_model_quarters(model);
    if (!cost_accounts_make(book) || !tabulate(book)) {
        di_cost_book_destroy(book);
        return DI_ERR_MEMORY;
    }
    *book_out = book;
    return DI_OK;
}

void di_cost_book_destroy(struct di_cost_book *book)
{
    if (book == NULL)
        return;
    free(book->accounts);
    free(book->price);
    free(book->given);
    free(book);
}

uint32_t di_cost_book_accounts(const struct di_cost_book *book)
{
    return book->count;
}

uint32_t di_cost_book_quarters(const struct di_cost_book *book)
{
    return book->quarters;
}

struct di_cost_account di_cost_book_account(const struct di_cost_book *book, uint32_t account)
{
    return book->accounts[account];
}

static double money_of(const struct di_cost_book *book, uint32_t a,
                       const struct di_result *result, uint32_t quarter)
{
    const struct di_cost_account *account = &book->accounts[a];
    const enum di_cost_basis basis = book->plan->lines[account->line].basis;
    const size_t at = (size_t)quarter * book->count + a;
    if (di_cost_basis_is_fixed(basis))
        return cost_fixed_money(book, account, result, quarter, book->price[at]);
    if (basis == DI_COST_OWN_PAY)
        return cost_pay_money(book, account, result, quarter);
    if (basis == DI_COST_OWN_VARIABLE)
        return cost_variable_money(book, account, result, quarter);
    return book->given[at] +
           book->price[at] * cost_units_recorded(book, account, result, quarter);
}

void di_cost_book_fill(const struct di_cost_book *book, const struct di_result *result,
                       int64_t *cents)
{
    for (uint32_t q = 0; q < book->quarters; q++)
        for (uint32_t a = 0; a < book->count; a++)
            cents[(size_t)q * book->count + a] = llround(100 * money_of(book, a, result, q));
}

double di_cost_book_discount(const struct di_cost_book *book, uint32_t quarter)
{
    const struct span span = cost_span_of(book->model, quarter);
    return di_cost_discount(book->plan, (span.first + span.next) / 2.0);
}

void di_cost_book_savings(const struct di_cost_book *book, const struct di_result *result,
                          uint32_t quarter, int64_t *cents)
{
    memset(cents, 0, (book->plan->source_count + 1u) * sizeof *cents);
    for (uint32_t a = 0; a < book->count; a++) {
        const struct di_cost_account *account = &book->accounts[a];
        const struct di_cost_line *line = &book->plan->lines[account->line];
        const double price = book->price[(size_t)quarter * book->count + a];
        const uint32_t payer =
            line->source == DI_NONE ? book->plan->source_count : line->source;
        if (di_cost_basis_is_fixed(line->basis) &&
            account->cost_class != DI_COST_DOUBLE_RUNNING)
            cents[payer] +=
                llround(100 * cost_saved_money(book, account, result, quarter, price));
    }
}
