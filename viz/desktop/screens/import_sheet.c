/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import_sheet.h"

#include <stdlib.h>
#include <string.h>

#include "di/delimited.h"
#include "di/office_value.h"

void import_sheet_finish(struct import_sheet *sheet)
{
    di_diagnostics_finish(&sheet->faults);
    di_arena_finish(&sheet->arena);
    free(sheet->lines);
    free(sheet->cells);
    free(sheet->text);
    memset(sheet, 0, sizeof *sheet);
}

const char *import_sheet_cell(const struct import_sheet *sheet, size_t row, size_t column)
{
    return sheet->cells[row * sheet->columns + column];
}

bool import_sheet_number(const struct import_sheet *sheet, const char *cell, double *value_out)
{
    const char decimal = sheet->form.decimal;
    struct di_office_value value =
        di_office_number(&(struct di_office_cell){cell, DI_CELL_TEXT}, decimal);
    if (value.kind == DI_VALUE_WRONG && decimal == '.') /* a program's: "2e-05" */
        value = di_office_number(&(struct di_office_cell){cell, DI_CELL_NUMBER}, decimal);
    *value_out = value.number;
    return value.kind == DI_VALUE_NUMBER;
}

/* A comma only where numbers have one and none has a point. */
static char find_decimal(struct import_sheet *sheet)
{
    bool has_comma = false;
    for (size_t i = sheet->columns; i < sheet->rows * sheet->columns; i++) {
        const struct di_office_cell cell = {sheet->cells[i], DI_CELL_TEXT};
        const enum di_office_decimal_hint hint = di_office_decimal_hint(&cell);
        if (hint == DI_DECIMAL_IS_AMBIGUOUS && sheet->unclear == NULL)
            sheet->unclear = cell.text;
        if (hint == DI_DECIMAL_IS_POINT) {
            sheet->unclear = NULL;
            return '.';
        }
        has_comma = has_comma || hint == DI_DECIMAL_IS_COMMA;
    }
    sheet->unclear = has_comma ? NULL : sheet->unclear;
    return has_comma ? ',' : '.';
}

static bool append_row(struct import_sheet *sheet, const char *const *row, uint32_t line)
{
    const char **cells =
        realloc(sheet->cells, (sheet->rows + 1) * sheet->columns * sizeof *cells);
    sheet->cells = cells != NULL ? cells : sheet->cells;
    uint32_t *lines = realloc(sheet->lines, (sheet->rows + 1) * sizeof *lines);
    sheet->lines = lines != NULL ? lines : sheet->lines;
    if (cells == NULL || lines == NULL)
        return false;
    memcpy(cells + sheet->rows * sheet->columns, row, sheet->columns * sizeof *row);
    lines[sheet->rows++] = line;
    return true;
}

/* ---- a text ---- */

static void note_ragged(struct import_sheet *sheet, size_t cells, size_t line)
{
    if (sheet->ragged_count == IMPORT_RAGGED_MAX)
        return;
    sheet->ragged[sheet->ragged_count].row = line;
    sheet->ragged[sheet->ragged_count++].cells = cells;
}

static bool read_rows(struct import_sheet *sheet)
{
    const char *row[IMPORT_COLUMNS_MAX];
    struct di_delimited reader;
    size_t count;
    di_delimited_open(&reader, sheet->text, sheet->form.separator);
    while ((count = di_delimited_next(&reader, row, IMPORT_COLUMNS_MAX)) > 0) {
        if (sheet->rows == IMPORT_ROWS_MAX) {
            sheet->is_cut = true;
            return true;
        }
        sheet->is_narrowed = sheet->is_narrowed || count > IMPORT_COLUMNS_MAX;
        if (count > IMPORT_COLUMNS_MAX)
            count = IMPORT_COLUMNS_MAX;
        if (sheet->rows == 0)
            sheet->columns = count;
        if (count != sheet->columns)
            note_ragged(sheet, count, reader.line);
        while (count < sheet->columns)
            row[count++] = "";
        if (!append_row(sheet, row, (uint32_t)reader.line))
            return false;
    }
    return true;
}

static bool read_text(struct import_sheet *sheet, const char *bytes, size_t size,
                      const struct import_form *wanted)
{
    sheet->text = di_text_decode(bytes, size, &sheet->form.encoding);
    if (sheet->text == NULL)
        return false;
    if (wanted->separator == '\0')
        sheet->form.separator = di_delimited_guess_separator(sheet->text);
    const bool is_read = read_rows(sheet);
    if (wanted->decimal == '\0')
        sheet->form.decimal = sheet->rows > 0 ? find_decimal(sheet) : '.';
    return is_read;
}

