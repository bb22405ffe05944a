/* SPDX-License-Identifier: GPL-3.0-or-later */
/* POSIX. The same for Windows: disk_file_windows.c. */
#if defined(__APPLE__)
#define _DARWIN_C_SOURCE /* F_FULLFSYNC */
#else
#define _XOPEN_SOURCE 700 /* realpath */
#endif
#include "di/disk_file.h"

#include <errno.h>
#include <fcntl.h>
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

FILE *di_disk_file_create(const char *path)
{
    const int file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    FILE *stream = file >= 0 ? fdopen(file, "wb") : NULL;
    if (file >= 0 && stream == NULL)
        (void)close(file);
    return stream;
}

/* EINVAL: what is written there does not lie on a disk. macOS' fsync leaves it in the drive's
 * own memory; what asks for more is not known to every file system there. */
bool di_disk_file_sync(FILE *stream)
{
#if defined(F_FULLFSYNC)
    if (fcntl(fileno(stream), F_FULLFSYNC) == 0)
        return true;
#endif
    return fsync(fileno(stream)) == 0 || errno == EINVAL;
}

bool di_disk_file_replace(const char *from, const char *path)
{
    return rename(from, path) == 0;
}

/* Where files have one name only, an empty one holds the place for the moment of the renaming.
 */
static bool rename_into_nothing(const char *from, const char *path)
{
    const int place = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (place < 0)
        return false;
    (void)close(place);
    if (rename(from, path) == 0)
        return true;
    const int reason = errno;
    (void)unlink(path);
    errno = reason;
    return false;
}

bool di_disk_file_name_new(const char *from, const char *path)
{
    if (link(from, path) == 0) {
        (void)unlink(from);
        return true;
    }
    return errno != EEXIST && rename_into_nothing(from, path);
}

FILE *di_disk_file_nameless(void)
{
    return tmpfile();
}
