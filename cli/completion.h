/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * What may come next on a command line, for shells that ask: `homeward __complete WORD...`, the
 * last word being the one at the cursor, maybe empty. One candidate a line; none where a file's
 * name is expected, which shells know better.
 */
#ifndef DI_COMPLETION_H
#define DI_COMPLETION_H

#include <stdio.h>

#include "command.h"

/**
 * @param commands  ends with NULL
 * @param globals   options of every command, ends with {0}
 * @param words     [count], after the program's name
 */
void di_completion_print(const struct di_command *const *commands,
                         const struct di_command_option *globals, char *const *words,
                         size_t count, FILE *stream);

#endif
