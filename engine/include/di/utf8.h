/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Texts from outside that must be UTF-8 where they go: names of files may be any bytes.
 */
#ifndef DI_UTF8_H
#define DI_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/**
 * The character that a text begins with: the shortest forms only, no surrogates, nothing above
 * U+10FFFF (RFC 3629).
 *
 * @param[out] letter_out  its code point; untouched on failure
 * @return its bytes, 1 to 4; 0: none begins here
 */
size_t di_utf8_read(const char *text, uint32_t *letter_out);

/** May the byte come second after this first one? Asked of bytes 0x80 to 0xBF. */
bool di_utf8_may_follow(unsigned char lead, unsigned char second);

/** Characters of `length` bytes: those that begin one are counted. */
size_t di_utf8_count(const char *text, size_t length);

/** A copy in which bytes that are no UTF-8 stand as U+FFFD. Free with free(); NULL if memory
 * ran out. */
char *di_utf8_mend(const char *text);

#endif
