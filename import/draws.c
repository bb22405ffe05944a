/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Draws may be numbered with gaps and stand in any order; each has every input once. The
 * numbers give the order, which is all they say.
 */
#include "di/draws.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "di/delimited.h"
#include "di/digest.h"
#include "di/number.h"
#include "di/text_encoding.h"

#include "first_error.h"
#include "source.h"

enum { COLUMNS = 4 };

struct row {
    uint32_t draw, line;
    size_t input;
    double value;
};

struct reading {
    const char *file;
    const char *scenario; /* whose rows are taken */
    const struct di_uncertainty *uncertainty;
    struct di_diagnostics *diagnostics;
    struct row *rows;
    size_t count, room;
    bool has_no_memory;
};

static void report(const struct reading *reading, uint32_t line, enum di_status status,
                   const char *id, const char *text)
{
    struct di_message message;
    DI_MESSAGE(&message, id, di_text_arg(text));
    (void)di_diagnostics_add(reading->diagnostics, DI_SEVERITY_ERROR, status, reading->file,
                             line, 0, "", &message);
}

static bool grow(struct reading *reading)
{
    if (reading->count < reading->room)
        return true;
    const size_t room = reading->room == 0 ? 256 : 2 * reading->room;
    struct row *rows = realloc(reading->rows, room * sizeof *rows);
    reading->has_no_memory = rows == NULL;
    if (rows == NULL)
        return false;
    reading->rows = rows;
    reading->room = room;
    return true;
}

static void take_row(struct reading *reading, const char *const *cells, uint32_t line)
{
    double draw, value;
    const size_t input = di_uncertainty_find(reading->uncertainty, cells[2]);
    if (!di_number_parse(cells[1], &draw) || !(draw >= 0) || draw >= DI_DRAWS_MAX ||
        floor(draw) != draw)
        report(reading, line, DI_ERR_RANGE, DI_N_("'%1' is no number of a draw."), cells[1]);
    else if (input == SIZE_MAX)
        report(reading, line, DI_ERR_REFERENCE,
               DI_N_("'%1' is not an uncertain input of the scenario."), cells[2]);
    else if (!di_number_parse(cells[3], &value) || !isfinite(value))
        report(reading, line, DI_ERR_TYPE, DI_N_("'%1' is no number."), cells[3]);
    else if (grow(reading))
        reading->rows[reading->count++] = (struct row){(uint32_t)draw, line, input, value};
}

static bool read_header(struct di_delimited *table)
{
    static const char *const header[COLUMNS] = {"scenario", "draw", "pointer", "value"};
    const char *cells[COLUMNS];
    bool is_header = di_delimited_next(table, cells, COLUMNS) == COLUMNS;
    for (size_t i = 0; is_header && i < COLUMNS; i++)
        is_header = strcmp(cells[i], header[i]) == 0;
    return is_header;
}

static void warn_of_other(const struct reading *reading, const char *other)
{
    struct di_message message;
    DI_MESSAGE(&message,
               DI_N_("The draws in '%1' are those of the scenario '%2': '%3' is given the same "
                     "values."),
               di_text_arg(reading->file), di_text_arg(other), di_text_arg(reading->scenario));
    (void)di_diagnostics_add(reading->diagnostics, DI_SEVERITY_WARNING, DI_ERR_INCONSISTENT,
                             reading->file, 0, 0, "", &message);
}

/* @param text  is taken apart; `scenario` of the reading may point into it afterwards */
static void choose_scenario(struct reading *reading, char *text)
{
    struct di_delimited table;
    const char *cells[COLUMNS], *other = NULL;
    bool has_more = false;
    di_delimited_open(&table, text, ',');
    if (!read_header(&table))
        return;
    for (size_t count; (count = di_delimited_next(&table, cells, COLUMNS)) > 0;) {
        if (count != COLUMNS)
            continue;
        if (strcmp(cells[0], reading->scenario) == 0)
            return;
        has_more = has_more || (other != NULL && strcmp(cells[0], other) != 0);
        other = other != NULL ? other : cells[0];
    }
    if (has_more) {
        report(reading, 0, DI_ERR_REFERENCE,
               DI_N_("The file has draws of several scenarios, and none of '%1'."),
               reading->scenario);
    } else if (other != NULL) {
        warn_of_other(reading, other);
        reading->scenario = other;
    }
}

