/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The children of one class of the expected system on the first day. */
#ifndef DI_COHORT_START_H
#define DI_COHORT_START_H

#include "cohort_mass.h"

/** Seats the residents of the joint table; `scratch` as for stay_density_past. */
void cohort_start_residents(struct cohort_class *class, double *scratch);

/** Seats children who went home before the start and may come back. */
void cohort_start_home_pool(struct cohort_class *class, double *scratch);

#endif
