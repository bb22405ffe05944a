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

/* 0x80 to 0xBF of Windows-1251; what follows is the alphabet. */
static const uint16_t cp1251[] = {
    0x402,  0x403,  0x201A, 0x453,  0x201E, 0x2026, 0x2020, 0x2021, 0x20AC, 0x2030, 0x409,
    0x2039, 0x40A,  0x40C,  0x40B,  0x40F,  0x452,  0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0xFFFD, 0x2122, 0x459,  0x203A, 0x45A,  0x45C,  0x45B,  0x45F,  0xA0,
    0x40E,  0x45E,  0x408,  0xA4,   0x490,  0xA6,   0xA7,   0x401,  0xA9,   0x404,  0xAB,
    0xAC,   0xAD,   0xAE,   0x407,  0xB0,   0xB1,   0x406,  0x456,  0x491,  0xB5,   0xB6,
    0xB7,   0x451,  0x2116, 0x454,  0xBB,   0x458,  0x405,  0x455,  0x457};

/* 0x80 to 0x9F of Windows-1252; what follows is Latin-1. 0xFFFD: no character. */
static const uint16_t cp1252[] = {
    0x20AC, 0xFFFD, 0x201A, 0x192,  0x201E, 0x2026, 0x2020, 0x2021, 0x2C6,  0x2030, 0x160,
    0x2039, 0x152,  0xFFFD, 0x17D,  0xFFFD, 0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x2DC,  0x2122, 0x161,  0x203A, 0x153,  0xFFFD, 0x17E,  0x178};

static uint32_t character_of_byte(enum di_text_encoding encoding, unsigned char c)
{
    if (c < 0x80)
        return c;
    if (encoding == DI_TEXT_CP1251)
        return c < 0xC0 ? cp1251[c - 0x80] : 0x410 + (uint32_t)(c - 0xC0);
    return c < 0xA0 ? cp1252[c - 0x80] : c;
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

static char *put_bytes(char *to, enum di_text_encoding encoding, const char *text, size_t size)
{
    for (size_t i = 0; i < size; i++)
        to = put(to, character_of_byte(encoding, (unsigned char)text[i]));
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

bool di_text_is_utf16(const char *text, size_t size)
{
    return has_mark(text, size, '\xFE', '\xFF') || has_mark(text, size, '\xFF', '\xFE') ||
           has_zeros_at(text, size, 0) || has_zeros_at(text, size, 1);
}

static uint32_t unit_at(const char *text, bool is_big)
{
    const uint32_t a = (unsigned char)text[0], b = (unsigned char)text[1];
    return is_big ? a << 8 | b : b << 8 | a;
}

static bool is_high_half(uint32_t unit)
{
    return unit >= 0xD800 && unit < 0xDC00;
}

/* Writes one character from its units; `*bytes_out`: how many bytes it took. */
static char *put_unit(char *to, const char *text, size_t size, bool is_big, size_t *bytes_out)
{
    uint32_t c = unit_at(text, is_big);
    const uint32_t next = size >= 4 ? unit_at(text + 2, is_big) : 0;
    *bytes_out = 2;
    if (c == 0xFEFF)
        return to;
    if (is_high_half(c) && next >= 0xDC00 && next < 0xE000) {
        c = 0x10000 + ((c - 0xD800) << 10) + (next - 0xDC00);
        *bytes_out = 4;
    } else if (c >= 0xD800 && c < 0xE000) {
        c = 0xFFFD; /* half a pair */
    }
    return put(to, c);
}

static size_t smaller(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* What the last block left, with as much of this one as it needs; returns what that is. */
static size_t finish_kept(struct di_text_decoder *decoder, const char *bytes, size_t size,
                          char **to)
{
    size_t used = 0;
    while (decoder->kept_count > 0 && used < size) {
        size_t taken;
        decoder->kept[decoder->kept_count++] = bytes[used++];
        const bool is_whole = decoder->kept_count == 4 ||
                              (decoder->kept_count == 2 &&
                               !is_high_half(unit_at(decoder->kept, decoder->is_big_endian)));
        if (!is_whole)
            continue;
        *to = put_unit(*to, decoder->kept, decoder->kept_count, decoder->is_big_endian, &taken);
        decoder->kept_count -= taken;
        memmove(decoder->kept, decoder->kept + taken, decoder->kept_count);
        if (decoder->kept_count == 2 &&
            !is_high_half(unit_at(decoder->kept, decoder->is_big_endian))) {
            *to = put_unit(*to, decoder->kept, 2, decoder->is_big_endian, &taken);
            decoder->kept_count = 0;
        }
    }
    return used;
}

static char *put_utf16(struct di_text_decoder *decoder, char *to, const char *text, size_t size)
{
    size_t at = finish_kept(decoder, text, size, &to), taken;
    while (at + 1 < size) {
        if (is_high_half(unit_at(text + at, decoder->is_big_endian)) && size - at < 4)
            break;
        to = put_unit(to, text + at, size - at, decoder->is_big_endian, &taken);
        at += taken;
    }
    if (at < size) {
        decoder->kept_count = smaller(size - at, sizeof decoder->kept);
        memcpy(decoder->kept, text + at, decoder->kept_count);
    }
    return to;
}

/* ---- any of them ---- */

size_t di_text_decoder_take(struct di_text_decoder *decoder, const char *bytes, size_t size,
                            char *to)
{
    if (!decoder->has_begun) {
        decoder->has_begun = true;
        decoder->is_big_endian = is_big_endian(bytes, size);
        if (decoder->encoding == DI_TEXT_UTF8 && size >= 3 &&
            memcmp(bytes, "\xEF\xBB\xBF", 3) == 0) {
            bytes += 3;
            size -= 3;
        }
    }
    const char *end = decoder->encoding == DI_TEXT_UTF16 ? put_utf16(decoder, to, bytes, size)
                      : decoder->encoding == DI_TEXT_UTF8
                          ? put_utf8(to, bytes, size)
                          : put_bytes(to, decoder->encoding, bytes, size);
    return (size_t)(end - to);
}

static enum di_text_encoding guess(const char *bytes, size_t size)
{
    if (di_text_is_utf16(bytes, size))
        return DI_TEXT_UTF16;
    return is_utf8(bytes, size) ? DI_TEXT_UTF8 : DI_TEXT_CP1251;
}

char *di_text_decode(const char *bytes, size_t size, enum di_text_encoding *encoding)
{
    if (size > SIZE_MAX / UTF8_BYTES_MAX - DI_TEXT_ROOM(0))
        return NULL;
    struct di_text_decoder decoder = {
        .encoding = *encoding == DI_TEXT_GUESS ? guess(bytes, size) : *encoding};
    const size_t room = decoder.encoding == DI_TEXT_UTF8 ? size : DI_TEXT_ROOM(size);
    char *text = malloc(room + 1);
    if (text == NULL)
        return NULL;
    char *end = text + di_text_decoder_take(&decoder, bytes, size, text);
    if (decoder.kept_count >= 2)
        end = put(end, 0xFFFD); /* half a pair, and nothing follows */
    *end = '\0';
    *encoding = decoder.encoding;
    return text;
}
