/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * How the program says what went wrong: one translated sentence on stderr, or with --json one
 * object on stdout: {"error": {"code", "path", "file", "line", "message", "hint"}}.
 */
#ifndef DI_ERROR_REPORT_H
#define DI_ERROR_REPORT_H

#include <jansson.h>

#include "di/diagnostic.h"
#include "di/error.h"

#include "command.h"

/** Report a library's error; returns the exit code that stands for it. */
enum di_exit di_error_report(const struct di_cli *cli, const struct di_error *error);

/** The same of work that may have gone well. @return DI_EXIT_DONE if `status` is DI_OK */
enum di_exit di_error_report_failed(const struct di_cli *cli, enum di_status status,
                                    const struct di_error *error);

/** What --json prints of an error, or of the problems of a list that has one; NULL if it has
 * only warnings. For a result that is part of a larger one. */
json_t *di_error_report_document(const struct di_cli *cli, const struct di_error *error);
json_t *di_error_report_all_document(const struct di_cli *cli,
                                     const struct di_diagnostics *list);

/** The problems as JSON objects, each with its severity: for a result that has warnings. */
json_t *di_error_report_list(const struct di_cli *cli, const struct di_diagnostics *list);

/** Report that Ctrl-C stopped the work, in the words of `id`. @return DI_EXIT_INTERRUPTED */
enum di_exit di_error_report_interrupted(const struct di_cli *cli, const char *id);

/** Report that this program has no charts: it was built without them. */
enum di_exit di_error_report_no_charts(const struct di_cli *cli);

/** Report that a file could not be written; returns DI_EXIT_SYSTEM. */
enum di_exit di_error_report_unwritten(const struct di_cli *cli, const char *path);

/** Report a mistake in the command line; returns DI_EXIT_USAGE. */
enum di_exit di_error_report_usage(const struct di_cli *cli, const struct di_message *message,
                                   const char *command);

/**
 * Report every problem of a list, in its order. With --json "error" holds the first error and
 * "problems" all of them, with their severity.
 *
 * @return the exit code of the first error; DI_EXIT_DONE if there are only warnings
 */
enum di_exit di_error_report_all(const struct di_cli *cli, const struct di_diagnostics *list);

/**
 * Report what a reader found, warnings too, or, if its list says no error, its own.
 *
 * @param status  what it returned, and with it `error`
 * @return DI_EXIT_DONE if it went well, else the exit code of what is reported
 */
enum di_exit di_error_report_reading(const struct di_cli *cli, enum di_status status,
                                     const struct di_diagnostics *list,
                                     const struct di_error *error);

/** The same of a reader whose warnings are said elsewhere: nothing if it went well. */
enum di_exit di_error_report_failed_reading(const struct di_cli *cli, enum di_status status,
                                            const struct di_diagnostics *list,
                                            const struct di_error *error);

/** Print a message in the program's language, without a line end. */
void di_error_report_print(const struct di_cli *cli, FILE *stream,
                           const struct di_message *message);

/** DI_SAY(cli, stream, N_("%1 replications done."), di_integer_arg(n)): one whole line. */
#define DI_SAY(cli, stream, id, ...)                                                           \
    do {                                                                                       \
        struct di_message say_message;                                                         \
        DI_MESSAGE(&say_message, (id), __VA_ARGS__);                                           \
        di_error_report_print((cli), (stream), &say_message);                                  \
        (void)fputc('\n', (stream));                                                           \
    } while (0)

#endif
