/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Texts from outside that must be UTF-8 where they go: names of files may be any bytes.
 */
#ifndef DI_UTF8_H
#define DI_UTF8_H

/** A copy in which bytes that are no UTF-8 stand as U+FFFD. Free with free(); NULL if memory
 * ran out. */
char *di_utf8_mend(const char *text);

#endif
