/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Children of a schedule without chance, entered by list, and how long each was where. Each has
 * an age band, sex and disability of its own, so the child-time of that cell is the time of
 * that child.
 */
#ifndef SELFTEST_LISTED_H
#define SELFTEST_LISTED_H

#include "selftest_case.h"

enum { LISTED_MINUTES = 24 * 60 /* a day */ };

/** One child of the schedule; ages are 1, 5, 9, 13, 16: one for each band. */
struct listed_child {
    double day;
    float age_years;
    uint8_t sex;
    uint8_t disability;
    uint8_t group_size; /* 0: a member of the group before */
};

/** Minutes of one child in one setting. */
struct listed_stay {
    uint32_t child;
    uint16_t setting;
    double days;
};

/** Enter the children in region and reason 0. */
void listed_enter(struct draft *draft, const struct listed_child *children, uint32_t count);
/** Minutes spent, as observed and as listed: whole numbers. */
void listed_observe(const struct selftest_view *view, const struct listed_child *children,
                    const struct listed_stay *stays, uint32_t count, double *values);
void listed_answer(const struct listed_stay *stays, uint32_t count,
                   struct selftest_answer *answers);

#endif
