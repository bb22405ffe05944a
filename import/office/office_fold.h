/* SPDX-License-Identifier: GPL-3.0-or-later */
/** Words of offices as they are compared: without regard to case and spacing. */
#ifndef DI_OFFICE_FOLD_H
#define DI_OFFICE_FOLD_H

#include <stdbool.h>
#include <stddef.h>

/**
 * Small letters of Latin and Cyrillic, IO as IE, runs of spaces and underscores as one space,
 * none at the ends, no colon or star at the end.
 *
 * @param[out] folded  `size` bytes; what does not fit is cut off
 */
void di_office_fold(const char *text, char *folded, size_t size);

/** Is the folded text one of "a|b|c"? */
bool di_office_is_among(const char *words, const char *folded);

#endif
