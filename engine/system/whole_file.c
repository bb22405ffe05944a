/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The temporary name holds the number of the process and is made with O_EXCL: two
 * programs that write one file at once do not mix, and no link that lies in wait is followed.
 * Leftovers of processes that are gone are removed; should one of them live on another machine,
 * its writing fails, and still no half of it gets a name.
 */
#include "di/whole_file.h"

#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "di/disk_file.h"
#include "di/folder.h"
#include "di/path.h"
#include "di/platform.h"

static int reason(void)
{
    return errno != 0 ? errno : EIO;
}

/* FOLDER/.NAME.PROCESS.part; NULL if memory ran out. */
static char *temporary_of(const char *path)
{
    const size_t folder = di_path_folder_length(path), room = strlen(path) + 32;
    char *temporary = malloc(room);
    if (temporary != NULL)
        (void)snprintf(temporary, room, "%.*s.%s.%lu.part", (int)folder, path, path + folder,
                       (unsigned long)di_platform_process());
    return temporary;
}

/* ".NAME.PROCESS.part" of a process that is gone? */
static bool is_leftover(const char *entry, const char *name)
{
    const size_t length = strlen(name);
    if (entry[0] != '.' || strncmp(entry + 1, name, length) != 0 || entry[length + 1] != '.')
        return false;
    const char *number = entry + length + 2;
    const size_t digits = strspn(number, "0123456789");
    if (digits == 0 || digits > 9 || strcmp(number + digits, ".part") != 0)
        return false;
    return di_platform_process_is_gone((uint32_t)strtoul(number, NULL, 10));
}

struct leftovers {
    const char *folder, *name;
};

static bool remove_leftover(void *context, const char *entry)
{
    const struct leftovers *leftovers = context;
    char *path =
        is_leftover(entry, leftovers->name) ? di_path_join(leftovers->folder, entry) : NULL;
    if (path != NULL)
        (void)di_disk_file_remove(path);
    free(path);
    return true;
}

void di_whole_file_remove_leftovers(const char *path)
{
    char *folder = di_folder_of(path);
    struct leftovers leftovers = {folder, di_path_name(path)};
    if (folder != NULL)
        di_folder_each_name(folder, remove_leftover, &leftovers);
    free(folder);
}

/* The stream of a new file; NULL with errno. */
static FILE *open_new(const char *temporary)
{
    FILE *stream = di_disk_file_create(temporary);
    if (stream == NULL && errno == EEXIST && di_disk_file_remove(temporary))
        stream = di_disk_file_create(temporary); /* it was of a namesake that is gone */
    return stream;
}

int di_whole_file_open(struct di_whole_file *file, const char *path)
{
    *file = (struct di_whole_file){.path = strdup(path), .temporary_path = temporary_of(path)};
    int code = file->path == NULL || file->temporary_path == NULL ? ENOMEM : 0;
    if (code == 0) {
        di_whole_file_remove_leftovers(path);
        errno = 0;
        file->stream = open_new(file->temporary_path);
        code = file->stream == NULL ? reason() : 0;
    }
    if (code != 0)
        di_whole_file_discard(file);
    return code;
}

int di_whole_file_close(struct di_whole_file *file)
{
    errno = 0;
    int code = fflush(file->stream) != 0 || ferror(file->stream) ? reason() : 0;
    if (code == 0 && !di_disk_file_sync(file->stream))
        code = reason();
    if (fclose(file->stream) != 0 && code == 0)
        code = reason();
    file->stream = NULL;
    return code;
}

int di_whole_file_name(struct di_whole_file *file, enum di_whole_name name)
{
    errno = 0;
    const bool is_named = name == DI_WHOLE_IS_NEW
                              ? di_disk_file_name_new(file->temporary_path, file->path)
                              : di_disk_file_replace(file->temporary_path, file->path);
    const int code = is_named ? 0 : reason();
    if (code == 0) {
        free(file->temporary_path);
        file->temporary_path = NULL;
    }
    return code;
}

int di_whole_file_finish(struct di_whole_file *file, enum di_whole_name name)
{
    const int code = di_whole_file_close(file);
    return code == 0 ? di_whole_file_name(file, name) : code;
}

void di_whole_file_discard(struct di_whole_file *file)
{
    if (file->stream != NULL) {
        (void)fclose(file->stream);
        file->stream = NULL;
    }
    if (file->temporary_path != NULL)
        (void)di_disk_file_remove(file->temporary_path);
    free(file->temporary_path);
    free(file->path);
    *file = (struct di_whole_file){0};
}

int di_whole_file_write(const char *path, const void *bytes, size_t size,
                        enum di_whole_name name)
{
    struct di_whole_file file;
    int code = di_whole_file_open(&file, path);
    if (code != 0)
        return code;
    errno = 0;
    if (fwrite(bytes, 1, size, file.stream) != size)
        code = reason();
    if (code == 0)
        code = di_whole_file_finish(&file, name);
    di_whole_file_discard(&file);
    return code;
}
