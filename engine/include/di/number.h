/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Numbers in files: the C locale whatever the process locale, shortest form that reads back
 * equal. Under a Russian locale the C library would write "1,5" and read "1.5" as 1.
 */
#ifndef DI_NUMBER_H
#define DI_NUMBER_H

#include <stdbool.h>
#include <stddef.h>

#define DI_NUMBER_TEXT_MAX 40

/** The shortest of %.15g, %.16g, %.17g that reads back equal; "" for NaN.
 * `buffer` holds DI_NUMBER_TEXT_MAX bytes. Returns the length. */
size_t di_number_format(double value, char *buffer);

/** `decimals` digits after the point (0 to 12), rounded; "" for NaN. */
size_t di_number_format_fixed(double value, int decimals, char *buffer);

/** Reads a whole string as one C-locale number; false if anything else is in it. */
bool di_number_parse(const char *text, double *value_out);

#endif
