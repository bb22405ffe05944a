/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Year by year: opening, entries, exits, closing. What is published stays as it is, also where
 * it does not close: that gap is what calibration calls unexplained. What is not published is
 * drawn from the balance, the smallest flows that reach the next stock, and said to be so:
 *
 *   exits published, entries not    entries = change of the stock + exits (not below 0)
 *   entries published, exits not    exits = entries - change of the stock (not below 0)
 *   neither                         the change of the stock alone, in or out
 */
#include <stdlib.h>

#include "transmonee_book.h"

#define HORIZON_YEARS_MAX 60

/* ---- the years ---- */

static bool has_stock(const void *context, int32_t year)
{
    const struct di_transmonee *book = context;
    return !isnan(di_book_value(book, book->stock, year));
}

static void report(const struct di_transmonee *book, struct di_diagnostics *diagnostics,
                   const struct di_message *message)
{
    (void)di_observation_report(&book->list, 0, "", diagnostics, DI_ERR_INPUT, message);
}

static int32_t last_stock(const struct di_transmonee *book)
{
    int32_t year = DI_SDMX_LAST_YEAR;
    while (year >= DI_SDMX_FIRST_YEAR && !has_stock(book, year))
        year--;
    return year;
}

static void report_no_stock(struct di_transmonee *book, struct di_diagnostics *diagnostics,
                            int32_t year, const char *option)
{
    struct di_message message;
    char text[12];
    DI_MESSAGE(&message,
               DI_N_("No number of residents is published for the end of %1, which %2 asks "
                     "for. There is one for %3."),
               di_year_arg(year, text), di_text_arg(option),
               di_text_arg(di_book_years(book, DI_SDMX_FIRST_YEAR, DI_SDMX_LAST_YEAR, has_stock,
                                         book)));
    report(book, diagnostics, &message);
}

/* The first and the last year, both with stocks at their outer ends. */
static bool find_years(struct di_transmonee *book, struct di_diagnostics *diagnostics)
{
    struct di_message message;
    const int32_t last = last_stock(book);
    book->from = book->request.from;
    book->to = book->request.to != 0 ? book->request.to : last;
    if (last < DI_SDMX_FIRST_YEAR) {
        DI_MESSAGE(&message,
                   DI_N_("No residents of residential care are in the file for %1 (indicator "
                         "%2, sex _T, age _T, as a number). Ask the service for it."),
                   di_text_arg(book->request.country), di_text_arg("PT_CHLD_INRESIDENTIAL"));
        report(book, diagnostics, &message);
        return false;
    }
    const size_t errors = diagnostics->errors;
    if (!has_stock(book, book->from - 1))
        report_no_stock(book, diagnostics, book->from - 1, "--from");
    if (!has_stock(book, book->to))
        report_no_stock(book, diagnostics, book->to, "--to");
    if (diagnostics->errors == errors && book->to < book->from) {
        char text[12];
        DI_MESSAGE(&message,
                   DI_N_("The history would end before it begins: its last year with residents "
                         "is %1. Choose an earlier --from."),
                   di_year_arg(book->to, text));
        report(book, diagnostics, &message);
    }
    if (diagnostics->errors == errors && book->to - book->from >= HORIZON_YEARS_MAX) {
        DI_MESSAGE(&message, DI_N_("A history has at most %1 years. Choose a later --from."),
                   di_integer_arg(HORIZON_YEARS_MAX));
        report(book, diagnostics, &message);
    }
    return diagnostics->errors == errors;
}

/* ---- stocks ---- */

/* On a straight line between the two stocks around the year. */
static double stock_between(const struct di_transmonee *book, int32_t year)
{
    int32_t before = year, after = year;
    while (!has_stock(book, before))
        before--;
    while (!has_stock(book, after))
        after++;
    const double a = di_book_value(book, book->stock, before);
    const double b = di_book_value(book, book->stock, after);
    return before == after ? a : a + (b - a) * (year - before) / (after - before);
}

/* ---- one year ---- */

static void read_exits(const struct di_transmonee *book, struct di_account_year *of)
{
    of->exits = di_book_value(book, DI_SERIES_EXITS, of->year);
    of->destinations = (double)NAN;
    for (size_t d = 0; d < DI_SERIES_DESTINATIONS; d++) {
        of->exit[d] = di_book_value(book, (enum di_series)(DI_SERIES_FIRST_EXIT + d), of->year);
        if (isnan(of->exit[d]))
            continue;
        of->destinations = (isnan(of->destinations) ? 0 : of->destinations) + of->exit[d];
    }
}

static double known_exits(const struct di_account_year *of)
{
    return isnan(of->exits) || of->destinations > of->exits ? of->destinations : of->exits;
}

static void balance(struct di_account_year *of)
{
    const double exits = known_exits(of), change = of->closing - of->opening;
    if (!of->is_interpolated && !isnan(exits)) {
        of->implied_entries = change + exits;
        of->unexplained = of->implied_entries - of->entries;
    }
    if (!isnan(of->exits) && of->exits > of->destinations)
        of->used_unstated = of->exits - of->destinations;
    if (!isnan(of->exits) && isnan(of->destinations))
        of->used_unstated = of->exits;
    if (!isnan(of->entries))
        of->used_entries = of->entries;
    else if (!isnan(exits))
        of->used_implied = fmax(0, change + exits);
    else
        of->used_implied = fmax(0, change);
    if (isnan(exits))
        of->used_unstated = fmax(0, of->used_entries + of->used_implied - change);
}

static void draw_year(const struct di_transmonee *book, struct di_account_year *of,
                      int32_t year)
{
    *of = (struct di_account_year){.year = year,
                                   .opening = stock_between(book, year - 1),
                                   .closing = stock_between(book, year),
                                   .is_interpolated =
                                       !has_stock(book, year - 1) || !has_stock(book, year),
                                   .entries = di_book_value(book, DI_SERIES_ENTRIES, year),
                                   .implied_entries = (double)NAN,
                                   .unexplained = (double)NAN};
    read_exits(book, of);
    balance(of);
}

bool di_book_draw_up(struct di_transmonee *book, struct di_diagnostics *diagnostics)
{
    if (!find_years(book, diagnostics))
        return true;
    book->years = DI_ARENA_NEW(&book->arena, di_book_year_count(book), struct di_account_year);
    if (book->years == NULL)
        return false;
    for (size_t i = 0; i < di_book_year_count(book); i++)
        draw_year(book, &book->years[i], book->from + (int32_t)i);
    return true;
}
