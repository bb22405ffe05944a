/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a reader of the figures must know: gaps, jumps, accounts that do not close, who is in a
 * stock, and what the message itself says of its observations. */
#include <string.h>

#include "transmonee_book.h"

/* A change of fewer children than this is no jump, however large a share it is. */
#define JUMP_CHILDREN_MIN 30
/* Flows nobody explains, as a share of the published entries. */
#define UNEXPLAINED_SHARE_MAX 0.1

/* ---- years of a series for which something holds ---- */

struct asked {
    const struct di_transmonee *book;
    enum di_series series;
    enum di_sdmx_field field;
    const char *text;
};

static const struct di_cell *cell_of(const struct asked *asked, int32_t year)
{
    return di_book_cell(asked->book, asked->series, year);
}

static bool is_missing(const void *context, int32_t year)
{
    return isnan(cell_of(context, year)->value);
}

static bool is_there(const void *context, int32_t year)
{
    return !is_missing(context, year);
}

static bool says_so(const void *context, int32_t year)
{
    const struct asked *asked = context;
    const struct di_cell *cell = cell_of(asked, year);
    return cell->from != NULL && strcmp(cell->from->text[asked->field], asked->text) == 0;
}

static bool is_zero(const void *context, int32_t year)
{
    return fabs(cell_of(context, year)->value) < 0.5;
}

static int32_t first_year(const struct di_transmonee *book)
{
    return book->from - 1;
}

/* Years that a history needs: both ends of stocks, a flow in each year, the population of each
 * 1 January and of the one after. */
static int32_t first_needed(const struct di_transmonee *book, enum di_series series)
{
    const bool is_flow = series >= DI_SERIES_ENTRIES;
    return is_flow || series == DI_SERIES_POPULATION ? book->from : first_year(book);
}

static int32_t last_needed(const struct di_transmonee *book, enum di_series series)
{
    return series == DI_SERIES_POPULATION ? book->to + 1 : book->to;
}

static const char *years_of(struct di_transmonee *book, const struct asked *asked,
                            bool (*is_in)(const void *context, int32_t year))
{
    return di_book_years(book, first_year(book), book->to, is_in, asked);
}

/* ---- gaps ---- */

/* What the account rests on; ages and sex describe the first day, destinations the exits. */
static bool is_of_the_account(const struct di_transmonee *book, enum di_series series)
{
    return series == DI_SERIES_POPULATION || series == book->stock ||
           series == DI_SERIES_ENTRIES || series == DI_SERIES_EXITS;
}

static void look_for_gaps(struct di_transmonee *book, enum di_series series)
{
    const struct asked asked = {.book = book, .series = series};
    const bool is_in_account = is_of_the_account(book, series);
    if (series == DI_SERIES_CHILDREN && book->stock != series)
        return;
    const int32_t first = first_needed(book, series), last = last_needed(book, series);
    if (!di_book_has(book, series, first, last)) {
        DI_FINDING(book, "absent", is_in_account, series, 0,
                   DI_N_("%1: nothing is published for these years. That is no zero."),
                   di_phrase_arg(di_series_label(series)));
        return;
    }
    const char *years = di_book_years(book, first, last, is_missing, &asked);
    if (years[0] != '\0')
        DI_FINDING(book, "gap", is_in_account, series, 0,
                   DI_N_("%1: missing in %2. That is no zero."),
                   di_phrase_arg(di_series_label(series)), di_list_arg(years));
    years = di_book_years(book, first, last, is_zero, &asked);
    if (years[0] != '\0' && series != DI_SERIES_ADULTS)
        DI_FINDING(book, "zero", false, series, 0, DI_N_("%1: published as zero in %2."),
                   di_phrase_arg(di_series_label(series)), di_list_arg(years));
}

/* ---- jumps and breaks ---- */

