/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bounded_text.h"

#include <string.h>

#include "office/wipe.h"

void di_bounded_text_add(struct di_bounded_text *text, const char *more, size_t length)
{
    const size_t left = DI_BOUNDED_TEXT_MAX - text->used;
    const size_t taken = length < left ? length : left;
    memcpy(text->bytes + text->used, more, taken);
    text->used += taken;
}

/* "_x000D_": a carriage return, as ECMA-376 22.9.2.19 writes what XML cannot hold. */
static bool is_escape(const char *c)
{
    return strncmp(c, "_x00", 4) == 0 && (c[4] == '0' || c[4] == '1') && c[5] != '\0' &&
           strchr("0123456789ABCDEFabcdef", c[5]) != NULL && c[6] == '_';
}

void di_bounded_text_end(struct di_bounded_text *text)
{
    enum { ESCAPE = 7 };
    text->bytes[text->used] = '\0';
    if (strstr(text->bytes, "_x00") == NULL)
        return;
    char *to = text->bytes;
    for (const char *c = text->bytes; *c != '\0';) {
        const bool is_one = is_escape(c);
        *to++ = is_one ? ' ' : *c;
        c += is_one ? ESCAPE : 1;
    }
    *to = '\0';
    text->used = (size_t)(to - text->bytes);
}

void di_bounded_text_clear(struct di_bounded_text *text)
{
    di_wipe(text->bytes, text->used);
    text->used = 0;
}
