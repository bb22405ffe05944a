/* SPDX-License-Identifier: GPL-3.0-or-later */
/** targets.csv, read: published stocks and flows to fit a scenario to. See
 * docs/TARGETS_FORMAT.md. */
#ifndef DI_TARGETS_H
#define DI_TARGETS_H

#include <stdbool.h>
#include <stddef.h>

#include "di/calibration_target.h"
#include "di/diagnostic.h"
#include "di/error.h"
#include "di/model.h"
#include "di/scenario.h"

/**
 * Read and check a file of targets against a scenario: its settings, regions and years.
 *
 * @param diagnostics  every problem with file and line; initialised by the caller
 * @param[out] out  free with di_targets_destroy; untouched on failure
 * @return DI_OK; DI_ERR_FILE if `path` cannot be read; else the status of the first error,
 *         which also fills `error`
 */
DI_MUST_CHECK enum di_status di_targets_read(const char *path, const struct di_model *model,
                                             struct di_diagnostics *diagnostics,
                                             struct di_targets **out, struct di_error *error);

/** The same from memory. */
DI_MUST_CHECK enum di_status
di_targets_read_text(const char *text, size_t size, const char *shown_name,
                     const struct di_model *model, struct di_diagnostics *diagnostics,
                     struct di_targets **out, struct di_error *error);

/** Has the scenario a section `targets` with anything in it? */
bool di_scenario_has_targets(const struct di_scenario *scenario);

/** The same from the scenario's own section `targets`. */
DI_MUST_CHECK enum di_status di_targets_of_scenario(const struct di_scenario *scenario,
                                                    struct di_diagnostics *diagnostics,
                                                    struct di_targets **out,
                                                    struct di_error *error);

void di_targets_destroy(struct di_targets *targets); /* NULL is fine */

#endif
