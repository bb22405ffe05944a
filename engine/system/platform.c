/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * POSIX. What is not in POSIX is behind a test of the system's macro, next to a fallback that
 * works everywhere. The same for Windows: platform_windows.c.
 */
#if defined(__APPLE__)
#define _DARWIN_C_SOURCE
#elif defined(__linux__)
#define _GNU_SOURCE
#endif
#include "di/platform.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>
#if defined(__APPLE__)
#include <limits.h>
#include <mach-o/dyld.h>
#elif defined(__linux__)
#include <sched.h>
#endif

void di_platform_begin(void)
{
}

uint32_t di_platform_process(void)
{
    return (uint32_t)getpid();
}

bool di_platform_process_is_gone(uint32_t process)
{
    return kill((pid_t)process, 0) != 0 && errno == ESRCH;
}

bool di_platform_language(char *name, size_t size)
{
    (void)name;
    (void)size;
    return false;
}

uint32_t di_platform_machine_processors(void)
{
    const long count = sysconf(_SC_NPROCESSORS_ONLN);
    return count < 1 ? 1 : (uint32_t)count;
}

uint32_t di_platform_processor_count(void)
{
#if defined(__linux__)
    cpu_set_t allowed; /* by taskset, a container, a cluster's scheduler */
    if (sched_getaffinity(0, sizeof allowed, &allowed) == 0 && CPU_COUNT(&allowed) > 0)
        return (uint32_t)CPU_COUNT(&allowed);
#endif
    return di_platform_machine_processors();
}

/* A number in a file of one line; UINT64_MAX if there is none ("max"). */
static uint64_t limit_in(const char *path)
{
    FILE *stream = fopen(path, "r");
    unsigned long long bytes = 0;
    const bool is_read = stream != NULL && fscanf(stream, "%llu", &bytes) == 1;
    if (stream != NULL)
        (void)fclose(stream);
    return is_read ? bytes : UINT64_MAX;
}

uint64_t di_platform_machine_bytes(void)
{
    const long pages = sysconf(_SC_PHYS_PAGES), size = sysconf(_SC_PAGESIZE);
    const uint64_t machine = pages > 0 && size > 0 ? (uint64_t)pages * (uint64_t)size : 0;
    /* Linux: of the container's control group, second and first version */
    const uint64_t now = limit_in("/sys/fs/cgroup/memory.max");
    const uint64_t once = limit_in("/sys/fs/cgroup/memory/memory.limit_in_bytes");
    const uint64_t group = now < once ? now : once;
    return group < machine ? group : machine;
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

uint64_t di_platform_resident_bytes(void)
{
    FILE *stream = fopen("/proc/self/statm", "r");
    unsigned long long total = 0, resident = 0;
    if (stream == NULL)
        return 0;
    const bool is_read = fscanf(stream, "%llu %llu", &total, &resident) == 2;
    (void)fclose(stream);
    return is_read ? (uint64_t)resident * (uint64_t)sysconf(_SC_PAGESIZE) : 0;
}

bool di_platform_random_bytes(void *bytes, size_t size)
{
    FILE *stream = fopen("/dev/urandom", "rb");
    if (stream == NULL)
        return false;
    setbuf(stream, NULL); /* nothing of it stays behind in a buffer */
    const bool is_read = fread(bytes, 1, size, stream) == size;
    (void)fclose(stream);
    return is_read;
}

FILE *di_platform_passing_file(char *path, size_t size)
{
    const char *folder = getenv("TMPDIR");
    const int length = snprintf(path, size, "%s/homeward-XXXXXX",
                                folder != NULL && folder[0] != '\0' ? folder : "/tmp");
    const int file = length > 0 && (size_t)length < size ? mkstemp(path) : -1;
    FILE *stream = file >= 0 ? fdopen(file, "wb") : NULL;
    if (file >= 0 && stream == NULL) {
        (void)close(file);
        (void)unlink(path);
    }
    return stream;
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

bool di_platform_has_screen(void)
{
    const char *driver = getenv("SDL_VIDEODRIVER");
    if (driver != NULL && strcmp(driver, "dummy") == 0)
        return false;
#if defined(__APPLE__)
    return true; /* no variable tells of its windows */
#else
    return getenv("DISPLAY") != NULL || getenv("WAYLAND_DISPLAY") != NULL;
#endif
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
    char called[PATH_MAX], real[PATH_MAX]; /* the first may be a link to the program */
    uint32_t room = sizeof called;
    if (_NSGetExecutablePath(called, &room) != 0 || realpath(called, real) == NULL ||
        strlen(real) >= size)
        return false;
    memcpy(path, real, strlen(real) + 1);
    return true;
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

static void on_signal(int number, void (*handler)(int))
{
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_handler = handler;
    sigemptyset(&action.sa_mask);
    action.sa_flags = SA_RESTART;
    (void)sigaction(number, &action, NULL);
}

void di_platform_on_interrupt(void (*handler)(int))
{
    on_signal(SIGINT, handler);
#if defined(SIGXFSZ)
    /* a file that grows past the limit is a failed write with a sentence, not a killed program
     */
    on_signal(SIGXFSZ, SIG_IGN);
#endif
}

void di_platform_on_terminate(void (*handler)(int))
{
    on_signal(SIGTERM, handler);
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
