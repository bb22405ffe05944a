/* SPDX-License-Identifier: GPL-3.0-or-later */
/** draws.csv, read back: values of a scenario's uncertain inputs, draw by draw, as `calibrate
 * --abc` and `batch` write them (scenario,draw,pointer,value). */
#ifndef DI_DRAWS_H
#define DI_DRAWS_H

#include <stddef.h>

#include "di/diagnostic.h"
#include "di/error.h"
#include "di/uncertainty.h"

#define DI_DRAWS_MAX 100000

/**
 * Read a file of draws of all inputs of `uncertainty` and of no other.
 *
 * Of a file with draws of several scenarios those of this one are taken. A file with those of
 * one other scenario is taken with a warning: policies are compared under the draws of the
 * calibrated scenario. Several others, and none of this one, is an error.
 *
 * @param scenario     id of the scenario whose inputs they are to be
 * @param diagnostics  every problem with file and line; initialised by the caller
 * @param[out] values_out  [rows][inputs], draws by number; free with free(); untouched on
 * failure
 * @param[out] rows_out    at least 1
 * @param[out] sha256_out  of the file
 * @return DI_OK; DI_ERR_FILE if `path` cannot be read; else the status of the first error
 */
DI_MUST_CHECK enum di_status di_draws_read(const char *path, const char *scenario,
                                           const struct di_uncertainty *uncertainty,
                                           struct di_diagnostics *diagnostics,
                                           double **values_out, size_t *rows_out,
                                           char sha256_out[65], struct di_error *error);

#endif
