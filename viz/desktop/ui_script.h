/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * A test script for the window: one command a line, `#` begins a comment. See
 * tests/viz/ui/README.md for the list.
 */
#ifndef UI_SCRIPT_H
#define UI_SCRIPT_H

#include <stdbool.h>
#include <stddef.h>

struct ui_script {
    char *text;
    char *at;
    size_t line; /* of the command last read, from 1 */
};

/* False if the file cannot be read. */
bool ui_script_open(struct ui_script *script, const char *path);
void ui_script_close(struct ui_script *script);

#define UI_SCRIPT_WORDS 8

struct ui_command {
    size_t line;
    size_t count;
    char *words[UI_SCRIPT_WORDS]; /* "quoted words" hold spaces */
};

/* The next command; false at the end. Words live until the script is closed. */
bool ui_script_next(struct ui_script *script, struct ui_command *command_out);

#endif
