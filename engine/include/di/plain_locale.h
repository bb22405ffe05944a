/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * The C locale for the calling thread alone, around libraries that print numbers by the locale:
 * under a Russian one GLPK and libxlsxwriter write "1,5", which no reader understands.
 */
#ifndef DI_PLAIN_LOCALE_H
#define DI_PLAIN_LOCALE_H

struct di_plain_locale;

/** @return to be left with di_plain_locale_leave in the same thread; NULL if memory ran out,
 *          and nothing has changed */
struct di_plain_locale *di_plain_locale_enter(void);

/** The locale of before. */
void di_plain_locale_leave(struct di_plain_locale *entered);

#endif
