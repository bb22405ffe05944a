/* SPDX-License-Identifier: GPL-3.0-or-later */
/** Text files of offices as UTF-8, whatever they were written in. */
#ifndef DI_TEXT_ENCODING_H
#define DI_TEXT_ENCODING_H

#include <stddef.h>

enum di_text_encoding { DI_TEXT_GUESS, DI_TEXT_UTF8, DI_TEXT_CP1251, DI_TEXT_UTF16 };

/**
 * The text as UTF-8 without a byte order mark; a zero character becomes a question mark, so
 * that the text is one C string.
 *
 * A guess takes a byte order mark at its word, two bytes a character for UTF-16, what is valid
 * UTF-8 for that, and anything else for Windows-1251, which offices of the region write. Asked
 * for UTF-8, bytes that are none stay as they are.
 *
 * @param bytes         `size` of them; borrowed for the call
 * @param[in,out] encoding  what is wanted; then what it was read as
 * @return free with free(); NULL if memory ran out
 */
char *di_text_decode(const char *bytes, size_t size, enum di_text_encoding *encoding);

#endif
