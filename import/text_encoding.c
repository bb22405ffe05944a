/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "di/text_encoding.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* The longest any character of two bytes or one becomes. */
enum { UTF8_BYTES_MAX = 3 };

static bool is_utf8(const char *text, size_t size)
{
    for (size_t i = 0; i < size;) {
        const unsigned char c = (unsigned char)text[i++];
        const size_t more = c < 0x80                ? 0
                            : c >= 0xC2 && c < 0xE0 ? 1
                            : c >= 0xE0 && c < 0xF0 ? 2
                            : c >= 0xF0 && c < 0xF5 ? 3
                                                    : SIZE_MAX;
        if (more > size - i) /* no first byte, or cut off */
            return false;
        for (size_t k = 0; k < more; k++)
            if (((unsigned char)text[i++] & 0xC0u) != 0x80u)
                return false;
    }
    return true;
}

/* Letters of Windows-1251 and the signs that tables hold; others become a question mark. */
static uint32_t cp1251_character(unsigned char c)
{
    static const struct {
        unsigned char byte;
        uint32_t character;
    } signs[] = {{0xA8, 0x401},  {0xB8, 0x451},  {0xA0, 0xA0},   {0xAB, 0xAB},   {0xBB, 0xBB},
                 {0xB9, 0x2116}, {0x96, 0x2013}, {0x97, 0x2014}, {0x93, 0x201C}, {0x94, 0x201D},
                 {0xAF, 0x407},  {0xBF, 0x457},  {0xB2, 0x406},  {0xB3, 0x456},  {0xAA, 0x404},
                 {0xBA, 0x454},  {0xA5, 0x490},  {0xB4, 0x491},  {0xA1, 0x40E},  {0xA2, 0x45E}};
    if (c < 0x80)
        return c;
    if (c >= 0xC0)
        return 0x410 + (uint32_t)(c - 0xC0);
    for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++)
        if (signs[i].byte == c)
            return signs[i].character;
    return '?';
}

/* Returns the end of what was written. */
static char *put(char *to, uint32_t c)
{
    if (c == 0)
        c = '?';
    if (c < 0x80) {
        *to++ = (char)c;
    } else if (c < 0x800) {
        *to++ = (char)(0xC0 | c >> 6);
        *to++ = (char)(0x80 | (c & 0x3F));
    } else if (c < 0x10000) {
        *to++ = (char)(0xE0 | c >> 12);
        *to++ = (char)(0x80 | (c >> 6 & 0x3F));
        *to++ = (char)(0x80 | (c & 0x3F));
    } else {
        *to++ = (char)(0xF0 | c >> 18);
        *to++ = (char)(0x80 | (c >> 12 & 0x3F));
        *to++ = (char)(0x80 | (c >> 6 & 0x3F));
        *to++ = (char)(0x80 | (c & 0x3F));
    }
    return to;
}

static char *put_cp1251(char *to, const char *text, size_t size)
{
    for (size_t i = 0; i < size; i++)
        to = put(to, cp1251_character((unsigned char)text[i]));
    return to;
}

static char *put_utf8(char *to, const char *text, size_t size)
{
    for (size_t i = 0; i < size; i++)
        *to++ = text[i] != '\0' ? text[i] : '?';
    return to;
}

/* ---- UTF-16 ---- */

static bool has_mark(const char *text, size_t size, char first, char second)
{
    return size >= 2 && text[0] == first && text[1] == second;
}

/* Without a mark: tables are mostly ASCII, so every other byte is mostly zero. */
static bool has_zeros_at(const char *text, size_t size, size_t parity)
{
    const size_t looked_at = size < 512 ? size : 512;
    size_t zeros = 0;
    for (size_t i = parity; i < looked_at; i += 2)
        zeros += text[i] == '\0';
    return looked_at >= 4 && 4 * zeros > looked_at;
}

static bool is_big_endian(const char *text, size_t size)
{
    if (has_mark(text, size, '\xFE', '\xFF') || has_mark(text, size, '\xFF', '\xFE'))
        return text[0] == '\xFE';
    return has_zeros_at(text, size, 0);
}

static bool is_utf16(const char *text, size_t size)
{
    return has_mark(text, size, '\xFE', '\xFF') || has_mark(text, size, '\xFF', '\xFE') ||
           has_zeros_at(text, size, 0) || has_zeros_at(text, size, 1);
}

static uint32_t unit_at(const char *text, bool is_big)
{
    const uint32_t a = (unsigned char)text[0], b = (unsigned char)text[1];
    return is_big ? a << 8 | b : b << 8 | a;
}

static char *put_utf16(char *to, const char *text, size_t size)
{
    const bool is_big = is_big_endian(text, size);
    for (size_t i = 0; i + 1 < size; i += 2) {
        uint32_t c = unit_at(text + i, is_big);
        if (c == 0xFEFF)
            continue;
        const uint32_t next = i + 3 < size ? unit_at(text + i + 2, is_big) : 0;
        if (c >= 0xD800 && c < 0xDC00 && next >= 0xDC00 && next < 0xE000) {
            c = 0x10000 + ((c - 0xD800) << 10) + (next - 0xDC00);
            i += 2;
        } else if (c >= 0xD800 && c < 0xE000) {
            c = 0xFFFD; /* half a pair */
        }
        to = put(to, c);
    }
    return to;
}

static enum di_text_encoding guess(const char *bytes, size_t size)
{
    if (is_utf16(bytes, size))
        return DI_TEXT_UTF16;
    return is_utf8(bytes, size) ? DI_TEXT_UTF8 : DI_TEXT_CP1251;
}

char *di_text_decode(const char *bytes, size_t size, enum di_text_encoding *encoding)
{
    if (size > SIZE_MAX / UTF8_BYTES_MAX - 1)
        return NULL;
    const enum di_text_encoding known =
        *encoding == DI_TEXT_GUESS ? guess(bytes, size) : *encoding;
    char *text = malloc((known == DI_TEXT_UTF8 ? 1 : UTF8_BYTES_MAX) * size + 1);
    if (text == NULL)
        return NULL;
    if (known == DI_TEXT_UTF8 && size >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0) {
        bytes += 3;
        size -= 3;
    }
    char *end = known == DI_TEXT_UTF16    ? put_utf16(text, bytes, size)
                : known == DI_TEXT_CP1251 ? put_cp1251(text, bytes, size)
                                          : put_utf8(text, bytes, size);
    *end = '\0';
    *encoding = known;
    return text;
}
