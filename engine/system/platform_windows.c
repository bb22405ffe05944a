/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Windows. The program's manifest (packaging/windows) makes UTF-8 the encoding of all that
 * the system's plain functions take and tell, so no name is converted here.
 *
 * The static variables: a handler of the console's events and what runs at exit have no other
 * way to know what to do. Each is set once, before threads start.
 */
#define _CRT_RAND_S /* rand_s: the system's generator */
#include <errno.h>
#include <fcntl.h>
#include <io.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

#include "di/platform.h"

/* The second needs the first. */
/* clang-format off */
#include <windows.h>
#include <psapi.h>
/* clang-format on */

enum { CONSOLE_BUFFER = 1 << 14 };

static void (*interrupt_handler)(int);
static void (*terminate_handler)(int);
static UINT code_page_before;

/* ---- streams ---- */

static void restore_code_page(void)
{
    (void)fflush(stdout);
    (void)SetConsoleOutputCP(code_page_before);
}

static bool console_mode(FILE *stream, DWORD *mode_out)
{
    return GetConsoleMode((HANDLE)_get_osfhandle(_fileno(stream)), mode_out) != 0;
}

/* Escape sequences are understood since Windows 10, once asked for. */
static bool understands_escapes(FILE *stream)
{
    DWORD mode;
    return console_mode(stream, &mode) &&
           ((mode & ENABLE_VIRTUAL_TERMINAL_PROCESSING) != 0 ||
            SetConsoleMode((HANDLE)_get_osfhandle(_fileno(stream)),
                           mode | ENABLE_VIRTUAL_TERMINAL_PROCESSING) != 0);
}

/* The console gets whole lines: a letter of two bytes that comes in two writes is shown as two
 * wrong ones. */
void di_platform_begin(void)
{
    DWORD mode;
    _fmode = _O_BINARY;
    (void)_setmode(_fileno(stdin), _O_BINARY);
    (void)_setmode(_fileno(stdout), _O_BINARY);
    (void)_setmode(_fileno(stderr), _O_BINARY);
    const bool is_shown = console_mode(stdout, &mode);
    if (is_shown)
        (void)setvbuf(stdout, NULL, _IOFBF, CONSOLE_BUFFER);
    code_page_before = GetConsoleOutputCP();
    if (code_page_before == 0 || code_page_before == CP_UTF8)
        return;
    (void)SetConsoleOutputCP(CP_UTF8);
    (void)atexit(restore_code_page);
}

bool di_platform_is_terminal(FILE *stream)
{
    DWORD mode;
    return console_mode(stream, &mode);
}

bool di_platform_may_redraw(void)
{
    return understands_escapes(stderr);
}

bool di_platform_has_screen(void)
{
    const char *driver = getenv("SDL_VIDEODRIVER");
    return driver == NULL || strcmp(driver, "dummy") != 0;
}

/* ---- processes ---- */

uint32_t di_platform_process(void)
{
    return GetCurrentProcessId();
}

bool di_platform_process_is_gone(uint32_t process)
{
    HANDLE handle = OpenProcess(PROCESS_QUERY_LIMITED_INFORMATION, FALSE, process);
    DWORD code = STILL_ACTIVE;
    if (handle == NULL)
        return GetLastError() == ERROR_INVALID_PARAMETER; /* no process has the number */
    const bool is_told = GetExitCodeProcess(handle, &code) != 0;
    (void)CloseHandle(handle);
    return is_told && code != STILL_ACTIVE;
}

/* ---- the machine ---- */

uint32_t di_platform_machine_processors(void)
{
    const DWORD count = GetActiveProcessorCount(ALL_PROCESSOR_GROUPS);
    return count < 1 ? 1 : count;
}

uint32_t di_platform_processor_count(void)
{
    DWORD_PTR allowed = 0, all = 0;
    uint32_t count = 0;
    if (GetProcessAffinityMask(GetCurrentProcess(), &allowed, &all) == 0)
        return di_platform_machine_processors();
    for (; allowed != 0; allowed &= allowed - 1)
        count++;
    /* none is told of a process in several groups of 64 processors each */
    return count > 0 ? count : di_platform_machine_processors();
}

