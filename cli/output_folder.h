/* SPDX-License-Identifier: GPL-3.0-or-later */
/** The folder results go to, made and tried before the work: nobody waits for results that have
 * no place. */
#ifndef DI_OUTPUT_FOLDER_H
#define DI_OUTPUT_FOLDER_H

#include "command.h"

/** Is there nothing of this name yet? Then it is for di_output_folder_abandon to take away. */
bool di_output_folder_is_new(const char *folder);

/** Make the folder; reports if that, or writing into it, is not possible. */
enum di_exit di_output_folder_open(const struct di_cli *cli, const char *folder);

/** Remove the folder if it was new and nothing was written into it. */
void di_output_folder_abandon(const char *folder, bool was_new);

/** Is there a folder in which `path` can be written? Reports if not. */
enum di_exit di_output_folder_check(const struct di_cli *cli, const char *path);

/** Does `path` end in a full stop and one of `endings`, "png|svg", in any case of letters? */
bool di_output_has_ending(const char *path, const char *endings);

/** What --json shows of a file that was written: {"file":"..."} on stdout. */
void di_output_print_json(const char *path);

#endif
