/* SPDX-License-Identifier: GPL-3.0-or-later */
/** What the program's exit code means (manual page, EXIT STATUS): scripts rely on them. */
#ifndef DI_EXIT_CODES_H
#define DI_EXIT_CODES_H

#include "di/status.h"

enum di_exit {
    DI_EXIT_DONE = 0,
    DI_EXIT_INTERNAL = 1,
    DI_EXIT_USAGE = 2,
    DI_EXIT_INPUT = 3,
    DI_EXIT_NO_PLAN = 4,
    DI_EXIT_SYSTEM = 5,
    DI_EXIT_CHECK_FAILED = 6,
    DI_EXIT_INTERRUPTED = 130
};

/** The exit code that stands for a status of the libraries. */
enum di_exit di_exit_code(enum di_status status);

#endif
