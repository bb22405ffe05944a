/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Windows; names are UTF-8 by the program's manifest (platform_windows.c). */
#include <errno.h>
#include <fcntl.h>
#include <io.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <windows.h>

#include "di/disk_file.h"

/* What asks of files may be answered with; all else is EIO. */
static int reason(DWORD problem)
{
    switch (problem) {
    case ERROR_FILE_NOT_FOUND:
    case ERROR_PATH_NOT_FOUND:
    case ERROR_BAD_PATHNAME:
    case ERROR_INVALID_NAME:
        return ENOENT;
    case ERROR_ACCESS_DENIED:
    case ERROR_SHARING_VIOLATION:
    case ERROR_LOCK_VIOLATION:
    case ERROR_WRITE_PROTECT:
        return EACCES;
    case ERROR_FILE_EXISTS:
    case ERROR_ALREADY_EXISTS:
        return EEXIST;
    case ERROR_DISK_FULL:
    case ERROR_HANDLE_DISK_FULL:
        return ENOSPC;
    case ERROR_NOT_ENOUGH_MEMORY:
    case ERROR_OUTOFMEMORY:
        return ENOMEM;
    default:
        return EIO;
    }
}

static bool succeeds(BOOL done)
{
    if (!done)
        errno = reason(GetLastError());
    return done != 0;
}

/* Opened for its facts only: a folder too, and whoever has it open. INVALID_HANDLE_VALUE with
 * errno if there is none. */
static HANDLE open_for_facts(const char *path)
{
    HANDLE handle = CreateFileA(path, 0, FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE,
                                NULL, OPEN_EXISTING, FILE_FLAG_BACKUP_SEMANTICS, NULL);
    (void)succeeds(handle != INVALID_HANDLE_VALUE);
    return handle;
}

static bool facts_of(const char *path, BY_HANDLE_FILE_INFORMATION *facts_out)
{
    HANDLE handle = open_for_facts(path);
    if (handle == INVALID_HANDLE_VALUE)
        return false;
    const bool is_told =
        GetFileType(handle) == FILE_TYPE_DISK && GetFileInformationByHandle(handle, facts_out);
    (void)CloseHandle(handle);
    return is_told;
}

/* A name that no disk holds ("NUL", a pipe) can be opened and tells no facts of a file. */
enum di_disk_kind di_disk_file_kind(const char *path)
{
    BY_HANDLE_FILE_INFORMATION facts;
    if (facts_of(path, &facts))
        return (facts.dwFileAttributes & FILE_ATTRIBUTE_DIRECTORY) != 0 ? DI_DISK_FOLDER
                                                                        : DI_DISK_FILE;
    HANDLE handle = open_for_facts(path);
    if (handle == INVALID_HANDLE_VALUE)
        return DI_DISK_MISSING;
    (void)CloseHandle(handle);
    return DI_DISK_OTHER;
}

bool di_disk_file_bytes(FILE *stream, uint64_t *bytes_out)
{
    struct _stat64 facts;
    if (_fstat64(_fileno(stream), &facts) != 0 || (facts.st_mode & _S_IFMT) != _S_IFREG)
        return false;
    *bytes_out = (uint64_t)facts.st_size;
    return true;
}

bool di_disk_file_is_same(const char *a, const char *b)
{
    BY_HANDLE_FILE_INFORMATION of_a, of_b;
    return facts_of(a, &of_a) && facts_of(b, &of_b) &&
           of_a.dwVolumeSerialNumber == of_b.dwVolumeSerialNumber &&
           of_a.nFileIndexHigh == of_b.nFileIndexHigh &&
           of_a.nFileIndexLow == of_b.nFileIndexLow;
}

/* "\\?\C:\a" is "C:/a" and "\\?\UNC\server\a" is "//server/a". */
static void make_plain(char *path)
{
    const bool is_network = strncmp(path, "\\\\?\\UNC\\", 8) == 0;
    const size_t prefix = is_network ? 6 : strncmp(path, "\\\\?\\", 4) == 0 ? 4 : 0;
    memmove(path, path + prefix, strlen(path + prefix) + 1);
    if (is_network)
        path[0] = '\\';
    for (char *c = path; *c != '\0'; c++)
        if (*c == '\\')
            *c = '/';
}

char *di_disk_file_real_path(const char *path)
{
    HANDLE handle = open_for_facts(path);
    if (handle == INVALID_HANDLE_VALUE)
        return NULL;
    const DWORD room = GetFinalPathNameByHandleA(handle, NULL, 0, FILE_NAME_NORMALIZED);
    char *real = room > 0 ? malloc((size_t)room + 1) : NULL;
    const DWORD length =
        real != NULL ? GetFinalPathNameByHandleA(handle, real, room + 1, FILE_NAME_NORMALIZED)
                     : 0;
    errno = room > 0 && real == NULL ? ENOMEM : ENOENT;
    (void)CloseHandle(handle);
    if (length == 0 || length > room) {
        free(real);
        return NULL;
    }
    make_plain(real);
    return real;
}

bool di_disk_file_remove(const char *path)
{
    return _unlink(path) == 0 || errno == ENOENT;
}

FILE *di_disk_file_create(const char *path)
{
    const int file = _open(path, _O_WRONLY | _O_CREAT | _O_EXCL | _O_BINARY | _O_NOINHERIT,
                           _S_IREAD | _S_IWRITE);
    FILE *stream = file >= 0 ? _fdopen(file, "wb") : NULL;
    if (file >= 0 && stream == NULL)
        (void)_close(file);
    return stream;
}

/* EBADF: no disk is behind the stream. */
bool di_disk_file_sync(FILE *stream)
{
    return _commit(_fileno(stream)) == 0 || errno == EBADF;
}

bool di_disk_file_replace(const char *from, const char *path)
{
    return succeeds(
        MoveFileExA(from, path, MOVEFILE_REPLACE_EXISTING | MOVEFILE_WRITE_THROUGH));
}

bool di_disk_file_name_new(const char *from, const char *path)
{
    return succeeds(MoveFileExA(from, path, MOVEFILE_WRITE_THROUGH));
}

/* tmpfile() would make it in the root of the disk, where few may write. */
FILE *di_disk_file_nameless(void)
{
    char folder[MAX_PATH + 1], path[MAX_PATH];
    const DWORD length = GetTempPathA(sizeof folder, folder);
    if (length == 0 || length >= sizeof folder ||
        GetTempFileNameA(folder, "hw", 0, path) == 0) {
        errno = EIO;
        return NULL;
    }
    const int file =
        _open(path, _O_RDWR | _O_BINARY | _O_NOINHERIT | _O_TEMPORARY, _S_IREAD | _S_IWRITE);
    FILE *stream = file >= 0 ? _fdopen(file, "w+b") : NULL;
    if (file >= 0 && stream == NULL)
        (void)_close(file);
    return stream;
}
