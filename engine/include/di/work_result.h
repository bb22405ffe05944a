/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * What one replication leaves behind about work: teams (region and role) and cases (region), by
 * quarter. Where a scenario has no roles there are no teams, and all cases are zero.
 */
#ifndef DI_WORK_RESULT_H
#define DI_WORK_RESULT_H

#include <stddef.h>
#include <stdint.h>

/** One team in one quarter. */
struct di_work_team {
    double hours_available, hours_worked;
    double employed_fte_days; /* training included: what salaries are paid for */
    double wait_days;         /* of the jobs started in the quarter, summed */
    uint32_t started, waited; /* jobs; and those of them that had to wait */
    uint32_t hired, left;     /* workers */
    uint32_t queue;           /* jobs waiting at the end */
    float active_fte, training_fte, vacant_fte; /* at the end */
};

/** Cases of one region in one quarter. */
struct di_work_region {
    uint32_t cases;         /* at the end */
    float case_limit;       /* at the end; HUGE_VAL: none */
    uint32_t late_children; /* at the end: a visit is later than allowed */
    uint32_t visits_due, visits_made, visits_missed;
    uint32_t assessments, renewals, plans, preparations, crises; /* completed */
    double late_child_days;
    double case_days;
};

struct di_work_result {
    uint32_t roles;
    struct di_work_team *teams;     /* [quarter][region][role]; NULL without roles */
    struct di_work_region *regions; /* [quarter][region]; NULL without roles */
};

#endif
