/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is no UTF-8 is taken for Windows-1251, which offices of the region write. */
#include "import_sheet.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "di/number.h"

#define ROWS_MAX 20000

void import_sheet_finish(struct import_sheet *sheet)
{
    free(sheet->cells);
    di_arena_finish(&sheet->arena);
    memset(sheet, 0, sizeof *sheet);
}

const char *import_sheet_cell(const struct import_sheet *sheet, size_t row, size_t column)
{
    return sheet->cells[row * sheet->columns + column];
}

/* ---- encoding ---- */

static bool is_utf8(const char *text, size_t size)
{
    for (size_t i = 0; i < size;) {
        const unsigned char c = (unsigned char)text[i++];
        const size_t more = c < 0x80                ? 0
                            : c >= 0xC2 && c < 0xE0 ? 1
                            : c >= 0xE0 && c < 0xF0 ? 2
                            : c >= 0xF0 && c < 0xF5 ? 3
                                                    : SIZE_MAX;
        if (more > size - i) /* no first byte, or cut off */
            return false;
        for (size_t k = 0; k < more; k++)
            if (((unsigned char)text[i++] & 0xC0u) != 0x80u)
                return false;
    }
    return true;
}

/* Letters of Windows-1251 and the signs that tables hold; others become a question mark. */
static uint32_t cp1251_character(unsigned char c)
{
    static const struct {
        unsigned char byte;
        uint32_t character;
    } signs[] = {{0xA8, 0x401},  {0xB8, 0x451},  {0xA0, 0xA0},   {0xAB, 0xAB},   {0xBB, 0xBB},
                 {0xB9, 0x2116}, {0x96, 0x2013}, {0x97, 0x2014}, {0x93, 0x201C}, {0x94, 0x201D},
                 {0xAF, 0x407},  {0xBF, 0x457},  {0xB2, 0x406},  {0xB3, 0x456},  {0xAA, 0x404},
                 {0xBA, 0x454},  {0xA5, 0x490},  {0xB4, 0x491},  {0xA1, 0x40E},  {0xA2, 0x45E}};
    if (c < 0x80)
        return c;
    if (c >= 0xC0)
        return 0x410 + (uint32_t)(c - 0xC0);
    for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++)
        if (signs[i].byte == c)
            return signs[i].character;
    return '?';
}

static char *from_cp1251(struct di_arena *arena, const char *text, size_t size)
{
    char *copy = DI_ARENA_NEW(arena, 3 * size + 1, char);
    size_t used = 0;
    for (size_t i = 0; copy != NULL && i < size; i++) {
        const uint32_t c = cp1251_character((unsigned char)text[i]);
        if (c < 0x80) {
            copy[used++] = (char)c;
        } else if (c < 0x800) {
            copy[used++] = (char)(0xC0 | c >> 6);
            copy[used++] = (char)(0x80 | (c & 0x3F));
        } else {
            copy[used++] = (char)(0xE0 | c >> 12);
            copy[used++] = (char)(0x80 | (c >> 6 & 0x3F));
            copy[used++] = (char)(0x80 | (c & 0x3F));
        }
    }
    if (copy != NULL)
        copy[used] = '\0';
    return copy;
}

/* ---- separator and decimal sign ---- */

/* The one the heading has most of. */
static char separator_of(const char *text)
{
    const char signs[] = {',', ';', '\t'};
    size_t most = 0;
    char best = ',';
    for (size_t s = 0; s < 3; s++) {
        size_t count = 0;
        for (const char *c = text; *c != '\0' && *c != '\n'; c++)
            count += *c == signs[s];
        if (count > most) {
            most = count;
            best = signs[s];
        }
    }
    return best;
}

static bool has_decimal(const char *cell, char sign)
{
    const char *digits = cell + (cell[0] == '-' ? 1 : 0);
    const size_t whole = strspn(digits, "0123456789 ");
    const size_t part = digits[whole] == sign ? strspn(digits + whole + 1, "0123456789") : 0;
    return whole > 0 && part > 0 && digits[whole + 1 + part] == '\0';
}

