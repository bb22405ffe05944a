/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * The draws of a scenario's uncertain inputs for an experiment: a table of values, and the
 * callbacks that turn a row of it into a model.
 */
#ifndef DI_INPUT_DRAWS_H
#define DI_INPUT_DRAWS_H

#include "di/uncertainty.h"

#include "set_overrides.h"

struct di_input_draws {
    struct di_uncertainty uncertainty;
    struct di_drawn_scenario drawn;
    double *values; /* [rows][inputs] */
    size_t rows;
    uint32_t per_row; /* replications of each row; row = number / per_row */
};

/** What is drawn from; everything is borrowed. */
struct di_drawn_scenario di_input_draws_source(const char *path,
                                               const struct di_set_overrides *sets,
                                               const struct di_uncertainty *uncertainty,
                                               const struct di_scenario *scenario);

/** Says that the scenario declares nothing uncertain. @return DI_ERR_INPUT */
enum di_status di_input_draws_fail(const char *path, struct di_error *error);

/** A Latin hypercube of `rows` draws with the declared correlations, keyed by `seed` alone. */
enum di_status di_input_draws_sample(struct di_input_draws *draws, uint64_t seed, size_t rows,
                                     struct di_error *error);

/** Values at the shares [rows][inputs] of the inputs' distributions; `draws` owns the result.
 */
enum di_status di_input_draws_set(struct di_input_draws *draws, const double *shares,
                                  size_t rows, struct di_error *error);

/**
 * The draws of a file (di/draws.h), by number; sets `rows`.
 *
 * @param list  takes problems, and a warning of draws of another scenario
 * @param[out] sha256_out  of the file
 */
enum di_status di_input_draws_read(struct di_input_draws *draws, const char *path,
                                   struct di_diagnostics *list, char sha256_out[65],
                                   struct di_error *error);
void di_input_draws_finish(struct di_input_draws *draws);

/** Callbacks of struct di_experiment_options; the context is a struct di_input_draws. */
enum di_status di_input_draws_make(void *context, uint32_t number, struct di_variant *variant,
                                   struct di_error *error);
void di_input_draws_drop(void *context, struct di_variant *variant);

#endif
