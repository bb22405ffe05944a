/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reviews of care plans (MODEL 5.3, 9), where `resources.review_every` is given: a review falls
 * due so long after the plan of a child in care was made, renewed or last reviewed. It asks the
 * region's team for its hours in the class of renewals, as a child without any priority whose
 * request is of that date; without hours it is made on its date. K12 counts it from then on.
 * Nothing else waits for it.
 *
 * One row a child: first the date, then the work. A child who moves meanwhile keeps the team
 * that was asked; leaving care ends the row.
 */
#include "system.h"

/* The date is still to come: the work is queued by its date, never 0. */
enum { LEVEL_OF_DATE = 0 };

bool review_is_awaited(const struct job *job)
{
    return job->level == LEVEL_OF_DATE;
}

static bool is_on(const struct di_care *care, uint32_t slot)
{
    return care->desk != NULL && care->desk->review_of != NULL &&
           slot < care->desk->child_capacity;
}

void review_drop(struct di_care *care, uint32_t slot)
{
    if (!is_on(care, slot) || care->desk->review_of[slot] == NO_JOB)
        return;
    job_drop(&care->desk->teams, care->desk->review_of[slot], care->now);
    care->desk->review_of[slot] = NO_JOB;
}

void review_plan(struct di_care *care, uint32_t slot)
{
    if (!is_on(care, slot))
        return;
    review_drop(care, slot);
    const uint32_t job =
        job_add(&care->desk->teams, slot, DI_ACTIVITY_REVIEW, child_order(care, slot));
    if (job == NO_JOB)
        return;
    care->desk->review_of[slot] = job;
    job_queue(&care->desk->teams, job, 0, DI_WORK_RENEWAL, LEVEL_OF_DATE, 0,
              care->model->staffing.review_days, care->now);
}

void review_happens(struct di_care *care, uint32_t j)
{
    struct teams *teams = &care->desk->teams;
    const uint32_t slot = teams->jobs[j].owner;
    const int32_t today = di_time_day(care->now);
    const uint32_t team = casework_team(care, slot, DI_ACTIVITY_REVIEW);
    const double hours =
        casework_hours(care, slot, DI_ACTIVITY_REVIEW, (uint32_t)today & 0xffffffu);
    if (review_is_awaited(&teams->jobs[j]) && team != UINT16_MAX && hours > 0)
        job_queue(teams, j, team, DI_WORK_RENEWAL, priority_of_nobody(care), hours,
                  care->model->staffing.activities[DI_ACTIVITY_REVIEW].min_days, care->now);
    else
        care_plan_note(care, slot, today); /* and the next date */
}
