/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * What the desktop asks of the operating system beside the window (window_sdl.c): clock,
 * folders, files, threads, other programs. Writing goes on to di/whole_file.h, locks are those
 * of di/thread.h. What else a port has to look at is in docs/ARCHITECTURE.md.
 */
#ifndef MACHINE_H
#define MACHINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Seconds from a fixed point in the past. */
double machine_seconds(void);
/* Local time as "14:32"; `text` holds 8 bytes. */
void machine_clock_text(char *text);
/* Seconds since 1970, for the order of recent files. */
int64_t machine_unix_time(void);
/* Its local day: year, month from 1, day of the month; false if the system cannot tell. */
bool machine_day_of(int64_t unix_time, int day[3]);
uint32_t machine_processors(void);

/* ---- folders and files ---- */

enum machine_path { MACHINE_MISSING, MACHINE_FILE, MACHINE_FOLDER };
enum machine_path machine_path_kind(const char *path);

/* data: library, autosave, runs. config: preferences. HOMEWARD_HOME comes first, then XDG. */
enum machine_place { MACHINE_DATA, MACHINE_CONFIG };
/* "FOLDER/NAME", its folder made; free with free(); NULL if that fails. */
char *machine_place_path(enum machine_place place, const char *name);

bool machine_make_folders(const char *path);
/* Whole file with an end mark, at most 16 MB; free with free(); NULL if it cannot be read. */
char *machine_read(const char *path, size_t *size_out);
/* Written beside and renamed: the file is old or new, never half. */
bool machine_write(const char *path, const char *text, size_t size);
/* The same for a copy of any size. */
bool machine_copy(const char *from, const char *to);
bool machine_remove(const char *path);
/* Calls `visit` for each name in byte order, dot files left out. */
void machine_list(const char *folder, void (*visit)(void *context, const char *name),
                  void *context);
/* Absolute path without links; free with free(); NULL if it does not exist. */
char *machine_real_path(const char *path);

/* ---- threads ---- */

struct machine_thread;
struct machine_thread *machine_thread_start(void (*work)(void *context), void *context);
void machine_thread_join(struct machine_thread *thread); /* NULL is fine; frees it */

/* ---- other programs ---- */

/* First line a program prints, e.g. a file dialog's choice; false if it fails or is absent.
 * No shell: `arguments` ends with NULL. Waits. */
bool machine_ask_program(char *const arguments[], char *line, size_t size);

/* Is there a real screen, on which another program could open a window? */
bool machine_has_screen(void);

/* End the process at once, as a crash would. */
_Noreturn void machine_leave_now(void);

/* Resident memory of this process in bytes; 0 if the system does not tell. */
uint64_t machine_resident_bytes(void);

#endif
