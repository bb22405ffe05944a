/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "di/office_value.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "di/number.h"
#include "di/time.h"

#include "office_fold.h"
#include "office_space.h"

#define DIGITS "0123456789"

enum {
    NUMBER_BYTES = 64,
    SERIAL_MIN = 10000, /* 1927-05-18 */
    SERIAL_MAX = 80000, /* 2119-01-10 */
    YEAR_MIN = 1900,
    YEAR_MAX = 2200
};

bool di_office_is_missing(const char *text)
{
    static const char *const words[] = {"",
                                        "-",
                                        "--",
                                        "\xE2\x80\x93",
                                        "\xE2\x80\x94",
                                        "\xE2\x88\x92",
                                        "..",
                                        "...",
                                        "\xE2\x80\xA6",
                                        "n/a",
                                        "n.a.",
                                        "na",
                                        "nan",
                                        "null",
                                        ":",
                                        "#n/a",
                                        "н/д",
                                        "н.д.",
                                        "нд",
                                        "нет данных",
                                        "no data"};
    char folded[NUMBER_BYTES];
    if (strlen(text) >= sizeof folded / 2)
        return false;
    di_office_fold(text, folded, sizeof folded);
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (strcmp(words[i], folded) == 0)
            return true;
    return false;
}

/* ---- numbers ---- */

/* A number in pieces, every sign in it as one byte: digits, '.', ',', ' ' (any space), '\''.
 * false: it has something else, or is too long. */
static bool simplify(const char *text, char plain[NUMBER_BYTES])
{
    size_t used = 0;
    for (size_t length = strlen(text); length > 0;) {
        const size_t space = di_office_space(text, length);
        const bool is_quote = strncmp(text, "\xE2\x80\x99", 3) == 0;
        const char c = space > 0 ? ' ' : is_quote ? '\'' : *text;
        if (used + 1 == NUMBER_BYTES || strchr(DIGITS ".,' ", c) == NULL)
            return false;
        plain[used++] = c;
        const size_t bytes = space > 0 ? space : is_quote ? 3 : 1;
        text += bytes;
        length -= bytes;
    }
    plain[used] = '\0';
    return used > 0;
}

/* Length of the digits a number begins with, thousands apart by `group` or nothing; 0: wrong.
 */
static size_t whole_length(const char *text, char group)
{
    size_t length = strspn(text, DIGITS);
    if (length == 0 || group == '\0' || text[length] != group)
        return length;
    if (length > 3 || text[0] == '0') /* "0,123" has no thousands */
        return 0;
    while (text[length] == group) {
        if (strspn(text + length + 1, DIGITS) != 3)
            return 0;
        length += 4;
    }
    return length;
}

/* What stands between the thousands of a number: the first sign that is no decimal one. */
static char group_of(const char *plain, char decimal)
{
    const char *sign = plain + strspn(plain, DIGITS);
    return *sign != '\0' && *sign != decimal ? *sign : '\0';
}

static bool read_plain(const char *plain, char decimal, double *value_out)
{
    const char group = group_of(plain, decimal);
    const size_t whole = whole_length(plain, group);
    const size_t part = plain[whole] == decimal ? strspn(plain + whole + 1, DIGITS) : 0;
    const size_t length = whole + (part > 0 ? 1 + part : 0);
    char number[NUMBER_BYTES];
    size_t used = 0;
    if (whole == 0 || plain[length] != '\0')
        return false;
    for (size_t i = 0; i < length; i++)
        if (i >= whole || plain[i] != group)
            number[used++] = i == whole ? '.' : plain[i];
    number[used] = '\0';
    return di_number_parse(number, value_out);
}

static struct di_office_value value_of(const char *text, char decimal)
{
    char plain[NUMBER_BYTES];
    double point = 0, comma = 0;
    const struct di_office_value wrong = {DI_VALUE_WRONG, (double)NAN};
    if (!simplify(text, plain))
        return wrong;
    const bool is_point = decimal != ',' && read_plain(plain, '.', &point);
    const bool is_comma = decimal != '.' && read_plain(plain, ',', &comma);
    if (!is_point && !is_comma)
        return wrong;
    if (is_point && is_comma && point != comma)
        return (struct di_office_value){DI_VALUE_AMBIGUOUS, (double)NAN};
    return (struct di_office_value){DI_VALUE_NUMBER, is_point ? point : comma};
}

/* Bytes of a minus: ASCII or U+2212; 0: none. */
static size_t minus_at(const char *text)
{
    return *text == '-' ? 1 : strncmp(text, "\xE2\x88\x92", 3) == 0 ? 3 : 0;
}

static struct di_office_value censored(const char *text, char decimal)
{
    const enum di_office_value_kind kind = *text == '<' ? DI_VALUE_BELOW : DI_VALUE_ABOVE;
    const bool is_reached = text[1] == '='; /* "<=4" is under 5 */
    text += is_reached ? 2 : 1;
    text += strspn(text, " ");
    struct di_office_value value = value_of(text, decimal);
    if (value.kind != DI_VALUE_NUMBER)
        return value;
    if (is_reached)
        value.number =
            kind == DI_VALUE_BELOW ? floor(value.number) + 1 : ceil(value.number) - 1;
    value.kind = kind;
    return value;
}

static struct di_office_value machine_number(const char *text)
{
    struct di_office_value value = {DI_VALUE_NUMBER, 0};
    if (!di_number_parse(text, &value.number) || !isfinite(value.number))
        value.kind = DI_VALUE_WRONG;
    return value;
}

