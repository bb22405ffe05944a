/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "office_fold.h"

#include <stdint.h>
#include <string.h>

#include "di/utf8.h"

#include "office_space.h"

/* Latin-1, Latin Extended-A and Cyrillic: what tables of the region are written in. */
static uint32_t small_letter(uint32_t c)
{
    if (c >= 'A' && c <= 'Z')
        return c + 32;
    if ((c >= 0xC0 && c <= 0xDE && c != 0xD7) || (c >= 0x410 && c <= 0x42F))
        return c + 32;
    if (c >= 0x400 && c <= 0x40F)
        return c == 0x401 ? 0x435 : c + 80;
    if (c >= 0x100 && c <= 0x137)
        return c | 1;
    if (c == 0x451)
        return 0x435;
    return c >= 0x460 && c <= 0x4FF && c % 2 == 0 && !(c >= 0x482 && c <= 0x48A) &&
                   !(c >= 0x4C0 && c <= 0x4CF)
               ? c + 1
               : c;
}

static size_t put(char *to, uint32_t c)
{
    if (c < 0x80) {
        to[0] = (char)c;
        return 1;
    }
    to[0] = (char)(0xC0 | c >> 6);
    to[1] = (char)(0x80 | (c & 0x3F));
    return 2;
}

static bool is_ornament(char c)
{
    return c == ' ' || c == ':' || c == '*';
}

void di_office_fold(const char *text, char *folded, size_t size)
{
    size_t used = 0, bytes;
    for (size_t left = strlen(text); left > 0 && used + 3 < size;
         text += bytes, left -= bytes) {
        bytes = di_office_space(text, left);
        if (bytes > 0 || *text == '_') {
            bytes = bytes > 0 ? bytes : 1;
            if (used > 0 && folded[used - 1] != ' ')
                folded[used++] = ' ';
            continue;
        }
        uint32_t c;
        bytes = di_utf8_read(text, &c);
        if (bytes == 0 || bytes > 2) { /* as it is, byte by byte */
            bytes = 1;
            folded[used++] = *text;
        } else {
            used += put(folded + used, small_letter(c));
        }
    }
    while (used > 1 && is_ornament(folded[used - 1]))
        used--;
    folded[used] = '\0';
    if (used == 1 && folded[0] == ' ')
        folded[0] = '\0';
}

bool di_office_is_among(const char *words, const char *folded)
{
    const size_t length = strlen(folded);
    for (const char *word = words; word != NULL && *word != '\0';) {
        const size_t width = strcspn(word, "|");
        if (width == length && memcmp(word, folded, length) == 0)
            return true;
        word += width + (word[width] == '|');
    }
    return false;
}