static void read_rows(struct reading *reading, char *text)
{
    struct di_delimited table;
    const char *cells[COLUMNS];
    di_delimited_open(&table, text, ',');
    if (!read_header(&table)) {
        report(reading, 1, DI_ERR_SYNTAX, DI_N_("A file of draws begins with the line %1."),
               "scenario,draw,pointer,value");
        return;
    }
    for (size_t count;
         !reading->has_no_memory && (count = di_delimited_next(&table, cells, COLUMNS)) > 0;) {
        if (count != COLUMNS)
            report(reading, (uint32_t)table.line, DI_ERR_SYNTAX,
                   DI_N_("The row has not as many cells as the header."), "");
        else if (strcmp(cells[0], reading->scenario) == 0)
            take_row(reading, cells, (uint32_t)table.line);
    }
}

static int by_draw(const void *a, const void *b)
{
    const struct row *x = a, *y = b;
    if (x->draw != y->draw)
        return x->draw < y->draw ? -1 : 1;
    if (x->input != y->input)
        return x->input < y->input ? -1 : 1;
    return x->line < y->line ? -1 : x->line > y->line;
}

/* Every draw has every input once. */
static void check_rows(const struct reading *reading)
{
    const size_t inputs = reading->uncertainty->count;
    for (size_t i = 0; i < reading->count; i++) {
        const struct row *row = &reading->rows[i];
        const bool is_new = i % inputs == 0;
        const uint32_t expected = reading->rows[i - i % inputs].draw;
        const bool is_again = is_new && i > 0 && row->draw == reading->rows[i - 1].draw;
        if (row->input == i % inputs && row->draw == expected && !is_again)
            continue;
        report(reading, row->line, DI_ERR_INCONSISTENT,
               DI_N_("The draw that '%1' belongs to has an input twice, or lacks one."),
               reading->uncertainty->inputs[row->input].pointer);
        return;
    }
    if (reading->count == 0 || reading->count % inputs != 0)
        report(reading, 0, DI_ERR_MISSING,
               DI_N_("The file does not give every draw all inputs of the scenario, '%1' for "
                     "one."),
               reading->uncertainty->inputs[reading->count % inputs].pointer);
}

static enum di_status take_values(const struct reading *reading, double **values_out,
                                  size_t *rows_out, struct di_error *error)
{
    double *values = calloc(reading->count + 1, sizeof *values);
    if (values == NULL)
        return di_fail_memory(error);
    for (size_t i = 0; i < reading->count; i++)
        values[i] = reading->rows[i].value;
    *values_out = values;
    *rows_out = reading->count / reading->uncertainty->count;
    return DI_OK;
}

enum di_status di_draws_read(const char *path, const char *scenario,
                             const struct di_uncertainty *uncertainty,
                             struct di_diagnostics *diagnostics, double **values_out,
                             size_t *rows_out, char sha256_out[65], struct di_error *error)
{
    const size_t before = diagnostics->count, errors_before = diagnostics->errors;
    struct di_sources sources = {.diagnostics = diagnostics};
    struct reading reading = {.file = path,
                              .scenario = scenario,
                              .uncertainty = uncertainty,
                              .diagnostics = diagnostics};
    enum di_text_encoding encoding = DI_TEXT_UTF8;
    char *bytes = NULL, *text = NULL, *copy = NULL;
    size_t size = 0;
    enum di_status status = di_sources_read_bytes(&sources, path, &bytes, &size);
    if (status == DI_OK) {
        di_digest(bytes, size, sha256_out);
        text = di_text_decode(bytes, size, &encoding);
        copy = text != NULL ? strdup(text) : NULL;
    }
    if (status == DI_ERR_MEMORY || (status == DI_OK && copy == NULL)) {
        free(text);
        free(bytes);
        return di_fail_memory(error);
    }
    if (status == DI_OK)
        choose_scenario(&reading, copy);
    if (status == DI_OK && diagnostics->errors == errors_before)
        read_rows(&reading, text);
    if (reading.count > 0)
        qsort(reading.rows, reading.count, sizeof *reading.rows, by_draw);
    if (status == DI_OK && diagnostics->errors == errors_before)
        check_rows(&reading);
    status = reading.has_no_memory ? di_fail_memory(error)
                                   : di_first_error(diagnostics, errors_before, before, error);
    if (status == DI_OK)
        status = take_values(&reading, values_out, rows_out, error);
    free(reading.rows);
    free(bytes);
    free(copy);
    free(text);
    return status;
}
