/* SPDX-License-Identifier: GPL-3.0-or-later */
/** Other programs, such as the file dialog of the desktop. */
#ifndef DI_SPAWN_H
#define DI_SPAWN_H

#include <stdbool.h>
#include <stddef.h>

/**
 * First line that a program prints. Waits for its end; no shell is asked.
 *
 * @param arguments  ends with NULL; the first is the program's name
 * @param[out] line  without its end, cut to `size` bytes
 * @return false if the program is absent, fails or says nothing
 */
bool di_spawn_ask(char *const arguments[], char *line, size_t size);

#endif
