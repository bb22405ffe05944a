/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Trace lines of work: what a job's row goes through, told by its team (team.h). With the lines
 * of staff they are enough to recompute queues, waits and hours worked.
 *
 * A line of work has the role as its place, with the class of work where the job uses hours
 * kept for it, and the team's region as where it goes to; the rest is the child's. Services
 * beside care have the name of whom they serve and nothing more of it; the assessment of carers
 * has nobody.
 */
#include "monitoring.h"
#include "system.h"

static enum di_trace_event event_of(enum job_note note)
{
    static const enum di_trace_event events[] = {
        [JOB_NOTE_WAITS] = DI_TRACE_WORK_WAITS,      [JOB_NOTE_BEGINS] = DI_TRACE_WORK_BEGIN,
        [JOB_NOTE_HOURS_DONE] = DI_TRACE_HOURS_DONE, [JOB_NOTE_ENDS] = DI_TRACE_ACTIVITY_END,
        [JOB_NOTE_DROPPED] = DI_TRACE_WORK_DROPPED,
    };
    return events[note];
}

/* The child a job is about, if its row tells where it lives. */
static uint32_t slot_of_job(const struct di_care *care, const struct job *job)
{
    switch ((enum di_activity)job->activity) {
    case DI_ACTIVITY_VISIT:
    case DI_ACTIVITY_CRISIS:
        return care->desk->watches[job->owner].child;
    case DI_ACTIVITY_ASSESSMENT:
    case DI_ACTIVITY_RENEWAL:
    case DI_ACTIVITY_CARE_PLAN:
    case DI_ACTIVITY_TRACING:
    case DI_ACTIVITY_PREPARATION:
    case DI_ACTIVITY_ADOPTION_FILE:
    case DI_ACTIVITY_REVIEW:
        return (job->owner & TRACED_OWNER) == 0 ? job->owner : NO_SLOT;
    case DI_ACTIVITY_CARER_ASSESSMENT:
    case DI_ACTIVITY_PREVENTION:
    case DI_ACTIVITY_DIVERSION:
    case DI_ACTIVITY_AFTERCARE:
    case DI_ACTIVITIES:
        break;
    }
    return NO_SLOT;
}

static struct di_trace_line line_of_job(const struct di_care *care, const struct job *job,
                                        enum di_trace_event event)
{
    const uint32_t slot = slot_of_job(care, job);
    struct di_trace_line line =
        slot != NO_SLOT ? trace_line_of_child(care, slot, event) : trace_line(care, event);
    if (slot != NO_SLOT) {
        line.from = line.to = care->children[slot].setting;
        line.from_region = (uint16_t)care->children[slot].region;
    } else if (job->activity != DI_ACTIVITY_CARER_ASSESSMENT) {
        line.child = job->order;
    }
    return line;
}

/* The date of a review is no work: its line comes when the review has been made. */
static bool is_silent(const struct di_care *care, const struct job *job, enum job_note note)
{
    const double hours = care->model->staffing.activities[DI_ACTIVITY_REVIEW].hours;
    return job->activity == DI_ACTIVITY_REVIEW && review_is_awaited(job) &&
           (note != JOB_NOTE_ENDS || hours > 0);
}

void job_trace(void *context, uint32_t j, enum job_note note)
{
    const struct di_care *care = context;
    const struct desk *desk = care->desk;
    const struct job *job = &desk->teams.jobs[j];
    if (is_silent(care, job, note))
        return;
    struct di_trace_line line = line_of_job(care, job, event_of(note));
    line.to_region = (uint16_t)(job->team / desk->role_count);
    line.place = care->model->staffing.roles[job->team % desk->role_count].name.id;
    line.ordinal = UINT32_MAX;
    if (note == JOB_NOTE_BEGINS && job->pool != GENERAL_POOL)
        line.kept_for = di_work_class_id((enum di_work_class)job->pool);
    line.what = di_activity_id((enum di_activity)job->activity);
    if (note == JOB_NOTE_BEGINS || note == JOB_NOTE_ENDS)
        line.value = desk->teams.whole_hours[j];
    trace_emit(care, &line);
}
