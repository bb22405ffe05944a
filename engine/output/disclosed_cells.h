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

#endif
