/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The shortest forms only, no surrogates, nothing above U+10FFFF (RFC 3629). */
#include "di/utf8.h"

#include <stdbool.h>
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
static bool fits_lead(unsigned char lead, unsigned char second)
{
    return !(lead == 0xE0 && second < 0xA0) && !(lead == 0xED && second > 0x9F) &&
           !(lead == 0xF0 && second < 0x90) && !(lead == 0xF4 && second > 0x8F);
}

/* Bytes of the character that starts here; 0: none does. */
static size_t character_length(const char *text)
{
    const unsigned char lead = (unsigned char)text[0];
    const size_t length = length_by_lead(lead);
    for (size_t i = 1; i < length; i++)
        if (((unsigned char)text[i] & 0xC0) != 0x80)
            return 0;
    return length < 2 || fits_lead(lead, (unsigned char)text[1]) ? length : 0;
}

char *di_utf8_mend(const char *text)
{
    const size_t mark = strlen(unknown);
    char *mended = malloc(strlen(text) * mark + 1);
    size_t used = 0;
    while (mended != NULL && *text != '\0') {
        const size_t length = character_length(text);
        memcpy(mended + used, length > 0 ? text : unknown, length > 0 ? length : mark);
        used += length > 0 ? length : mark;
        text += length > 0 ? length : 1;
    }
    if (mended != NULL)
        mended[used] = '\0';
    return mended;
}
