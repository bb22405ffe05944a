/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Hours of services beside care (MODEL 6, 8.7): a family that prevention serves, a child in
 * conflict with the law who is diverted, a young person who leaves to aftercare. Each asks the
 * region's team for the hours of its activity, once, when it begins; and takes them from the
 * children who wait for the same team. What the service achieves was drawn when it began and
 * does not wait for the hours: a short team shows in its queue (K16), not in a service's
 * effect.
 *
 * Prevention and diversion stand in the queue among assessments as a child without any priority
 * who asks today; aftercare stands among visits due today.
 */
#include "system.h"

static uint64_t level_of(const struct di_care *care, enum di_activity activity)
{
    const uint64_t today = (uint64_t)care->now;
    if (di_activity_class(activity) == DI_WORK_VISIT)
        return today;
    return priority_of_nobody(care);
}

void service_hours_begin(struct di_care *care, uint32_t region, enum di_activity activity,
                         uint64_t order, double u)
{
    if (care->desk == NULL)
        return;
    const struct di_activity_plan *plan = &care->model->staffing.activities[activity];
    const uint32_t team = desk_team(care->desk, region, activity);
    const double hours = casework_sampled_hours(plan, u);
    if (team == UINT16_MAX || !(hours > 0))
        return;
    const uint32_t job = job_add(&care->desk->teams, region, activity, order);
    if (job != NO_JOB)
        job_queue(&care->desk->teams, job, team, di_activity_class(activity),
                  level_of(care, activity), hours, plan->min_days, care->now);
}
