/* SPDX-License-Identifier: GPL-3.0-or-later */
/** The text of one cell of a sheet while its pieces come: no longer than what is refused
 * anyway. */
#ifndef DI_BOUNDED_TEXT_H
#define DI_BOUNDED_TEXT_H

#include "di/office_table.h"

#define DI_BOUNDED_TEXT_MAX                                                                    \
    (4 * DI_OFFICE_CELL_MAX + 8) /* bytes: more than the most characters */

struct di_bounded_text {
    char bytes[DI_BOUNDED_TEXT_MAX + 1];
    size_t used;
};

/** What does not fit is left out: what is there is too long already. */
void di_bounded_text_add(struct di_bounded_text *text, const char *more, size_t length);

/** End the text with a zero; escapes of control characters, "_x000D_", become spaces. */
void di_bounded_text_end(struct di_bounded_text *text);

/** Wiped and empty. */
void di_bounded_text_clear(struct di_bounded_text *text);

#endif
