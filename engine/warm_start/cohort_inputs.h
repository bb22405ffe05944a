/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Inputs of one region of the expected system, step by step. */
#ifndef DI_COHORT_INPUTS_H
#define DI_COHORT_INPUTS_H

#include "cohort_class.h"

/** Fills `ladder`, which is there and zero, and makes `streams` and `inflows` in `arena`, over
 * all members of the region. DI_ERR_MEMORY on failure. */
DI_MUST_CHECK enum di_status cohort_inputs_fill(struct cohort_region *region,
                                                struct di_arena *arena);

#endif
