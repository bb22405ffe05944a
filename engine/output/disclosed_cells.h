/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which withheld cells follow from the shown ones, by elimination modulo a prime. */
#ifndef DI_DISCLOSED_CELLS_H
#define DI_DISCLOSED_CELLS_H

#include "disclosure.h"

/*
 * Marks withheld cells above zero that are the same in every solution of the relations.
 *
 * @param is_disclosed_out  [cells]
 * @param[out] count_out    how many are marked
 */
enum di_status disclosed_cells(const struct disclosure *disclosure, bool *is_disclosed_out,
                               uint32_t *count_out);

#endif
