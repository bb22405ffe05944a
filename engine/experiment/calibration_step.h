/* SPDX-License-Identifier: GPL-3.0-or-later */
/** A calibration at work: the values as they stand, what they are expected to give, and one
 * step towards the figures. */
#ifndef DI_CALIBRATION_STEP_H
#define DI_CALIBRATION_STEP_H

#include "di/calibration.h"

/* The last step of a factor: where its slope is read from. */
struct step {
    double x, error;
    bool is_known;
};

struct fitting {
    const struct di_calibration_options *options;
    const struct di_targets *targets;
    struct di_model model; /* cut after the last year with a target */
    struct di_calibration *fit;
    struct di_cohort *cohort; /* of the values as they stand */
    struct step *steps;       /* [levers][years] */
    double *residual;         /* [levers][years]: of stocks, less those of their parts */
    bool *is_part;            /* [inner][outer] */
};

const struct di_target_series *fitting_series(const struct fitting *f,
                                              const struct di_lever *lever);

/** Of the cohort of the values as they stand. */
double fitting_expected(const struct fitting *f, const struct di_target_series *series,
                        int32_t year);

/** Is it a figure of a year within the horizon and before the hold-out? */
bool fitting_has_figure(const struct fitting *f, const struct di_target_point *point);

/** What a definition adds to the stock of a series at the start: expected less published. */
double fitting_opening_jump(const struct fitting *f, const struct di_target_series *series);

/** Move every value by what the cohort lacks of its figure; sets fit->worst. */
void fitting_move(struct fitting *f);

#endif
