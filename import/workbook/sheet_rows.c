/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sheet_rows.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "di/number.h"
#include "di/time.h"

#define LETTERS_OF_COLUMNS "ABCDEFGHIJKLMNOPQRSTUVWXYZ"

enum { LETTERS = 26, DATE_BYTES = 32, SECONDS_PER_DAY = 86400 };

/* ---- where a cell is ---- */

static uint32_t row_of(const char *text, uint32_t otherwise)
{
    const size_t digits = text != NULL ? strspn(text, "0123456789") : 0;
    return digits > 0 && digits < 9 && text[digits] == '\0' ? (uint32_t)strtoul(text, NULL, 10)
                                                            : otherwise;
}

/* Column of "AB12", from 0. */
static size_t column_of(const char *text, size_t otherwise)
{
    size_t column = 0, letters = 0;
    for (; text != NULL && *text >= 'A' && *text <= 'Z' && letters < 4; text++, letters++)
        column = LETTERS * column + (size_t)(*text - 'A') + 1;
    return letters > 0 && letters < 4 ? column - 1 : otherwise;
}

static bool is_wanted(const struct di_sheet_rows *rows)
{
    return rows->column < rows->wish->columns && rows->wish->place[rows->column] != SIZE_MAX &&
           rows->row > rows->wish->after_line;
}

/* ---- what a cell is ---- */

static enum di_sheet_cell_type type_of(const char *text)
{
    static const struct {
        const char *text;
        enum di_sheet_cell_type type;
    } types[] = {{"s", DI_SHEET_SHARED},  {"str", DI_SHEET_TEXT}, {"inlineStr", DI_SHEET_TEXT},
                 {"b", DI_SHEET_BOOLEAN}, {"e", DI_SHEET_ERROR},  {"d", DI_SHEET_DATE}};
    for (size_t i = 0; text != NULL && i < sizeof types / sizeof types[0]; i++)
        if (strcmp(types[i].text, text) == 0)
            return types[i].type;
    return DI_SHEET_NUMBER;
}

/* Day of a serial number; false: none that is a real day. Excel counts a 29 February 1900. */
static bool day_of_serial(double serial, bool is_1904, int32_t *civil_day_out)
{
    enum { LAST = 2958465, FALSE_DAY = 60 }; /* 9999-12-31 */
    if (!(serial >= 0 && serial <= LAST + 1.0))
        return false;
    const int32_t day = (int32_t)floor(serial);
    if (is_1904)
        *civil_day_out = di_date_from_civil(1904, 1, 1) + day;
    else if (day > FALSE_DAY)
        *civil_day_out = di_date_from_civil(1899, 12, 30) + day;
    else if (day < FALSE_DAY && day > 0)
        *civil_day_out = di_date_from_civil(1899, 12, 31) + day;
    else
        return false;
    return true;
}

/* "2024-02-29", with " 10:30:00" if it is not midnight. Days are sums of binary parts, so a
 * millisecond before midnight is midnight. */
static bool write_date(double serial, bool is_1904, char text[DATE_BYTES])
{
    const double millisecond = 0.001 / SECONDS_PER_DAY;
    int32_t day, year, month, day_of_month;
    const double whole = floor(serial + millisecond);
    const int seconds = (int)floor(fmax(0, serial + millisecond - whole) * SECONDS_PER_DAY);
    if (!day_of_serial(whole, is_1904, &day))
        return false;
    di_date_to_civil(day, &year, &month, &day_of_month);
    if (seconds == 0)
        (void)snprintf(text, DATE_BYTES, "%04d-%02d-%02d", year, month, day_of_month);
    else
        (void)snprintf(text, DATE_BYTES, "%04d-%02d-%02d %02d:%02d:%02d", year, month,
                       day_of_month, seconds / 3600, seconds / 60 % 60, seconds % 60);
    return true;
}

static void store(struct di_sheet_rows *rows, enum di_office_cell_kind kind, const char *text)
{
    di_cell_store_set(rows->wish->cells, rows->wish->place[rows->column], kind, text,
                      strlen(text));
}

static void store_number(struct di_sheet_rows *rows)
{
    char text[DI_NUMBER_TEXT_MAX + DATE_BYTES];
    double number;
    if (!di_number_parse(rows->text.bytes, &number) || !isfinite(number)) {
        store(rows, DI_CELL_TEXT, rows->text.bytes);
        return;
    }
    if (di_cell_styles_is_date(rows->styles, rows->style) &&
        write_date(number, rows->is_1904, text)) {
        store(rows, DI_CELL_DATE, text);
        return;
    }
    (void)di_number_format(number, text);
    store(rows, DI_CELL_NUMBER, text);
}

static void wait_for_string(struct di_sheet_rows *rows)
{
    const size_t digits = strspn(rows->text.bytes, "0123456789");
    if (digits == 0 || digits > 9 || rows->waiting_count == DI_OFFICE_COLUMNS_MAX)
        return;
    rows->waiting[rows->waiting_count++] = (struct di_waiting_cell){
        rows->wish->place[rows->column], (size_t)strtoul(rows->text.bytes, NULL, 10)};
}

static void store_cell(struct di_sheet_rows *rows)
{
    di_bounded_text_end(&rows->text);
    switch (rows->type) {
    case DI_SHEET_NUMBER:
        store_number(rows);
        break;
    case DI_SHEET_SHARED:
        wait_for_string(rows);
        break;
    case DI_SHEET_TEXT:
        store(rows, DI_CELL_TEXT, rows->text.bytes);
        break;
    case DI_SHEET_BOOLEAN:
        store(rows, DI_CELL_BOOLEAN, strcmp(rows->text.bytes, "0") == 0 ? "FALSE" : "TRUE");
        break;
    case DI_SHEET_ERROR:
        store(rows, DI_CELL_ERROR,
              strcmp(rows->text.bytes, "#N/A") == 0 ? "" : rows->text.bytes);
        break;
    case DI_SHEET_DATE:
        store(rows, DI_CELL_DATE, rows->text.bytes);
        break;
    }
}