uint64_t di_platform_machine_bytes(void)
{
    MEMORYSTATUSEX memory = {.dwLength = sizeof memory};
    return GlobalMemoryStatusEx(&memory) == 0 ? 0 : memory.ullTotalPhys;
}

uint64_t di_platform_peak_bytes(void)
{
    PROCESS_MEMORY_COUNTERS counters;
    if (GetProcessMemoryInfo(GetCurrentProcess(), &counters, sizeof counters) == 0)
        return 0;
    return counters.PeakWorkingSetSize;
}

uint64_t di_platform_resident_bytes(void)
{
    PROCESS_MEMORY_COUNTERS counters;
    if (GetProcessMemoryInfo(GetCurrentProcess(), &counters, sizeof counters) == 0)
        return 0;
    return counters.WorkingSetSize;
}

bool di_platform_random_bytes(void *bytes, size_t size)
{
    unsigned char *to = bytes;
    for (size_t done = 0; done < size; done += sizeof(unsigned int)) {
        unsigned int word;
        const size_t left = size - done;
        if (rand_s(&word) != 0)
            return false;
        memcpy(to + done, &word, left < sizeof word ? left : sizeof word);
    }
    return true;
}

/* ---- the user's surroundings ---- */

FILE *di_platform_passing_file(char *path, size_t size)
{
    char folder[MAX_PATH + 1], made[MAX_PATH];
    const DWORD length = GetTempPathA(sizeof folder, folder); /* in the user's own folder */
    if (length == 0 || length >= sizeof folder || GetTempFileNameA(folder, "hw", 0, made) == 0)
        return NULL;
    const bool has_room = strlen(made) < size;
    FILE *stream = has_room ? fopen(made, "wb") : NULL;
    if (stream == NULL)
        (void)DeleteFileA(made);
    else
        memcpy(path, made, strlen(made) + 1);
    return stream;
}

bool di_platform_program_folder(char *folder, size_t size)
{
    const DWORD length = GetModuleFileNameA(NULL, folder, (DWORD)size);
    char *last = NULL;
    for (DWORD i = 0; length < size && i < length; i++) {
        if (folder[i] == '\\')
            folder[i] = '/';
        if (folder[i] == '/')
            last = &folder[i];
    }
    if (last == NULL) {
        folder[0] = '\0';
        return false;
    }
    *last = '\0';
    return true;
}

bool di_platform_language(char *name, size_t size)
{
    wchar_t wide[LOCALE_NAME_MAX_LENGTH];
    const LANGID language = GetUserDefaultUILanguage();
    return LCIDToLocaleName(MAKELCID(language, SORT_DEFAULT), wide, LOCALE_NAME_MAX_LENGTH, 0) >
               0 &&
           WideCharToMultiByte(CP_UTF8, 0, wide, -1, name, (int)size, NULL, NULL) > 0;
}

bool di_platform_set_environment(const char *name, const char *value)
{
    return _putenv_s(name, value) == 0;
}

/* ---- events of the console ---- */

/* On a thread of its own. The system ends the program soon after a closed window's event. */
static BOOL WINAPI on_event(DWORD event)
{
    if ((event == CTRL_C_EVENT || event == CTRL_BREAK_EVENT) && interrupt_handler != NULL) {
        interrupt_handler(SIGINT);
        return TRUE;
    }
    if (event == CTRL_CLOSE_EVENT && terminate_handler != NULL) {
        terminate_handler(SIGTERM);
        return TRUE;
    }
    return FALSE;
}

void di_platform_on_interrupt(void (*handler)(int))
{
    interrupt_handler = handler;
    (void)SetConsoleCtrlHandler(on_event, TRUE);
}

void di_platform_on_terminate(void (*handler)(int))
{
    terminate_handler = handler;
    (void)SetConsoleCtrlHandler(on_event, TRUE);
}

void di_platform_say_now(const char *text, size_t length)
{
    const int kept = errno;
    const int written = _write(_fileno(stderr), text, (unsigned int)length);
    (void)written;
    errno = kept;
}

_Noreturn void di_platform_leave_now(int exit_code)
{
    _exit(exit_code);
}
