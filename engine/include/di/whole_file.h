/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * A file that is there whole or not at all: written beside its place, brought to the disk, and
 * only then given its name. What stood under the name before stays until that moment. A killed
 * program leaves ".NAME.PROCESS.part" at most, which the next writing of NAME takes away.
 *
 * Every file that the program makes for people goes through here.
 */
#ifndef DI_WHOLE_FILE_H
#define DI_WHOLE_FILE_H

#include <stddef.h>
#include <stdio.h>

struct di_whole_file {
    FILE *stream;         /* write here between open and close */
    char *path;           /* the final name */
    char *temporary_path; /* the name until then; NULL once the file has its final one */
};

enum di_whole_name {
    DI_WHOLE_REPLACES, /* in one step, whatever stands there */
    DI_WHOLE_IS_NEW /* fails with EEXIST if anything stands there, also if it came just now */
};

/* All return 0, or the errno of what failed; the caller knows the sentence. */

/** Remove what killed programs left of the file under its temporary names. */
void di_whole_file_remove_leftovers(const char *path);

/** Make the temporary file. @return also ENOMEM; `file` is then as after discard */
int di_whole_file_open(struct di_whole_file *file, const char *path);

/** All of it to the disk, then close; it still has its temporary name. */
int di_whole_file_close(struct di_whole_file *file);

/** Give a closed file its name. A power cut soon after may still show the old content. */
int di_whole_file_name(struct di_whole_file *file, enum di_whole_name name);

/** Both: close it and give it its name. */
int di_whole_file_finish(struct di_whole_file *file, enum di_whole_name name);

/** Close and remove what has no final name, free; fine on a zeroed file, and after success. */
void di_whole_file_discard(struct di_whole_file *file);

/** The three at once. Nothing is left of a failure. */
int di_whole_file_write(const char *path, const void *bytes, size_t size,
                        enum di_whole_name name);

#endif
