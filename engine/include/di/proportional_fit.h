/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Iterative proportional fitting of a joint table to its margins (MODEL 7.1).
 *
 * The table is a flat list of cells. A margin sorts cells into leaves, each with a total; a
 * cell outside every leaf of a margin is not bound by it. Cells at zero stay zero.
 */
#ifndef DI_PROPORTIONAL_FIT_H
#define DI_PROPORTIONAL_FIT_H

#include <stdint.h>

#include "di/status.h"

#define DI_LEAF_NONE UINT32_MAX /* the margin says nothing about this cell */
#define DI_FIT_TOLERANCE 0.01   /* children, per leaf */
#define DI_FIT_SWEEPS_MAX 1000

struct di_table_margin {
    uint32_t leaf_count;
    const uint32_t *leaf; /* [cells] leaf of each cell, or DI_LEAF_NONE */
    const double *total;  /* [leaf_count] >= 0 */
};

enum di_fit_problem_kind {
    DI_FIT_TOTALS_DISAGREE, /* two margins over the same cells have different sums */
    DI_FIT_IMPOSSIBLE,      /* a leaf above zero has no cell that may be above zero */
    DI_FIT_NOT_REACHED      /* after the last sweep the leaf is further off than allowed */
};

struct di_fit_problem {
    enum di_fit_problem_kind kind;
    uint32_t margin;
    uint32_t leaf;         /* IMPOSSIBLE, NOT_REACHED: the leaf; for the latter the worst */
    uint32_t other_margin; /* TOTALS_DISAGREE */
    double wanted;         /* total of the leaf or of `margin` */
    double found;          /* fitted sum, or total of `other_margin` */
};

struct di_fit_result {
    uint32_t sweeps;
    double worst_gap;       /* largest distance of a leaf from its total, children */
    uint32_t problem_count; /* found in all; the first `problem_room` are stored */
};

/**
 * Scale `cells` in place until every leaf is within DI_FIT_TOLERANCE of its total.
 *
 * Margins are swept in the order given and cells summed in theirs, so the caller fixes the
 * result by giving both in byte order of names. Disagreeing totals and impossible leaves are
 * found before the first sweep, which then does not start. Totals over the same cells may
 * differ by up to half a child (rounding of published tables): the first margin's sum holds.
 *
 * @param cells     [cell_count] seed, >= 0; the fitted table on success
 * @param problems  [problem_room] out; may be NULL with room 0
 * @return DI_OK even with problems (see problem_count); DI_ERR_MEMORY
 *
 * Cost O(sweeps * margins * cells).
 */
DI_MUST_CHECK enum di_status
di_proportional_fit(double *cells, uint32_t cell_count, const struct di_table_margin *margins,
                    uint32_t margin_count, struct di_fit_problem *problems,
                    uint32_t problem_room, struct di_fit_result *result_out);

#endif
