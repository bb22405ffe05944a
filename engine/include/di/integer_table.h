/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Whole numbers of children from a fitted table (MODEL 7.2): the grand total exactly, each
 * margin within 1.
 */
#ifndef DI_INTEGER_TABLE_H
#define DI_INTEGER_TABLE_H

#include <stdint.h>

#include "di/proportional_fit.h"

struct di_integer_result {
    uint64_t total;   /* the table's sum, rounded */
    uint32_t swaps;   /* repairs made */
    double worst_gap; /* largest distance of a leaf from its total */
    uint32_t margin;  /* of the worst leaf */
    uint32_t leaf;
};

/**
 * Round `cells` by largest remainder, then move single children between cells while that
 * brings margins closer. Cells at zero stay zero. Ties go to the cell given first.
 *
 * @param counts_out  [cell_count]
 * @return DI_OK, also where `worst_gap` stays above 1 (structural zeros can force it);
 *         DI_ERR_MEMORY
 */
DI_MUST_CHECK enum di_status di_integer_table(const double *cells, uint32_t cell_count,
                                              const struct di_table_margin *margins,
                                              uint32_t margin_count, uint32_t *counts_out,
                                              struct di_integer_result *result_out);

#endif
