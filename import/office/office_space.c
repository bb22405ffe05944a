/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "office_space.h"

#include <string.h>

size_t di_office_space(const char *text, size_t length)
{
    /* No-break, thin, figure, narrow no-break, ideographic; and marks without any width. */
    static const char *const wide[] = {"\xC2\xA0",     "\xE2\x80\x89", "\xE2\x80\x87",
                                       "\xE2\x80\xAF", "\xE3\x80\x80", "\xE2\x80\x8B",
                                       "\xEF\xBB\xBF"};
    if (length == 0)
        return 0;
    if (strchr(" \t\r\n\v\f", text[0]) != NULL && text[0] != '\0')
        return 1;
    if ((unsigned char)text[0] < 0x80)
        return 0;
    for (size_t i = 0; i < sizeof wide / sizeof wide[0]; i++) {
        const size_t bytes = strlen(wide[i]);
        if (bytes <= length && memcmp(text, wide[i], bytes) == 0)
            return bytes;
    }
    return 0;
}

/* Bytes of the space that ends the text. */
static size_t space_before(const char *text, size_t length)
{
    for (size_t bytes = 1; bytes <= 3 && bytes <= length; bytes++)
        if (di_office_space(text + length - bytes, bytes) == bytes)
            return bytes;
    return 0;
}

void di_office_trim(const char **text, size_t *length)
{
    size_t bytes;
    while ((bytes = di_office_space(*text, *length)) > 0) {
        *text += bytes;
        *length -= bytes;
    }
    while ((bytes = space_before(*text, *length)) > 0)
        *length -= bytes;
}
