/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which withheld cells follow from the shown ones, by elimination modulo a prime. */
#ifndef DI_DISCLOSED_CELLS_H
#define DI_DISCLOSED_CELLS_H

#include "di/disclosure.h"

/*
 * Marks withheld cells above zero that are the same in every solution of the relations.
 *
 * @param is_disclosed_out  [cells]
 * @param[out] count_out    how many are marked
 */
enum di_status disclosed_cells(const struct di_disclosure *disclosure, bool *is_disclosed_out,
                               uint32_t *count_out);

/* The field all this is computed in. */
#define DISCLOSED_PRIME UINT64_C(2147483647)
uint64_t disclosed_inverse(uint64_t x);

/*
 * Random solutions of the relations, zero at cells that are shown.
 *
 * @param values_out  [count][cells], below DISCLOSED_PRIME
 */
enum di_status disclosed_solutions(const struct di_disclosure *disclosure, uint32_t count,
                                   uint32_t *values_out);

/*
 * Sums of late cells alone that the relations fix, in a form in which each has a cell of its
 * own.
 *
 * @param is_late  [cells] which those are
 * @param order    other numbers give other sums of the same cells
 * @param visit    is told the cells of each, and whether all add to it with one sign
 */
typedef void (*sum_visit)(void *context, const uint32_t *cells, uint32_t count,
                          bool is_of_one_sign);
enum di_status disclosed_sums(const struct di_disclosure *disclosure, const bool *is_late,
                              uint32_t order, sum_visit visit, void *context);

#endif