static void look_for_jumps(struct di_transmonee *book, enum di_series series)
{
    for (int32_t year = book->from; year <= book->to; year++) {
        const double before = di_book_value(book, series, year - 1);
        const double after = di_book_value(book, series, year);
        char text[12];
        if (isnan(before) || isnan(after) || fabs(after - before) < JUMP_CHILDREN_MIN ||
            fabs(after - before) <= di_series_usual_change(series) * before)
            continue;
        DI_FINDING(book, "jump", is_of_the_account(book, series), series, year,
                   DI_N_("%1: from %2 to %3 in %4. Ask whether the definition changed."),
                   di_phrase_arg(di_series_label(series)), di_integer_arg((int64_t)before),
                   di_integer_arg((int64_t)after), di_year_arg(year, text));
    }
}

static void look_for_breaks(struct di_transmonee *book, enum di_series series)
{
    for (int32_t year = book->from; year <= book->to; year++) {
        char text[12];
        if (!di_book_is_break(book, series, year))
            continue;
        const struct di_cell *before = di_book_cell(book, series, year - 1);
        const struct di_cell *cell = di_book_cell(book, series, year);
        if (series == book->stock && di_book_adults_change(book, year))
            DI_FINDING(book, "adults_change", true, series, year,
                       DI_N_("%1: from %2 on, residents of 18 and over are counted otherwise "
                             "than before. A break is marked."),
                       di_phrase_arg(di_series_label(series)), di_year_arg(year, text));
        else if (before->from != NULL && before->edition != cell->edition)
            DI_FINDING(
                book, "code_change", true, series, year,
                DI_N_("%1: another code from %2 on ('%3' after '%4'). A break is marked."),
                di_phrase_arg(di_series_label(series)), di_year_arg(year, text),
                di_text_arg(cell->from->text[DI_SDMX_INDICATOR]),
                di_text_arg(before->from->text[DI_SDMX_INDICATOR]));
        else
            DI_FINDING(book, "break", true, series, year,
                       DI_N_("%1: the message says that the series breaks in %2."),
                       di_phrase_arg(di_series_label(series)), di_year_arg(year, text));
    }
}

/* ---- what the message says of its observations ---- */

/* Each text that stands in the field, with its years. */
static void look_at_field(struct di_transmonee *book, enum di_series series,
                          enum di_sdmx_field field, const char *id, const char *usual,
                          const char *sentence)
{
    for (int32_t year = first_year(book); year <= book->to; year++) {
        const struct di_cell *cell = di_book_cell(book, series, year);
        struct asked asked = {book, series, field, ""};
        if (cell->from == NULL || cell->from->text[field][0] == '\0')
            continue;
        asked.text = cell->from->text[field];
        bool is_new = strcmp(asked.text, usual) != 0;
        for (int32_t earlier = first_year(book); is_new && earlier < year; earlier++)
            is_new = !says_so(&asked, earlier);
        if (!is_new)
            continue;
        const bool is_warning = field == DI_SDMX_STATUS || field == DI_SDMX_FOOTNOTE;
        DI_FINDING(book, id, is_warning && is_of_the_account(book, series), series, 0, sentence,
                   di_phrase_arg(di_series_label(series)), di_list_arg(asked.text),
                   di_list_arg(years_of(book, &asked, says_so)));
    }
}

static void look_at_fields(struct di_transmonee *book, enum di_series series)
{
    look_at_field(book, series, DI_SDMX_STATUS, "status", "A",
                  DI_N_("%1: marked '%2' (OBS_STATUS) in %3."));
    look_at_field(book, series, DI_SDMX_FOOTNOTE, "footnote", "",
                  DI_N_("%1: footnote \"%2\" in %3."));
    look_at_field(book, series, DI_SDMX_MULTIPLIER, "multiplier", "0",
                  DI_N_("%1: given in units of ten to the power %2 in %3, and multiplied."));
    look_at_field(book, series, DI_SDMX_SOURCE, "source", "TransMonEE",
                  DI_N_("%1: source '%2' in %3."));
    const struct asked unstated = {book, series, DI_SDMX_UNIT, ""};
    const char *years = years_of(book, &unstated, says_so);
    if (years[0] != '\0')
        DI_FINDING(book, "unit_unstated", false, series, 0,
                   DI_N_("%1: no unit is stated in %2; taken as children."),
                   di_phrase_arg(di_series_label(series)), di_list_arg(years));
}

