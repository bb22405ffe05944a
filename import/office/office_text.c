/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A text with separators as the rows of a table. The separator that is not said is the only one
 * the heading has, or the only one under which the next rows are as long as the heading; where
 * that leaves two, it is asked for. Excel's first line "sep=;" says it too.
 */
#include <stdlib.h>
#include <string.h>

#include "di/delimited.h"

#include "encoding_evidence.h"
#include "office_reader.h"
#include "text_rows.h"

enum { RAGGED_MAX = 20, LOOKED_AT = 20, SEPARATORS = 3 };
static const char separators[SEPARATORS] = {',', ';', '\t'};

struct di_office_reader {
    struct di_office_reading reading;
    enum di_text_encoding encoding;
    char separator;
    bool has_first_line; /* "sep=;", which is no row */
    const struct di_office_wish *wish;
    struct di_text_rows rows;
    size_t ragged;
};

static void report(const struct di_office_reader *reader, size_t line, enum di_status status,
                   const char *sentence, size_t number)
{
    struct di_message message;
    DI_MESSAGE(&message, sentence, di_integer_arg((int64_t)number));
    (void)di_office_table_report(reader->reading.table, (uint32_t)line, SIZE_MAX, status,
                                 &message);
}

/* ---- encoding and separator ---- */

static bool settle_encoding(struct di_office_reader *reader)
{
    struct di_encoding_answer answer;
    const enum di_text_encoding asked = reader->reading.form->encoding;
    reader->encoding = asked;
    if (asked != DI_TEXT_GUESS && asked != DI_TEXT_UTF8)
        return true;
    if (!di_encoding_evidence(reader->reading.source, &answer)) {
        report(reader, 0, DI_ERR_FILE, DI_N_("The file could not be read to its end."), 0);
        return false;
    }
    if (asked == DI_TEXT_UTF8 && answer.encoding != DI_TEXT_UTF8)
        report(reader, answer.line, DI_ERR_INPUT,
               DI_N_("This is not UTF-8. Say another --encoding, or leave it out."), 0);
    if (asked == DI_TEXT_UTF8)
        return answer.encoding == DI_TEXT_UTF8;
    reader->encoding = answer.encoding;
    if (answer.encoding == DI_TEXT_GUESS)
        report(reader, answer.line, DI_ERR_INPUT,
               DI_N_("The letters may be of Windows-1251 (Cyrillic) or Windows-1252 (Western "
                     "Europe). Say --encoding cp1251 or --encoding cp1252."),
               0);
    return answer.encoding != DI_TEXT_GUESS;
}

/* "sep=;" of Excel: the sign, or 0. */
static char said_separator(const char *row)
{
    const bool is_it = strncmp(row, "sep=", 4) == 0 && row[4] != '\0' && row[5] == '\0';
    return is_it && memchr(separators, row[4], SEPARATORS) != NULL ? row[4] : '\0';
}

static bool is_heading(const struct di_office_reader *reader, const struct di_text_rows *rows)
{
    return rows->line >= reader->reading.form->heading_row;
}

/* The rows under one separator: cells of the heading, and do the next rows have as many? */
struct look {
    size_t cells; /* 0: there is no heading */
    bool is_steady;
};

static bool look(const struct di_office_reader *reader, char separator, struct look *seen)
{
    const char *cells[1];
    struct di_text_rows rows;
    struct di_delimited row;
    *seen = (struct look){0, true};
    if (!di_text_rows_open(&rows, reader->reading.source, reader->encoding, separator))
        return false;
    for (size_t i = 0; i < LOOKED_AT && di_text_rows_next(&rows) == DI_ROW_THERE;) {
        di_delimited_open(&row, rows.row, separator);
        const size_t count = di_delimited_next(&row, cells, 1);
        if (count == 0 || !is_heading(reader, &rows))
            continue;
        seen->is_steady = seen->is_steady && (i == 0 || count == seen->cells);
        seen->cells = i == 0 ? count : seen->cells;
        i++;
    }
    di_text_rows_close(&rows);
    return true;
}

static bool choose_separator(struct di_office_reader *reader)
{
    size_t there = 0, steady = 0;
    char only = ',', only_steady = ',';
    for (size_t s = 0; s < SEPARATORS; s++) {
        struct look seen;
        if (!look(reader, separators[s], &seen))
            return false;
        const bool is_there = seen.cells > 1;
        only = is_there ? separators[s] : only;
        only_steady = is_there && seen.is_steady ? separators[s] : only_steady;
        there += is_there;
        steady += is_there && seen.is_steady;
    }
    if (there <= 1)
        reader->separator = only;
    else if (steady == 1)
        reader->separator = only_steady;
    return true;
}

static bool read_first_line(struct di_office_reader *reader)
{
    struct di_text_rows rows;
    if (!di_text_rows_open(&rows, reader->reading.source, reader->encoding, ';'))
        return false;
    if (di_text_rows_next(&rows) == DI_ROW_THERE)
        reader->separator = said_separator(rows.row);
    reader->has_first_line = reader->separator != '\0';
    di_text_rows_close(&rows);
    return true;
}