/* A comma only where numbers have one and none has a point. */
static char decimal_of(const struct import_sheet *sheet)
{
    bool has_comma = false;
    for (size_t i = sheet->columns; i < sheet->rows * sheet->columns; i++) {
        if (has_decimal(sheet->cells[i], '.'))
            return '.';
        has_comma = has_comma || has_decimal(sheet->cells[i], ',');
    }
    return has_comma ? ',' : '.';
}

bool import_sheet_number(const struct import_sheet *sheet, const char *cell, double *value_out)
{
    char plain[64];
    size_t used = 0;
    for (const char *c = cell; *c != '\0' && used + 1 < sizeof plain; c++) {
        if (*c == ' ')
            continue;
        if ((unsigned char)c[0] == 0xC2 && (unsigned char)c[1] == 0xA0) { /* no-break space */
            c++;
            continue;
        }
        if ((unsigned char)c[0] == 0xE2 && (unsigned char)c[1] == 0x80 &&
            (unsigned char)c[2] == 0xAF) { /* the narrow one */
            c += 2;
            continue;
        }
        plain[used++] = *c == sheet->form.decimal ? '.' : *c == '.' ? ',' : *c;
    }
    plain[used] = '\0';
    return di_number_parse(plain, value_out) && isfinite(*value_out);
}

bool import_sheet_is_missing(const char *cell)
{
    static const char *const words[] = {
        "",    "-",    "\xE2\x80\x93",      "\xE2\x80\x94",      "n/a",
        "N/A", "n.a.", "\xD0\xBD/\xD0\xB4", "\xD0\x9D/\xD0\x94", "\xD0\xBD.\xD0\xB4."};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (strcmp(words[i], cell) == 0)
            return true;
    return false;
}

/* ---- cells ---- */

/* One cell into arena memory; `*at` moves to what follows it. */
static const char *read_cell(struct import_sheet *sheet, const char **at)
{
    const char *c = *at;
    const char separator = sheet->form.separator;
    size_t room = 1;
    if (*c == '"')
        room += strlen(c);
    else
        for (; c[room - 1] != '\0' && c[room - 1] != separator && c[room - 1] != '\n'; room++) {
        }
    char *cell = DI_ARENA_NEW(&sheet->arena, room + 1, char);
    size_t used = 0;
    if (cell == NULL)
        return "";
    if (*c == '"') {
        for (c++; *c != '\0' && !(c[0] == '"' && c[1] != '"'); c++) {
            c += c[0] == '"' ? 1 : 0;
            cell[used++] = *c;
        }
        c += *c == '"' ? 1 : 0;
    }
    for (; *c != '\0' && *c != separator && *c != '\n'; c++)
        if (*c != '\r')
            cell[used++] = *c;
    while (used > 0 && cell[used - 1] == ' ')
        used--;
    cell[used] = '\0';
    *at = c;
    return cell;
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

static bool read_rows(struct import_sheet *sheet, const char *text)
{
    const char *at = text;
    while (*at != '\0' && sheet->rows < ROWS_MAX) {
        const char *row[IMPORT_COLUMNS_MAX];
        size_t count = 0;
        bool is_empty = true;
        for (;;) {
            const char *cell = read_cell(sheet, &at);
            is_empty = is_empty && cell[0] == '\0';
            if (count < IMPORT_COLUMNS_MAX)
                row[count++] = cell;
            if (*at != sheet->form.separator)
                break;
            at++;
        }
        at += *at == '\n' ? 1 : 0;
        if (is_empty)
            continue;
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
    di_arena_init(&sheet->arena);
    sheet->form = *wanted;
    if (wanted->encoding == IMPORT_ENCODING_GUESS)
        sheet->form.encoding = is_utf8(text, size) ? IMPORT_UTF8 : IMPORT_CP1251;
    if (sheet->form.encoding == IMPORT_CP1251)
        text = from_cp1251(&sheet->arena, text, size);
    if (text == NULL)
        return false;
    if (strncmp(text, "\xEF\xBB\xBF", 3) == 0)
        text += 3;
    if (wanted->separator == '\0')
        sheet->form.separator = separator_of(text);
    const bool is_read = read_rows(sheet, text);
    if (wanted->decimal == '\0')
        sheet->form.decimal = sheet->rows > 0 ? decimal_of(sheet) : '.';
    return is_read;
}
