/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What all relations together tell of cells that are as small as they can be. */
#ifndef DI_CORNERED_CELLS_H
#define DI_CORNERED_CELLS_H

#include "di/disclosure.h"

/*
 * Marks one of each group of withheld cells that are one unit each and cannot be otherwise,
 * since others of the group would have to be less.
 *
 * @param read_from     importance of cells that stand in a table: withheld, they are known to
 * be one unit at least
 * @param[out] is_told  [cells]
 * @param[out] count    how many are marked
 */
enum di_status cornered_cells(const struct di_disclosure *disclosure, uint8_t read_from,
                              bool *is_told, uint32_t *count);

#endif
