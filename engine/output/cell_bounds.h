/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which withheld cells follow from bounds: children are whole and never fewer than none. */
#ifndef DI_CELL_BOUNDS_H
#define DI_CELL_BOUNDS_H

#include "di/disclosure.h"

/*
 * Marks withheld cells above zero and below a limit for which the relations leave one value.
 *
 * @param read_from     importance of the cells that stand in a table: where those are withheld
 *                      they are known to be one unit at least, for zeros are shown
 * @param is_told_out   [cells]
 * @param[out] count_out  how many are marked
 */
enum di_status bounded_cells(const struct di_disclosure *disclosure, double below,
                             uint8_t read_from, bool *is_told_out, uint32_t *count_out);

#endif
