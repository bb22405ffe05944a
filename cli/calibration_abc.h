/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Step 3 of a calibration (MODEL 11): of a Latin hypercube over the declared uncertainties of
 * the calibrated scenario, the draws whose figures come nearest to the published ones. Rates
 * stay as fitted; what is kept goes on into runs (`run --draws-from`).
 */
#ifndef DI_CALIBRATION_ABC_H
#define DI_CALIBRATION_ABC_H

#include "di/calibration.h"
#include "di/scenario.h"
#include "di/uncertainty.h"

#include "command.h"

#define DI_ABC_KEPT_SHARE 0.05

struct di_abc {
    struct di_uncertainty uncertainty;
    size_t draws, kept;
    double *values; /* [draws][inputs] */
    double *misfit; /* [draws] */
    size_t *order;  /* [draws]: from the least misfit on, ties by number */
};

struct di_abc_task {
    const struct di_scenario *scenario; /* calibrated */
    const char *text; /* of it, settings in the order the targets know them by */
    const struct di_targets *targets;
    const struct di_calibration *fit;
    bool is_simulated;
    uint32_t replications; /* of every draw, with the same luck */
    uint64_t seed;
    uint32_t threads;
    size_t draws;
    void (*progress)(void *context, uint32_t done, uint32_t total);
    bool (*is_cancelled)(void *context);
    void *context;
};

/**
 * @param[out] abc_out  free with di_abc_finish, also on failure
 * @return DI_OK; DI_ERR_INPUT if nothing is uncertain; DI_ERR_INTERRUPTED; ...
 */
DI_MUST_CHECK enum di_status di_abc_run(const struct di_abc_task *task, struct di_abc *abc_out,
                                        struct di_error *error);
void di_abc_finish(struct di_abc *abc);

/** draws.csv of the kept draws, as `run --draws-from` takes it, numbered from the best. */
void di_abc_write_draws(const struct di_abc *abc, const char *scenario, FILE *stream);

/** draw,misfit,is_kept of all draws. */
void di_abc_write_misfits(const struct di_abc *abc, FILE *stream);

/** What the kept draws say of each input, for people. */
void di_abc_print(const struct di_cli *cli, const struct di_abc *abc);

#endif