/* ---- who is in the stock ---- */

static bool counts_adults(const void *context, int32_t year)
{
    return is_there(context, year) &&
           di_book_adults(((const struct asked *)context)->book, year) == DI_ADULTS_COUNTED;
}

static bool leaves_adults_out(const void *context, int32_t year)
{
    return is_there(context, year) &&
           di_book_adults(((const struct asked *)context)->book, year) == DI_ADULTS_LEFT_OUT;
}

static bool may_count_adults(const void *context, int32_t year)
{
    return is_there(context, year) &&
           di_book_adults(((const struct asked *)context)->book, year) == DI_ADULTS_UNKNOWN;
}

static void look_at_adults(struct di_transmonee *book)
{
    const struct asked asked = {.book = book, .series = book->stock};
    const char *counted = years_of(book, &asked, counts_adults);
    const char *left_out = years_of(book, &asked, leaves_adults_out);
    const char *unknown = years_of(book, &asked, may_count_adults);
    if (counted[0] != '\0')
        DI_FINDING(book, "counts_18plus", true, book->stock, 0,
                   DI_N_("The stock counts residents of 18 and over in %1: ages add up to it "
                         "with them."),
                   di_list_arg(counted));
    if (left_out[0] != '\0')
        DI_FINDING(book, "counts_18plus", false, book->stock, 0,
                   DI_N_("The stock leaves residents of 18 and over out in %1."),
                   di_list_arg(left_out));
    if (unknown[0] != '\0')
        DI_FINDING(
            book, "counts_18plus", true, book->stock, 0,
            DI_N_("Whether the stock counts residents of 18 and over cannot be told from "
                  "the ages in %1; the targets say yes."),
            di_list_arg(unknown));
}

static double sum_of_ages(const struct di_transmonee *book, int32_t year, bool *is_whole_out)
{
    double sum = 0;
    *is_whole_out = true;
    for (enum di_series s = DI_SERIES_AGE_0_2; s <= DI_SERIES_ADULTS; s++) {
        const double value = di_book_value(book, s, year);
        sum += isnan(value) ? 0 : value;
        *is_whole_out = *is_whole_out && (s == DI_SERIES_ADULTS || !isnan(value));
    }
    return sum;
}

static void look_at_opening(struct di_transmonee *book)
{
    const int32_t year = first_year(book);
    bool is_whole;
    char text[12];
    const double stock = di_book_value(book, book->stock, year);
    const double ages = sum_of_ages(book, year, &is_whole);
    if ((is_whole || ages > stock) && di_book_adults(book, year) == DI_ADULTS_UNKNOWN)
        DI_FINDING(book, "ages_unlike_total", true, book->stock, year,
                   DI_N_("Published ages at the end of %1 add up to %2, the total is %3: the "
                         "oldest group of the first day takes what the younger ones leave."),
                   di_year_arg(year, text), di_integer_arg((int64_t)ages),
                   di_integer_arg((int64_t)stock));
    if (isnan(di_book_value(book, DI_SERIES_AGE_0_2, year)) &&
        !isnan(di_book_value(book, DI_SERIES_AGE_3_6, year)))
        DI_FINDING(book, "ages_0_2_missing", true, DI_SERIES_AGE_3_6, year,
                   DI_N_("Ages 0-2 are not published apart for the end of %1: the group 3-6 is "
                         "taken to hold them."),
                   di_year_arg(year, text));
    const double disabled = di_book_value(book, DI_SERIES_DISABILITY, year);
    if (disabled > stock)
        DI_FINDING(book, "disability_unlike_total", true, DI_SERIES_DISABILITY, year,
                   DI_N_("At the end of %1 there are more residents with disability (%2) than "
                         "residents (%3); not used."),
                   di_year_arg(year, text), di_integer_arg((int64_t)disabled),
                   di_integer_arg((int64_t)stock));
}

