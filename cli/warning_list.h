/* SPDX-License-Identifier: GPL-3.0-or-later */
/** Warnings that a reader gave, kept for the manifest: in English, for files do not know the
 * language. */
#ifndef DI_WARNING_LIST_H
#define DI_WARNING_LIST_H

#include "di/diagnostic.h"
#include "di/results.h"

#include "command.h"

struct di_warning_list {
    size_t count;
    struct di_run_warning *items; /* sentences with their place, owned */
};

/**
 * Report what a reader found and keep its warnings.
 *
 * @param status  what it returned, and with it `error`
 * @return DI_EXIT_DONE if it went well, else the exit code of what is reported
 */
enum di_exit di_warning_list_report(struct di_warning_list *warnings, const struct di_cli *cli,
                                    enum di_status status, const struct di_diagnostics *list,
                                    const struct di_error *error);

void di_warning_list_finish(struct di_warning_list *warnings);

#endif
