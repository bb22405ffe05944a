/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * How foster families of one profile are won and lost (MODEL 8.4).
 *
 * Enquiry -> application -> assessment and training -> approved -> left. Enquiries follow
 *
 *     (e0 + e1 (1 - exp(-budget / b1))) * pool / willing households
 *
 * The pool loses every household that applies, approved or not, and refills evenly, never above
 * its first size. A family leaves by a hazard that is higher in the year after a breakdown.
 */
#ifndef DI_RECRUITMENT_H
#define DI_RECRUITMENT_H

#include <stdint.h>

#include "di/quantity.h"
#include "di/staffing.h"

/** Families that a plan approves on the first day of a quarter, beside the pipeline's own. */
struct di_planned_approvals {
    int32_t day; /* first day of the quarter; before the start: never */
    uint32_t families;
};

struct di_recruitment {
    struct di_series enquiries_per_year;       /* e0: without a campaign */
    double campaign_response_per_year;         /* e1: what no budget exceeds */
    struct di_series campaign_budget_per_year; /* currency of the scenario */
    double campaign_scale;                     /* b1: budget that brings 63% of e1; > 0 */
    double willing_households;                 /* 0: the pool is endless */
    double pool_refill_share;                  /* of the first size, per year */
    double application_share;                  /* of enquiries */
    double approval_share;                     /* of completed applications */
    double approval_lag_days;                  /* median, from the application; 0: none */
    double approval_lag_sigma;                 /* of the log of the lag; 0: no spread */
    bool has_approval_law;                     /* then the lag is the mean of that law */
    struct di_work_law approval_law;
    double leave_per_year;               /* hazard of an approved family */
    double leave_after_breakdown_factor; /* times that, for a year after a breakdown */
    uint32_t planned_count;
    const struct di_planned_approvals *planned; /* in time order */
};

/** What a family does when its last child has left. */
struct di_family_rest {
    double share; /* chance that it rests */
    double days;  /* mean */
    struct di_work_law law;
};

/** Applications a year on `day` while the pool is full. */
double di_recruitment_applications_per_year(const struct di_recruitment *recruitment,
                                            int32_t day);

/** No day has more applications a year than this. */
double di_recruitment_highest_applications(const struct di_recruitment *recruitment);

/** Approvals expected over `days` if the pool stayed full, planned ones included. */
double di_recruitment_expected_approvals(const struct di_recruitment *recruitment,
                                         int32_t days);

#endif
