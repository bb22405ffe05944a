/* SPDX-License-Identifier: GPL-3.0-or-later */
/* POSIX. */
#define _XOPEN_SOURCE 700
#include "machine.h"

#include <dirent.h>
#include <errno.h>
#include <pthread.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "di/path.h"
#include "di/whole_file.h"

extern char **environ;

#define FILE_BYTES_MAX (16u << 20)

double machine_seconds(void)
{
    struct timespec now;
    if (clock_gettime(CLOCK_MONOTONIC, &now) != 0)
        return 0;
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

void machine_clock_text(char *text)
{
    const time_t now = time(NULL);
    struct tm local;
    text[0] = '\0';
    if (localtime_r(&now, &local) != NULL)
        (void)strftime(text, 8, "%H:%M", &local);
}

int64_t machine_unix_time(void)
{
    return (int64_t)time(NULL);
}

bool machine_day_of(int64_t unix_time, int day[3])
{
    const time_t when = (time_t)unix_time;
    struct tm local;
    if (localtime_r(&when, &local) == NULL)
        return false;
    day[0] = local.tm_year + 1900;
    day[1] = local.tm_mon + 1;
    day[2] = local.tm_mday;
    return true;
}

uint32_t machine_processors(void)
{
    const long count = sysconf(_SC_NPROCESSORS_ONLN);
    return count < 1 ? 1 : (uint32_t)count;
}

uint64_t machine_resident_bytes(void)
{
    FILE *stream = fopen("/proc/self/statm", "r");
    unsigned long long total = 0, resident = 0;
    if (stream == NULL)
        return 0;
    const bool is_read = fscanf(stream, "%llu %llu", &total, &resident) == 2;
    (void)fclose(stream);
    return is_read ? (uint64_t)resident * (uint64_t)sysconf(_SC_PAGESIZE) : 0;
}

bool machine_has_screen(void)
{
    const char *driver = getenv("SDL_VIDEODRIVER");
    if (driver != NULL && strcmp(driver, "dummy") == 0)
        return false;
    return getenv("DISPLAY") != NULL || getenv("WAYLAND_DISPLAY") != NULL;
}

_Noreturn void machine_leave_now(void)
{
    _exit(0);
}

/* ---- folders and files ---- */

enum machine_path machine_path_kind(const char *path)
{
    struct stat facts;
    if (stat(path, &facts) != 0)
        return MACHINE_MISSING;
    return S_ISDIR(facts.st_mode) ? MACHINE_FOLDER : MACHINE_FILE;
}

static bool make_folder(const char *path)
{
    return mkdir(path, 0777) == 0 || machine_path_kind(path) == MACHINE_FOLDER;
}

bool machine_make_folders(const char *path)
{
    char *partial = strdup(path);
    bool is_made = partial != NULL && path[0] != '\0';
    for (size_t i = 1; is_made && partial[i] != '\0'; i++) {
        if (partial[i] != '/')
            continue;
        partial[i] = '\0';
        is_made = make_folder(partial);
        partial[i] = '/';
    }
    is_made = is_made && make_folder(path);
    free(partial);
    return is_made;
}

static char *place_folder(enum machine_place place)
{
    const bool is_data = place == MACHINE_DATA;
    const char *own = getenv("HOMEWARD_HOME");
    const char *xdg = getenv(is_data ? "XDG_DATA_HOME" : "XDG_CONFIG_HOME");
    const char *home = getenv("HOME");
    if (own != NULL && own[0] != '\0')
        return di_path_join(own, is_data ? "data" : "config");
    if (xdg != NULL && xdg[0] == '/')
        return di_path_join(xdg, "homeward");
    if (home == NULL || home[0] == '\0')
        return NULL;
    return di_path_join(home, is_data ? ".local/share/homeward" : ".config/homeward");
}

char *machine_place_path(enum machine_place place, const char *name)
{
    char *folder = place_folder(place);
    char *path = folder != NULL ? di_path_join(folder, name) : NULL;
    char *slash = path != NULL ? strrchr(path, '/') : NULL;
    bool is_made = false;
    if (slash != NULL) {
        *slash = '\0';
        is_made = machine_make_folders(path);
        *slash = '/';
    }
    free(folder);
    if (!is_made) {
        free(path);
        return NULL;
    }
    return path;
}

char *machine_read(const char *path, size_t *size_out)
{
    FILE *stream = fopen(path, "rb");
    struct stat facts;
    char *text = NULL;
    if (stream == NULL)
        return NULL;
    if (fstat(fileno(stream), &facts) == 0 && S_ISREG(facts.st_mode) &&
        facts.st_size <= (off_t)FILE_BYTES_MAX)
        text = malloc((size_t)facts.st_size + 1);
    if (text != NULL) {
        const size_t size = fread(text, 1, (size_t)facts.st_size, stream);
        text[size] = '\0';
        if (size_out != NULL)
            *size_out = size;
    }
    (void)fclose(stream);
    return text;
}

bool machine_write(const char *path, const char *text, size_t size)
{
    return di_whole_file_write(path, text, size, DI_WHOLE_REPLACES) == 0;
}

bool machine_copy(const char *from, const char *to)
{
    char part[16384];
    struct di_whole_file file;
    FILE *source = fopen(from, "rb");
    if (source == NULL)
        return false;
    bool is_written = di_whole_file_open(&file, to) == 0;
    size_t size = 1;
    while (is_written && size > 0) {
        size = fread(part, 1, sizeof part, source);
        is_written = fwrite(part, 1, size, file.stream) == size && ferror(source) == 0;
    }
    (void)fclose(source);
    is_written = is_written && di_whole_file_finish(&file, DI_WHOLE_REPLACES) == 0;
    di_whole_file_discard(&file);
    return is_written;
}

bool machine_remove(const char *path)
{
    return unlink(path) == 0 || errno == ENOENT;
}

static int by_bytes(const void *a, const void *b)
{
    const char *const *x = a, *const *y = b;
    return strcmp(*x, *y); /* names of one folder differ */
}

void machine_list(const char *folder, void (*visit)(void *context, const char *name),
                  void *context)
{
    DIR *open = opendir(folder);
    char **names = NULL;
    size_t count = 0, room = 0;
    for (struct dirent *entry = open != NULL ? readdir(open) : NULL; entry != NULL;
         entry = readdir(open)) {
        if (entry->d_name[0] == '.')
            continue;
        if (count == room) {
            char **grown = realloc(names, (2 * room + 16) * sizeof *names);
            if (grown == NULL)
                break;
            names = grown;
            room = 2 * room + 16;
        }
        names[count] = strdup(entry->d_name);
        count += names[count] != NULL;
    }
    if (open != NULL)
        (void)closedir(open);
    if (count > 0)
        qsort(names, count, sizeof *names, by_bytes);
    for (size_t i = 0; i < count; i++) {
        visit(context, names[i]);
        free(names[i]);
    }
    free(names);
}

char *machine_real_path(const char *path)
{
    return realpath(path, NULL);
}

/* ---- threads ---- */

struct machine_thread {
    pthread_t handle;
    void (*work)(void *context);
    void *context;
};

static void *enter(void *argument)
{
    const struct machine_thread *thread = argument;
    thread->work(thread->context);
    return NULL;
}

struct machine_thread *machine_thread_start(void (*work)(void *context), void *context)
{
    struct machine_thread *thread = malloc(sizeof *thread);
    if (thread == NULL)
        return NULL;
    *thread = (struct machine_thread){.work = work, .context = context};
    if (pthread_create(&thread->handle, NULL, enter, thread) != 0) {
        free(thread);
        return NULL;
    }
    return thread;
}

void machine_thread_join(struct machine_thread *thread)
{
    if (thread == NULL)
        return;
    (void)pthread_join(thread->handle, NULL);
    free(thread);
}

/* ---- other programs ---- */

static bool spawn_with_pipe(char *const arguments[], pid_t *child_out, int *output_out)
{
    int ends[2];
    posix_spawn_file_actions_t actions;
    if (pipe(ends) != 0)
        return false;
    bool is_started = posix_spawn_file_actions_init(&actions) == 0;
    if (is_started) {
        is_started =
            posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO) == 0 &&
            posix_spawn_file_actions_addclose(&actions, ends[0]) == 0 &&
            posix_spawnp(child_out, arguments[0], &actions, NULL, arguments, environ) == 0;
        (void)posix_spawn_file_actions_destroy(&actions);
    }
    (void)close(ends[1]);
    if (!is_started)
        (void)close(ends[0]);
    *output_out = ends[0];
    return is_started;
}

bool machine_ask_program(char *const arguments[], char *line, size_t size)
{
    pid_t child;
    int output, status = -1;
    size_t length = 0;
    if (!spawn_with_pipe(arguments, &child, &output))
        return false;
    for (;;) {
        const ssize_t n = read(output, line + length, size - 1 - length);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0 || length + (size_t)n >= size - 1)
            break;
        length += (size_t)n;
    }
    (void)close(output);
    line[length] = '\0';
    line[strcspn(line, "\n")] = '\0';
    while (waitpid(child, &status, 0) < 0 && errno == EINTR)
        continue;
    return status == 0 && line[0] != '\0';
}
