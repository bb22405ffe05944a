/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Windows has no program that asks for the name of a file: the window's own line does. */
#include "di/spawn.h"

bool di_spawn_ask(char *const arguments[], char *line, size_t size)
{
    (void)arguments;
    (void)line;
    (void)size;
    return false;
}
