/* SPDX-License-Identifier: GPL-3.0-or-later */
/* POSIX. */
#include "di/folder.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "di/disk_file.h"

char *di_folder_of(const char *path)
{
    const char *slash = strrchr(path, '/');
    const char *folder = slash != NULL ? path : "./";
    const size_t length = slash != NULL ? (size_t)(slash - path) + 1 : 2;
    char *copy = malloc(length + 1);
    if (copy == NULL)
        return NULL;
    memcpy(copy, folder, length);
    copy[length] = '\0';
    return copy;
}

bool di_folder_is_shared(const char *a, const char *b)
{
    char *of_a = di_folder_of(a), *of_b = di_folder_of(b);
    const bool is_shared = of_a != NULL && of_b != NULL && di_disk_file_is_same(of_a, of_b);
    free(of_a);
    free(of_b);
    return is_shared;
}

bool di_folder_may_write(const char *folder)
{
    return access(folder, W_OK | X_OK) == 0;
}

static bool make_one(const char *path)
{
    if (mkdir(path, 0777) == 0)
        return true;
    const int failure = errno;
    const bool is_there = di_disk_file_kind(path) == DI_DISK_FOLDER;
    errno = failure == EEXIST ? ENOTDIR : failure; /* a file has the name: that says more */
    return is_there;
}

const char *di_folder_make(const char *path)
{
    const size_t length = strlen(path);
    char *partial = malloc(length + 1);
    bool made = partial != NULL && length > 0;
    errno = length > 0 ? ENOMEM : ENOENT; /* for the first two */
    if (partial != NULL)
        memcpy(partial, path, length + 1);
    for (size_t i = 1; made && i < length; i++) {
        if (path[i] != '/')
            continue;
        partial[i] = '\0';
        made = di_disk_file_kind(partial) == DI_DISK_FOLDER || make_one(partial);
        partial[i] = '/';
    }
    made = made && make_one(path);
    const char *reason = made ? NULL : strerror(errno);
    free(partial);
    return reason;
}

bool di_folder_remove(const char *path)
{
    return rmdir(path) == 0;
}

void di_folder_each_name(const char *folder, bool (*visit)(void *context, const char *name),
                         void *context)
{
    DIR *stream = opendir(folder);
    if (stream == NULL)
        return;
    for (struct dirent *entry = readdir(stream); entry != NULL; entry = readdir(stream))
        if (!visit(context, entry->d_name))
            break;
    (void)closedir(stream);
}