/* ---- merged cells ---- */

/* "B4:B9"; of several columns the first one has the text. Rows of the heading are none. */
static void take_merged(struct di_sheet_rows *rows, const char *range)
{
    const char *colon = range != NULL ? strchr(range, ':') : NULL;
    if (colon == NULL || rows->merged == NULL)
        return;
    char first[16];
    const size_t length = (size_t)(colon - range);
    if (length >= sizeof first)
        return;
    memcpy(first, range, length);
    first[length] = '\0';
    const size_t column = column_of(first, SIZE_MAX);
    const uint32_t first_row = row_of(first + strspn(first, LETTERS_OF_COLUMNS), 0);
    const uint32_t last_row = row_of(colon + 1 + strspn(colon + 1, LETTERS_OF_COLUMNS), 0);
    if (column < rows->wish->columns && rows->wish->place[column] != SIZE_MAX &&
        first_row > rows->wish->after_line && last_row > first_row)
        di_merged_cells_add(rows->merged, first_row, last_row, rows->wish->place[column]);
}

/* ---- the XML ---- */

static void begin_cell(struct di_sheet_rows *rows, const char **attributes)
{
    const char *style = di_xml_attribute(attributes, "s");
    rows->column = column_of(di_xml_attribute(attributes, "r"), rows->column + 1);
    rows->type = type_of(di_xml_attribute(attributes, "t"));
    rows->style = row_of(style, 0);
    rows->has_formula = rows->has_value = false;
}

static void on_begin(void *context, const char *name, const char **attributes)
{
    struct di_sheet_rows *rows = context;
    if (strcmp(name, "sheetData") == 0) {
        rows->is_in_data = true;
    } else if (rows->is_in_data && strcmp(name, "row") == 0) {
        rows->row = row_of(di_xml_attribute(attributes, "r"), rows->row + 1);
        rows->column = SIZE_MAX; /* one before the first */
        rows->is_in_row = true;
    } else if (rows->is_in_row && strcmp(name, "c") == 0) {
        begin_cell(rows, attributes);
    } else if (rows->is_in_row && (strcmp(name, "v") == 0 || strcmp(name, "t") == 0)) {
        rows->is_in_value = rows->has_value = true;
    } else if (rows->is_in_row && strcmp(name, "f") == 0) {
        rows->has_formula = true;
    } else if (strcmp(name, "rPh") == 0) {
        rows->is_in_phonetic = true;
    } else if (strcmp(name, "mergeCell") == 0) {
        take_merged(rows, di_xml_attribute(attributes, "ref"));
    }
}

static void end_cell(struct di_sheet_rows *rows)
{
    const bool has_text = rows->text.used > 0;
    if (has_text && is_wanted(rows))
        store_cell(rows);
    else if (rows->has_formula && !rows->has_value && is_wanted(rows))
        store(rows, DI_CELL_ERROR, "=?");
    rows->is_too_wide = rows->is_too_wide || (has_text && rows->wish->takes_all &&
                                              rows->column >= rows->wish->columns);
    di_bounded_text_clear(&rows->text);
}

static void on_end(void *context, const char *name)
{
    struct di_sheet_rows *rows = context;
    if (strcmp(name, "sheetData") == 0) {
        rows->is_in_data = false;
    } else if (strcmp(name, "row") == 0 && rows->is_in_row) {
        rows->is_in_row = false;
        rows->is_row_whole = true;
        di_xml_part_pause(&rows->part);
    } else if (strcmp(name, "c") == 0 && rows->is_in_row) {
        end_cell(rows);
    } else if (strcmp(name, "v") == 0 || strcmp(name, "t") == 0) {
        rows->is_in_value = false;
    } else if (strcmp(name, "rPh") == 0) {
        rows->is_in_phonetic = false;
    }
}

/* Text of columns that are not wanted is not taken at all; of the heading's one piece is, to
 * know that there is something. */
static void on_text(void *context, const char *text, size_t length)
{
    struct di_sheet_rows *rows = context;
    if (rows->is_in_value && !rows->is_in_phonetic &&
        (is_wanted(rows) || rows->wish->takes_all))
        di_bounded_text_add(&rows->text, text, length);
}

enum di_xml_step di_sheet_rows_open(struct di_sheet_rows *rows, struct zip *archive,
                                    const char *path)
{
    static const struct di_xml_handlers handlers = {on_begin, on_end, on_text};
    di_sheet_rows_close(rows);
    rows->row = 0;
    rows->is_in_data = rows->is_in_row = rows->is_in_value = rows->is_in_phonetic = false;
    rows->is_too_wide = false;
    rows->waiting = calloc(DI_OFFICE_COLUMNS_MAX, sizeof *rows->waiting);
    if (rows->waiting == NULL)
        return DI_XML_NO_MEMORY;
    return di_xml_part_open(&rows->part, archive, path, &handlers, rows);
}

void di_sheet_rows_close(struct di_sheet_rows *rows)
{
    di_xml_part_close(&rows->part);
    di_bounded_text_clear(&rows->text);
    free(rows->waiting);
    rows->waiting = NULL;
}

enum di_xml_step di_sheet_rows_next(struct di_sheet_rows *rows)
{
    enum di_xml_step step;
    rows->waiting_count = 0;
    rows->is_row_whole = false;
    do
        step = di_xml_part_go(&rows->part);
    while (step == DI_XML_PAUSED && !rows->is_row_whole);
    return step;
}