/* ---- a workbook ---- */

static bool is_workbook(const char *bytes, size_t size)
{
    return size >= 4 && memcmp(bytes, "PK\x03\x04", 4) == 0;
}

static bool keep_names(struct import_sheet *sheet, const struct di_office_table *table)
{
    size_t count = 0;
    while (di_office_table_sheet_name(table, count) != NULL)
        count++;
    sheet->names = DI_ARENA_NEW(&sheet->arena, count + 1, const char *);
    for (size_t i = 0; sheet->names != NULL && i < count; i++) {
        sheet->names[i] =
            di_arena_copy_text(&sheet->arena, di_office_table_sheet_name(table, i));
        if (sheet->names[i] == NULL)
            return false;
        sheet->name_count++;
    }
    return sheet->names != NULL;
}

static bool keep_row(struct import_sheet *sheet, const char *const *cells, uint32_t line)
{
    const char *row[IMPORT_COLUMNS_MAX];
    for (size_t c = 0; c < sheet->columns; c++) {
        row[c] = di_arena_copy_text(&sheet->arena, cells[c]);
        if (row[c] == NULL)
            return false;
    }
    return append_row(sheet, row, line);
}

static bool keep_heading(struct import_sheet *sheet, const struct di_office_table *table)
{
    const char *cells[IMPORT_COLUMNS_MAX];
    const size_t columns = di_office_table_columns(table);
    sheet->is_narrowed = columns > IMPORT_COLUMNS_MAX;
    sheet->columns = sheet->is_narrowed ? IMPORT_COLUMNS_MAX : columns;
    for (size_t c = 0; c < sheet->columns; c++)
        cells[c] = di_office_table_heading(table, c);
    return keep_row(sheet, cells, di_office_table_heading_line(table));
}

static bool keep_rows(struct import_sheet *sheet, struct di_office_table *table)
{
    struct di_error error;
    struct di_office_cell cells[IMPORT_COLUMNS_MAX];
    const char *texts[IMPORT_COLUMNS_MAX];
    size_t columns[IMPORT_COLUMNS_MAX];
    uint32_t line;
    for (size_t c = 0; c < IMPORT_COLUMNS_MAX; c++)
        columns[c] = c;
    if (!keep_heading(sheet, table) ||
        di_office_table_select(table, columns, sheet->columns, &error) != DI_OK)
        return false;
    while (di_office_table_next(table, cells, &line)) {
        if (sheet->rows == IMPORT_ROWS_MAX) {
            sheet->is_cut = true;
            return true;
        }
        for (size_t c = 0; c < sheet->columns; c++)
            texts[c] = cells[c].text;
        if (!keep_row(sheet, texts, line))
            return false;
    }
    return true;
}

static bool open_sheet(struct import_sheet *sheet, const char *bytes, size_t size,
                       const char *name, struct di_office_table **table_out)
{
    struct di_error error;
    const struct di_office_form form = {.sheet = name};
    return di_office_table_open_bytes(bytes, size, "", &form, &sheet->faults, table_out,
                                      &error) == DI_OK;
}

static bool read_workbook(struct import_sheet *sheet, const char *bytes, size_t size)
{
    struct di_office_table *table = NULL;
    sheet->form = (struct import_form){DI_TEXT_UTF8, ',', '.', sheet->form.sheet};
    if (!open_sheet(sheet, bytes, size, NULL, &table))
        return false;
    bool is_read = keep_names(sheet, table);
    if (sheet->form.sheet >= sheet->name_count)
        sheet->form.sheet = 0;
    if (is_read && sheet->form.sheet > 0) {
        di_office_table_close(table);
        table = NULL;
        is_read = open_sheet(sheet, bytes, size, sheet->names[sheet->form.sheet], &table);
    }
    is_read = is_read && keep_rows(sheet, table);
    di_office_table_close(table);
    return is_read;
}

bool import_sheet_read(struct import_sheet *sheet, const char *bytes, size_t size,
                       const struct import_form *wanted)
{
    memset(sheet, 0, sizeof *sheet);
    di_arena_init(&sheet->arena);
    di_diagnostics_init(&sheet->faults);
    sheet->form = *wanted;
    return is_workbook(bytes, size) ? read_workbook(sheet, bytes, size)
                                    : read_text(sheet, bytes, size, wanted);
}