static bool settle_separator(struct di_office_reader *reader)
{
    const char asked = reader->reading.form->separator;
    if (!read_first_line(reader))
        return false;
    reader->separator = asked != '\0' ? asked : reader->separator;
    if (reader->separator != '\0')
        return true;
    if (!choose_separator(reader))
        return false;
    if (reader->separator == '\0')
        report(reader, 0, DI_ERR_INPUT,
               DI_N_("It is not clear what stands between columns. Say --separator comma, "
                     "semicolon or tab."),
               0);
    return reader->separator != '\0';
}

static struct di_office_reader *text_open(const struct di_office_reading *reading)
{
    struct di_office_reader *reader = calloc(1, sizeof *reader);
    if (reader == NULL)
        return NULL;
    reader->reading = *reading;
    if (settle_encoding(reader) && settle_separator(reader))
        return reader;
    free(reader);
    return NULL;
}

static void text_close(struct di_office_reader *reader)
{
    di_text_rows_close(&reader->rows);
    free(reader);
}

static enum di_text_encoding text_encoding(const struct di_office_reader *reader)
{
    return reader->encoding;
}

/* ---- rows ---- */

static bool text_restart(struct di_office_reader *reader, const struct di_office_wish *wish)
{
    di_text_rows_close(&reader->rows);
    reader->wish = wish;
    reader->ragged = 0;
    return di_text_rows_open(&reader->rows, reader->reading.source, reader->encoding,
                             reader->separator);
}

static enum di_office_step fail(const struct di_office_reader *reader, enum di_text_row_end end)
{
    const struct di_text_rows *rows = &reader->rows;
    if (end == DI_ROW_UNREADABLE)
        report(reader, rows->line, DI_ERR_FILE, DI_N_("The file could not be read to its end."),
               0);
    else if (end == DI_ROW_OPEN_QUOTE || rows->is_quoted)
        report(reader, rows->line, DI_ERR_SYNTAX,
               DI_N_("A cell of this row begins with a quotation mark and has none at its end. "
                     "Add it."),
               0);
    else if (end == DI_ROW_TOO_LONG)
        report(reader, rows->line, DI_ERR_LIMIT, DI_N_("The row is longer than %1 MB."),
               DI_TEXT_ROW_MAX >> 20);
    return DI_STEP_FAILED;
}

static void report_ragged(struct di_office_reader *reader, size_t count)
{
    struct di_message message;
    if (reader->ragged++ < RAGGED_MAX) {
        DI_MESSAGE(
            &message, DI_N_("The row has %1 cells, the heading has %2. Make them equal."),
            di_integer_arg((int64_t)count), di_integer_arg((int64_t)reader->wish->columns));
        (void)di_office_table_report(reader->reading.table, (uint32_t)reader->rows.line,
                                     SIZE_MAX, DI_ERR_INPUT, &message);
    }
}

/* Cells behind the last heading are fine while nothing stands in them. */
static bool is_ragged(const struct di_office_reader *reader, const char *const *cells,
                      size_t count)
{
    const struct di_office_wish *wish = reader->wish;
    if (wish->takes_all)
        return false;
    for (size_t c = wish->columns; c < count; c++)
        if (c >= DI_OFFICE_COLUMNS_MAX || cells[c][0] != '\0')
            return true;
    return count < wish->columns;
}

static void take_cells(const struct di_office_wish *wish, const char *const *cells,
                       size_t count)
{
    for (size_t c = 0; c < count && c < wish->columns; c++)
        if (wish->place[c] != SIZE_MAX)
            di_cell_store_set(wish->cells, wish->place[c], DI_CELL_TEXT, cells[c],
                              strlen(cells[c]));
}

static enum di_office_step text_next(struct di_office_reader *reader, uint32_t *line)
{
    const char *cells[DI_OFFICE_COLUMNS_MAX];
    struct di_delimited row;
    for (;;) {
        const enum di_text_row_end end = di_text_rows_next(&reader->rows);
        if (end == DI_ROW_NONE)
            break;
        if (end != DI_ROW_THERE)
            return fail(reader, end);
        if (reader->rows.line <= reader->wish->after_line ||
            (reader->has_first_line && reader->rows.line == 1))
            continue;
        di_delimited_open(&row, reader->rows.row, reader->separator);
        const size_t count = di_delimited_next(&row, cells, DI_OFFICE_COLUMNS_MAX);
        if (count == 0)
            continue;
        *line = (uint32_t)reader->rows.line;
        if (reader->wish->takes_all && count > DI_OFFICE_COLUMNS_MAX) {
            report(reader, *line, DI_ERR_LIMIT,
                   DI_N_("The row has %1 columns, more than are read."), count);
            return DI_STEP_FAILED;
        }
        if (is_ragged(reader, cells, count)) {
            report_ragged(reader, count);
            continue;
        }
        take_cells(reader->wish, cells,
                   count < DI_OFFICE_COLUMNS_MAX ? count : DI_OFFICE_COLUMNS_MAX);
        return DI_STEP_ROW;
    }
    if (reader->ragged > RAGGED_MAX)
        report(
            reader, 0, DI_ERR_INPUT,
            DI_N_("%1 more {%1|row has|rows have} another number of cells than the heading."),
            reader->ragged - RAGGED_MAX);
    return DI_STEP_END;
}

const struct di_office_reader_kind di_office_text_reader = {text_open, text_restart, text_next,
                                                            text_close, text_encoding};
