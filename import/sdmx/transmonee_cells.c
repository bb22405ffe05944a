/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From observations to the table of series by year. Nothing that the file leaves open is
 * guessed: two values of one cell, and decimals that may be thousands, are problems until an
 * option settles them. What is no count of children never gets into a cell.
 */
#include <string.h>

#include "di/office_value.h"

#include "transmonee_book.h"

#define VALUE_MAX 1e9
#define WHOLE_TOLERANCE 1e-6
enum { AMBIGUOUS_SHOWN = 10 };

struct filling {
    struct di_transmonee *book;
    struct di_diagnostics *diagnostics;
};

static struct di_diagnostic *report(const struct filling *filling,
                                    const struct di_observation *item, enum di_status status,
                                    const struct di_message *message)
{
    return di_observation_report(&filling->book->list, item->line, item->pointer,
                                 filling->diagnostics, status, message);
}

static enum di_series series_of(const struct di_observation *item, enum di_edition *edition)
{
    return di_series_of(item->text[DI_SDMX_INDICATOR], item->text[DI_SDMX_SEX],
                        item->text[DI_SDMX_AGE], edition);
}

/* What stands in OBS_VALUE, as a cell: "9e12" is written by a program, with a point. */
static struct di_office_cell value_cell(const struct di_observation *item)
{
    const char *text = item->text[DI_SDMX_VALUE];
    const bool is_of_program = strpbrk(text, "eE") != NULL;
    return (struct di_office_cell){text, is_of_program ? DI_CELL_NUMBER : DI_CELL_TEXT};
}

/* ---- decimals ---- */

static enum di_office_decimal_hint hint_of(const struct di_observation *item)
{
    const struct di_office_cell cell = value_cell(item);
    return di_office_decimal_hint(&cell);
}

static void report_ambiguous(const struct filling *filling, const struct di_observation *item)
{
    struct di_message message;
    DI_MESSAGE(&message,
               DI_N_("Column '%1': '%2' may be a fraction or thousands, and no number of the "
                     "file tells which."),
               di_text_arg(di_sdmx_field_name(DI_SDMX_VALUE)),
               di_text_arg(item->text[DI_SDMX_VALUE]));
    struct di_diagnostic *entry = report(filling, item, DI_ERR_INPUT, &message);
    if (entry != NULL)
        di_message_set(&entry->hint, DI_N_("Say it: --decimal point, or --decimal comma."),
                       NULL, 0);
}

static void report_two_signs(const struct filling *filling, const struct di_observation *point,
                             const struct di_observation *comma)
{
    struct di_message message;
    char line[24] = "-";
    (void)di_year_arg((int32_t)point->line, line);
    DI_MESSAGE(&message,
               DI_N_("Column '%1': '%2' has a decimal comma, but '%3' in line %4 has a decimal "
                     "point."),
               di_text_arg(di_sdmx_field_name(DI_SDMX_VALUE)),
               di_text_arg(comma->text[DI_SDMX_VALUE]), di_text_arg(point->text[DI_SDMX_VALUE]),
               di_text_arg(line));
    struct di_diagnostic *entry = report(filling, comma, DI_ERR_INPUT, &message);
    if (entry != NULL)
        di_message_set(&entry->hint, DI_N_("Write all numbers of the file in one way."), NULL,
                       0);
}

