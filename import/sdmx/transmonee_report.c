/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The report on the data: one object for programs, whose form is its own (docs/TRANSMONEE.md),
 * and the tables of the one for people. Nothing is computed here. */
#include <stdlib.h>
#include <string.h>

#include "di/number.h"
#include "di/path.h"

#include "growing_text.h"
#include "json_builder.h"
#include "quality_parts.h"
#include "transmonee_book.h"

/* ---- for programs ---- */

static json_t *number_or_null(double value)
{
    return isnan(value) ? json_null() : json_integer((json_int_t)round(value));
}

static json_t *finding_object(const struct di_quality_finding *f,
                              const struct di_catalogue *catalogue)
{
    char *sentence = di_message_text(&f->message, catalogue);
    json_t *object =
        json_pack("{s:s, s:s, s:o, s:o, s:o, s:o}", "id", f->id, "severity",
                  f->is_warning ? "warning" : "note", "series",
                  f->place.series != NULL ? json_string(f->place.series) : json_null(), "year",
                  f->place.year != 0 ? json_integer(f->place.year) : json_null(), "line",
                  f->place.line != 0 ? json_integer(f->place.line) : json_null(), "message",
                  sentence != NULL ? json_string(sentence) : NULL);
    free(sentence);
    return object;
}

static json_t *findings(struct di_json_builder *json, const struct di_transmonee *book,
                        const struct di_catalogue *catalogue)
{
    json_t *list = json_array();
    for (const struct di_quality_finding *f = book->quality->findings; f != NULL; f = f->next)
        di_json_append(json, list, finding_object(f, catalogue));
    return list;
}

static json_t *series_object(struct di_json_builder *json, const struct di_transmonee *book,
                             enum di_series series)
{
    const struct di_observation *from = NULL;
    json_t *values = json_object();
    char key[12];
    for (int32_t year = book->from - 1; year <= book->to; year++) {
        const struct di_cell *cell = di_book_cell(book, series, year);
        (void)snprintf(key, sizeof key, "%d", year);
        di_json_set(json, values, key, number_or_null(cell->value));
        if (from == NULL)
            from = cell->from;
    }
    json_t *object = json_pack("{s:s, s:b}", "id", di_series_id(series), "found", from != NULL);
    if (from != NULL) {
        di_json_set(json, object, "indicator", json_string(from->text[DI_SDMX_INDICATOR]));
        di_json_set(json, object, "sex", json_string(from->text[DI_SDMX_SEX]));
        di_json_set(json, object, "age", json_string(from->text[DI_SDMX_AGE]));
        di_json_set(json, object, "values", json_incref(values));
    }
    json_decref(values);
    return object;
}

static json_t *series_list(struct di_json_builder *json, const struct di_transmonee *book)
{
    json_t *list = json_array();
    for (size_t s = 0; s < DI_SERIES_COUNT; s++)
        di_json_append(json, list, series_object(json, book, (enum di_series)s));
    return list;
}

static json_t *account(struct di_json_builder *json, const struct di_transmonee *book)
{
    json_t *list = json_array();
    for (size_t i = 0; i < di_book_year_count(book); i++) {
        const struct di_account_year *of = &book->years[i];
        di_json_append(json, list,
                       json_pack("{s:i, s:o, s:o, s:b, s:o, s:o, s:o, s:o, s:o}", "year",
                                 (int)of->year, "opening", number_or_null(of->opening),
                                 "closing", number_or_null(of->closing), "interpolated",
                                 of->is_interpolated, "entries", number_or_null(of->entries),
                                 "implied_entries", number_or_null(of->implied_entries),
                                 "exits", number_or_null(of->exits), "exits_by_destination",
                                 number_or_null(of->destinations), "unexplained",
                                 number_or_null(of->unexplained)));
    }
    return list;
}

static json_t *not_used(struct di_json_builder *json, const struct di_transmonee *book)
{
    json_t *object = json_object();
    for (const struct di_unused *u = book->unused; u != NULL; u = u->next)
        di_json_set(json, object, u->indicator, json_integer((json_int_t)u->rows));
    return object;
}

static json_t *rows(const struct di_transmonee *book)
{
    const struct di_observations *list = &book->list;
    return json_pack(
        "{s:I, s:I, s:I, s:I}", "read", (json_int_t)list->rows, "of_country",
        (json_int_t)(list->rows - list->of_other_countries - list->of_other_dataflows), "used",
        (json_int_t)book->used, "missing", (json_int_t)book->missing);
}

char *di_transmonee_quality_json(const struct di_transmonee *book,
                                 const struct di_catalogue *catalogue,
                                 const struct di_digest_of_file *files, size_t file_count)
{
    struct di_json_builder json = {.ran_out = book->quality->ran_out};
    json_t *written = json_object();
    for (size_t i = 0; i < file_count; i++)
        di_json_set(&json, written, files[i].name, json_string(files[i].sha256));
    json_t *root = json_pack(
        "{s:s, s:i, s:s, s:i, s:i, s:o, s:o, s:o, s:o, s:o, s:o}", "made_by",
        "homeward import transmonee", "format", 1, "country", book->request.country, "from",
        (int)book->from, "to", (int)book->to, "files", written, "rows", rows(book), "findings",
        findings(&json, book, catalogue), "account", account(&json, book), "series",
        series_list(&json, book), "not_used", not_used(&json, book));
    return di_json_finish(&json, root, JSON_INDENT(2));
}

/* ---- for people ---- */

