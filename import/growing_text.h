/* SPDX-License-Identifier: GPL-3.0-or-later */
/** A text that is written piece by piece; once memory has run out it stays incomplete. */
#ifndef DI_GROWING_TEXT_H
#define DI_GROWING_TEXT_H

#include <stdbool.h>
#include <stddef.h>

struct di_growing_text { /* all zero: empty */
    char *bytes;         /* ends with a zero once anything was added */
    size_t used, room;
    bool ran_out;
};

void di_growing_text_add(struct di_growing_text *text, const char *more);
void di_growing_text_add_bytes(struct di_growing_text *text, const char *more, size_t size);

/** The whole text, for free(); NULL, with nothing left to free, if memory ran out. */
char *di_growing_text_take(struct di_growing_text *text);

#endif
