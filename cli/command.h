/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * What a command is: a name, its help, an option table and a function. A new command is one
 * file command_NAME.c that defines `const struct di_command di_command_NAME`, one line in the
 * table below, and its name in CMakeLists.txt. See README.md.
 */
#ifndef DI_COMMAND_H
#define DI_COMMAND_H

#include "catalogue.h"
#include "exit_codes.h"
#include "options.h"
#include "progress_bar.h"
#include "translate.h"

/* The commands of this release, in the order help lists them. */
#define DI_COMMAND_TABLE(X)                                                                    \
    X(run)                                                                                     \
    X(compare)                                                                                 \
    X(optimize)                                                                                \
    X(calibrate)                                                                               \
    X(sensitivity)                                                                             \
    X(batch)                                                                                   \
    X(import)                                                                                  \
    X(explain) X(chart) X(report) X(view) X(validate) X(schema) X(new) X(selftest) X(bench)

/** What every command gets: the language and the global options. Read-only for commands. */
struct di_cli {
    struct di_catalogue catalogue;
    const char *language; /* asked for by --lang; NULL: the environment's */
    bool is_quiet;        /* --quiet: no messages beside errors and the result itself */
    bool is_json;         /* --json: nothing but machine-readable output on stdout */
    enum di_progress_style progress;
};

struct di_command {
    const char *name;
    const char *summary;                     /* N_(): one line, no full stop */
    const char *operands;                    /* "SCENARIO...", "" for none */
    const char *example;                     /* a whole command line */
    const char *notes;                       /* N_(): printed after the options; may be NULL */
    const struct di_command_option *options; /* ends with {0} */
    size_t settings_size;                    /* of the struct the options fill; 0 for none */
    size_t operands_min, operands_max; /* operands_max 0 with min 0: none; SIZE_MAX: any */
    /**
     * Do the work. `settings` is zeroed, then filled from the table; `operands` are
     * borrowed. Returns the exit code, after reporting its own error.
     */
    enum di_exit (*run)(const struct di_cli *cli, const void *settings, char *const *operands,
                        size_t operand_count);
};

#define DI_COMMAND_DECLARE(name) extern const struct di_command di_command_##name;
DI_COMMAND_TABLE(DI_COMMAND_DECLARE)
#undef DI_COMMAND_DECLARE

#endif
