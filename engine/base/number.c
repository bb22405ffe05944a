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
    for (int digits = 15; digits <= 17; digits++) {
        double back = 0;
        (void)snprintf(buffer, DI_NUMBER_TEXT_MAX, "%.*g", digits, value);
        (void)use_full_stop(buffer);
        if (di_number_parse(buffer, &back) && back == value)
            break;
    }
    return strlen(buffer);
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
