/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "transmonee_book.h"

#include <stdio.h>
#include <string.h>

enum { YEARS_TEXT = 400, SOURCE_TEXT = 400, SLACK = 16 };

struct di_message *di_book_note(struct di_transmonee *book, const char *id, bool is_warning,
                                enum di_series series, int32_t year)
{
    struct di_finding_place place = {.year = year};
    const struct di_observation *from = NULL;
    if (series < DI_SERIES_COUNT)
        place.series = di_series_id(series);
    if (series < DI_SERIES_COUNT && year != 0)
        from = di_book_cell(book, series, year)->from;
    if (from != NULL)
        place.line = from->line;
    return di_data_quality_note(book->quality, id, is_warning, &place);
}

const char *di_book_years(struct di_transmonee *book, int32_t first, int32_t last,
                          bool (*is_in)(const void *context, int32_t year), const void *context)
{
    char text[YEARS_TEXT] = "";
    size_t used = 0;
    for (int32_t year = first; year <= last && used + SLACK < sizeof text; year++) {
        if (!is_in(context, year))
            continue;
        int32_t end = year;
        while (end < last && is_in(context, end + 1))
            end++;
        const char *comma = used > 0 ? ", " : "";
        const int written =
            end > year ? snprintf(text + used, sizeof text - used, "%s%d-%d", comma, year, end)
                       : snprintf(text + used, sizeof text - used, "%s%d", comma, year);
        used += written > 0 ? (size_t)written : 0;
        year = end;
    }
    const char *kept = di_arena_copy_text(&book->arena, text);
    book->ran_out = book->ran_out || kept == NULL;
    return kept != NULL ? kept : "";
}

bool di_book_has(const struct di_transmonee *book, enum di_series series, int32_t first,
                 int32_t last)
{
    for (int32_t year = first; year <= last; year++)
        if (!isnan(di_book_value(book, series, year)))
            return true;
    return false;
}

const char *di_book_source(struct di_transmonee *book, const struct di_cell *cell)
{
    char text[SOURCE_TEXT];
    if (cell->from == NULL)
        return "";
    const char *const *said = cell->from->text;
    const char *source = said[DI_SDMX_SOURCE];
    const bool names_another = source[0] != '\0' && strcmp(source, "TransMonEE") != 0;
    (void)snprintf(text, sizeof text, "TransMonEE, UNICEF ECARO, %s (sex %s, age %s)%s%s",
                   said[DI_SDMX_INDICATOR], said[DI_SDMX_SEX], said[DI_SDMX_AGE],
                   names_another ? ", source " : "", names_another ? source : "");
    const char *kept = di_arena_copy_text(&book->arena, text);
    book->ran_out = book->ran_out || kept == NULL;
    return kept != NULL ? kept : "";
}

/* ---- who is in a stock ---- */

static bool is_near(double a, double b)
{
    return fabs(a - b) < 0.5;
}

enum di_adults di_book_adults(const struct di_transmonee *book, int32_t year)
{
    const double stock = di_book_value(book, book->stock, year);
    const double adults = di_book_value(book, DI_SERIES_ADULTS, year);
    const double children = di_book_value(book, DI_SERIES_AGE_0_2, year) +
                            di_book_value(book, DI_SERIES_AGE_3_6, year) +
                            di_book_value(book, DI_SERIES_AGE_7_17, year);
    if (book->stock == DI_SERIES_CHILDREN)
        return DI_ADULTS_LEFT_OUT;
    if (is_near(adults, 0) || is_near(stock, children) ||
        is_near(stock, di_book_value(book, DI_SERIES_CHILDREN, year)))
        return DI_ADULTS_LEFT_OUT;
    return is_near(stock, children + adults) ? DI_ADULTS_COUNTED : DI_ADULTS_UNKNOWN;
}

bool di_book_adults_change(const struct di_transmonee *book, int32_t year)
{
    const enum di_adults before = di_book_adults(book, year - 1);
    const enum di_adults after = di_book_adults(book, year);
    return before != after && before != DI_ADULTS_UNKNOWN && after != DI_ADULTS_UNKNOWN;
}

bool di_book_is_break(const struct di_transmonee *book, enum di_series series, int32_t year)
{
    const struct di_cell *cell = di_book_cell(book, series, year);
    const struct di_cell *before = di_book_cell(book, series, year - 1);
    if (cell->from == NULL)
        return false;
    const char *status = cell->from->text[DI_SDMX_STATUS];
    if (strcmp(status, "B") == 0 || strcmp(status, "b") == 0)
        return true;
    if (series == book->stock && di_book_adults_change(book, year))
        return true;
    return before->from != NULL && before->edition != cell->edition;
}
