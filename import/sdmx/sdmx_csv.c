/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The separator is not guessed from how often it occurs: labels hold commas. It is the one
 * under which the heading has the most columns that must be there.
 */
#include "sdmx_csv.h"

#include <stdlib.h>
#include <string.h>

#include "di/delimited.h"

#include "sdmx_heading.h"

enum { RAGGED_MAX = 20, CODE_BYTES = 128 };

struct csv_reader {
    struct di_delimited rows;
    struct di_sdmx_heading heading;
    struct di_observations *list;
    struct di_diagnostics *diagnostics;
    size_t ragged;
    const char *cells[DI_SDMX_COLUMNS_MAX];
    char code[DI_SDMX_FIELDS][CODE_BYTES]; /* of cells "CODE: label" */
};

/* The first line under a separator, in memory of its own, for reading changes the text. */
static size_t match_with(const char *text, char separator)
{
    const char *cells[DI_SDMX_COLUMNS_MAX];
    struct di_delimited rows;
    const size_t length = strcspn(text, "\r\n");
    char *line = malloc(length + 1);
    if (line == NULL)
        return 0;
    memcpy(line, text, length);
    line[length] = '\0';
    di_delimited_open(&rows, line, separator);
    const size_t count = di_delimited_next(&rows, cells, DI_SDMX_COLUMNS_MAX);
    const size_t found =
        di_sdmx_heading_match(cells, count < DI_SDMX_COLUMNS_MAX ? count : DI_SDMX_COLUMNS_MAX);
    free(line);
    return found;
}

static char separator_of(const char *text)
{
    const char signs[] = {',', ';', '\t'};
    char best = di_delimited_guess_separator(text);
    size_t most = match_with(text, best);
    for (size_t s = 0; s < sizeof signs; s++) {
        const size_t found = match_with(text, signs[s]);
        if (found > most) {
            most = found;
            best = signs[s];
        }
    }
    return best;
}

/* ---- rows ---- */

static void report_ragged(struct csv_reader *reader, size_t count)
{
    struct di_message message;
    DI_MESSAGE(&message, DI_N_("The row has %1 cells, the heading has %2. Make them equal."),
               di_integer_arg((int64_t)count),
               di_integer_arg((int64_t)reader->heading.columns));
    (void)di_observation_report(reader->list, (uint32_t)reader->rows.line, "",
                                reader->diagnostics, DI_ERR_INPUT, &message);
}

/* The code of "BGR: Bulgaria", in the reader's own memory. */
static const char *code_of(struct csv_reader *reader, size_t field, const char *cell)
{
    const size_t length = strcspn(cell, ":");
    if (!reader->heading.has_label[field] || cell[length] == '\0' || length >= CODE_BYTES)
        return cell;
    memcpy(reader->code[field], cell, length);
    reader->code[field][length] = '\0';
    return reader->code[field];
}

static const char *label_of(const struct csv_reader *reader)
{
    const struct di_sdmx_heading *heading = &reader->heading;
    if (heading->area_label != SIZE_MAX)
        return reader->cells[heading->area_label];
    const char *cell = reader->cells[heading->column[DI_SDMX_AREA]];
    const char *colon = heading->has_label[DI_SDMX_AREA] ? strchr(cell, ':') : NULL;
    return colon != NULL ? colon + 1 + strspn(colon + 1, " ") : "";
}

static bool take_row(struct csv_reader *reader)
{
    struct di_sdmx_record record = {.line = (uint32_t)reader->rows.line, .pointer = ""};
    struct di_observations *list = reader->list;
    for (size_t f = 0; f < DI_SDMX_FIELDS; f++) {
        const size_t column = reader->heading.column[f];
        record.text[f] = column == SIZE_MAX ? "" : code_of(reader, f, reader->cells[column]);
    }
    const bool is_first = list->count == 0;
    if (!di_observations_take(list, &record, reader->diagnostics))
        return false;
    if (is_first && list->count == 1 && label_of(reader)[0] != '\0') {
        list->country_name = di_arena_copy_text(&list->arena, label_of(reader));
        return list->country_name != NULL;
    }
    return true;
}

static void report_too_long(struct csv_reader *reader)
{
    struct di_message message;
    DI_MESSAGE(&message,
               DI_N_("The file has more than %1 rows. Ask the service for one country."),
               di_integer_arg(DI_SDMX_ROWS_MAX));
    (void)di_observation_report(reader->list, (uint32_t)reader->rows.line, "",
                                reader->diagnostics, DI_ERR_LIMIT, &message);
}

static bool take_rows(struct csv_reader *reader)
{
    size_t count;
    while ((count = di_delimited_next(&reader->rows, reader->cells, DI_SDMX_COLUMNS_MAX)) > 0) {
        if (reader->list->rows == DI_SDMX_ROWS_MAX) {
            report_too_long(reader);
            return true;
        }
        if (count != reader->heading.columns) {
            if (reader->ragged++ < RAGGED_MAX)
                report_ragged(reader, count);
        } else if (!take_row(reader)) {
            return false;
        }
    }
    return true;
}

static void report_open_quote(struct csv_reader *reader)
{
    struct di_message message;
    di_message_set(
        &message, DI_N_("A cell begins with a quotation mark and has none at its end. Add it."),
        NULL, 0);
    (void)di_observation_report(reader->list, (uint32_t)reader->rows.open_quote_line, "",
                                reader->diagnostics, DI_ERR_SYNTAX, &message);
}

static void report_more_ragged(struct csv_reader *reader)
{
    struct di_message message;
    DI_MESSAGE(
        &message,
        DI_N_("%1 more {%1|row has|rows have} another number of cells than the heading."),
        di_integer_arg((int64_t)(reader->ragged - RAGGED_MAX)));
    (void)di_observation_report(reader->list, 0, "", reader->diagnostics, DI_ERR_INPUT,
                                &message);
}

bool di_sdmx_csv_read(char *text, char separator, struct di_observations *list,
                      struct di_diagnostics *diagnostics)
{
    struct csv_reader reader = {.list = list, .diagnostics = diagnostics};
    struct di_message message;
    di_delimited_open(&reader.rows, text, separator != '\0' ? separator : separator_of(text));
    const size_t count = di_delimited_next(&reader.rows, reader.cells, DI_SDMX_COLUMNS_MAX);
    if (count > DI_SDMX_COLUMNS_MAX) {
        DI_MESSAGE(&message, DI_N_("The heading has %1 columns; at most %2 are read."),
                   di_integer_arg((int64_t)count), di_integer_arg(DI_SDMX_COLUMNS_MAX));
        (void)di_observation_report(list, (uint32_t)reader.rows.line, "", diagnostics,
                                    DI_ERR_LIMIT, &message);
        return true;
    }
    if (!di_sdmx_heading_read(&reader.heading, reader.cells, count, list,
                              (uint32_t)reader.rows.line, diagnostics))
        return true;
    const bool is_read = take_rows(&reader);
    if (reader.rows.open_quote_line > 0)
        report_open_quote(&reader);
    if (reader.ragged > RAGGED_MAX)
        report_more_ragged(&reader);
    return is_read;
}
