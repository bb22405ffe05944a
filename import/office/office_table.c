/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "di/office_table.h"

#include <stdlib.h>
#include <string.h>

#include "di/arena.h"
#include "di/utf8.h"

#include "first_error.h"
#include "office_reader.h"

struct di_office_table {
    char *name;
    struct di_office_form form;
    struct di_office_bytes source;
    const struct di_office_reader_kind *kind;
    struct di_office_reader *reader;
    struct di_diagnostics *diagnostics;
    size_t before, errors_before; /* of the list, when the table was opened */
    bool ran_out, is_stopped;

    struct di_arena arena; /* headings */
    const char **headings;
    size_t columns;
    uint32_t heading_line;

    size_t *place; /* [columns] */
    size_t *asked; /* [asked_count]: cells of the store; SIZE_MAX: none */
    size_t asked_count;
    struct di_cell_store cells;
    struct di_office_wish wish;
    size_t rows;
};

struct di_diagnostic *di_office_table_report(const struct di_office_table *table, uint32_t line,
                                             size_t column, enum di_status status,
                                             const struct di_message *message)
{
    return di_diagnostics_add(table->diagnostics, DI_SEVERITY_ERROR, status, table->name, line,
                              column == SIZE_MAX ? 0 : (uint32_t)column + 1, "", message);
}

static void report(const struct di_office_table *table, uint32_t line, enum di_status status,
                   const char *sentence, int64_t number, int64_t other)
{
    struct di_message message;
    DI_MESSAGE(&message, sentence, di_integer_arg(number), di_integer_arg(other));
    (void)di_office_table_report(table, line, SIZE_MAX, status, &message);
}

enum di_status di_office_table_status(const struct di_office_table *table,
                                      struct di_error *error)
{
    if (table->ran_out)
        return di_fail_memory(error);
    if (table->is_stopped)
        return DI_FAIL(error, DI_ERR_INTERRUPTED, table->name,
                       DI_N_("Reading '%1' was stopped."), di_text_arg(table->name));
    return di_first_error(table->diagnostics, table->errors_before, table->before, error);
}

/* ---- what kind of file it is ---- */

static bool begins_with(const char *bytes, size_t size, const char *sign, size_t length)
{
    return size >= length && memcmp(bytes, sign, length) == 0;
}

/* NULL: none that is read; reported. */
static const struct di_office_reader_kind *kind_of(struct di_office_table *table)
{
    char bytes[8];
    const size_t size = di_office_bytes_read(&table->source, bytes, sizeof bytes);
    if (di_office_bytes_failed(&table->source) || !di_office_bytes_rewind(&table->source)) {
        report(table, 0, DI_ERR_FILE, DI_N_("The file could not be read to its end."), 0, 0);
        return NULL;
    }
    if (size == 0) {
        report(table, 0, DI_ERR_INPUT, DI_N_("The file is empty."), 0, 0);
        return NULL;
    }
    if (begins_with(bytes, size, "\xD0\xCF\x11\xE0", 4)) {
        report(
            table, 0, DI_ERR_INPUT,
            DI_N_("This is a workbook of old Excel (.xls), or one with a password. Save it as "
                  "an Excel workbook (.xlsx) without a password, or as CSV."),
            0, 0);
        return NULL;
    }
    if (begins_with(bytes, size, "PK\x03\x04", 4) || begins_with(bytes, size, "PK\x05\x06", 4))
        return &di_office_sheet_reader;
    if (begins_with(bytes, size, "%PDF", 4) || bytes[0] == '<') {
        report(
            table, 0, DI_ERR_INPUT,
            DI_N_("This is no table but a web page, XML or a PDF. Save the table as an Excel "
                  "workbook (.xlsx) or as CSV."),
            0, 0);
        return NULL;
    }
    return &di_office_text_reader;
}

