/* SPDX-License-Identifier: GPL-3.0-or-later */
/** A file that is about to be written: what this program made before may be replaced, what
 * somebody else made may not. */
#ifndef DI_OWN_FILE_H
#define DI_OWN_FILE_H

#include "command.h"

/**
 * May a picture, report or exported model be written to `path`? Yes if nothing is there, or an
 * empty file, or one that says inside that this program made it; reports if not (exit 5).
 */
enum di_exit di_own_file_check(const struct di_cli *cli, const char *path, bool is_forced);

#endif
