/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Cases of a region (MODEL 8.1): children in monitored placements, and children whose
 * preparation has begun. A preparation begins only below the limit and is not queued before, in
 * the order of 8.3 when the count falls: a full caseload stops new planned moves and nothing
 * else. Beginning is counted here, when the preparation may be queued; so no more preparations
 * are ever under way than the limit allows.
 *
 * Preparations of one instant pass the gate together, after all matching of that instant.
 */
#include <math.h>

#include "system.h"

static struct caseload *caseload_of(const struct di_care *care, uint32_t region)
{
    return &care->desk->caseload[region];
}

static void touch_gate(struct di_care *care, uint32_t region)
{
    struct caseload *caseload = caseload_of(care, region);
    if (caseload->is_scheduled || caseload->gate == NO_JOB ||
        (double)caseload->cases >= caseload->limit)
        return;
    caseload->is_scheduled = 1;
    care_schedule(care, care->now, DI_EVENT_CLASS_MATCHING, EVENT_GATE,
                  (region + care->desk->teams.team_count) | WORK_ENTITY, 0);
}

void caseload_count_time(struct di_care *care, uint32_t region)
{
    struct caseload *caseload = caseload_of(care, region);
    const double days = di_time_days(care->now - caseload->at);
    caseload->count.case_days += days * caseload->cases;
    caseload->count.late_child_days += days * caseload->late;
    caseload->at = care->now;
}

void caseload_add(struct di_care *care, uint32_t region)
{
    caseload_count_time(care, region);
    caseload_of(care, region)->cases++;
}

void caseload_remove(struct di_care *care, uint32_t region)
{
    caseload_count_time(care, region);
    caseload_of(care, region)->cases--;
    touch_gate(care, region);
}

void caseload_set_limit(struct di_care *care, uint32_t region, double limit)
{
    caseload_of(care, region)->limit = limit;
    touch_gate(care, region);
}

static void join_gate(struct di_care *care, uint32_t slot, uint32_t j)
{
    struct job *job = &care->desk->teams.jobs[j];
    const uint32_t region = care->children[slot].region;
    job->level = priority_of_child(care, slot);
    job->team = (uint16_t)region; /* whose gate it waits at */
    job_heap_insert(care->desk->teams.jobs, &caseload_of(care, region)->gate, j);
    job->state = JOB_GATED;
    touch_gate(care, region);
}

bool caseload_wait(struct di_care *care, uint32_t slot)
{
    if (isinf(caseload_of(care, care->children[slot].region)->limit))
        return preparation_admit(care, slot);
    join_gate(care, slot, casefile_of(care, slot)->preparation);
    return false;
}

void caseload_leave_gate(struct di_care *care, uint32_t j)
{
    struct job *job = &care->desk->teams.jobs[j];
    if (job->state != JOB_GATED)
        return;
    job->state = JOB_IDLE;
    job_heap_erase(care->desk->teams.jobs, &caseload_of(care, job->team)->gate, j);
}

void caseload_rank_again(struct di_care *care, uint32_t slot, uint32_t j)
{
    const struct job *job = &care->desk->teams.jobs[j];
    if (job->state != JOB_GATED || (job->level == priority_of_child(care, slot) &&
                                    job->team == care->children[slot].region))
        return;
    caseload_leave_gate(care, j);
    join_gate(care, slot, j);
}

void caseload_open_gate(struct di_care *care, uint32_t region)
{
    struct caseload *caseload = caseload_of(care, region);
    caseload->is_scheduled = 0;
    while (caseload->gate != NO_JOB && (double)caseload->cases < caseload->limit &&
           care->status == DI_OK) {
        const uint32_t j = caseload->gate;
        caseload_leave_gate(care, j);
        (void)preparation_admit(care, care->desk->teams.jobs[j].owner);
    }
}
