/* SPDX-License-Identifier: GPL-3.0-or-later */
/** What a sensitivity study found: kept, printed, written. */
#ifndef DI_SENSITIVITY_FILES_H
#define DI_SENSITIVITY_FILES_H

#include "di/sensitivity.h"
#include "di/uncertainty.h"

#include "command.h"
#include "outcome.h"

struct di_sensitivity_tables {
    const struct di_uncertainty *uncertainty;
    const struct di_model *model;
    size_t draws, replications, points;
    uint64_t seed;
    bool has_indices;
    bool is_expected;              /* of --method cohort: no chance in any number */
    uint32_t suppress_below;       /* 0: nothing is withheld */
    bool is_withheld[DI_OUTCOMES]; /* counts and ranges are NaN */
    double *ends;                  /* [inputs][2] low and high of each */
    const char *draws_sha256; /* of the file the draws are from; "": of the distributions */
    double base[DI_OUTCOMES];
    struct di_tornado_bar *bars[DI_OUTCOMES]; /* [inputs], widest first */
    struct di_draw_spread spread[DI_OUTCOMES];
    double *rank[DI_OUTCOMES];                   /* [inputs] rank correlations */
    struct di_sobol_index *indices[DI_OUTCOMES]; /* [inputs] */
};

/** `uncertainty` and `model` are borrowed. False: no memory; finish in any case. */
bool di_sensitivity_tables_init(struct di_sensitivity_tables *tables,
                                const struct di_uncertainty *uncertainty,
                                const struct di_model *model, size_t draws, size_t replications,
                                size_t points, uint64_t seed);
/**
 * Withhold every output that has a count of 1 to below - 1 children, as it stands or at a point
 * shown, or whose difference to another is one; and the values of inputs that count children at
 * the start. Rank correlations and indices are no counts and stay.
 */
void di_sensitivity_withhold(struct di_sensitivity_tables *tables, uint32_t below);

/** Is the input a count of children that --suppress withholds as scenario.json does? */
bool di_sensitivity_hides_input(const struct di_sensitivity_tables *tables, size_t input);

void di_sensitivity_tables_finish(struct di_sensitivity_tables *tables);

void di_sensitivity_print(const struct di_cli *cli, const struct di_sensitivity_tables *tables);
void di_sensitivity_print_json(const struct di_sensitivity_tables *tables);

/** Before the work: no file of these names in the folder that an earlier run did not write. */
DI_MUST_CHECK enum di_status di_sensitivity_check_folder(const char *folder, bool force,
                                                         struct di_error *error);

/** sensitivity.json (everything) and sensitivity.csv (one line per output and input). */
DI_MUST_CHECK enum di_status di_sensitivity_write(const struct di_sensitivity_tables *tables,
                                                  const char *folder, struct di_error *error);

#endif
