/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who leaves a setting in one step, by time in it and cause, for one class of the expected
 * system. */
#ifndef DI_COHORT_EXITS_H
#define DI_COHORT_EXITS_H

#include "di/model.h"

struct cohort_class;

struct cohort_exit_table { /* one setting and age band at one step */
    bool is_made;
    double *survive; /* [stays] into cell i, from cell i - 1; from entry for i = 0 */
    double *leave;   /* [cause][stays] */
    double *level;   /* [cause] hazard multiplier used */
    double *extra;   /* [cause] hazard a step of historic exits */
};

/** Baseline hazard of a pathway used up in each step of a stay, [stays]. */
void cohort_exits_tabulate(const struct cohort_class *class, const struct di_pathway *pathway,
                           double *used_up);

/** Brings the tables of a setting up to the class's step; has_failed on lack of memory. */
void cohort_exits_refresh(struct cohort_class *class, uint16_t s);

/** Table of a bin `years` after the start; valid until the next call for the class. */
const struct cohort_exit_table *cohort_exits_of_row(struct cohort_class *class, uint16_t s,
                                                    uint32_t adult, uint32_t bin, double years);

#endif
