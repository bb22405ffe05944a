/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * What the commands ask of the operating system: clock, folders, terminal, processors, signals,
 * environment. The language is asked for in catalogue.c. What else a port has to look at is in
 * docs/ARCHITECTURE.md.
 */
#ifndef DI_PLATFORM_H
#define DI_PLATFORM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

/** Seconds from a fixed point in the past; never goes backwards. */
double di_platform_seconds(void);

/** Processor time that all threads of this process have spent. */
double di_platform_cpu_seconds(void);

/** Processors this process may use; at least 1. */
uint32_t di_platform_processor_count(void);

/** Most memory this process has had in use so far; 0 where the system does not tell. */
uint64_t di_platform_peak_bytes(void);

/** True if the stream is a terminal a person looks at. */
bool di_platform_is_terminal(FILE *stream);

/** True if the terminal can clear a line that is drawn over; TERM=dumb cannot. */
bool di_platform_may_redraw(void);

enum di_platform_path { DI_PATH_MISSING, DI_PATH_FILE, DI_PATH_FOLDER, DI_PATH_OTHER };

enum di_platform_path di_platform_path_kind(const char *path);

/** May this process make files in the folder? */
bool di_platform_may_write(const char *folder);

/** Do both names lead to one file or folder that exists? */
bool di_platform_is_same_file(const char *a, const char *b);

/** The folder of a file, "./" if none is named: free with free(); NULL if memory ran out. */
char *di_platform_folder_of(const char *path);

/** The whole path of a file or folder that exists, without links: free with free(); NULL if
 * there is none. */
char *di_platform_real_path(const char *path);

/** Are both names of one folder, whether a file of either name exists or not? */
bool di_platform_is_beside(const char *a, const char *b);

/** Create a folder and its parents; NULL, or the system's words for why there is none. */
const char *di_platform_make_folders(const char *path);

/** Remove a folder if it is empty; false if it is not, or cannot be removed. */
bool di_platform_remove_folder(const char *path);

/** Call `visit` with the name of everything in the folder, in no order, until it says false. */
void di_platform_each_name(const char *folder, bool (*visit)(void *context, const char *name),
                           void *context);

/**
 * The folder that holds the running program, without a trailing slash.
 *
 * @return false if the system does not tell; `folder` is then ""
 */
bool di_platform_program_folder(char *folder, size_t size);

/** Set an environment variable; only before threads start. */
bool di_platform_set_environment(const char *name, const char *value);

/** Call `handler` at each Ctrl-C. The handler may only set flags and call the functions below.
 * A file past the size limit becomes a failed write instead of a killed program.
 */
void di_platform_on_interrupt(void (*handler)(int));

/** Write to stderr past its buffer; safe in a signal handler. */
void di_platform_say_now(const char *text, size_t length);

/** Leave at once without clean-up; safe in a signal handler. */
_Noreturn void di_platform_leave_now(int exit_code);

#endif
