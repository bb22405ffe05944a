/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "di/utf8.h"

#include <stdlib.h>
#include <string.h>

static const char unknown[] = "\xEF\xBF\xBD";

static size_t length_by_lead(unsigned char lead)
{
    return lead < 0x80                    ? 1
           : lead >= 0xC2 && lead <= 0xDF ? 2
           : lead >= 0xE0 && lead <= 0xEF ? 3
           : lead >= 0xF0 && lead <= 0xF4 ? 4
                                          : 0;
}

/* Some leads allow a part of the second bytes only. */
bool di_utf8_may_follow(unsigned char lead, unsigned char second)
{
    return !(lead == 0xE0 && second < 0xA0) && !(lead == 0xED && second > 0x9F) &&
           !(lead == 0xF0 && second < 0x90) && !(lead == 0xF4 && second > 0x8F);
}

static bool is_continuation(char c)
{
    return ((unsigned char)c & 0xC0) == 0x80;
}

size_t di_utf8_read(const char *text, uint32_t *letter_out)
{
    const unsigned char lead = (unsigned char)text[0];
    const size_t length = length_by_lead(lead);
    uint32_t letter = length < 2 ? lead : lead & (0x7FU >> length);
    for (size_t i = 1; i < length; i++) {
        if (!is_continuation(text[i]))
            return 0;
        letter = letter << 6 | ((unsigned char)text[i] & 0x3FU);
    }
    if (length == 0 || (length > 1 && !di_utf8_may_follow(lead, (unsigned char)text[1])))
        return 0;
    *letter_out = letter;
    return length;
}

size_t di_utf8_count(const char *text, size_t length)
{
    size_t count = 0;
    for (size_t i = 0; i < length; i++)
        count += !is_continuation(text[i]);
    return count;
}

char *di_utf8_mend(const char *text)
{
    const size_t mark = strlen(unknown);
    char *mended = malloc(strlen(text) * mark + 1);
    size_t used = 0;
    uint32_t letter;
    while (mended != NULL && *text != '\0') {
        const size_t length = di_utf8_read(text, &letter);
        memcpy(mended + used, length > 0 ? text : unknown, length > 0 ? length : mark);
        used += length > 0 ? length : mark;
        text += length > 0 ? length : 1;
    }
    if (mended != NULL)
        mended[used] = '\0';
    return mended;
}
