/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The program as its users meet it: started with arguments, watched, stopped by signals. Each
 * test has a work folder of its own in the build folder, emptied when it begins. */
#ifndef PROGRAM_H
#define PROGRAM_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

enum { PROGRAM_PATH_MAX = 600, PROGRAM_ARGUMENTS_MAX = 24 };

/** Make the work folder of this test, empty; every path below is inside it. */
void program_begin(const char *subject);

/** "work folder/name"; valid until the sixteenth call after. */
const char *program_path(const char *name);

/** A path from the repository's root; valid as above. */
const char *program_source(const char *name);

/**
 * Run `homeward` with the words of a line (split at spaces) and wait. A word "@name" is a path
 * in the work folder, "%name" one from the repository's root. Output goes to the files "out"
 * and "err" of the work folder.
 *
 * @return exit code, or 1000 + signal
 */
int program_run(const char *line);

/** The same without waiting. */
pid_t program_start(const char *line);
int program_wait(pid_t child);

/** Whole file as text with a closing zero, to be freed; gzip is unpacked. NULL: no such file.
 */
char *program_read(const char *path, size_t *size_out);

/** Do two files hold the same bytes, as they lie on the disk? Prints the place if not. */
bool program_same_bytes(const char *path, const char *other);

void program_sleep(double seconds);

#endif
