/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Residents of the start for the expected system: rows of the joint table, and, where several
 * regions are run as one, the sums of rows that are alike. */
#ifndef DI_COHORT_CELLS_H
#define DI_COHORT_CELLS_H

#include "di/arena.h"

#include "cohort_class.h"

/** Fills cells and cell_count of a region with members; false: no memory. */
bool cohort_cells_make(struct cohort_region *region, bool by_sex, struct di_arena *arena);

/** Do children of the two regions, once there, fare alike? */
bool cohort_regions_agree(const struct di_model *model, uint16_t a, uint16_t b);

#endif
