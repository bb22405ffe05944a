/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The expected system over the tables of a warm start that is still being prepared. */
#ifndef DI_COHORT_RUN_H
#define DI_COHORT_RUN_H

#include "di/cohort.h"

#include "warm_tables.h"

/** As di_cohort_run, without asking whether pathways are by request. */
DI_MUST_CHECK enum di_status cohort_run(const struct warm_tables *tables,
                                        const struct di_cohort_options *options,
                                        struct di_cohort **cohort_out);

/** Exits by frailty causes of each setting over the horizon, in the whole country, added to
 * exits_out [setting]. Regions with the same rates are run as one, so it costs what one region
 * does where only populations and homes differ. */
DI_MUST_CHECK enum di_status cohort_frailty_exits(const struct warm_tables *tables,
                                                  const struct di_cohort_options *options,
                                                  double *exits_out);

#endif
