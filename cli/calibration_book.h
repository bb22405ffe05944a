/* SPDX-License-Identifier: GPL-3.0-or-later */
/** All that one calibration found, as its tables and files are made from it. */
#ifndef DI_CALIBRATION_BOOK_H
#define DI_CALIBRATION_BOOK_H

#include <jansson.h>

#include "di/calibration.h"
#include "di/identifiability.h"
#include "di/scenario.h"
#include "di/target_label.h"

#include "calibration_abc.h"
#include "calibration_inputs.h"
#include "command.h"

struct di_calibration_book {
    const struct di_scenario *scenario; /* as it stands, with --set */
    const struct di_model *model;       /* with room for unexplained flows */
    const char *targets_path;
    const struct di_targets *targets;
    char (
        *labels)[DI_TARGET_LABEL_MAX]; /* of its series, for people; NULL while none is shown */
    const struct di_calibration *fit;  /* `after` is of the calibrated scenario, read back */
    int32_t holdout_from;              /* INT32_MAX: none */
    struct di_identifiability identifiability; /* of the levers of entries and exits,
                                                  then of the inputs of --fit */
    const struct di_fit_inputs *inputs;        /* of --fit; none: step 1 alone */
    struct di_search_result search;            /* of them */
    const struct di_abc *abc;                  /* draws 0: no --abc */
    const char *method;                        /* likewise */
    uint32_t replications;
    uint64_t seed;
    const char *calibrated_sha256;
    const char *calibrated, *mean; /* texts of the two scenarios */
};

/** How far hold-out years of one series are from what is expected, in tolerances. */
struct di_holdout {
    uint32_t years;         /* compared; 0: none */
    double expected, naive; /* means of absolute errors */
};

/** Years up to a change of definition within the hold-out. */
struct di_holdout di_calibration_holdout(const struct di_calibration_book *book,
                                         uint32_t series);

/** "fitted", "compared", "holdout", "missing", "unmet". */
const char *di_target_role_id(enum di_target_role role);
/** "stock", "entries", "exits". */
const char *di_target_measure_id(enum di_target_measure measure);

/** Region of a series, "" for the country. */
const char *di_target_region_id(const struct di_model *model,
                                const struct di_target_series *series);

/** Where an input of a lever stands in the scenario: a JSON pointer. */
enum { DI_LEVER_POINTER_MAX = 256 };

/** Do children come back into care whom no series of entries counts? The unexplained flow then
 * takes them off the stocks. */
bool di_calibration_omits_reentries(const struct di_calibration_book *book);

/** Published figures that no value of their input reaches. */
uint32_t di_calibration_unmet(const struct di_calibration_book *book);

/** Names of the series in the program's language; free with free(). NULL: no memory. */
char (*di_calibration_labels(const struct di_cli *cli,
                             const struct di_calibration_book *book))[DI_TARGET_LABEL_MAX];

/** Tables for people on stdout. */
void di_calibration_print(const struct di_cli *cli, const struct di_calibration_book *book);

/** All of it: calibration.json, and what --json prints. */
json_t *di_calibration_json(const struct di_calibration_book *book);

/** Combinations that stocks and flows never tell apart and that this scenario has (MODEL 11):
 * message ids, at most DI_KNOWN_HIDDEN_MAX. */
enum { DI_KNOWN_HIDDEN_MAX = 5 };
uint32_t di_calibration_known_hidden(const struct di_calibration_book *book,
                                     const char *ids_out[DI_KNOWN_HIDDEN_MAX]);

#endif
