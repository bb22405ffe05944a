/* SPDX-License-Identifier: GPL-3.0-or-later */
/** Folders on the disk: which one holds a file, what is in it, making and removing them. */
#ifndef DI_FOLDER_H
#define DI_FOLDER_H

#include <stdbool.h>

/** The folder of a file, "./" if none is named: free with free(); NULL if memory ran out. */
char *di_folder_of(const char *path);

/** Are both names of one folder, whether a file of either name exists or not? */
bool di_folder_is_shared(const char *a, const char *b);

/** Is there a regular file of this name? False also if memory ran out. */
bool di_folder_has_file(const char *folder, const char *name);

/** May this process make files in the folder? */
bool di_folder_may_write(const char *folder);

/** Create a folder and its parents; NULL, or the system's words for why there is none. */
const char *di_folder_make(const char *path);

/** Remove a folder if it is empty; false if it is not, or cannot be removed. */
bool di_folder_remove(const char *path);

/** Call `visit` with the name of everything in the folder, in no order, until it says false. */
void di_folder_each_name(const char *folder, bool (*visit)(void *context, const char *name),
                         void *context);

#endif
