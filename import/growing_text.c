/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "growing_text.h"

#include <stdlib.h>
#include <string.h>

#define ROOM_MIN 4096

void di_growing_text_add_bytes(struct di_growing_text *text, const char *more, size_t size)
{
    if (text->ran_out)
        return;
    if (text->used + size + 1 > text->room) {
        const size_t room = 2 * (text->used + size) + ROOM_MIN;
        char *grown = realloc(text->bytes, room);
        text->ran_out = grown == NULL;
        if (grown == NULL)
            return;
        text->bytes = grown;
        text->room = room;
    }
    memcpy(text->bytes + text->used, more, size);
    text->used += size;
    text->bytes[text->used] = '\0';
}

void di_growing_text_add(struct di_growing_text *text, const char *more)
{
    di_growing_text_add_bytes(text, more, strlen(more));
}

char *di_growing_text_take(struct di_growing_text *text)
{
    if (!text->ran_out)
        return text->bytes;
    free(text->bytes);
    return NULL;
}
