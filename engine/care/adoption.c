/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Adoption by request (MODEL 5.2, 8.1). Where the pathway `adopted` is by request, its clock
 * means that adopters are found for a child who is legally free; then the adoption file is
 * made, and the child is adopted when the file is complete: a planned move. The file is the
 * child's assessment and its match; it asks for hours in its own class, earliest date first.
 *
 * The child lives on as before meanwhile and may move; the file stays with the team that began
 * it. Only leaving care ends it. Where no team works on files, or a file takes neither hours
 * nor days, the child is adopted at once.
 */

#include "system.h"

bool adoption_is_underway(const struct di_care *care, uint32_t slot)
{
    return care->desk != NULL && slot < care->desk->child_capacity &&
           care->desk->adoption_of[slot] != NO_JOB;
}

static bool begin_file(struct di_care *care, uint32_t slot)
{
    if (care->desk == NULL || !desk_has_child(care, slot))
        return false;
    const struct di_activity_plan *plan =
        &care->model->staffing.activities[DI_ACTIVITY_ADOPTION_FILE];
    const uint32_t team = casework_team(care, slot, DI_ACTIVITY_ADOPTION_FILE);
    const double hours = casework_hours(care, slot, DI_ACTIVITY_ADOPTION_FILE, 0);
    if (team == UINT16_MAX || (!(hours > 0) && !(plan->min_days > 0)))
        return false;
    const uint32_t job =
        job_add(&care->desk->teams, slot, DI_ACTIVITY_ADOPTION_FILE, child_order(care, slot));
    if (job == NO_JOB)
        return false;
    care->desk->adoption_of[slot] = job;
    job_queue(&care->desk->teams, job, team, DI_WORK_ADOPTION_FILE, (uint64_t)care->now, hours,
              plan->min_days, care->now);
    return true;
}

void adoption_ready(struct di_care *care, uint32_t slot)
{
    if (begin_file(care, slot))
        clocks_plan(care, slot);
    else
        movement_leave(care, slot, DI_SETTING_ADOPTED, DI_MOVE_PLANNED);
}

void adoption_drop(struct di_care *care, uint32_t slot)
{
    if (!adoption_is_underway(care, slot))
        return;
    job_drop(&care->desk->teams, care->desk->adoption_of[slot], care->now);
    care->desk->adoption_of[slot] = NO_JOB;
}

void adoption_file_done(struct di_care *care, uint32_t slot)
{
    adoption_drop(care, slot);
    movement_leave(care, slot, DI_SETTING_ADOPTED, DI_MOVE_PLANNED);
}
