/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Step 2 of a calibration (MODEL 11): inputs named by --fit, multiplied until the misfit of the
 * published figures is least. For every trial of them step 1 is done anew, so that what it can
 * meet is met; what the inputs decide is the rest, and how much the stocks leave unexplained.
 */
#ifndef DI_CALIBRATION_INPUTS_H
#define DI_CALIBRATION_INPUTS_H

#include <jansson.h>

#include "di/calibration.h"
#include "di/scenario.h"
#include "di/simplex_search.h"

#include "command.h"

#define DI_FIT_INPUTS_MAX 20

struct di_fit_input {
    char pointer[256]; /* JSON pointer of a number of the scenario, or of its {"value"} */
    double value;      /* as the scenario has it */
    double low, high;  /* bounds of the value */
    double factor;     /* found; 1 before */
};

struct di_fit_inputs {
    size_t count;
    struct di_fit_input items[DI_FIT_INPUTS_MAX];
};

/** Read "PATH" or "PATH:LOW:HIGH" against the scenario; bounds default to a tenth and ten times
 * the value, within what the input may be. */
DI_MUST_CHECK enum di_status di_fit_inputs_read(const struct di_option_list *options,
                                                const struct di_scenario *scenario,
                                                struct di_fit_inputs *inputs_out,
                                                struct di_error *error);

/**
 * The scenario `text` with each input times its factor: value and dated steps.
 *
 * @param source  provenance to write beside each; NULL: none
 * @return free with free(); NULL if memory ran out
 */
char *di_fit_inputs_text(const struct di_fit_inputs *inputs, const double *factors,
                         const char *text, const char *source);

/** How misfits are measured. */
struct di_fit_search {
    const char *base;             /* text of the scenario, with room for unexplained flows */
    const struct di_model *model; /* of that text */
    const struct di_targets *targets;
    const struct di_calibration_options *options; /* of step 1 */
    bool is_simulated;                            /* false: --method cohort */
    uint32_t replications;                        /* of every trial, with the same luck */
    uint64_t seed;
    uint32_t threads;
    uint32_t evaluations; /* of trials, at most */
    void (*progress)(void *context, uint32_t done, uint32_t total);
    void *context;
};

/** Sets the factors of `inputs`. @return as di_calibration_run, or why a start is impossible */
DI_MUST_CHECK enum di_status di_fit_inputs_search(const struct di_fit_search *search,
                                                  struct di_fit_inputs *inputs,
                                                  struct di_search_result *result_out,
                                                  struct di_error *error);

#endif