/* The sign that the file's numbers agree on; 0 after a report. */
static char decimal_of(const struct filling *filling)
{
    const struct di_observations *list = &filling->book->list;
    const struct di_observation *point = NULL, *comma = NULL;
    enum di_edition edition;
    size_t ambiguous = 0;
    for (size_t i = 0; i < list->count; i++) {
        if (series_of(&list->items[i], &edition) == DI_SERIES_COUNT)
            continue;
        const enum di_office_decimal_hint hint = hint_of(&list->items[i]);
        if (hint == DI_DECIMAL_IS_POINT && point == NULL)
            point = &list->items[i];
        if (hint == DI_DECIMAL_IS_COMMA && comma == NULL)
            comma = &list->items[i];
        ambiguous += hint == DI_DECIMAL_IS_AMBIGUOUS;
    }
    if (point != NULL && comma != NULL) {
        report_two_signs(filling, point, comma);
        return '\0';
    }
    if (point != NULL || comma != NULL || ambiguous == 0)
        return comma != NULL ? ',' : '.';
    size_t shown = 0;
    for (size_t i = 0; i < list->count && shown < AMBIGUOUS_SHOWN; i++)
        if (series_of(&list->items[i], &edition) < DI_SERIES_COUNT &&
            hint_of(&list->items[i]) == DI_DECIMAL_IS_AMBIGUOUS) {
            report_ambiguous(filling, &list->items[i]);
            shown++;
        }
    return '\0';
}

/* ---- one value ---- */

static bool is_count_unit(const char *unit)
{
    return unit[0] == '\0' || strcmp(unit, "NUMBER") == 0 || strcmp(unit, "PS") == 0;
}

/* Codes of CL_OBS_STATUS for values that are not there. */
static bool is_marked_missing(const char *status)
{
    return status[0] != '\0' && status[1] == '\0' && strchr("HLMOQ", status[0]) != NULL;
}

static void note_left_out(const struct filling *filling, const char *id, enum di_series series,
                          const struct di_observation *item, const char *sentence,
                          const char *what)
{
    char year[12];
    DI_FINDING(filling->book, id, true, series, item->year, sentence,
               di_phrase_arg(di_series_label(series)), di_year_arg(item->year, year),
               di_text_arg(what));
}

static void report_value(const struct filling *filling, const struct di_observation *item,
                         const char *sentence)
{
    struct di_message message;
    DI_MESSAGE(&message, sentence, di_text_arg(di_sdmx_field_name(DI_SDMX_VALUE)),
               di_text_arg(item->text[DI_SDMX_VALUE]));
    (void)report(filling, item, DI_ERR_INPUT, &message);
}

/* The number of children; false if there is none to take, after saying why. */
static bool read_value(const struct filling *filling, enum di_series series,
                       const struct di_observation *item, double *value_out)
{
    const char *text = item->text[DI_SDMX_VALUE];
    const struct di_office_cell cell = value_cell(item);
    const struct di_office_value number = di_office_number(&cell, filling->book->decimal);
    if (di_office_is_missing(text)) {
        filling->book->missing++;
        return false;
    }
    if (is_marked_missing(item->text[DI_SDMX_STATUS])) {
        note_left_out(
            filling, "marked_missing", series, item,
            DI_N_("%1, %2: OBS_STATUS '%3' says that the value is missing; what stands "
                  "there is left out."),
            item->text[DI_SDMX_STATUS]);
        return false;
    }
    if (!is_count_unit(item->text[DI_SDMX_UNIT])) {
        note_left_out(filling, "unit", series, item,
                      DI_N_("%1, %2: the unit is '%3', which counts no children; left out."),
                      item->text[DI_SDMX_UNIT]);
        return false;
    }
    if (text[0] == '<' || text[0] == '>') {
        note_left_out(filling, "censored", series, item,
                      DI_N_("%1, %2: '%3' is a bound and no number; taken as missing."), text);
        return false;
    }
    if (number.kind != DI_VALUE_NUMBER) {
        report_value(filling, item,
                     DI_N_("Column '%1': '%2' is not a number. Write digits, or leave it "
                           "empty where it is missing."));
        return false;
    }
    double value = number.number;
    for (int32_t i = 0; i < item->power_of_ten; i++)
        value *= 10;
    if (value < 0 || value > VALUE_MAX) {
        report_value(filling, item, DI_N_("Column '%1': '%2' cannot be a number of children."));
        return false;
    }
    if (fabs(value - round(value)) > WHOLE_TOLERANCE) {
        note_left_out(filling, "not_whole", series, item,
                      DI_N_("%1, %2: '%3' is no whole number of children; left out."), text);
        return false;
    }
    *value_out = round(value);
    return true;
}

