/* SPDX-License-Identifier: GPL-3.0-or-later */
/* POSIX; the same for Windows: spawn_windows.c. */
#include "di/spawn.h"

#include <errno.h>
#include <spawn.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

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

bool di_spawn_ask(char *const arguments[], char *line, size_t size)
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