/* ---- the account ---- */

static void look_at_exits(struct di_transmonee *book, const struct di_account_year *of)
{
    char text[12];
    const struct di_argument year = di_year_arg(of->year, text);
    if (!isnan(of->exits) && of->destinations > of->exits + 0.5)
        DI_FINDING(book, "exits_unlike_destinations", true, DI_SERIES_EXITS, of->year,
                   DI_N_("%1: exits by destination add up to %2, more than the published total "
                         "of %3. The scenario follows the destinations."),
                   year, di_integer_arg((int64_t)of->destinations),
                   di_integer_arg((int64_t)of->exits));
    else if (!isnan(of->exits) && of->used_unstated > 0.5)
        DI_FINDING(book, "exits_unlike_destinations", true, DI_SERIES_EXITS, of->year,
                   DI_N_("%1: of %2 exits %3 have no published destination; they are a way out "
                         "of their own."),
                   year, di_integer_arg((int64_t)of->exits),
                   di_integer_arg((int64_t)of->used_unstated));
    else if (isnan(of->exits) && !isnan(of->destinations))
        DI_FINDING(book, "exits_unlike_destinations", true, DI_SERIES_EXITS, of->year,
                   DI_N_("%1: no total of exits is published; those by destination add up to "
                         "%2, and others may have left."),
                   year, di_integer_arg((int64_t)of->destinations));
}

static void look_at_implied(struct di_transmonee *book, const struct di_account_year *of)
{
    char text[12];
    const struct di_argument year = di_year_arg(of->year, text);
    const bool has_exits = !isnan(of->exits) || !isnan(of->destinations);
    if (of->implied_entries < 0)
        DI_FINDING(
            book, "negative_implied_entries", true, DI_SERIES_ENTRIES, of->year,
            DI_N_("%1: the stock fell by more than the published exits; entries would be "
                  "%2. Exits may cover fewer homes than the stock."),
            year, di_integer_arg((int64_t)of->implied_entries));
    if (fabs(of->unexplained) > UNEXPLAINED_SHARE_MAX * of->entries)
        DI_FINDING(
            book, "account_open", true, DI_SERIES_ENTRIES, of->year,
            DI_N_("%1: %2 children entered by the statistics, %3 by stock and exits; the "
                  "difference of %4 is unexplained."),
            year, di_integer_arg((int64_t)of->entries),
            di_integer_arg((int64_t)of->implied_entries),
            di_integer_arg((int64_t)of->unexplained));
    if (of->used_implied > 0 && has_exits)
        DI_FINDING(book, "entries_implied", true, DI_SERIES_ENTRIES, of->year,
                   DI_N_("%1: entries are not published; %2 are implied by stock and exits."),
                   year, di_integer_arg((int64_t)of->used_implied));
    if (!has_exits && !isnan(of->entries))
        DI_FINDING(book, "exits_implied", true, DI_SERIES_EXITS, of->year,
                   DI_N_("%1: exits are not published; %2 are implied by stock and entries, "
                         "without a destination."),
                   year, di_integer_arg((int64_t)of->used_unstated));
    if (!has_exits && isnan(of->entries))
        DI_FINDING(book, "flows_smallest", true, DI_SERIES_EXITS, of->year,
                   DI_N_("%1: neither entries nor exits are published; the scenario has the "
                         "smallest flows that reach the stock: %2 in, %3 out."),
                   year, di_integer_arg((int64_t)of->used_implied),
                   di_integer_arg((int64_t)of->used_unstated));
}

