/* SPDX-License-Identifier: GPL-3.0-or-later */
/** What lies under a name on the disk, how large it is, and how it gets or loses its name.
 * Folders: di/folder.h; files that are there whole or not at all: di/whole_file.h. */
#ifndef DI_DISK_FILE_H
#define DI_DISK_FILE_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

enum di_disk_kind {
    DI_DISK_MISSING, /* or out of reach */
    DI_DISK_FILE,
    DI_DISK_FOLDER,
    DI_DISK_OTHER /* a pipe, a device, ...: reading it may wait for ever */
};

/** Links are followed. */
enum di_disk_kind di_disk_file_kind(const char *path);

/** Bytes of an open file; false if the stream is no regular file (`bytes_out` untouched). */
bool di_disk_file_bytes(FILE *stream, uint64_t *bytes_out);

/** Do both names lead to one file or folder that exists? */
bool di_disk_file_is_same(const char *a, const char *b);

/** Absolute name without links or "..", parted by "/" everywhere: free with free(); NULL with
 * errno if nothing is there. */
char *di_disk_file_real_path(const char *path);

/** Remove a file; true also if there was none. */
bool di_disk_file_remove(const char *path);

/* All below fail with errno. */

/** A new file to write bytes to, which no program started by this one sees; NULL also with
 * EEXIST, whatever stands there, a link to nowhere too. */
FILE *di_disk_file_create(const char *path);

/** What was written and flushed is on the disk; also true where no disk is behind the stream.
 */
bool di_disk_file_sync(FILE *stream);

/** `path` is the name of the file at `from`, in one step, whatever stood there. */
bool di_disk_file_replace(const char *from, const char *path);

/** The same, but EEXIST if anything stands there, also if it came just now. */
bool di_disk_file_name_new(const char *from, const char *path);

/** An empty file without a name, to write and read, gone once it is closed. */
FILE *di_disk_file_nameless(void);

#endif
