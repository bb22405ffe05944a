/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * GNU long options from a table: the table is the source of parsing, help, completion and the
 * check of the manual. Values land in the command's own settings struct by offset.
 */
#ifndef DI_OPTIONS_H
#define DI_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "di/error.h"

enum di_option_kind {
    DI_OPTION_FLAG,    /* bool; takes no argument */
    DI_OPTION_TEXT,    /* const char * */
    DI_OPTION_CHOICE,  /* const char *, one of `choices` */
    DI_OPTION_INTEGER, /* uint64_t between `minimum` and `maximum` */
    DI_OPTION_AUTO,    /* uint64_t as above, or "auto", which stores 0 */
    DI_OPTION_REAL,    /* double > 0 */
    DI_OPTION_LIST,    /* struct di_option_list; repeatable */
    DI_OPTION_REFUSED  /* another command's: `help` is the sentence that says why not here */
};

/** Values of a repeatable option in the order given; `items` is freed with the settings. */
struct di_option_list {
    const char **items;
    size_t count;
};

struct di_command_option {
    const char *name; /* without dashes; NULL ends a table */
    enum di_option_kind kind;
    const char *argument;      /* what help shows after the name; NULL for a flag */
    const char *help;          /* marked N_() */
    const char *default_value; /* parsed when the option is absent, shown by help; NULL: none */
    size_t offset;             /* of the member that takes the value */
    size_t given_offset;       /* of a bool: it was on the command line; 0: nobody asks */
    const char *choices;       /* "auto|plain|none" */
    uint64_t minimum, maximum; /* maximum 0 means no upper limit */
};

/** A table and the struct its offsets refer to. */
struct di_option_target {
    const struct di_command_option *options;
    void *settings;
};

#define DI_OPTION_TARGETS_MAX 2

struct di_option_parse {
    struct di_option_target targets[DI_OPTION_TARGETS_MAX];
    size_t target_count;
    bool stop_at_operand; /* leave everything from the first operand on unread */
    char **operands;      /* moved to the front of `arguments`; set by the parser */
    size_t operand_count;
};

/** Store the defaults of every option of the target. */
DI_MUST_CHECK enum di_status di_options_defaults(const struct di_option_target *target,
                                                 struct di_error *error);

/**
 * Read `count` arguments. Options may follow operands; "--" ends the options; "-" is an
 * operand. `--name value` and `--name=value` are the same.
 *
 * @param arguments  reordered: operands first
 * @return DI_OK or DI_ERR_INPUT with a message that names the nearest option
 */
DI_MUST_CHECK enum di_status di_options_parse(struct di_option_parse *parse, char **arguments,
                                              size_t count, struct di_error *error);

/** The option of a table by its name of `length` bytes, without dashes; NULL: none. */
const struct di_command_option *di_options_find(const struct di_command_option *options,
                                                const char *name, size_t length);

/** Free what lists own. */
void di_options_finish(const struct di_option_target *target);

/** Print the table for people, one option a line, in the current language. */
void di_options_print(const struct di_command_option *options, FILE *stream);

#endif
