/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * This process and the machine it runs on: processors, memory, terminal and screen,
 * environment, signals. Clocks are in di/wall_clock.h, files in di/disk_file.h, folders in
 * di/folder.h.
 */
#ifndef DI_PLATFORM_H
#define DI_PLATFORM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

/**
 * First thing in main: on Windows streams and files hold bytes as they are written ("\n" stays
 * one byte), and the console shows UTF-8 until the program ends. Elsewhere it is so already.
 */
void di_platform_begin(void);

/** Number of this process among those that run now. */
uint32_t di_platform_process(void);

/** True if surely no process of this number runs on this machine. */
bool di_platform_process_is_gone(uint32_t process);

/** The language this user has chosen where no variable of the environment tells it ("ru-RU");
 * false where only the environment tells. */
bool di_platform_language(char *name, size_t size);

/** Processors this process may use; at least 1. */
uint32_t di_platform_processor_count(void);

/** Processors the machine has, whoever may use them; at least 1. */
uint32_t di_platform_machine_processors(void);

/** Memory of the machine, or of the container that this process is held in; 0 where the system
 * does not tell. */
uint64_t di_platform_machine_bytes(void);

/** Most memory this process has had in use so far; 0 where the system does not tell. */
uint64_t di_platform_peak_bytes(void);

/** Memory it has in use now; 0 where the system does not tell. */
uint64_t di_platform_resident_bytes(void);

/** True if the stream is a terminal a person looks at. */
bool di_platform_is_terminal(FILE *stream);

/** True if the terminal can clear a line that is drawn over; TERM=dumb cannot. */
bool di_platform_may_redraw(void);

/** Is there a real screen, on which another program could open a window? */
bool di_platform_has_screen(void);

/**
 * The folder that holds the running program, without a trailing slash.
 *
 * @return false if the system does not tell; `folder` is then ""
 */
bool di_platform_program_folder(char *folder, size_t size);

/** Bytes that nobody can guess, of the system's own generator; false if it has none. */
bool di_platform_random_bytes(void *bytes, size_t size);

/**
 * Make an empty file that only this user may read, where the system keeps passing files.
 *
 * @param[out] path  its name, to remove it by
 * @return open for writing; NULL if there is no room for it
 */
FILE *di_platform_passing_file(char *path, size_t size);

/** Set an environment variable; only before threads start. */
bool di_platform_set_environment(const char *name, const char *value);

/** Call `handler` at each Ctrl-C. The handler may only set flags and call the functions below.
 * A file past the size limit becomes a failed write instead of a killed program.
 */
void di_platform_on_interrupt(void (*handler)(int));

/** The same when another program asks this one to end (SIGTERM), which otherwise ends it. */
void di_platform_on_terminate(void (*handler)(int));

/** Write to stderr past its buffer; safe in a signal handler. */
void di_platform_say_now(const char *text, size_t length);

/** Leave at once without clean-up, as a crash would; safe in a signal handler. */
_Noreturn void di_platform_leave_now(int exit_code);

#endif
