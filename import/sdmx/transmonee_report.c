/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The report on the data: one object for programs, one text (Markdown) for people. Nothing is
 * computed here. */
#include <stdlib.h>
#include <string.h>

#include "di/number.h"
#include "di/path.h"

#include "growing_text.h"
#include "json_builder.h"
#include "transmonee_book.h"

/* ---- for programs ---- */

static json_t *number_or_null(double value)
{
    return isnan(value) ? json_null() : json_integer((json_int_t)round(value));
}

static json_t *finding_object(const struct di_finding_entry *f,
                              const struct di_catalogue *catalogue)
{
    char *sentence = di_message_text(&f->message, catalogue);
    json_t *object = json_pack(
        "{s:s, s:s, s:o, s:o, s:o, s:o}", "id", f->id, "severity",
        f->is_warning ? "warning" : "note", "series",
        f->series < DI_SERIES_COUNT ? json_string(di_series_id(f->series)) : json_null(),
        "year", f->year != 0 ? json_integer(f->year) : json_null(), "line",
        f->line != 0 ? json_integer(f->line) : json_null(), "message",
        sentence != NULL ? json_string(sentence) : NULL);
    free(sentence);
    return object;
}

static json_t *findings(struct di_json_builder *json, const struct di_transmonee *book,
                        const struct di_catalogue *catalogue)
{
    json_t *list = json_array();
    for (const struct di_finding_entry *f = book->findings; f != NULL; f = f->next)
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

char *di_transmonee_quality_json(struct di_transmonee *book,
                                 const struct di_catalogue *catalogue,
                                 const struct di_digest_of_file *files, size_t file_count)
{
    struct di_json_builder json = {0};
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

struct page {
    const struct di_catalogue *catalogue;
    struct di_growing_text text;
};

static void put(struct page *page, const char *more)
{
    di_growing_text_add(&page->text, more);
}

static void put_message(struct page *page, const struct di_message *message)
{
    char *sentence = di_message_text(message, page->catalogue);
    page->text.ran_out = page->text.ran_out || sentence == NULL;
    for (char *c = sentence; c != NULL && *c != '\0'; c++) /* a footnote may have lines */
        *c = *c == '\n' || *c == '\r' ? ' ' : *c;
    put(page, sentence != NULL ? sentence : "");
    free(sentence);
}

static void put_plain(struct page *page, const char *before, const char *id, const char *after)
{
    struct di_message message;
    di_message_set(&message, id, NULL, 0);
    put(page, before);
    put_message(page, &message);
    put(page, after);
}

#define PUT(page, before, after, id, ...)                                                      \
    do {                                                                                       \
        struct di_message put_;                                                                \
        DI_MESSAGE(&put_, id, __VA_ARGS__);                                                    \
        put(page, before);                                                                     \
        put_message(page, &put_);                                                              \
        put(page, after);                                                                      \
    } while (0)

static void put_number(struct page *page, double value)
{
    if (isnan(value))
        put(page, "-");
    else
        PUT(page, "", "", "%1", di_integer_arg((int64_t)round(value)));
    put(page, " | ");
}

static void put_account(struct page *page, const struct di_transmonee *book)
{
    static const char *const headings[] = {DI_N_("Year"),
                                           DI_N_("Opening"),
                                           DI_N_("Entries, published"),
                                           DI_N_("Entries, implied"),
                                           DI_N_("Exits"),
                                           DI_N_("Exits by destination"),
                                           DI_N_("Closing"),
                                           DI_N_("Unexplained")};
    enum { HEADINGS = sizeof headings / sizeof headings[0] };
    char year[12];
    put_plain(page, "## ", DI_N_("The account"), "\n\n| ");
    for (size_t i = 0; i < HEADINGS; i++)
        put_plain(page, "", headings[i], " | ");
    put(page, "\n|");
    for (size_t i = 0; i < HEADINGS; i++)
        put(page, "---|");
    put(page, "\n");
    for (size_t i = 0; i < di_book_year_count(book); i++) {
        const struct di_account_year *of = &book->years[i];
        const double cells[] = {of->opening,      of->entries, of->implied_entries, of->exits,
                                of->destinations, of->closing, of->unexplained};
        (void)snprintf(year, sizeof year, "%d", of->year);
        put(page, "| ");
        put(page, year);
        put(page, " | ");
        for (size_t c = 0; c < sizeof cells / sizeof cells[0]; c++)
            put_number(page, cells[c]);
        put(page, "\n");
    }
    put_plain(
        page, "\n",
        DI_N_("A dash is a figure that is not published. Implied entries are the change of "
              "the stock plus exits; what they exceed published entries by is unexplained: "
              "'homeward calibrate' carries it as a flow of its own."),
        "\n\n");
}

static void put_findings(struct page *page, const struct di_transmonee *book, bool is_warning,
                         const char *heading)
{
    put_plain(page, "## ", heading, "\n\n");
    size_t count = 0;
    for (const struct di_finding_entry *f = book->findings; f != NULL; f = f->next) {
        if (f->is_warning != is_warning)
            continue;
        put(page, "- ");
        put_message(page, &f->message);
        put(page, "\n");
        count++;
    }
    if (count == 0)
        put_plain(page, "", DI_N_("Nothing."), "\n");
    put(page, "\n");
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

static void put_series(struct page *page, struct di_transmonee *book)
{
    put_plain(page, "## ", DI_N_("Series"), "\n\n| ");
    put_plain(page, "", DI_N_("What"), " | ");
    put_plain(page, "", DI_N_("Code"), " | ");
    put_plain(page, "", DI_N_("Years found"), " |\n|---|---|---|\n");
    for (size_t s = 0; s < DI_SERIES_COUNT; s++) {
        const struct found found = {book, (enum di_series)s};
        const char *code = "-";
        for (int32_t year = book->to; year >= book->from - 1; year--)
            if (di_book_cell(book, found.series, year)->from != NULL)
                code = di_book_cell(book, found.series, year)->from->text[DI_SDMX_INDICATOR];
        const char *years = di_book_years(book, book->from - 1, book->to, is_found, &found);
        put_plain(page, "| ", di_series_label(found.series), " | ");
        put(page, code);
        put(page, " | ");
        put(page, years[0] != '\0' ? years : "-");
        put(page, " |\n");
    }
    put(page, "\n");
}

static void put_unused(struct page *page, const struct di_transmonee *book)
{
    char rows_text[24];
    put_plain(page, "## ", DI_N_("Indicators of the file that are not used"), "\n\n");
    if (book->unused == NULL)
        put_plain(page, "", DI_N_("Nothing."), "\n");
    for (const struct di_unused *u = book->unused; u != NULL; u = u->next) {
        (void)snprintf(rows_text, sizeof rows_text, " (%zu)", u->rows);
        put(page, u == book->unused ? "" : ", ");
        put(page, u->indicator);
        put(page, rows_text);
    }
    put(page, "\n");
}

char *di_transmonee_quality_text(struct di_transmonee *book,
                                 const struct di_catalogue *catalogue)
{
    struct page page = {.catalogue = catalogue};
    const char *name =
        book->list.country_name != NULL ? book->list.country_name : book->request.country;
    char from[12], to[12];
    PUT(&page, "# ", "\n\n", DI_N_("Data of %1, %2-%3: what to know before using them"),
        di_text_arg(name), di_year_arg(book->from, from), di_year_arg(book->to, to));
    PUT(&page, "", "\n\n",
        DI_N_("From '%1': %2 {%2|row|rows} read, %3 of this country, %4 used."),
        di_text_arg(di_path_name(book->list.file)), di_integer_arg((int64_t)book->list.rows),
        di_integer_arg((int64_t)(book->list.rows - book->list.of_other_countries -
                                 book->list.of_other_dataflows)),
        di_integer_arg((int64_t)book->used));
    put_findings(&page, book, true, DI_N_("To be looked at"));
    put_account(&page, book);
    put_series(&page, book);
    put_findings(&page, book, false, DI_N_("Also noted"));
    put_unused(&page, book);
    page.text.ran_out = page.text.ran_out || book->ran_out;
    return di_growing_text_take(&page.text);
}
