/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is published and nothing else: implied flows are no targets, missing years stay empty.
 */
#include <stdio.h>

#include "di/number.h"

#include "target_writer.h"
#include "transmonee_book.h"

/* `to`: as flows.csv names destinations. */
static const struct {
    enum di_series series;
    const char *measure, *to;
} targets[] = {
    {DI_SERIES_STOCK, "stock", ""},
    {DI_SERIES_ENTRIES, "entries", ""},
    {DI_SERIES_EXITS, "exits", ""},
    {DI_SERIES_HOME, "exits", "home"},
    {DI_SERIES_FAMILY, "exits", "family_care"},
    {DI_SERIES_ADOPTED, "exits", "adopted"},
    {DI_SERIES_INDEPENDENT, "exits", "aged_out"},
    {DI_SERIES_TRANSFERRED, "exits", "transferred_out"},
    {DI_SERIES_DIED, "exits", "died"},
    {DI_SERIES_OTHER, "exits", "other_exit"},
};
enum { TARGETS = sizeof targets / sizeof targets[0] };

/* Adults are among residents and among those who leave; children alone are placed. One word for
 * all years of a series: where they are left out from some year on, that year is a break. */
static const char *counts_adults(const struct di_transmonee *book, enum di_series series)
{
    if (series == DI_SERIES_ENTRIES)
        return "no";
    if (series != book->stock)
        return "yes";
    for (int32_t year = book->from - 1; year <= book->to; year++)
        if (!isnan(di_book_value(book, series, year)) &&
            di_book_adults(book, year) != DI_ADULTS_LEFT_OUT)
            return "yes";
    return "no";
}

static void append_row(struct di_growing_text *text, struct di_transmonee *book, size_t target,
                       enum di_series series, int32_t year)
{
    const struct di_cell *cell = di_book_cell(book, series, year);
    char number[DI_NUMBER_TEXT_MAX], start[200];
    (void)di_number_format(cell->value, number);
    (void)snprintf(start, sizeof start, "%s,%s,residential,%s,,%d,%s,,%s,%s,",
                   di_series_id(targets[target].series), targets[target].measure,
                   targets[target].to, year, number, counts_adults(book, series),
                   di_book_is_break(book, series, year) ? "yes" : "");
    di_growing_text_add(text, start);
    if (cell->from != NULL)
        di_target_writer_quoted(text, di_book_source(book, cell));
    di_growing_text_add(text, "\n");
}

/* Does the scenario have the destination? It has it where anybody went there. */
static bool is_someone_there(const struct di_transmonee *book, size_t target,
                             enum di_series series)
{
    double largest = targets[target].to[0] == '\0' ? 1 : 0;
    for (int32_t year = book->from; year <= book->to; year++)
        largest = fmax(largest, di_book_value(book, series, year));
    return largest > 0;
}

char *di_transmonee_targets(struct di_transmonee *book)
{
    struct di_growing_text text = {0};
    di_target_writer_header(&text);
    for (size_t t = 0; t < TARGETS; t++) {
        const bool is_stock = targets[t].series == DI_SERIES_STOCK;
        const enum di_series series = is_stock ? book->stock : targets[t].series;
        const int32_t first = is_stock ? book->from - 1 : book->from;
        if (!di_book_has(book, series, first, book->to) || !is_someone_there(book, t, series))
            continue;
        for (int32_t year = first; year <= book->to; year++)
            append_row(&text, book, t, series, year);
    }
    text.ran_out = text.ran_out || book->ran_out;
    return di_growing_text_take(&text);
}
