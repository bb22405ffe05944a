/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * The program's language: opens gettext once at start and tells how numbers look to people.
 * Files never see any of this; they are written by di/number.h.
 */
#ifndef DI_CATALOGUE_H
#define DI_CATALOGUE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "di/message.h"

/** Room for one formatted number. */
#define DI_CATALOGUE_NUMBER_MAX 96

/**
 * Choose the language and fill `catalogue`; before threads start.
 *
 * @param language  code of di/language.h, or NULL for the environment's (LANGUAGE, LC_ALL,
 * LC_MESSAGES, LANG); any other language means English
 */
void di_catalogue_open(struct di_catalogue *catalogue, const char *language);

/**
 * A number for people: rounded to `decimals` digits, grouped, with the language's decimal sign.
 * "" for NaN. Returns the length in bytes; `buffer` holds DI_CATALOGUE_NUMBER_MAX.
 */
size_t di_catalogue_real(const struct di_catalogue *catalogue, double value, int decimals,
                         char *buffer);

/** A whole number for people, grouped. */
size_t di_catalogue_integer(const struct di_catalogue *catalogue, int64_t value, char *buffer);

/** Characters (not bytes) of UTF-8 text, which is its width in the languages we speak. */
size_t di_catalogue_width(const char *text);

#endif