static void look_at_account(struct di_transmonee *book)
{
    char text[12];
    for (size_t i = 0; i < di_book_year_count(book); i++) {
        const struct di_account_year *of = &book->years[i];
        look_at_exits(book, of);
        look_at_implied(book, of);
        if (isnan(di_book_value(book, book->stock, of->year)))
            DI_FINDING(book, "stock_interpolated", true, book->stock, of->year,
                       DI_N_("%1: no stock is published; rates use %2, on a straight line "
                             "between its neighbours. Its target stays empty."),
                       di_year_arg(of->year, text), di_integer_arg((int64_t)of->closing));
    }
}

/* ---- the message ---- */

static void look_at_message(struct di_transmonee *book)
{
    const struct di_observations *list = &book->list;
    const struct {
        const char *id;
        size_t count;
        const char *sentence;
    } left_out[] = {
        {"not_total", list->not_total,
         DI_N_("%1 {%1|row is|rows are} of a residence or wealth group alone; left out.")},
        {"not_yearly", list->not_yearly,
         DI_N_("%1 {%1|row is|rows are} not yearly; left out.")},
        {"deleted", list->deletions,
         DI_N_("%1 {%1|row tells|rows tell} to delete an observation (ACTION D); left out.")},
        {"other_dataflow", list->of_other_dataflows,
         DI_N_("%1 {%1|row is|rows are} of another dataflow; left out.")},
        {"other_source", book->of_other_sources,
         DI_N_("%1 {%1|row is|rows are} of another source than --source; left out.")},
        {"other_codes", book->of_other_list,
         DI_N_("%1 {%1|row is|rows are} of the list of codes that --codes has not chosen; left "
               "out.")},
    };
    for (size_t i = 0; i < sizeof left_out / sizeof left_out[0]; i++)
        if (left_out[i].count > 0)
            DI_FINDING(book, left_out[i].id, false, DI_SERIES_COUNT, 0, left_out[i].sentence,
                       di_integer_arg((int64_t)left_out[i].count));
    if (!list->says_dataflow)
        DI_FINDING(book, "dataflow_unstated", true, DI_SERIES_COUNT, 0,
                   DI_N_("The file does not say which dataflow it is of; taken as %1."),
                   di_text_arg("ECARO:TRANSMONEE"));
    if (list->columns_not_used[0] != '\0')
        DI_FINDING(book, "columns_not_used", false, DI_SERIES_COUNT, 0,
                   DI_N_("Columns that are not used: %1."),
                   di_list_arg(list->columns_not_used));
}

/* The older codes of exits name public homes, the stock counts all; the code of entries names
 * children without parental care, and others are admitted too. */
static void look_at_coverage(struct di_transmonee *book)
{
    bool is_public = false;
    for (int32_t year = book->from; year <= book->to; year++)
        is_public =
            is_public || di_book_cell(book, DI_SERIES_EXITS, year)->edition == DI_EDITION_2018;
    if (is_public)
        DI_FINDING(book, "public_only", true, DI_SERIES_EXITS, 0,
                   DI_N_("The code %1 names public homes only, the stock all of them: exits "
                         "may cover fewer homes."),
                   di_text_arg("PT_CHLD_LEFTRESCARE"));
    if (di_book_has(book, DI_SERIES_ENTRIES, book->from, book->to))
        DI_FINDING(book, "entries_in_part", true, DI_SERIES_ENTRIES, 0,
                   DI_N_("Published entries are of children left without parental care (%1); "
                         "others may be admitted too."),
                   di_text_arg("PT_CHLD_NO_PARENTAL_CARE_INRESIDENTIAL"));
}

void di_book_look(struct di_transmonee *book)
{
    look_at_message(book);
    look_at_coverage(book);
    look_at_adults(book);
    look_at_opening(book);
    look_at_account(book);
    for (enum di_series s = DI_SERIES_POPULATION; s < DI_SERIES_COUNT; s++) {
        look_for_gaps(book, s);
        look_for_jumps(book, s);
        look_for_breaks(book, s);
        look_at_fields(book, s);
    }
}
