/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Scenarios around a calibration: the one that is fitted (as it stands, with room for
 * unexplained flows), and those that follow the fit.
 */
#ifndef DI_CALIBRATION_SCENARIO_H
#define DI_CALIBRATION_SCENARIO_H

#include <jansson.h>

#include "di/calibration.h"
#include "di/calibration_folder.h"
#include "di/scenario.h"

#define DI_CALIBRATED_MEAN_FILE "calibrated_mean_unexplained.json"

/**
 * The scenario with a by-rate pathway to `unexplained_out` and a reason with `unexplained_into`
 * for every setting of a stock series, both zero where the scenario has none.
 *
 * @return free with free(); NULL if memory ran out
 */
char *di_calibration_base_text(const struct di_scenario *scenario,
                               const struct di_targets *targets);

struct di_calibrated {
    const struct di_model *model; /* of the base text */
    const char *base;             /* that text */
    const struct di_targets *targets;
    const struct di_calibration *fit;
    const char *targets_name; /* of the file, as provenance names it */
    const char *schema;       /* its `$schema`; NULL: none */
};

/** The whole calibrated scenario, which extends nothing; free with free(). */
DI_MUST_CHECK enum di_status di_calibrated_make(const struct di_calibrated *calibrated,
                                                char **text_out, struct di_error *error);

/**
 * What extends it: after the last fitted year the unexplained flows go on at their mean. The
 * fit's series must be made for that (di_calibration_carry_mean).
 */
char *di_calibrated_mean_text(const struct di_calibrated *calibrated);

/** "ID_calibrated", cut to what an id may have. */
enum { DI_CALIBRATED_ID_MAX = 65 };

#endif
