/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Work counted for the result: differences of running sums at the end of each quarter, and what
 * there is then. Hours worked never exceed those there were: checked here, for every team and
 * quarter (MODEL 12).
 */

#include "system.h"
#include "workforce.h"

static void check_hours(struct di_care *care, const struct di_work_team *row)
{
    if (row->hours_worked > row->hours_available * (1 + 1e-9) + 1e-6)
        invariant_fail(care, NO_SLOT, DI_N_("hours worked never exceed the hours a team has"));
}

static void record_team(struct di_care *care, uint32_t quarter, uint32_t t)
{
    struct desk *desk = care->desk;
    struct team *team = &desk->teams.team[t];
    struct staff *staff = &desk->workforce->staff[t];
    const uint32_t teams = desk->teams.team_count;
    team_count_hours(team, care->now);
    workforce_count_time(care, t);
    const struct di_work_team all = {.hours_available = team->hours_available,
                                     .hours_worked = team->hours_worked,
                                     .employed_fte_days = staff->employed_days,
                                     .wait_days = team->wait_days,
                                     .started = team->started,
                                     .waited = team->waited,
                                     .hired = staff->hired,
                                     .left = staff->left};
    struct di_work_team *row = &care->recorder.result->work.teams[(size_t)quarter * teams + t];
    const struct di_work_team *before = &desk->counted[t];
    *row = (struct di_work_team){
        .hours_available = all.hours_available - before->hours_available,
        .hours_worked = all.hours_worked - before->hours_worked,
        .employed_fte_days = all.employed_fte_days - before->employed_fte_days,
        .wait_days = all.wait_days - before->wait_days,
        .started = all.started - before->started,
        .waited = all.waited - before->waited,
        .hired = all.hired - before->hired,
        .left = all.left - before->left,
        .queue = team->waiting,
        .active_fte = (float)(staff->active + staff->fresh) / FTE_ONE,
        .training_fte = (float)staff->training / FTE_ONE,
        .vacant_fte = (float)staff->hiring / FTE_ONE};
    desk->counted[t] = all;
    check_hours(care, row);
}

static void record_region(struct di_care *care, uint32_t quarter, uint32_t r)
{
    struct caseload *caseload = &care->desk->caseload[r];
    caseload_count_time(care, r);
    struct di_work_region *row =
        &care->recorder.result->work.regions[(size_t)quarter * care->model->region_count + r];
    *row = caseload->count;
    row->cases = (uint32_t)caseload->cases;
    row->case_limit = (float)caseload->limit;
    row->late_children = (uint32_t)caseload->late;
    caseload->count = (struct di_work_region){0};
}

void work_record_quarter(struct di_care *care, uint32_t quarter)
{
    if (care->desk == NULL)
        return;
    for (uint32_t t = 0; t < care->desk->teams.team_count; t++)
        record_team(care, quarter, t);
    for (uint32_t r = 0; r < care->model->region_count; r++)
        record_region(care, quarter, r);
}
