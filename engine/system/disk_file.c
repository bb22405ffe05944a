/* SPDX-License-Identifier: GPL-3.0-or-later */
/* POSIX. */
#define _XOPEN_SOURCE 700 /* realpath */
#include "di/disk_file.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

enum di_disk_kind di_disk_file_kind(const char *path)
{
    struct stat facts;
    if (stat(path, &facts) != 0)
        return DI_DISK_MISSING;
    if (S_ISDIR(facts.st_mode))
        return DI_DISK_FOLDER;
    return S_ISREG(facts.st_mode) ? DI_DISK_FILE : DI_DISK_OTHER;
}

bool di_disk_file_bytes(FILE *stream, uint64_t *bytes_out)
{
    struct stat facts;
    if (fstat(fileno(stream), &facts) != 0 || !S_ISREG(facts.st_mode))
        return false;
    *bytes_out = (uint64_t)facts.st_size;
    return true;
}

bool di_disk_file_is_same(const char *a, const char *b)
{
    struct stat of_a, of_b;
    return stat(a, &of_a) == 0 && stat(b, &of_b) == 0 && of_a.st_dev == of_b.st_dev &&
           of_a.st_ino == of_b.st_ino;
}

char *di_disk_file_real_path(const char *path)
{
    return realpath(path, NULL);
}

bool di_disk_file_remove(const char *path)
{
    return unlink(path) == 0 || errno == ENOENT;
}
