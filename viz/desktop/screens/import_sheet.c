/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import_sheet.h"

#include <stdlib.h>
#include <string.h>

#include "di/delimited.h"

void import_sheet_finish(struct import_sheet *sheet)
{
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
    return di_delimited_number(cell, sheet->form.decimal, value_out);
}

/* A comma only where numbers have one and none has a point. */
static char decimal_of(const struct import_sheet *sheet)
{
    bool has_comma = false;
    for (size_t i = sheet->columns; i < sheet->rows * sheet->columns; i++) {
        if (di_delimited_has_decimal(sheet->cells[i], '.'))
            return '.';
        has_comma = has_comma || di_delimited_has_decimal(sheet->cells[i], ',');
    }
    return has_comma ? ',' : '.';
}

static bool append_row(struct import_sheet *sheet, const char *const *row)
{
    const char **grown =
        realloc(sheet->cells, (sheet->rows + 1) * sheet->columns * sizeof *grown);
    if (grown == NULL)
        return false;
    sheet->cells = grown;
    memcpy(grown + sheet->rows * sheet->columns, row, sheet->columns * sizeof *row);
    sheet->rows++;
    return true;
}

static void note_ragged(struct import_sheet *sheet, size_t cells)
{
    if (sheet->ragged_count == IMPORT_RAGGED_MAX)
        return;
    sheet->ragged[sheet->ragged_count].row = sheet->rows + 1;
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
        if (count > IMPORT_COLUMNS_MAX)
            count = IMPORT_COLUMNS_MAX;
        if (sheet->rows == 0)
            sheet->columns = count;
        if (count != sheet->columns)
            note_ragged(sheet, count);
        while (count < sheet->columns)
            row[count++] = "";
        if (!append_row(sheet, row))
            return false;
    }
    return true;
}

bool import_sheet_read(struct import_sheet *sheet, const char *text, size_t size,
                       const struct import_form *wanted)
{
    memset(sheet, 0, sizeof *sheet);
    sheet->form = *wanted;
    sheet->text = di_text_decode(text, size, &sheet->form.encoding);
    if (sheet->text == NULL)
        return false;
    if (wanted->separator == '\0')
        sheet->form.separator = di_delimited_guess_separator(sheet->text);
    const bool is_read = read_rows(sheet);
    if (wanted->decimal == '\0')
        sheet->form.decimal = sheet->rows > 0 ? decimal_of(sheet) : '.';
    return is_read;
}
