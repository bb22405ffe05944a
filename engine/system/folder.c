/* SPDX-License-Identifier: GPL-3.0-or-later */
/* POSIX, or nearly so on Windows, where permissions are not told before writing. */
#include "di/folder.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "di/disk_file.h"
#include "di/path.h"

#if defined(_WIN32)
#include <direct.h>
#include <io.h>
#define MAKE(path) _mkdir(path)
#define MAY_WRITE(path) (_access(path, 2) == 0)
#else
#define MAKE(path) mkdir(path, 0777)
#define MAY_WRITE(path) (access(path, W_OK | X_OK) == 0)
#endif

char *di_folder_of(const char *path)
{
    const size_t named = di_path_folder_length(path);
    const char *folder = named > 0 ? path : "./";
    const size_t length = named > 0 ? named : 2;
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

bool di_folder_has_file(const char *folder, const char *name)
{
    char *path = di_path_join(folder, name);
    const bool is_there = path != NULL && di_disk_file_kind(path) == DI_DISK_FILE;
    free(path);
    return is_there;
}

bool di_folder_may_write(const char *folder)
{
    return MAY_WRITE(folder);
}

static bool make_one(const char *path)
{
    if (MAKE(path) == 0)
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
    for (size_t i = di_path_root_length(path); made && i < length; i++) {
        if (!di_path_is_separator(path[i]))
            continue;
        partial[i] = '\0';
        made = di_disk_file_kind(partial) == DI_DISK_FOLDER || make_one(partial);
        partial[i] = path[i];
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
