/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * What can be imported. A new kind is one file import_NAME.c that defines
 * `const struct di_import_kind di_import_NAME`, one line in the table below, its options in
 * command_import.c, and its name in CMakeLists.txt.
 */
#ifndef DI_IMPORT_KIND_H
#define DI_IMPORT_KIND_H

#include "di/office_table.h"

#include "command.h"

/* In the order in which help lists them. */
#define DI_IMPORT_KIND_TABLE(X)                                                                \
    X(transmonee) X(table) X(stock) X(institutions) X(workforce) X(episodes)

/** Files of one import, of any kind. */
#define DI_IMPORT_FILES_MAX 2

/** What options say, of all kinds; each kind lists those that act. NULL, 0, false: not said. */
struct di_import_settings {
    const char *out;
    bool is_forced;
    const char *encoding, *separator, *decimal; /* how files are written */
    const char *sheet;
    uint64_t heading_row;
    const char *mapping;  /* file that says what columns and words mean */
    const char *scenario; /* file whose ids are meant */
    const char *name;     /* id of the scenario */
    uint64_t suppress;
    uint64_t from, to, start; /* years */
    const char *preset;       /* form of known files */
    const char *country, *source, *duplicates, *codes;
    const char *onto; /* scenario that is completed */
    const char *blank, *censored;
    bool adds_rows;
};

struct di_import_kind {
    const char *name;
    /* Names of those that act, beside --out and --force; NULL ends. */
    const char *const *options;
    size_t files_max;
    /** What a set of options lacks, or says twice; reported. NULL: nothing can. */
    enum di_exit (*check)(const struct di_cli *cli, const struct di_import_settings *settings);
    /** Read, write, tell. `files` are borrowed, 1 to `files_max` of them. */
    enum di_exit (*run)(const struct di_cli *cli, const struct di_import_settings *settings,
                        char *const *files, size_t file_count);
};

#define DI_IMPORT_KIND_DECLARE(name) extern const struct di_import_kind di_import_##name;
DI_IMPORT_KIND_TABLE(DI_IMPORT_KIND_DECLARE)
#undef DI_IMPORT_KIND_DECLARE

/** Report a mistake in the command line about one text, mostly the kind. */
enum di_exit di_import_refuse(const struct di_cli *cli, const char *sentence, const char *what);

/** The options of how a file is written as its readers want them; 0: not said. */
enum di_text_encoding di_import_encoding(const struct di_import_settings *settings);
char di_import_separator(const struct di_import_settings *settings);
char di_import_decimal(const struct di_import_settings *settings);

/** All of that for a table of an office. */
struct di_office_form di_import_form(const struct di_import_settings *settings);

#endif
