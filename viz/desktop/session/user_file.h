/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * The files the desktop keeps for its user, and those the user names: library, autosave,
 * preferences, tables to import. Small ones are read and written whole.
 */
#ifndef USER_FILE_H
#define USER_FILE_H

#include <stdbool.h>
#include <stddef.h>

/* data: library, autosave, runs. config: preferences. HOMEWARD_HOME comes first, then XDG,
 * then what Windows keeps for programs. */
enum user_file_place { USER_FILE_DATA, USER_FILE_CONFIG };
/* "FOLDER/NAME", its folder made; free with free(); NULL if that fails. */
char *user_file_path(enum user_file_place place, const char *name);

/* Whole file with an end mark, at most 16 MB; free with free(); NULL if it cannot be read. */
char *user_file_read(const char *path, size_t *size_out);
/* Written beside and renamed: the file is old or new, never half. */
bool user_file_write(const char *path, const char *text, size_t size);
/* The same for a copy of any size. */
bool user_file_copy(const char *from, const char *to);
/* Calls `visit` for each name in byte order, dot files left out. */
void user_file_list(const char *folder, void (*visit)(void *context, const char *name),
                    void *context);

#endif