/* ---- two lists of codes ---- */

/* Series that either list has under its own codes, and that belong together in a year. */
enum code_group { GROUP_DISABILITY, GROUP_EXITS, GROUPS };

static enum code_group group_of(enum di_series series)
{
    return series == DI_SERIES_DISABILITY ? GROUP_DISABILITY : GROUP_EXITS;
}

static bool is_of_source(const struct di_transmonee *book, const struct di_observation *item)
{
    return book->request.source == NULL ||
           strcmp(book->request.source, item->text[DI_SDMX_SOURCE]) == 0;
}

/* The first observation of each list, by year and group. */
struct lists {
    const struct di_observation *of_2018[GROUPS][DI_BOOK_YEARS];
    const struct di_observation *current[GROUPS][DI_BOOK_YEARS];
};

static void find_lists(const struct di_transmonee *book, struct lists *lists)
{
    memset(lists, 0, sizeof *lists);
    for (size_t i = 0; i < book->list.count; i++) {
        const struct di_observation *item = &book->list.items[i];
        enum di_edition edition = DI_EDITION_BOTH;
        const enum di_series series = series_of(item, &edition);
        if (series == DI_SERIES_COUNT || edition == DI_EDITION_BOTH ||
            !is_of_source(book, item) || di_office_is_missing(item->text[DI_SDMX_VALUE]))
            continue;
        const struct di_observation **first =
            &(edition == DI_EDITION_2018
                  ? lists->of_2018
                  : lists->current)[group_of(series)][item->year - DI_SDMX_FIRST_YEAR];
        *first = *first == NULL ? item : *first;
    }
}

static void report_lists(const struct filling *filling, const struct di_observation *a,
                         const struct di_observation *b)
{
    struct di_message message;
    char year[12];
    DI_MESSAGE(&message, DI_N_("%1 has two lists of codes: '%2' and '%3'."),
               di_year_arg(a->year, year), di_text_arg(a->text[DI_SDMX_INDICATOR]),
               di_text_arg(b->text[DI_SDMX_INDICATOR]));
    struct di_diagnostic *entry = report(filling, b, DI_ERR_INPUT, &message);
    if (entry != NULL)
        di_message_set(&entry->hint, DI_N_("Choose one: --codes 2018, or --codes current."),
                       NULL, 0);
}

static void check_lists(const struct filling *filling, const struct lists *lists)
{
    if (filling->book->request.codes != DI_CODES_NONE)
        return;
    for (size_t g = 0; g < GROUPS; g++)
        for (size_t y = 0; y < DI_BOOK_YEARS; y++)
            if (lists->of_2018[g][y] != NULL && lists->current[g][y] != NULL)
                report_lists(filling, lists->of_2018[g][y], lists->current[g][y]);
}

/* Of the list that was not chosen, in a year that has both. */
static bool is_of_other_list(const struct di_transmonee *book, const struct lists *lists,
                             enum di_series series, enum di_edition edition, int32_t year)
{
    const size_t y = (size_t)(year - DI_SDMX_FIRST_YEAR), g = group_of(series);
    if (edition == DI_EDITION_BOTH || lists->of_2018[g][y] == NULL ||
        lists->current[g][y] == NULL)
        return false;
    return (book->request.codes == DI_CODES_2018) != (edition == DI_EDITION_2018);
}

/* ---- two for one cell ---- */

static void report_twice(const struct filling *filling, enum di_series series,
                         const struct di_observation *item, const struct di_cell *cell)
{
    struct di_message message;
    char year[12], line[12];
    const bool has_lines = cell->from->line > 0;
    DI_MESSAGE(&message,
               has_lines ? DI_N_("%1, %2: '%3' here, but '%4' in line %5.")
                         : DI_N_("%1, %2: '%3' here, but '%4' at %5."),
               di_phrase_arg(di_series_label(series)), di_year_arg(item->year, year),
               di_text_arg(item->text[DI_SDMX_VALUE]),
               di_text_arg(cell->from->text[DI_SDMX_VALUE]),
               has_lines ? di_year_arg((int32_t)cell->from->line, line)
                         : di_text_arg(cell->from->pointer));
    struct di_diagnostic *entry = report(filling, item, DI_ERR_INPUT, &message);
    if (entry != NULL)
        di_message_set(&entry->hint,
                       DI_N_("Remove one, or choose: --duplicates first, --duplicates last, or "
                             "--source NAME where their DATA_SOURCE differs."),
                       NULL, 0);
}