/* What is said of the form and means nothing for this kind of file is not passed over. */
static bool does_form_fit(struct di_office_table *table)
{
    const struct di_office_form *form = &table->form;
    const bool is_sheet = table->kind == &di_office_sheet_reader;
    if (!is_sheet && form->sheet != NULL)
        report(table, 0, DI_ERR_INPUT,
               DI_N_("This is a text file, which has no sheets. Leave --sheet out."), 0, 0);
    else if (is_sheet && (form->encoding != DI_TEXT_GUESS || form->separator != '\0'))
        report(
            table, 0, DI_ERR_INPUT,
            DI_N_("This is an Excel workbook: --encoding and --separator are for text files. "
                  "Leave them out."),
            0, 0);
    else
        return true;
    return false;
}

/* ---- the heading ---- */

/* Empty rows that may stand before the heading. */
enum { HEADING_WITHIN = 1000 };

/* How many cells there are up to the last one that is not empty. */
static size_t last_filled(const struct di_cell_store *cells)
{
    size_t count = cells->count;
    while (count > 0 && di_cell_store_cell(cells, count - 1).text[0] == '\0')
        count--;
    return count;
}

static bool keep_headings(struct di_office_table *table, const struct di_cell_store *cells,
                          uint32_t line)
{
    table->columns = last_filled(cells);
    table->heading_line = line;
    table->headings = DI_ARENA_NEW(&table->arena, table->columns + 1, const char *);
    for (size_t c = 0; table->headings != NULL && c < table->columns; c++) {
        table->headings[c] =
            di_arena_copy_text(&table->arena, di_cell_store_cell(cells, c).text);
        if (table->headings[c] == NULL)
            return false;
    }
    return table->headings != NULL;
}

static void report_no_heading(const struct di_office_table *table, bool is_end)
{
    if (!is_end)
        report(table, 0, DI_ERR_LIMIT, DI_N_("There is no heading within %1 rows."),
               HEADING_WITHIN, 0);
    else if (table->form.heading_row > 0)
        report(table, 0, DI_ERR_MISSING, DI_N_("There is no row %1 for a heading."),
               table->form.heading_row, 0);
    else
        report(table, 0, DI_ERR_INPUT, DI_N_("The file is empty."), 0, 0);
}

/* false: memory ran out. */
static bool read_heading(struct di_office_table *table)
{
    struct di_cell_store cells;
    size_t place[DI_OFFICE_COLUMNS_MAX];
    uint32_t line = 0;
    const size_t errors = table->diagnostics->errors;
    for (size_t c = 0; c < DI_OFFICE_COLUMNS_MAX; c++)
        place[c] = c;
    if (!di_cell_store_open(&cells, DI_OFFICE_COLUMNS_MAX))
        return false;
    const struct di_office_wish wish = {true, 0, DI_OFFICE_COLUMNS_MAX, place, &cells};
    bool is_right = table->kind->restart(table->reader, &wish), is_found = false;
    enum di_office_step step = DI_STEP_ROW;
    for (size_t looked_at = 0; is_right && !is_found && looked_at < HEADING_WITHIN;) {
        di_cell_store_clear(&cells);
        step = table->kind->next(table->reader, &line);
        if (step != DI_STEP_ROW)
            break;
        is_right = !cells.ran_out;
        is_found = line >= table->form.heading_row && last_filled(&cells) > 0;
        looked_at += line >= table->form.heading_row;
    }
    if (is_right && is_found)
        is_right = keep_headings(table, &cells, line);
    else if (is_right && step != DI_STEP_FAILED)
        report_no_heading(table, step == DI_STEP_END);
    else if (is_right)
        is_right = table->diagnostics->errors > errors;
    di_cell_store_close(&cells);
    return is_right;
}

/* ---- opening ---- */

