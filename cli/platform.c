/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * POSIX. What is not in POSIX is behind a test of the system's macro, next to a fallback that
 * works everywhere. No other file of this folder includes a system header (lint.system).
 */
#if defined(__APPLE__)
#define _DARWIN_C_SOURCE
#else
#define _XOPEN_SOURCE 700 /* realpath */
#endif
#include "platform.h"

#include <dirent.h>
#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>
#if defined(__APPLE__)
#include <mach-o/dyld.h>
#endif

double di_platform_seconds(void)
{
    struct timespec now;
    if (clock_gettime(CLOCK_MONOTONIC, &now) != 0)
        return 0.0;
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

double di_platform_cpu_seconds(void)
{
    struct timespec spent;
    if (clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &spent) != 0)
        return 0.0;
    return (double)spent.tv_sec + 1e-9 * (double)spent.tv_nsec;
}

uint32_t di_platform_processor_count(void)
{
    const long count = sysconf(_SC_NPROCESSORS_ONLN);
    return count < 1 ? 1 : (uint32_t)count;
}

uint64_t di_platform_peak_bytes(void)
{
    struct rusage usage;
    if (getrusage(RUSAGE_SELF, &usage) != 0)
        return 0;
#if defined(__APPLE__)
    return (uint64_t)usage.ru_maxrss; /* bytes there, kibibytes elsewhere */
#else
    return (uint64_t)usage.ru_maxrss * 1024;
#endif
}

bool di_platform_is_terminal(FILE *stream)
{
    return isatty(fileno(stream)) == 1;
}

bool di_platform_may_redraw(void)
{
    const char *terminal = getenv("TERM");
    return terminal == NULL || strcmp(terminal, "dumb") != 0;
}

enum di_platform_path di_platform_path_kind(const char *path)
{
    struct stat status;
    if (stat(path, &status) != 0)
        return DI_PATH_MISSING;
    if (S_ISDIR(status.st_mode))
        return DI_PATH_FOLDER;
    return S_ISREG(status.st_mode) ? DI_PATH_FILE : DI_PATH_OTHER;
}

bool di_platform_may_write(const char *folder)
{
    return access(folder, W_OK | X_OK) == 0;
}

bool di_platform_is_same_file(const char *a, const char *b)
{
    struct stat of_a, of_b;
    return stat(a, &of_a) == 0 && stat(b, &of_b) == 0 && of_a.st_dev == of_b.st_dev &&
           of_a.st_ino == of_b.st_ino;
}

char *di_platform_folder_of(const char *path)
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

char *di_platform_real_path(const char *path)
{
    return realpath(path, NULL);
}

bool di_platform_is_beside(const char *a, const char *b)
{
    char *of_a = di_platform_folder_of(a), *of_b = di_platform_folder_of(b);
    const bool is_beside = of_a != NULL && of_b != NULL && di_platform_is_same_file(of_a, of_b);
    free(of_a);
    free(of_b);
    return is_beside;
}

static bool make_folder(const char *path)
{
    if (mkdir(path, 0777) == 0)
        return true;
    const int failure = errno;
    const bool is_there = di_platform_path_kind(path) == DI_PATH_FOLDER;
    errno = failure == EEXIST ? ENOTDIR : failure; /* a file has the name: that says more */
    return is_there;
}

const char *di_platform_make_folders(const char *path)
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
        made = di_platform_path_kind(partial) == DI_PATH_FOLDER || make_folder(partial);
        partial[i] = '/';
    }
    made = made && make_folder(path);
    const char *reason = made ? NULL : strerror(errno);
    free(partial);
    return reason;
}

bool di_platform_remove_folder(const char *path)
{
    return rmdir(path) == 0;
}

void di_platform_each_name(const char *folder, bool (*visit)(void *context, const char *name),
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

static bool program_path(char *path, size_t size)
{
#if defined(__linux__)
    const ssize_t length = readlink("/proc/self/exe", path, size - 1);
    if (length <= 0)
        return false;
    path[length] = '\0';
    return true;
#elif defined(__APPLE__)
    uint32_t room = (uint32_t)size;
    return _NSGetExecutablePath(path, &room) == 0;
#else
    (void)path;
    (void)size;
    return false;
#endif
}

bool di_platform_program_folder(char *folder, size_t size)
{
    char *slash = NULL;
    if (size > 1 && program_path(folder, size))
        slash = strrchr(folder, '/');
    if (slash == NULL) {
        folder[0] = '\0';
        return false;
    }
    *slash = '\0';
    return true;
}

bool di_platform_set_environment(const char *name, const char *value)
{
    return setenv(name, value, 1) == 0;
}

void di_platform_on_interrupt(void (*handler)(int))
{
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_handler = handler;
    sigemptyset(&action.sa_mask);
    action.sa_flags = SA_RESTART;
    (void)sigaction(SIGINT, &action, NULL);
#if defined(SIGXFSZ)
    /* a file that grows past the limit is a failed write with a sentence, not a killed program
     */
    action.sa_handler = SIG_IGN;
    (void)sigaction(SIGXFSZ, &action, NULL);
#endif
}

void di_platform_say_now(const char *text, size_t length)
{
    const int kept = errno; /* of the interrupted code */
    const ssize_t written = write(STDERR_FILENO, text, length);
    (void)written;
    errno = kept;
}

_Noreturn void di_platform_leave_now(int exit_code)
{
    _exit(exit_code);
}