/* Does the new one take the place of the one in the cell? */
static bool is_preferred(const struct filling *filling, enum di_series series,
                         const struct di_observation *item, double value,
                         const struct di_cell *cell)
{
    const struct di_transmonee_request *request = &filling->book->request;
    const bool is_equal = fabs(value - cell->value) < 0.5;
    char year[12];
    if (!is_equal && request->duplicates == DI_CHOICE_NONE) {
        report_twice(filling, series, item, cell);
        return false;
    }
    DI_FINDING(filling->book, "duplicate", !is_equal, series, item->year,
               is_equal ? DI_N_("%1, %2: there twice with one value.")
                        : DI_N_("%1, %2: there twice, as %3 and %4; --duplicates has chosen."),
               di_phrase_arg(di_series_label(series)), di_year_arg(item->year, year),
               di_text_arg(cell->from->text[DI_SDMX_VALUE]),
               di_text_arg(item->text[DI_SDMX_VALUE]));
    return !is_equal && request->duplicates == DI_CHOICE_LAST;
}

/* ---- all of them ---- */

static bool note_unused(struct di_transmonee *book, const char *indicator)
{
    for (struct di_unused *unused = book->unused; unused != NULL; unused = unused->next)
        if (strcmp(unused->indicator, indicator) == 0) {
            unused->rows++;
            return true;
        }
    struct di_unused *entry = DI_ARENA_NEW(&book->arena, 1, struct di_unused);
    if (entry == NULL)
        return false;
    *entry = (struct di_unused){.indicator = indicator, .rows = 1};
    *book->unused_end = entry;
    book->unused_end = &entry->next;
    return true;
}

static bool take(const struct filling *filling, const struct lists *lists,
                 const struct di_observation *item)
{
    struct di_transmonee *book = filling->book;
    enum di_edition edition = DI_EDITION_BOTH;
    const enum di_series series = series_of(item, &edition);
    double value;
    if (series == DI_SERIES_COUNT)
        return note_unused(book, item->text[DI_SDMX_INDICATOR]);
    if (!is_of_source(book, item)) {
        book->of_other_sources++;
        return true;
    }
    if (is_of_other_list(book, lists, series, edition, item->year)) {
        book->of_other_list++;
        return true;
    }
    if (!read_value(filling, series, item, &value))
        return true;
    book->used++;
    struct di_cell *cell = &book->cell[series][item->year - DI_SDMX_FIRST_YEAR];
    if (cell->from == NULL || is_preferred(filling, series, item, value, cell))
        *cell = (struct di_cell){.value = value, .from = item, .edition = edition};
    return true;
}

bool di_book_fill(struct di_transmonee *book, struct di_diagnostics *diagnostics)
{
    const struct filling filling = {.book = book, .diagnostics = diagnostics};
    struct lists lists;
    book->decimal = book->list.is_json              ? '.'
                    : book->request.decimal != '\0' ? book->request.decimal
                                                    : decimal_of(&filling);
    if (book->decimal == '\0')
        return true;
    find_lists(book, &lists);
    check_lists(&filling, &lists);
    for (size_t i = 0; i < book->list.count; i++)
        if (!take(&filling, &lists, &book->list.items[i]))
            return false;
    const bool has_total =
        di_book_has(book, DI_SERIES_STOCK, DI_SDMX_FIRST_YEAR, DI_SDMX_LAST_YEAR);
    book->stock = has_total ? DI_SERIES_STOCK : DI_SERIES_CHILDREN;
    return !book->ran_out;
}
