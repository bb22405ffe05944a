/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * printf and strtod follow LC_NUMERIC. Rather than change the process locale (other threads
 * see it), the locale's decimal point is replaced after writing and before reading.
 */
#include "di/number.h"

#include <locale.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *locale_point(void)
{
    const struct lconv *conventions = localeconv();
    return conventions->decimal_point[0] != '\0' ? conventions->decimal_point : ".";
}

static size_t use_full_stop(char *buffer)
{
    const char *point = locale_point();
    char *found = strcmp(point, ".") == 0 ? NULL : strstr(buffer, point);
    if (found != NULL) {
        *found = '.';
        memmove(found + 1, found + strlen(point), strlen(found + strlen(point)) + 1);
    }
    return strlen(buffer);
}

bool di_number_parse(const char *text, double *value_out)
{
    char local[512];
    const char *point = locale_point();
    const size_t point_length = strlen(point);
    size_t n = 0;
    if (strspn(text, "+-0123456789.eE") != strlen(text) || text[0] == '\0')
        return false;
    for (const char *p = text; *p != '\0'; p++) {
        if (n + point_length + 1 >= sizeof local)
            return false;
        if (*p == '.') {
            memcpy(local + n, point, point_length);
            n += point_length;
        } else {
            local[n++] = *p;
        }
    }
    local[n] = '\0';
    char *end = NULL;
    const double value = strtod(local, &end);
    if (end == local || *end != '\0')
        return false;
    *value_out = value;
    return true;
}

/* What %.15g writes of a whole number below 1e15, without its cost: most values are counts. */
static size_t format_whole(double value, char *buffer)
{
    char digits[20];
    size_t count = 0, length = 0;
    uint64_t rest = (uint64_t)fabs(value);
    do {
        digits[count++] = (char)('0' + rest % 10);
        rest /= 10;
    } while (rest > 0);
    if (value < 0)
        buffer[length++] = '-';
    while (count > 0)
        buffer[length++] = digits[--count];
    buffer[length] = '\0';
    return length;
}

/* ---- the shortest form ----
 *
 * A printf and a strtod for each of 15, 16 and 17 digits is what writing results costs most,
 * and a standard deviation needs all three. So the 17 digits are asked for once; 16 and 15
 * follow from them by rounding, but where they end in exactly a half, which the 17 may have
 * been rounded to.
 */

enum { DIGITS_MAX = 17 };

/* d.ddd x 10^exponent */
struct decimal {
    bool is_negative;
    char digits[DIGITS_MAX];
    int count, exponent;
};

static struct decimal decimal_of(double value)
{
    char text[DI_NUMBER_TEXT_MAX];
    struct decimal decimal = {.is_negative = value < 0};
    (void)snprintf(text, sizeof text, "%.*e", DIGITS_MAX - 1, value);
    const char *at = text;
    for (; *at != 'e'; at++) /* the point may be any character */
        if (*at >= '0' && *at <= '9')
            decimal.digits[decimal.count++] = *at;
    decimal.exponent = (int)strtol(at + 1, NULL, 10);
    return decimal;
}

/* False: it cannot be told from the digits at hand. */
static bool round_to(struct decimal *decimal, int count)
{
    int rest = 0, half = 5;
    for (int i = count; i < decimal->count; i++)
        rest = 10 * rest + decimal->digits[i] - '0';
    for (int i = count + 1; i < decimal->count; i++)
        half *= 10;
    if (rest == half)
        return false;
    decimal->count = count;
    if (rest < half)
        return true;
    int at = count - 1;
    for (; at >= 0 && decimal->digits[at] == '9'; at--)
        decimal->digits[at] = '0';
    if (at >= 0) {
        decimal->digits[at]++;
    } else {
        decimal->digits[0] = '1';
        decimal->exponent++;
    }
    return true;
}

static size_t put_exponent(int exponent, char *buffer)
{
    return (size_t)snprintf(buffer, 8, "e%c%02d", exponent < 0 ? '-' : '+', abs(exponent));
}

/* As %.*g has it, with `precision` digits asked for. */
static size_t write_general(const struct decimal *decimal, int precision, char *buffer)
{
    const bool is_scientific = decimal->exponent < -4 || decimal->exponent >= precision;
    const int whole = is_scientific ? 1 : decimal->exponent + 1; /* digits before the point */
    int count = decimal->count;
    size_t length = 0;
    while (count > 1 && count > whole && decimal->digits[count - 1] == '0')
        count--;
    if (decimal->is_negative)
        buffer[length++] = '-';
    if (whole <= 0) {
        buffer[length++] = '0';
        buffer[length++] = '.';
        for (int i = whole; i < 0; i++)
            buffer[length++] = '0';
    }
    for (int i = 0; i < count; i++) {
        if (i == whole && whole > 0)
            buffer[length++] = '.';
        buffer[length++] = decimal->digits[i];
    }
    if (is_scientific)
        length += put_exponent(decimal->exponent, buffer + length);
    buffer[length] = '\0';
    return length;
}

/* With so many digits; 17 are all there are. */
static size_t format_digits(const struct decimal *full, double value, int digits, char *buffer)
{
    struct decimal decimal = *full;
    if (round_to(&decimal, digits))
        return write_general(&decimal, digits, buffer);
    (void)snprintf(buffer, DI_NUMBER_TEXT_MAX, "%.*g", digits, value);
    return use_full_stop(buffer);
}

size_t di_number_format(double value, char *buffer)
{
    if (isnan(value)) {
        buffer[0] = '\0';
        return 0;
    }
    if (value == 0)
        value = 0; /* no minus zero in files */
    if (fabs(value) < 1e15 && value == floor(value))
        return format_whole(value, buffer);
    if (isinf(value))
        return (size_t)snprintf(buffer, DI_NUMBER_TEXT_MAX, "%g", value);
    const struct decimal full = decimal_of(value);
    for (int digits = 15; digits < DIGITS_MAX; digits++) {
        double back = 0;
        const size_t length = format_digits(&full, value, digits, buffer);
        if (di_number_parse(buffer, &back) && back == value)
            return length;
    }
    return write_general(&full, DIGITS_MAX, buffer);
}

size_t di_number_format_fixed(double value, int decimals, char *buffer)
{
    if (isnan(value)) {
        buffer[0] = '\0';
        return 0;
    }
    const int written = snprintf(buffer, DI_NUMBER_TEXT_MAX, "%.*f", decimals, value);
    if (written >= DI_NUMBER_TEXT_MAX) /* beyond 1e26 fixed notation says nothing more */
        return di_number_format(value, buffer);
    const size_t length = use_full_stop(buffer);
    if (buffer[0] == '-' && strspn(buffer, "-0.") == length)
        memmove(buffer, buffer + 1, length);
    return strlen(buffer);
}