static struct di_office_table *create(const char *name, const struct di_office_form *form,
                                      struct di_diagnostics *diagnostics)
{
    struct di_office_table *table = calloc(1, sizeof *table);
    if (table == NULL)
        return NULL;
    di_arena_init(&table->arena);
    table->name = di_arena_copy_text(&table->arena, name);
    table->form = *form;
    table->diagnostics = diagnostics;
    table->before = diagnostics->count;
    table->errors_before = diagnostics->errors;
    table->ran_out = table->name == NULL;
    return table;
}

void di_office_table_close(struct di_office_table *table)
{
    if (table == NULL)
        return;
    if (table->reader != NULL)
        table->kind->close(table->reader);
    di_cell_store_close(&table->cells);
    free(table->place);
    free(table->asked);
    di_office_bytes_close(&table->source);
    di_arena_finish(&table->arena);
    free(table);
}

static void open_reader(struct di_office_table *table)
{
    const size_t errors = table->diagnostics->errors;
    const struct di_office_reading reading = {table, &table->source, &table->form};
    table->kind = kind_of(table);
    if (table->kind == NULL || !does_form_fit(table))
        return;
    table->reader = table->kind->open(&reading);
    if (table->reader == NULL)
        table->ran_out = table->diagnostics->errors == errors;
    else if (!read_heading(table))
        table->ran_out = true;
}

static enum di_status finish_open(struct di_office_table *table, struct di_office_table **out,
                                  struct di_error *error)
{
    if (!table->ran_out)
        open_reader(table);
    const enum di_status status = di_office_table_status(table, error);
    if (status == DI_OK)
        *out = table;
    else
        di_office_table_close(table);
    return status;
}

enum di_status di_office_table_open(const char *path, const struct di_office_form *form,
                                    struct di_diagnostics *diagnostics,
                                    struct di_office_table **out, struct di_error *error)
{
    struct di_office_table *table = create(path, form, diagnostics);
    if (table == NULL)
        return di_fail_memory(error);
    const enum di_status status = di_office_bytes_open(&table->source, path, error);
    if (status == DI_OK)
        return finish_open(table, out, error);
    di_office_table_close(table);
    return status;
}

enum di_status di_office_table_open_bytes(const char *bytes, size_t size,
                                          const char *shown_name,
                                          const struct di_office_form *form,
                                          struct di_diagnostics *diagnostics,
                                          struct di_office_table **out, struct di_error *error)
{
    struct di_office_table *table = create(shown_name, form, diagnostics);
    if (table == NULL)
        return di_fail_memory(error);
    table->source = (struct di_office_bytes){.path = shown_name, .bytes = bytes, .size = size};
    return finish_open(table, out, error);
}

/* ---- looking ---- */

const char *di_office_table_name(const struct di_office_table *table)
{
    return table->name;
}

size_t di_office_table_columns(const struct di_office_table *table)
{
    return table->columns;
}

const char *di_office_table_heading(const struct di_office_table *table, size_t column)
{
    return table->headings[column];
}

uint32_t di_office_table_heading_line(const struct di_office_table *table)
{
    return table->heading_line;
}

enum di_text_encoding di_office_table_encoding(const struct di_office_table *table)
{
    return table->kind->encoding(table->reader);
}

bool di_office_table_is_sheet(const struct di_office_table *table)
{
    return table->kind == &di_office_sheet_reader;
}

const char *di_office_table_sheet_name(const struct di_office_table *table, size_t index)
{
    return table->kind->sheet_name != NULL ? table->kind->sheet_name(table->reader, index)
                                           : NULL;
}

size_t di_office_table_rows(const struct di_office_table *table)
{
    return table->rows;
}

/* ---- rows ---- */

/* Cells of the store for columns that are there, each once; two askers may share one. */
static bool plan(struct di_office_table *table, const size_t *columns, size_t count)
{
    free(table->place);
    free(table->asked);
    di_cell_store_close(&table->cells);
    table->place = calloc(table->columns + 1, sizeof *table->place);
    table->asked = calloc(count + 1, sizeof *table->asked);
    if (table->place == NULL || table->asked == NULL)
        return false;
    size_t stored = 0;
    for (size_t c = 0; c < table->columns; c++)
        table->place[c] = SIZE_MAX;
    for (size_t i = 0; i < count; i++) {
        const size_t column = columns[i];
        if (column < table->columns && table->place[column] == SIZE_MAX)
            table->place[column] = stored++;
        table->asked[i] = column < table->columns ? table->place[column] : SIZE_MAX;
    }
    table->asked_count = count;
    return di_cell_store_open(&table->cells, stored);
}

