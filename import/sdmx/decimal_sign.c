/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decimal_sign.h"

#include <string.h>

#include "di/delimited.h"

#define DIGITS "0123456789"

/* Digits in groups of three after the first sign: "1,234,567". */
static bool is_grouped(const char *text, char sign)
{
    size_t group = strspn(text, DIGITS);
    if (group == 0 || group > 3 || text[group] != sign)
        return false;
    for (text += group; *text == sign; text += 1 + group) {
        group = strspn(text + 1, DIGITS);
        if (group != 3)
            return false;
    }
    return *text == '\0';
}

enum di_decimal_hint di_decimal_hint(const char *text)
{
    text += *text == '-' ? 1 : 0;
    if (strspn(text, DIGITS) == 0)
        return DI_DECIMAL_SAYS_NOTHING;
    const char *last = strpbrk(text, ".,");
    if (last == NULL)
        return DI_DECIMAL_SAYS_NOTHING;
    const char *first = last;
    size_t signs = 1;
    for (const char *next = strpbrk(last + 1, ".,"); next != NULL;
         next = strpbrk(next + 1, ".,")) {
        last = next;
        signs++;
    }
    const bool is_one_kind = *first == *last;
    if (signs > 1 && is_one_kind) /* a decimal sign comes once */
        return !is_grouped(text, *first) ? DI_DECIMAL_SAYS_NOTHING
               : *first == ','           ? DI_DECIMAL_IS_POINT
                                         : DI_DECIMAL_IS_COMMA;
    if (signs == 1 && is_grouped(text, *first))
        return DI_DECIMAL_IS_AMBIGUOUS;
    return *last == '.' ? DI_DECIMAL_IS_POINT : DI_DECIMAL_IS_COMMA;
}

/* "1,234.5" without its commas; false if they do not stand between thousands. */
static bool without_groups(const char *text, char decimal, char *plain, size_t size)
{
    const char group = decimal == '.' ? ',' : '.';
    const char *digits = text + (*text == '-' ? 1 : 0);
    const char *end = strchr(digits, decimal);
    const size_t length = end != NULL ? (size_t)(end - digits) : strlen(digits);
    char whole[64];
    if (length >= sizeof whole || strlen(text) >= size)
        return false;
    memcpy(whole, digits, length);
    whole[length] = '\0';
    if (strchr(whole, group) != NULL && !is_grouped(whole, group))
        return false;
    for (; *text != '\0'; text++)
        if (*text != group)
            *plain++ = *text;
    *plain = '\0';
    return true;
}

bool di_decimal_number(const char *text, char decimal, double *value_out)
{
    char plain[64];
    const char group = decimal == '.' ? ',' : '.';
    const char *end = strchr(text, decimal);
    if (end != NULL && strchr(end + 1, group) != NULL)
        return false;
    return without_groups(text, decimal, plain, sizeof plain) &&
           di_delimited_number(plain, decimal, value_out);
}
