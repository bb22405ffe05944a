/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Counts that no indicator has and that money tells: lines paid by the move into a setting, and
 * by the family that takes a place of prevention. */
#ifndef DI_PAID_COUNTS_H
#define DI_PAID_COUNTS_H

#include "suppression_cells.h"

/*
 * Finds where fewer than the limit were paid for: is_paid_small in calendar years, in a region
 * or (0) in any, setting 0 for families of prevention; and has_few_paid in quarters of the
 * nation. False: no memory.
 */
bool paid_counts_find(struct suppression *s);

#endif
