/* SPDX-License-Identifier: GPL-3.0-or-later */
/** What lies under a name on the disk, and how large it is. Folders: di/folder.h. */
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

/** Absolute name without links or "..": free with free(); NULL with errno if nothing is there.
 */
char *di_disk_file_real_path(const char *path);

/** Remove a file; true also if there was none. */
bool di_disk_file_remove(const char *path);

#endif
