/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The caret steps by whole UTF-8 characters and over combining marks of the Latin, Greek and
 * Cyrillic scripts (U+0300 to U+036F), so an accent never loses its letter. */
#include "text_edit.h"

#include <string.h>

static bool is_inside_character(const char *at)
{
    const unsigned char first = (unsigned char)at[0], second = (unsigned char)at[1];
    if ((first & 0xC0u) == 0x80u)
        return true;
    return first == 0xCC || (first == 0xCD && second < 0xB0);
}

static size_t previous(const struct text_edit *edit, size_t at)
{
    while (at > 0) {
        at--;
        if (!is_inside_character(edit->text + at))
            break;
    }
    return at;
}

static size_t next(const struct text_edit *edit, size_t at)
{
    const size_t length = strlen(edit->text);
    if (at < length)
        at++;
    while (at < length && is_inside_character(edit->text + at))
        at++;
    return at;
}

void text_edit_begin(struct text_edit *edit, const char *node, const char *text)
{
    memset(edit, 0, sizeof *edit);
    strncpy(edit->node, node, sizeof edit->node - 1);
    strncpy(edit->text, text, sizeof edit->text - 1);
    edit->caret = edit->anchor = strlen(edit->text);
}

void text_edit_end(struct text_edit *edit)
{
    edit->node[0] = '\0';
    edit->compose[0] = '\0';
}

static void erase(struct text_edit *edit, size_t from, size_t to)
{
    memmove(edit->text + from, edit->text + to, strlen(edit->text + to) + 1);
    edit->caret = edit->anchor = from;
    edit->is_changed = true;
}

static bool erase_selection(struct text_edit *edit)
{
    const size_t low = edit->caret < edit->anchor ? edit->caret : edit->anchor;
    const size_t high = edit->caret < edit->anchor ? edit->anchor : edit->caret;
    if (low == high)
        return false;
    erase(edit, low, high);
    return true;
}

void text_edit_insert(struct text_edit *edit, const char *text)
{
    const size_t added = strlen(text);
    (void)erase_selection(edit);
    edit->compose[0] = '\0';
    if (strlen(edit->text) + added + 1 > sizeof edit->text)
        return;
    memmove(edit->text + edit->caret + added, edit->text + edit->caret,
            strlen(edit->text + edit->caret) + 1);
    for (size_t i = 0; i < added; i++) {
        const bool is_control = (unsigned char)text[i] < 0x20;
        edit->text[edit->caret + i] = is_control ? ' ' : text[i];
    }
    edit->caret += added;
    edit->anchor = edit->caret;
    edit->is_changed = true;
}

static void go(struct text_edit *edit, size_t to, bool keeps_anchor)
{
    edit->caret = to;
    if (!keeps_anchor)
        edit->anchor = to;
}

bool text_edit_key(struct text_edit *edit, const struct ui_event *event)
{
    switch (event->key) {
    case UI_KEY_LEFT:
        go(edit, previous(edit, edit->caret), event->is_shift);
        return true;
    case UI_KEY_RIGHT:
        go(edit, next(edit, edit->caret), event->is_shift);
        return true;
    case UI_KEY_HOME:
        go(edit, 0, event->is_shift);
        return true;
    case UI_KEY_END:
        go(edit, strlen(edit->text), event->is_shift);
        return true;
    case UI_KEY_BACKSPACE:
        if (!erase_selection(edit) && edit->caret > 0)
            erase(edit, previous(edit, edit->caret), edit->caret);
        return true;
    case UI_KEY_DELETE:
        if (!erase_selection(edit) && edit->text[edit->caret] != '\0')
            erase(edit, edit->caret, next(edit, edit->caret));
        return true;
    case 'a':
        if (!event->is_control)
            return false;
        edit->anchor = 0;
        edit->caret = strlen(edit->text);
        return true;
    default:
        return false;
    }
}

bool text_edit_selected(const struct text_edit *edit, char *out, size_t size)
{
    const size_t low = edit->caret < edit->anchor ? edit->caret : edit->anchor;
    const size_t high = edit->caret < edit->anchor ? edit->anchor : edit->caret;
    if (low == high || high - low + 1 > size)
        return false;
    memcpy(out, edit->text + low, high - low);
    out[high - low] = '\0';
    return true;
}
