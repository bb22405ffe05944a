/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every command with its name and keys: shortcuts, command list and help are this one table. */
#ifndef COMMANDS_H
#define COMMANDS_H

#include <stdbool.h>
#include <stddef.h>

#include "action.h"
#include "ui_event.h"

struct command {
    const char *name; /* marked for translation */
    const char *keys; /* as shown: "Ctrl+S"; "" for none */
    int key;          /* enum ui_key or character, 0: none */
    bool is_control, is_shift;
    struct ui_action action;
};

const struct command *commands_all(size_t *count_out);

/* Shortcut of a key event; false if it is none. */
bool commands_by_key(const struct ui_event *event, struct ui_action *action_out);

/* Does `name`, translated, match what was typed? Every word must occur. */
bool commands_match(const char *name, const char *typed);

#endif
