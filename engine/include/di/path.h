/* SPDX-License-Identifier: GPL-3.0-or-later */
/** Names of files as text, as the system the program runs on writes them; no file is looked
 * at. Everything else asks here what parts a name: on Windows "\" does too. */
#ifndef DI_PATH_H
#define DI_PATH_H

#include <stdbool.h>
#include <stddef.h>

/** '/'; on Windows '\\' too. */
bool di_path_is_separator(char c);

/** Bytes of what no folder is above: "/"; on Windows "C:", "C:\" and "\\server\share\" too. */
size_t di_path_root_length(const char *path);

/** Does it count from a root instead of the working folder? On Windows also what begins with a
 * drive ("C:x" counts from a folder of its own). */
bool di_path_is_absolute(const char *path);

/** Bytes of the folder with its last separator; 0 if the path names none. */
size_t di_path_folder_length(const char *path);

/** "FOLDER/NAME"; the name alone if `folder` is "". Free with free(); NULL: no memory. */
char *di_path_join(const char *folder, const char *name);

/** NAME of "FOLDER/NAME", a part of `path`: reports name files without their folders, which
 * differ by machine and may be somebody's. */
const char *di_path_name(const char *path);

#endif
