/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * A list of problems found in an input: validation reports all of them at once, each with
 * file, line, JSON pointer, what is wrong, and what to do.
 */
#ifndef DI_DIAGNOSTIC_H
#define DI_DIAGNOSTIC_H

#include <stdbool.h>
#include <stdint.h>

#include "di/error.h"

enum di_severity { DI_SEVERITY_WARNING, DI_SEVERITY_ERROR };

struct di_diagnostic {
    enum di_severity severity;
    enum di_status status;
    char *file;    /* owned; "" when not from a file */
    uint32_t line; /* from 1; 0 unknown */
    uint32_t column;
    char *pointer;             /* owned; RFC 6901 */
    struct di_message message; /* what is wrong */
    struct di_message hint;    /* what to do; id NULL when the message says it */
};

struct di_diagnostics {
    struct di_diagnostic *items;
    size_t count;
    size_t capacity;
    size_t errors;  /* how many of severity error */
    size_t dropped; /* past DI_DIAGNOSTICS_MAX, or lost to lack of memory */
};

/** A file with more problems than this reports the first ones and how many follow. */
#define DI_DIAGNOSTICS_MAX 1000

void di_diagnostics_init(struct di_diagnostics *list);
void di_diagnostics_finish(struct di_diagnostics *list);

/**
 * Append one problem. Never fails: what cannot be stored is counted in `dropped`, and an
 * error among it still counts in `errors`.
 *
 * @return the new entry, whose `hint` the caller may set; NULL if it was dropped
 */
struct di_diagnostic *di_diagnostics_add(struct di_diagnostics *list, enum di_severity severity,
                                         enum di_status status, const char *file, uint32_t line,
                                         uint32_t column, const char *pointer,
                                         const struct di_message *message);

bool di_diagnostics_have_errors(const struct di_diagnostics *list);

#endif
