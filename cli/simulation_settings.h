/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * How a scenario is to be simulated: the options that `run` and `compare` have in common, and
 * which of them go together.
 */
#ifndef DI_SIMULATION_SETTINGS_H
#define DI_SIMULATION_SETTINGS_H

#include "di/results.h"

#include "command.h"

struct di_simulation_settings {
    uint64_t replications; /* 0: auto */
    double precision;      /* 0: not given */
    uint64_t seed;
    uint64_t threads; /* 0: all */
    struct di_option_list sets;
    const char *method;
    const char *splits;
    const char *inputs;     /* "drawn" or "fixed" */
    const char *draws_from; /* file of draws of the uncertain inputs, or NULL */
    const char *out;        /* folder, or NULL */
    bool is_forced;
    bool is_traced;
    bool no_workbook;
    uint64_t suppress; /* counts below are withheld; 0: none */
    struct {
        bool replications, seed, inputs; /* on the command line, not the default */
    } is_given;
    struct di_inputs_drawn pairs; /* of results that these are to be pairs of; not an option */
};

/** The options above, shared by the commands that simulate. */
extern const struct di_command_option di_simulation_options[];

/**
 * Refuse what cannot act together, with a sentence (exit 2); warn of what has no effect.
 *
 * @param command  whose --help is named
 */
enum di_exit di_simulation_settings_check(const struct di_cli *cli,
                                          const struct di_simulation_settings *settings,
                                          const char *command);

#endif
