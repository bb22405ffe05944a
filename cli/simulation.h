/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Simulating one scenario from the command line: what `run` and `compare` have in common.
 */
#ifndef DI_SIMULATION_H
#define DI_SIMULATION_H

#include "di/results.h"
#include "di/scenario.h"

#include "simulation_settings.h"
#include "warning_list.h"

struct di_simulation {
    bool is_expectation; /* --method cohort: printed already, no results */
    struct di_results
        *results; /* NULL: interrupted before the first replication was complete */
    bool is_interrupted;
    bool is_auto, is_precise;
    uint32_t requested;
    uint64_t events;
    double seconds;
    struct di_warning_list warnings; /* of the loader and the warm start */
};

/**
 * Load, run and summarise `path`; write the results folder if `folder` is not NULL. Reports its
 * own errors.
 *
 * @param[out] simulation_out  free with di_simulation_finish; empty on failure
 * @return DI_EXIT_DONE, also when interrupted
 */
enum di_exit di_simulation_run(const struct di_cli *cli,
                               const struct di_simulation_settings *settings, const char *path,
                               const char *folder, struct di_simulation *simulation_out);
void di_simulation_finish(struct di_simulation *simulation);

/** The scenario's files as a manifest lists them; free with free(); NULL if memory ran out. */
struct di_input_file *di_simulation_input_files(const struct di_scenario *scenario);

#endif