enum di_status di_office_table_select(struct di_office_table *table, const size_t *columns,
                                      size_t count, struct di_error *error)
{
    table->rows = 0;
    if (plan(table, columns, count)) {
        const size_t errors = table->diagnostics->errors;
        table->wish = (struct di_office_wish){.after_line = table->heading_line,
                                              .columns = table->columns,
                                              .place = table->place,
                                              .cells = &table->cells};
        const bool is_begun = table->kind->restart(table->reader, &table->wish);
        table->ran_out = table->ran_out || (!is_begun && table->diagnostics->errors == errors);
    } else {
        table->ran_out = true;
    }
    return di_office_table_status(table, error);
}

static bool has_any(const struct di_office_table *table)
{
    for (size_t i = 0; i < table->cells.count; i++)
        if (di_cell_store_cell(&table->cells, i).text[0] != '\0')
            return true;
    return false;
}

/* A row with a cell that is too long is left out, and told. */
static bool check_cells(struct di_office_table *table, uint32_t line)
{
    bool is_right = true;
    for (size_t c = 0; c < table->columns; c++) {
        if (table->place[c] == SIZE_MAX)
            continue;
        const char *text = di_cell_store_cell(&table->cells, table->place[c]).text;
        if (di_utf8_count(text, strlen(text)) <= DI_OFFICE_CELL_MAX)
            continue;
        struct di_message message;
        DI_MESSAGE(&message, DI_N_("Column '%1': the cell is longer than %2 characters."),
                   di_text_arg(table->headings[c]), di_integer_arg(DI_OFFICE_CELL_MAX));
        (void)di_office_table_report(table, line, c, DI_ERR_LIMIT, &message);
        is_right = false;
    }
    return is_right;
}

/* Between how many rows it is asked whether reading goes on. */
enum { ROWS_BETWEEN = 256 };

static bool is_stopped(struct di_office_table *table)
{
    const struct di_office_form *form = &table->form;
    if (form->is_stopped != NULL && table->rows % ROWS_BETWEEN == 0)
        table->is_stopped = table->is_stopped || form->is_stopped(form->stop_context);
    return table->is_stopped;
}

static bool next_row(struct di_office_table *table, uint32_t *line)
{
    const size_t errors = table->diagnostics->errors;
    for (;;) {
        di_cell_store_clear(&table->cells);
        const enum di_office_step step = table->kind->next(table->reader, line);
        if (step == DI_STEP_FAILED && table->diagnostics->errors == errors)
            table->ran_out = true;
        if (step != DI_STEP_ROW)
            return false;
        if (table->cells.ran_out) {
            table->ran_out = true;
            return false;
        }
        if (has_any(table) && check_cells(table, *line))
            return true;
    }
}

bool di_office_table_next(struct di_office_table *table, struct di_office_cell *cells,
                          uint32_t *line)
{
    static const struct di_office_cell empty = {"", DI_CELL_TEXT};
    if (is_stopped(table) || !next_row(table, line))
        return false;
    if (table->rows == DI_OFFICE_ROWS_MAX) {
        report(table, *line, DI_ERR_LIMIT, DI_N_("The table has more than %1 rows."),
               DI_OFFICE_ROWS_MAX, 0);
        return false;
    }
    table->rows++;
    for (size_t i = 0; i < table->asked_count; i++)
        cells[i] = table->asked[i] == SIZE_MAX
                       ? empty
                       : di_cell_store_cell(&table->cells, table->asked[i]);
    return true;
}
