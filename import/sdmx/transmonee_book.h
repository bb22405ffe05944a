/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * What is known of a country: a table of series by year, the account drawn up from it, and what
 * was found out about both on the way.
 */
#ifndef DI_TRANSMONEE_BOOK_H
#define DI_TRANSMONEE_BOOK_H

#include <math.h>

#include "di/data_quality.h"
#include "di/observation.h"
#include "di/transmonee.h"

#include "transmonee_series.h"

#define DI_BOOK_YEARS (DI_SDMX_LAST_YEAR - DI_SDMX_FIRST_YEAR + 1)

/* One year of one series. */
struct di_cell {
    double value; /* children; NaN: missing */
    const struct di_observation *from;
    enum di_edition edition;
};

/* One year of the account. NaN where nothing is published. */
struct di_account_year {
    int32_t year;
    double opening, closing; /* stock; on a straight line between two published ones */
    bool is_interpolated;    /* the closing one */
    double exit[DI_SERIES_DESTINATIONS];
    double exits;           /* published total */
    double destinations;    /* sum of the published ones; NaN if none is */
    double entries;         /* published */
    double implied_entries; /* change of the stock plus exits; NaN where either is missing */
    double unexplained;     /* implied entries less published ones */
    double used_entries;    /* in the scenario: published, */
    double used_implied;    /* or else implied; never both in one year */
    double used_unstated;   /* exits whose destination is not published */
};

/* Rows of an indicator that no series takes. */
struct di_unused {
    const char *indicator;
    size_t rows;
    struct di_unused *next;
};

struct di_transmonee {
    struct di_transmonee_request request;
    struct di_arena arena;
    struct di_observations list;
    struct di_cell cell[DI_SERIES_COUNT][DI_BOOK_YEARS];
    char decimal;
    size_t used, of_other_sources, of_other_list, missing;
    struct di_unused *unused, **unused_end;
    enum di_series stock; /* DI_SERIES_STOCK, or where only children are counted _CHILDREN */
    int32_t from, to;
    struct di_account_year *years;   /* [to - from + 1] */
    struct di_data_quality *quality; /* findings and tables of the report */
    bool ran_out;                    /* of memory, at any time */
};

static inline const struct di_cell *di_book_cell(const struct di_transmonee *book,
                                                 enum di_series series, int32_t year)
{
    static const struct di_cell nothing = {.value = (double)NAN};
    if (year < DI_SDMX_FIRST_YEAR || year > DI_SDMX_LAST_YEAR)
        return &nothing;
    return &book->cell[series][year - DI_SDMX_FIRST_YEAR];
}

static inline double di_book_value(const struct di_transmonee *book, enum di_series series,
                                   int32_t year)
{
    return di_book_cell(book, series, year)->value;
}

static inline size_t di_book_year_count(const struct di_transmonee *book)
{
    return (size_t)(book->to - book->from) + 1;
}

/* Note a finding, of DI_SERIES_COUNT: of no series, of year 0: of several; never NULL.
 * DI_FINDING(book, "gap", true, series, year, DI_N_("..."), arguments...). */
struct di_message *di_book_note(struct di_transmonee *book, const char *id, bool is_warning,
                                enum di_series series, int32_t year);
#define DI_FINDING(book, id, is_warning, series, year, text, ...)                              \
    DI_MESSAGE(di_book_note(book, id, is_warning, series, year), text, __VA_ARGS__)

/* "2007-2009, 2012" of the years for which `is_in` holds, in the book's memory; "" for none. */
const char *di_book_years(struct di_transmonee *book, int32_t first, int32_t last,
                          bool (*is_in)(const void *context, int32_t year),
                          const void *context);

/* Is any year of the series there, from `first` to `last`? */
bool di_book_has(const struct di_transmonee *book, enum di_series series, int32_t first,
                 int32_t last);

/* The indicator's code and the source of a cell, as provenance: in the book's memory. */
const char *di_book_source(struct di_transmonee *book, const struct di_cell *cell);

/* Does the stock of the year count residents of 18 and over? Yes where nobody says. */
enum di_adults { DI_ADULTS_UNKNOWN, DI_ADULTS_COUNTED, DI_ADULTS_LEFT_OUT };
enum di_adults di_book_adults(const struct di_transmonee *book, int32_t year);

/* Do the ages tell that they are counted from this year on, or no longer? */
bool di_book_adults_change(const struct di_transmonee *book, int32_t year);

/* A break of the series at the start of the year: so flagged, another list of codes, or adults
 * who are no longer, or only now, counted. */
bool di_book_is_break(const struct di_transmonee *book, enum di_series series, int32_t year);

/* The steps of reading; each reports to `diagnostics`. false: memory ran out. */
bool di_book_fill(struct di_transmonee *book, struct di_diagnostics *diagnostics);
bool di_book_draw_up(struct di_transmonee *book, struct di_diagnostics *diagnostics);
void di_book_look(struct di_transmonee *book); /* findings about series and account */
void di_book_tell(struct di_transmonee *book); /* title and tables of the report */

#endif
