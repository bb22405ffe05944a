/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One line of text being edited: caret, selection, what an input method is composing. */
#ifndef TEXT_EDIT_H
#define TEXT_EDIT_H

#include <stdbool.h>
#include <stddef.h>

#include "ui_event.h"

#define TEXT_EDIT_MAX 4096

struct text_edit {
    char node[256]; /* id of the field; "" if none is edited */
    char text[TEXT_EDIT_MAX];
    char compose[128];
    size_t caret, anchor; /* byte offsets on character boundaries; selection between them */
    bool is_changed;
};

void text_edit_begin(struct text_edit *edit, const char *node, const char *text);
void text_edit_end(struct text_edit *edit);

/* Insert at the caret, over the selection; control characters become spaces. */
void text_edit_insert(struct text_edit *edit, const char *text);

/* Caret keys, deletion, select all; true if the key was for editing. */
bool text_edit_key(struct text_edit *edit, const struct ui_event *event);

/* Selected text copied to `out`; false if nothing is selected. */
bool text_edit_selected(const struct text_edit *edit, char *out, size_t size);

#endif
