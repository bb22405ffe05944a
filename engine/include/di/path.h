/* SPDX-License-Identifier: GPL-3.0-or-later */
/** Names of files as text; no file is looked at. */
#ifndef DI_PATH_H
#define DI_PATH_H

/** "FOLDER/NAME"; the name alone if `folder` is "". Free with free(); NULL: no memory. */
char *di_path_join(const char *folder, const char *name);

/** NAME of "FOLDER/NAME", a part of `path`: reports name files without their folders, which
 * differ by machine and may be somebody's. */
const char *di_path_name(const char *path);

#endif
