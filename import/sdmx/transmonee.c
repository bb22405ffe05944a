/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "di/transmonee.h"

#include <stdlib.h>
#include <string.h>

#include "di/outside_file.h"
#include "di/utf8.h"

#include "first_error.h"
#include "sdmx_csv.h"
#include "sdmx_json.h"
#include "transmonee_book.h"

static struct di_transmonee *create(const struct di_transmonee_request *request,
                                    const char *shown_name)
{
    struct di_transmonee *book = calloc(1, sizeof *book);
    if (book == NULL)
        return NULL;
    book->request = *request;
    di_arena_init(&book->arena);
    di_observations_init(&book->list, shown_name, request->country);
    book->quality = di_data_quality_create("transmonee", request->country);
    book->ran_out = book->quality == NULL;
    book->unused_end = &book->unused;
    for (size_t s = 0; s < DI_SERIES_COUNT; s++)
        for (size_t y = 0; y < DI_BOOK_YEARS; y++)
            book->cell[s][y].value = (double)NAN;
    return book;
}

void di_transmonee_destroy(struct di_transmonee *book)
{
    if (book == NULL)
        return;
    di_observations_finish(&book->list);
    di_data_quality_destroy(book->quality);
    di_arena_finish(&book->arena);
    free(book);
}

/* ---- what kind of file it is ---- */

static char first_sign(const char *text)
{
    return text[strspn(text, " \t\r\n")];
}

static bool report_kind(struct di_transmonee *book, struct di_diagnostics *diagnostics,
                        const char *sentence)
{
    struct di_message message;
    di_message_set(&message, sentence, NULL, 0);
    (void)di_observation_report(&book->list, 0, "", diagnostics, DI_ERR_INPUT, &message);
    return true;
}

static bool read_message(struct di_transmonee *book, char *text,
                         struct di_diagnostics *diagnostics)
{
    switch (first_sign(text)) {
    case '\0':
        return report_kind(book, diagnostics, DI_N_("The file is empty."));
    case '<':
        return report_kind(book, diagnostics,
                           DI_N_("This is XML or a web page. Ask the service for SDMX-CSV "
                                 "(format=csv) or SDMX-JSON."));
    case '{':
        return di_sdmx_json_read(text, &book->list, diagnostics);
    default:
        return di_sdmx_csv_read(text, book->request.separator, &book->list, diagnostics);
    }
}

/* What is written from it must be UTF-8, whatever encoding was asked for. */
static char *decode(const char *bytes, size_t size, enum di_text_encoding *encoding)
{
    char *decoded = di_text_decode(bytes, size, encoding);
    char *text = decoded != NULL ? di_utf8_mend(decoded) : NULL;
    free(decoded);
    return text;
}

/* ---- what is in it ---- */

static void report_other_dataflow(struct di_transmonee *book,
                                  struct di_diagnostics *diagnostics)
{
    struct di_message message;
    DI_MESSAGE(&message,
               DI_N_("The file is of the dataflow '%1'; 'import transmonee' reads %2."),
               di_text_arg(book->list.other_dataflow), di_text_arg("ECARO:TRANSMONEE"));
    (void)di_observation_report(&book->list, 0, "", diagnostics, DI_ERR_INPUT, &message);
}

static void report_no_country(struct di_transmonee *book, struct di_diagnostics *diagnostics)
{
    struct di_message message;
    const char *countries = book->list.countries;
    DI_MESSAGE(&message,
               DI_N_("The file has no yearly observations of %1. Countries in it: %2."),
               di_text_arg(book->request.country),
               di_text_arg(countries[0] != '\0' ? countries : "-"));
    (void)di_observation_report(&book->list, 0, "", diagnostics, DI_ERR_INPUT, &message);
}

static bool take(struct di_transmonee *book, char *text, struct di_diagnostics *diagnostics)
{
    if (!read_message(book, text, diagnostics) || book->list.ran_out)
        return false;
    const bool is_other =
        book->list.rows > 0 && book->list.rows == book->list.of_other_dataflows;
    if (is_other)
        report_other_dataflow(book, diagnostics);
    else if (book->list.count == 0 && !di_diagnostics_have_errors(diagnostics))
        report_no_country(book, diagnostics);
    if (book->list.count > 0 && !di_book_fill(book, diagnostics))
        return false;
    if (di_diagnostics_have_errors(diagnostics))
        return true;
    if (!di_book_draw_up(book, diagnostics))
        return false;
    if (!di_diagnostics_have_errors(diagnostics)) {
        di_book_look(book);
        di_book_tell(book);
    }
    return !book->ran_out;
}

enum di_status di_transmonee_read_text(const struct di_transmonee_request *request,
                                       const char *bytes, size_t size, const char *shown_name,
                                       struct di_diagnostics *diagnostics,
                                       struct di_transmonee **out, struct di_error *error)
{
    const size_t before = diagnostics->count, errors_before = diagnostics->errors;
    struct di_transmonee *book = create(request, shown_name);
    char *text = NULL;
    if (book != NULL && !book->ran_out)
        text = decode(bytes, size, &book->request.encoding);
    const bool is_read = text != NULL && take(book, text, diagnostics);
    free(text);
    enum di_status status = is_read ? di_first_error(diagnostics, errors_before, before, error)
                                    : di_fail_memory(error);
    if (status == DI_OK)
        *out = book;
    else
        di_transmonee_destroy(book);
    return status;
}

enum di_status di_transmonee_read(const struct di_transmonee_request *request,
                                  struct di_diagnostics *diagnostics,
                                  struct di_transmonee **out, struct di_error *error)
{
    char *bytes = NULL;
    size_t size = 0;
    enum di_status status =
        di_outside_file_read(request->path, DI_SDMX_BYTES_MAX, &bytes, &size, error);
    if (status == DI_OK)
        status = di_transmonee_read_text(request, bytes, size, request->path, diagnostics, out,
                                         error);
    free(bytes);
    return status;
}

/* ---- looking ---- */

int32_t di_transmonee_from(const struct di_transmonee *book)
{
    return book->from;
}

int32_t di_transmonee_to(const struct di_transmonee *book)
{
    return book->to;
}

size_t di_transmonee_findings(const struct di_transmonee *book)
{
    return di_data_quality_findings(book->quality);
}

size_t di_transmonee_warnings(const struct di_transmonee *book)
{
    return di_data_quality_warnings(book->quality);
}
