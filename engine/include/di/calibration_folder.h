/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * What `homeward calibrate --out` left in a folder, read back for pictures: published figures
 * beside expected ones, the unexplained flow, the hold-out, what the figures cannot tell.
 */
#ifndef DI_CALIBRATION_FOLDER_H
#define DI_CALIBRATION_FOLDER_H

#include <stdint.h>

#include "di/error.h"
#include "di/target_label.h"

enum di_figure_role {
    DI_FIGURE_FITTED,
    DI_FIGURE_COMPARED,
    DI_FIGURE_HOLDOUT,
    DI_FIGURE_MISSING,
    DI_FIGURE_UNMET
};

/** One year of a series. */
struct di_calibration_figure {
    int32_t year;
    enum di_figure_role role;
    double published; /* NaN: missing */
    double expected;  /* of the calibrated scenario, under the definition of `published` */
    double tolerance;
    double naive;     /* in hold-out years, the last figure before them; else NaN */
    bool begins_anew; /* the series changes its definition at the start of this year */
};

struct di_calibration_series {
    struct di_target_words words;
    uint32_t count;
    const struct di_calibration_figure *figures; /* by year */
    uint32_t holdout_years;                      /* compared; 0: none */
    double holdout_error, holdout_naive;         /* means of absolute errors, in tolerances */
    bool is_hidden; /* the figures do not identify what is fitted to it */
};

/** A year of the unexplained flow beside a stock. */
struct di_calibration_flow {
    int32_t year;
    double children; /* in, above zero; out, below; NaN: a break */
    bool is_met;
};

struct di_calibration_flows {
    uint32_t series; /* of the stock */
    uint32_t count;
    const struct di_calibration_flow *years;
    double mean; /* children a year, breaks left out */
};

struct di_calibration_folder {
    struct di_arena arena; /* owns everything below but the names */
    struct di_names names; /* of the calibrated scenario */
    const char *scenario;  /* id */
    const char *sha256;    /* of the calibrated scenario as it was written (di_scenario) */
    const char *name_en, *name_ru;
    int32_t first_year, last_year, last_fitted_year;
    int32_t holdout_from; /* INT32_MAX: none */
    bool is_converged, omits_reentries;
    uint32_t unmet; /* published figures that no value of their input reaches */
    uint32_t series_count;
    struct di_calibration_series *series; /* as in fit.csv */
    uint32_t flows_count;
    struct di_calibration_flows *flows;
    uint32_t hidden_count;
    const char **hidden; /* inputs that the figures do not identify: JSON pointers */
    uint32_t known_count;
    const char **known; /* message ids: what no stocks and flows tell apart */
};

/** The scenario in such a folder. */
#define DI_CALIBRATED_FILE "calibrated.json"

/** Did `calibrate` write this folder (and no run)? */
bool di_calibration_folder_is_one(const char *path);

/**
 * @param[out] folder_out  free with di_calibration_folder_destroy
 * @return DI_OK; DI_ERR_FILE if a file is missing; DI_ERR_SYNTAX if one is not as `calibrate`
 *         writes it; DI_ERR_MEMORY
 */
DI_MUST_CHECK enum di_status
di_calibration_folder_read(const char *path, struct di_calibration_folder **folder_out,
                           struct di_error *error);
/** Labels of all series, in their order, as long as the arena lives; NULL: no memory. */
const char **di_calibration_folder_labels(const struct di_calibration_folder *folder,
                                          const struct di_catalogue *catalogue,
                                          struct di_arena *arena);

void di_calibration_folder_destroy(struct di_calibration_folder *folder);

#endif
