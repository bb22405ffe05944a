/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "encoding_evidence.h"

#include <string.h>

#include "di/utf8.h"

#include "wipe.h"

enum { BLOCK = 65536, RARE = 10 /* times rarer is no contradiction */ };

struct evidence {
    bool is_utf8;
    unsigned more;      /* bytes that the character of UTF-8 still needs */
    unsigned char lead; /* of a character whose second byte is restricted; 0 */
    size_t line, first; /* of a byte with two meanings */
    size_t latin, cyrillic;
    bool has_ascii;      /* of the word being read */
    size_t beyond_ascii; /* letters of it */
};

/* ---- UTF-8 ---- */

static void begin_utf8(struct evidence *e, unsigned char c)
{
    e->more = c < 0x80 ? 0 : c >= 0xC2 && c < 0xE0 ? 1 : c >= 0xE0 && c < 0xF0 ? 2 : 3;
    e->lead = c == 0xE0 || c == 0xED || c == 0xF0 || c == 0xF4 ? c : 0;
    if (c >= 0x80 && (c < 0xC2 || c > 0xF4))
        e->is_utf8 = false;
}

static void take_utf8(struct evidence *e, unsigned char c)
{
    if (e->more == 0) {
        begin_utf8(e, c);
        return;
    }
    e->is_utf8 = e->is_utf8 && (c & 0xC0) == 0x80 && di_utf8_may_follow(e->lead, c);
    e->more--;
    e->lead = 0;
}

/* ---- words ---- */

/* Quotation marks, dashes and spaces are at one place in both tables. */
static bool has_two_meanings(unsigned char c)
{
    static const char same[] =
        "\x82\x84\x85\x86\x87\x89\x8B\x91\x92\x93\x94\x95\x96\x97\x99"
        "\x9B\xA0\xA4\xA6\xA7\xA9\xAB\xAC\xAD\xAE\xB0\xB1\xB5\xB6\xB7\xBB";
    return c >= 0x80 && memchr(same, c, sizeof same - 1) == NULL;
}

static bool is_ascii_letter(unsigned char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static void end_word(struct evidence *e)
{
    if (e->has_ascii && e->beyond_ascii > 0)
        e->latin++;
    else if (e->beyond_ascii >= 2)
        e->cyrillic++;
    e->has_ascii = false;
    e->beyond_ascii = 0;
}

static void take_word(struct evidence *e, unsigned char c)
{
    if (is_ascii_letter(c))
        e->has_ascii = true;
    else if (c >= 0xC0 || c == 0xA8 || c == 0xB8 || c == 0xB2 || c == 0xB3)
        e->beyond_ascii++;
    else
        end_word(e);
    if (has_two_meanings(c) && e->first == 0)
        e->first = e->line;
    e->line += c == '\n';
}

static enum di_text_encoding conclude(const struct evidence *e)
{
    if (e->is_utf8 && e->more == 0)
        return DI_TEXT_UTF8;
    if (e->first == 0 || e->cyrillic > RARE * e->latin)
        return DI_TEXT_CP1251;
    return e->latin > RARE * e->cyrillic ? DI_TEXT_CP1252 : DI_TEXT_GUESS;
}

bool di_encoding_evidence(struct di_office_bytes *source, struct di_encoding_answer *answer)
{
    char block[BLOCK];
    struct evidence e = {.is_utf8 = true, .line = 1};
    bool is_first = true;
    size_t size;
    *answer = (struct di_encoding_answer){DI_TEXT_GUESS, 0};
    while ((size = di_office_bytes_read(source, block, sizeof block)) > 0) {
        if (is_first && di_text_is_utf16(block, size)) {
            answer->encoding = DI_TEXT_UTF16;
            break;
        }
        is_first = false;
        for (size_t i = 0; i < size; i++) {
            take_utf8(&e, (unsigned char)block[i]);
            take_word(&e, (unsigned char)block[i]);
        }
    }
    di_wipe(block, sizeof block);
    end_word(&e);
    if (answer->encoding == DI_TEXT_GUESS)
        *answer = (struct di_encoding_answer){conclude(&e), e.first};
    return !di_office_bytes_failed(source) && di_office_bytes_rewind(source);
}
