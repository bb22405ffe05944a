/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Counts that no indicator has and that money tells: lines paid by the move into a setting, and
 * by the family that takes a place of prevention. */
#ifndef DI_PAID_COUNTS_H
#define DI_PAID_COUNTS_H

#include "suppression_cells.h"

/*
 * Where fewer than the limit were paid for, in calendar years: in a region, or (0) in any.
 *
 * @return [year][region][setting], setting 0 for families of prevention; to be freed. NULL: no
 *         memory
 */
bool *paid_counts_small(const struct suppression *s);

#endif
