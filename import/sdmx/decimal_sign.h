/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Which sign a file writes before decimals. "12,5" says it; "1,234" may be twelve hundred or
 * little more than one, and a file of nothing else is not guessed.
 */
#ifndef DI_DECIMAL_SIGN_H
#define DI_DECIMAL_SIGN_H

#include <stdbool.h>
#include <stddef.h>

enum di_decimal_hint {
    DI_DECIMAL_SAYS_NOTHING, /* digits alone, or no number */
    DI_DECIMAL_IS_POINT,
    DI_DECIMAL_IS_COMMA,
    DI_DECIMAL_IS_AMBIGUOUS /* one sign, three digits after it, one to three before */
};

/** What one number tells. */
enum di_decimal_hint di_decimal_hint(const char *text);

/**
 * A number with this decimal sign; the other one and spaces may stand between thousands.
 *
 * @return false if it is no such number
 */
bool di_decimal_number(const char *text, char decimal, double *value_out);

#endif
