/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * POSIX. The temporary name holds the number of the process and is made with O_EXCL: two
 * programs that write one file at once do not mix, and no link that lies in wait is followed.
 * Leftovers of processes that are gone are removed; should one of them live on another machine,
 * its writing fails, and still no half of it gets a name.
 */
#include "di/whole_file.h"

#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static int reason(void)
{
    return errno != 0 ? errno : EIO;
}

/* Length of the folder with its slash; 0 if the path names none. */
static size_t folder_length(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash != NULL ? (size_t)(slash - path) + 1 : 0;
}

/* FOLDER/.NAME.PROCESS.part; NULL if memory ran out. */
static char *temporary_of(const char *path)
{
    const size_t folder = folder_length(path), room = strlen(path) + 32;
    char *temporary = malloc(room);
    if (temporary != NULL)
        (void)snprintf(temporary, room, "%.*s.%s.%ld.part", (int)folder, path, path + folder,
                       (long)getpid());
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
    return kill((pid_t)strtol(number, NULL, 10), 0) != 0 && errno == ESRCH;
}

void di_whole_file_remove_leftovers(const char *path)
{
    const size_t length = folder_length(path);
    char *folder = strdup(path);
    if (folder == NULL)
        return;
    folder[length] = '\0';
    DIR *open_folder = opendir(length > 0 ? folder : ".");
    free(folder);
    if (open_folder == NULL)
        return;
    for (const struct dirent *entry = readdir(open_folder); entry != NULL;
         entry = readdir(open_folder))
        if (is_leftover(entry->d_name, path + length))
            (void)unlinkat(dirfd(open_folder), entry->d_name, 0);
    (void)closedir(open_folder);
}

/* The stream of a new file; NULL with errno. */
static FILE *open_new(const char *temporary)
{
    int file = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (file < 0 && errno == EEXIST && unlink(temporary) == 0) /* of a namesake that is gone */
        file = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    FILE *stream = file >= 0 ? fdopen(file, "wb") : NULL;
    if (file >= 0 && stream == NULL)
        (void)close(file);
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
    if (code == 0 && fsync(fileno(file->stream)) != 0 && errno != EINVAL)
        code = reason(); /* EINVAL: what is written there does not lie on a disk */
    if (fclose(file->stream) != 0 && code == 0)
        code = reason();
    file->stream = NULL;
    return code;
}

/* Where files have one name only, an empty one holds the place for the moment of the renaming:
 * the one step of this file that a system without link() has to do otherwise. */
static int rename_into_nothing(const char *temporary, const char *path)
{
    const int place = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (place < 0)
        return reason();
    (void)close(place);
    if (rename(temporary, path) == 0)
        return 0;
    const int code = reason();
    (void)unlink(path);
    return code;
}

static int name_new(const char *temporary, const char *path)
{
    if (link(temporary, path) == 0) {
        (void)unlink(temporary);
        return 0;
    }
    return errno == EEXIST ? EEXIST : rename_into_nothing(temporary, path);
}

int di_whole_file_name(struct di_whole_file *file, enum di_whole_name name)
{
    errno = 0;
    int code = 0;
    if (name == DI_WHOLE_IS_NEW)
        code = name_new(file->temporary_path, file->path);
    else if (rename(file->temporary_path, file->path) != 0)
        code = reason();
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
        (void)unlink(file->temporary_path);
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