struct di_office_value di_office_number(const struct di_office_cell *cell, char decimal)
{
    const char *text = cell->text;
    if (di_office_is_missing(text))
        return (struct di_office_value){DI_VALUE_MISSING, (double)NAN};
    if (cell->kind == DI_CELL_NUMBER)
        return machine_number(text);
    if (cell->kind != DI_CELL_TEXT)
        return (struct di_office_value){DI_VALUE_WRONG, (double)NAN};
    if (*text == '<' || *text == '>')
        return censored(text, decimal);
    const size_t minus = minus_at(text);
    struct di_office_value value = value_of(text + minus, decimal);
    value.number = minus > 0 ? -value.number : value.number;
    return value;
}

static bool is_read(enum di_office_value_kind kind)
{
    return kind == DI_VALUE_NUMBER || kind == DI_VALUE_BELOW || kind == DI_VALUE_ABOVE;
}

struct di_office_value di_office_count(const struct di_office_cell *cell, char decimal)
{
    struct di_office_value value = di_office_number(cell, decimal);
    if (is_read(value.kind) &&
        (value.number < 0 || value.number > 1e9 || value.number != floor(value.number)))
        value.kind = DI_VALUE_WRONG;
    return value;
}

enum di_office_decimal_hint di_office_decimal_hint(const struct di_office_cell *cell)
{
    const struct di_office_value point = di_office_number(cell, '.');
    const struct di_office_value comma = di_office_number(cell, ',');
    if (cell->kind != DI_CELL_TEXT || (!is_read(point.kind) && !is_read(comma.kind)))
        return DI_DECIMAL_SAYS_NOTHING;
    if (!is_read(comma.kind))
        return DI_DECIMAL_IS_POINT;
    if (!is_read(point.kind))
        return DI_DECIMAL_IS_COMMA;
    return point.number != comma.number ? DI_DECIMAL_IS_AMBIGUOUS : DI_DECIMAL_SAYS_NOTHING;
}

/* ---- dates ---- */

/* Up to `most` digits; `*text` ends behind them. -1: none, or more. */
static int32_t take_digits(const char **text, size_t least, size_t most)
{
    const size_t digits = strspn(*text, DIGITS);
    int32_t number = 0;
    if (digits < least || digits > most)
        return -1;
    for (size_t i = 0; i < digits; i++)
        number = 10 * number + (*(*text)++ - '0');
    return number;
}

/* Nothing, or the time of a day, which is dropped: " 10:30", "T10:30:00.000Z". */
static bool is_end_of_date(const char *text)
{
    if (*text == '\0')
        return true;
    if (*text != ' ' && *text != 'T')
        return false;
    text += strspn(text, " T");
    return strspn(text, DIGITS) > 0 && text[strspn(text, DIGITS)] == ':' &&
           text[strspn(text, DIGITS ":.Z")] == '\0';
}

static bool is_day(int32_t year, int32_t month, int32_t day, int32_t *civil_day_out)
{
    int32_t y, m, d;
    if (year < YEAR_MIN || year > YEAR_MAX || month < 1 || month > 12 || day < 1 || day > 31)
        return false;
    *civil_day_out = di_date_from_civil(year, month, day);
    di_date_to_civil(*civil_day_out, &y, &m, &d);
    return y == year && m == month && d == day;
}

static enum di_office_date_kind iso_date(const char *text, int32_t *civil_day_out)
{
    const int32_t year = take_digits(&text, 4, 4);
    const char sign = *text++;
    const int32_t month = take_digits(&text, 1, 2);
    if (*text++ != sign)
        return DI_DATE_WRONG;
    const int32_t day = take_digits(&text, 1, 2);
    return is_end_of_date(text) && is_day(year, month, day, civil_day_out) ? DI_DATE_RIGHT
                                                                           : DI_DATE_WRONG;
}

static enum di_office_date_kind day_first(const char *text, int32_t *civil_day_out)
{
    const int32_t day = take_digits(&text, 1, 2);
    const char sign = *text;
    if (day < 0 || (sign != '.' && sign != '/'))
        return DI_DATE_WRONG;
    text++;
    const int32_t month = take_digits(&text, 1, 2);
    if (*text++ != sign)
        return DI_DATE_WRONG;
    const size_t digits = strspn(text, DIGITS);
    const int32_t year = take_digits(&text, 2, 4);
    if (year < 0 || digits == 3 || !is_end_of_date(text))
        return DI_DATE_WRONG;
    if (digits == 2)
        return DI_DATE_TWO_DIGITS;
    if (month > 12 && month <= 31 && day <= 12)
        return DI_DATE_MONTH;
    return is_day(year, month, day, civil_day_out) ? DI_DATE_RIGHT : DI_DATE_WRONG;
}

/* Days from 1899-12-30, which makes Excel's days right from March 1900 on. */
static enum di_office_date_kind serial_day(const char *text, int32_t *civil_day_out)
{
    double serial;
    if (!di_number_parse(text, &serial) || !(serial >= SERIAL_MIN && serial <= SERIAL_MAX))
        return DI_DATE_WRONG;
    *civil_day_out = di_date_from_civil(1899, 12, 30) + (int32_t)floor(serial);
    return DI_DATE_RIGHT;
}

enum di_office_date_kind di_office_date(const struct di_office_cell *cell,
                                        int32_t *civil_day_out)
{
    const char *text = cell->text;
    if (di_office_is_missing(text))
        return DI_DATE_MISSING;
    const size_t digits = strspn(text, DIGITS);
    if (cell->kind == DI_CELL_NUMBER || (cell->kind == DI_CELL_TEXT && text[digits] == '\0'))
        return serial_day(text, civil_day_out);
    if (cell->kind != DI_CELL_TEXT && cell->kind != DI_CELL_DATE)
        return DI_DATE_WRONG;
    const bool is_year_first =
        digits == 4 && (text[4] == '-' || text[4] == '.' || text[4] == '/');
    return is_year_first ? iso_date(text, civil_day_out) : day_first(text, civil_day_out);
}