static void tell_number(struct di_quality_table *table, double value)
{
    di_quality_number(table, round(value));
}

static void tell_account(struct di_transmonee *book)
{
    static const char *const keys[] = {"year",  "opening",      "entries", "implied_entries",
                                       "exits", "destinations", "closing", "unexplained"};
    static const char *const headings[] = {DI_N_("Year"),
                                           DI_N_("Opening"),
                                           DI_N_("Entries, published"),
                                           DI_N_("Entries, implied"),
                                           DI_N_("Exits"),
                                           DI_N_("Exits by destination"),
                                           DI_N_("Closing"),
                                           DI_N_("Unexplained")};
    struct di_quality_table *table =
        di_data_quality_table(book->quality, "account", DI_N_("The account"), keys, headings,
                              sizeof headings / sizeof headings[0]);
    for (size_t i = 0; i < di_book_year_count(book); i++) {
        const struct di_account_year *of = &book->years[i];
        di_quality_year(table, of->year);
        tell_number(table, of->opening);
        tell_number(table, of->entries);
        tell_number(table, of->implied_entries);
        tell_number(table, of->exits);
        tell_number(table, of->destinations);
        tell_number(table, of->closing);
        tell_number(table, of->unexplained);
    }
    di_message_set(
        di_quality_remark(table),
        DI_N_("A dash is a figure that is not published. Implied entries are the change of "
              "the stock plus exits; what they exceed published entries by is unexplained: "
              "'homeward calibrate' carries it as a flow of its own."),
        NULL, 0);
}

struct found {
    const struct di_transmonee *book;
    enum di_series series;
};

static bool is_found(const void *context, int32_t year)
{
    const struct found *found = context;
    return !isnan(di_book_value(found->book, found->series, year));
}

static const char *code_of(const struct di_transmonee *book, enum di_series series)
{
    for (int32_t year = book->from - 1; year <= book->to; year++) {
        const struct di_observation *from = di_book_cell(book, series, year)->from;
        if (from != NULL)
            return from->text[DI_SDMX_INDICATOR];
    }
    return "-";
}

static void tell_series(struct di_transmonee *book)
{
    static const char *const keys[] = {"series", "code", "years"};
    static const char *const headings[] = {DI_N_("What"), DI_N_("Code"), DI_N_("Years found")};
    struct di_quality_table *table =
        di_data_quality_table(book->quality, "series", DI_N_("Series"), keys, headings,
                              sizeof headings / sizeof headings[0]);
    for (size_t s = 0; s < DI_SERIES_COUNT; s++) {
        const struct found found = {book, (enum di_series)s};
        const char *years = di_book_years(book, book->from - 1, book->to, is_found, &found);
        di_quality_phrase(table, di_series_label(found.series));
        di_quality_text(table, code_of(book, found.series));
        di_quality_text(table, years[0] != '\0' ? years : "-");
    }
}

void di_book_tell(struct di_transmonee *book)
{
    const struct di_observations *list = &book->list;
    const char *name = list->country_name != NULL ? list->country_name : book->request.country;
    char from[12], to[12];
    DI_MESSAGE(di_data_quality_title(book->quality),
               DI_N_("Data of %1, %2-%3: what to know before using them"), di_text_arg(name),
               di_year_arg(book->from, from), di_year_arg(book->to, to));
    DI_MESSAGE(di_data_quality_intro(book->quality),
               DI_N_("From '%1': %2 {%2|row|rows} read, %3 of this country, %4 used."),
               di_text_arg(di_path_name(list->file)), di_integer_arg((int64_t)list->rows),
               di_integer_arg(
                   (int64_t)(list->rows - list->of_other_countries - list->of_other_dataflows)),
               di_integer_arg((int64_t)book->used));
    tell_account(book);
    tell_series(book);
    book->ran_out = book->ran_out || book->quality->ran_out;
}

static void add_phrase(struct di_growing_text *text, const char *id,
                       const struct di_catalogue *catalogue)
{
    struct di_message message;
    di_message_set(&message, id, NULL, 0);
    char *sentence = di_message_text(&message, catalogue);
    text->ran_out = text->ran_out || sentence == NULL;
    di_growing_text_add(text, sentence != NULL ? sentence : "");
    free(sentence);
}

/* Codes in a line: a large message has a hundred. */
static void add_unused(struct di_growing_text *text, const struct di_transmonee *book,
                       const struct di_catalogue *catalogue)
{
    char rows_text[24];
    di_growing_text_add(text, "## ");
    add_phrase(text, DI_N_("Indicators of the file that are not used"), catalogue);
    di_growing_text_add(text, "\n\n");
    if (book->unused == NULL)
        add_phrase(text, DI_N_("Nothing."), catalogue);
    for (const struct di_unused *u = book->unused; u != NULL; u = u->next) {
        (void)snprintf(rows_text, sizeof rows_text, " (%zu)", u->rows);
        di_growing_text_add(text, u == book->unused ? "" : ", ");
        di_growing_text_add(text, u->indicator);
        di_growing_text_add(text, rows_text);
    }
    di_growing_text_add(text, "\n");
}

char *di_transmonee_quality_text(const struct di_transmonee *book,
                                 const struct di_catalogue *catalogue)
{
    char *report = di_data_quality_text(book->quality, catalogue);
    struct di_growing_text text = {.ran_out = report == NULL || book->ran_out};
    di_growing_text_add(&text, report != NULL ? report : "");
    add_unused(&text, book, catalogue);
    free(report);
    return di_growing_text_take(&text);
}
