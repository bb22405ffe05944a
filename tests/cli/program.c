/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "program.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include <zlib.h>

#include "di_test.h"

static char work_folder[PROGRAM_PATH_MAX];

static const char *joined(const char *folder, const char *name)
{
    static char paths[16][PROGRAM_PATH_MAX];
    static unsigned next;
    char *path = paths[next++ % 16];
    const int length = snprintf(path, PROGRAM_PATH_MAX, "%s/%s", folder, name);
    assert_true(length > 0 && length < PROGRAM_PATH_MAX);
    return path;
}

const char *program_path(const char *name)
{
    return joined(work_folder, name);
}

const char *program_source(const char *name)
{
    return joined(DI_SOURCE_DIR, name);
}

static pid_t start(char *const *arguments, const char *out, const char *err)
{
    const pid_t child = fork();
    assert_true(child >= 0);
    if (child > 0)
        return child;
    const int out_file = open(out, O_WRONLY | O_CREAT | O_TRUNC, 0666);
    const int err_file = open(err, O_WRONLY | O_CREAT | O_TRUNC, 0666);
    const int in_file = open("/dev/null", O_RDONLY);
    if (out_file >= 0 && err_file >= 0 && in_file >= 0 && dup2(in_file, 0) == 0 &&
        dup2(out_file, 1) == 1 && dup2(err_file, 2) == 2)
        (void)execvp(arguments[0], arguments);
    _exit(127);
}

int program_wait(pid_t child)
{
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 1000 + WTERMSIG(status);
}

static void remove_work(void)
{
    char rm[] = "rm", options[] = "-rf";
    char *arguments[] = {rm, options, work_folder, NULL};
    (void)waitpid(start(arguments, "/dev/null", "/dev/null"), NULL, 0);
}

/* Two groups of one test program may run side by side: the folder is the process's own. */
void program_begin(const char *subject)
{
    if (work_folder[0] == '\0')
        assert_int_equal(atexit(remove_work), 0);
    else
        remove_work();
    (void)mkdir(DI_BUILD_DIR "/cli_work", 0777);
    (void)snprintf(work_folder, sizeof work_folder, "%s/cli_work/%s_%ld", DI_BUILD_DIR, subject,
                   (long)getpid());
    remove_work();
    assert_int_equal(mkdir(work_folder, 0777), 0);
}

pid_t program_start(const char *line)
{
    char words[2 * PROGRAM_PATH_MAX];
    char paths[PROGRAM_ARGUMENTS_MAX][PROGRAM_PATH_MAX];
    char program[] = HOMEWARD_PROGRAM;
    char *arguments[PROGRAM_ARGUMENTS_MAX] = {program};
    size_t count = 1;
    assert_true(strlen(line) < sizeof words);
    memcpy(words, line, strlen(line) + 1);
    char *rest = NULL;
    for (char *word = strtok_r(words, " ", &rest); word != NULL;
         word = strtok_r(NULL, " ", &rest)) {
        assert_true(count + 1 < PROGRAM_ARGUMENTS_MAX);
        arguments[count] = word;
        if (word[0] == '@' || word[0] == '%') {
            const char *path =
                word[0] == '@' ? program_path(word + 1) : program_source(word + 1);
            memcpy(paths[count], path, strlen(path) + 1);
            arguments[count] = paths[count];
        }
        count++;
    }
    return start(arguments, program_path("out"), program_path("err"));
}

int program_run(const char *line)
{
    return program_wait(program_start(line));
}

char *program_read(const char *path, size_t *size_out)
{
    enum { STEP = 1 << 20 };
    gzFile stream = gzopen(path, "rb");
    if (stream == NULL)
        return NULL;
    char *text = NULL;
    size_t size = 0;
    for (int got = 1; got > 0; size += (size_t)got) {
        char *longer = realloc(text, size + STEP + 1);
        assert_non_null(longer);
        text = longer;
        got = gzread(stream, text + size, STEP);
        if (got < 0)
            fail_msg("%s cannot be read", path);
    }
    /* a gzip file that was cut short is only noticed here */
    if (gzclose(stream) != Z_OK)
        fail_msg("%s is not complete", path);
    text[size] = '\0';
    if (size_out != NULL)
        *size_out = size;
    return text;
}

bool program_same_bytes(const char *path, const char *other)
{
    FILE *first = fopen(path, "rb");
    FILE *second = fopen(other, "rb");
    assert_non_null(first);
    assert_non_null(second);
    long at = 0;
    int a = 0;
    int b = 0;
    while (a == b && a != EOF) {
        a = getc(first);
        b = getc(second);
        at++;
    }
    (void)fclose(first);
    (void)fclose(second);
    if (a != b)
        print_error("%s and %s differ at byte %ld\n", path, other, at);
    return a == b;
}

void program_sleep(double seconds)
{
    const struct timespec pause = {.tv_sec = (time_t)seconds,
                                   .tv_nsec =
                                       (long)((seconds - (double)(time_t)seconds) * 1e9)};
    (void)nanosleep(&pause, NULL);
}
