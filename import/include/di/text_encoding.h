/* SPDX-License-Identifier: GPL-3.0-or-later */
/** Text files of offices as UTF-8, whatever they were written in. */
#ifndef DI_TEXT_ENCODING_H
#define DI_TEXT_ENCODING_H

#include <stdbool.h>
#include <stddef.h>

enum di_text_encoding {
    DI_TEXT_GUESS,
    DI_TEXT_UTF8,
    DI_TEXT_CP1251,
    DI_TEXT_UTF16,
    DI_TEXT_CP1252
};

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

/** Do the first bytes of a text (512 are enough) have a byte order mark of UTF-16, or a zero in
 * nearly every other one? */
bool di_text_is_utf16(const char *bytes, size_t size);

/** The same, block by block: a character may lie across their ends. */
struct di_text_decoder {
    enum di_text_encoding encoding; /* not DI_TEXT_GUESS */
    bool is_big_endian;
    bool has_begun;
    char kept[4]; /* begin of a character of UTF-16 */
    size_t kept_count;
};

/** Bytes that a block becomes at most. */
#define DI_TEXT_ROOM(size) (3 * (size) + 12)

/**
 * Decode the next block.
 *
 * @param to  DI_TEXT_ROOM(size) bytes; no end mark is written
 * @return bytes written
 */
size_t di_text_decoder_take(struct di_text_decoder *decoder, const char *bytes, size_t size,
                            char *to);

#endif
