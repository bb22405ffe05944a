/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What follows what between a request and its decision (MODEL 8.0, 8.1):
 *
 *   request -> assessment -> care plan -> decision;   tracing starts with the assessment
 *
 * The decision is the date on which assessment and care plan are both complete. Tracing tells
 * whether return home and kin suit; until it is done both count as asked for at the decision.
 * An activity is done by the team of the region where the child lives when it is queued, or
 * moved in the queue. One that takes neither hours nor days happens at once.
 *
 * Not here: what a decided child asks for (request.c), and what follows a match
 * (preparation.c).
 */

#include "system.h"

bool casework_new_file(struct di_care *care, uint32_t request, bool is_check)
{
    struct desk *desk = care->desk;
    if (request >= desk->file_capacity) {
        struct casefile *grown = care_grow(care, desk->files, &desk->file_capacity,
                                           care->waiting.request_capacity, sizeof *grown);
        if (grown == NULL)
            return false;
        desk->files = grown;
    }
    desk->files[request] = (struct casefile){.match_option = DI_OPTIONS,
                                             .case_region = DI_NONE,
                                             .match_unit = NO_SLOT,
                                             .preparation = NO_JOB,
                                             .assessed = REQUEST_UNDECIDED,
                                             .keep_since = REQUEST_UNDECIDED,
                                             .is_check = is_check};
    return true;
}

/* ---- how long it takes ---- */

double casework_sampled_hours(const struct di_activity_plan *plan, double u)
{
    return work_law_sample(&plan->law, plan->hours, u);
}

double casework_hours(const struct di_care *care, uint32_t slot, enum di_activity activity,
                      uint32_t ordinal)
{
    const struct di_activity_plan *plan = &care->model->staffing.activities[activity];
    const struct child *child = &care->children[slot];
    double hours = plan->hours;
    if (plan->law.form != DI_WORK_FIXED && plan->hours > 0)
        hours = casework_sampled_hours(
            plan, di_draw_uniform(care->stream, child_key(care, child), DI_PURPOSE_DURATION,
                                  child->episode, (uint32_t)activity << 24 | ordinal));
    if (!(plan->disability_hours > 0)) /* no need to look at the child */
        return hours;
    return child->disability == DI_DISABILITY_NONE ? hours : hours + plan->disability_hours;
}

/* Which assessment (or plan, ...) of the episode this is: one per place the child has lived in,
 * and one per renewal. */
static uint32_t ordinal_of(const struct di_care *care, uint32_t slot)
{
    const struct child *child = &care->children[slot];
    const enum di_kind kind = setting_of(care, child)->kind;
    return ((uint32_t)kind << VISIT_BITS | child_visit(child, kind)) << 8 |
           casefile_of(care, slot)->renewals;
}

/* ---- jobs of a child ---- */

uint32_t casework_add_job(struct di_care *care, uint32_t slot, enum di_activity activity)
{
    struct desk *desk = care->desk;
    const uint32_t j = job_add(&desk->teams, slot, activity, child_order(care, slot));
    if (j == NO_JOB)
        return NO_JOB;
    desk->teams.jobs[j].next_of_owner = desk->first_job[slot];
    desk->first_job[slot] = j;
    return j;
}

static void unlink_job(struct desk *desk, uint32_t j)
{
    uint32_t *link = &desk->first_job[desk->teams.jobs[j].owner];
    while (*link != j)
        link = &desk->teams.jobs[*link].next_of_owner;
    *link = desk->teams.jobs[j].next_of_owner;
}

static void drop_job(struct di_care *care, uint32_t j)
{
    unlink_job(care->desk, j);
    job_drop(&care->desk->teams, j, care->now);
}

void casework_drop(struct di_care *care, uint32_t slot, enum di_activity activity)
{
    struct desk *desk = care->desk;
    for (uint32_t j = desk->first_job[slot]; j != NO_JOB; j = desk->teams.jobs[j].next_of_owner)
        if (desk->teams.jobs[j].activity == activity) {
            drop_job(care, j);
            return;
        }
}

static bool has_job(const struct di_care *care, uint32_t slot, enum di_activity activity)
{
    const struct desk *desk = care->desk;
    for (uint32_t j = desk->first_job[slot]; j != NO_JOB; j = desk->teams.jobs[j].next_of_owner)
        if (desk->teams.jobs[j].activity == activity)
            return true;
    return false;
}

uint32_t casework_team(const struct di_care *care, uint32_t slot, enum di_activity activity)
{
    return desk_team(care->desk, care->children[slot].region, activity);
}

static enum di_work_class class_for(const struct di_care *care, uint32_t slot,
                                    enum di_activity activity)
{
    const enum di_kind kind = setting_of(care, &care->children[slot])->kind;
    if (activity == DI_ACTIVITY_ASSESSMENT &&
        (kind == DI_KIND_UNPLACED || kind == DI_KIND_EMERGENCY_FOSTER))
        return DI_WORK_URGENT;
    return di_activity_class(activity);
}

void casework_begin(struct di_care *care, uint32_t slot, uint32_t j)
{
    const enum di_activity activity = (enum di_activity)care->desk->teams.jobs[j].activity;
    const double hours = casework_hours(care, slot, activity, ordinal_of(care, slot));
    job_queue(&care->desk->teams, j, casework_team(care, slot, activity),
              class_for(care, slot, activity), priority_of_child(care, slot), hours,
              care->model->staffing.activities[activity].min_days, care->now);
}

static bool takes_no_time(const struct di_care *care, uint32_t slot, enum di_activity activity)
{
    const struct di_activity_plan *plan = &care->model->staffing.activities[activity];
    return !(plan->min_days > 0) && !(plan->hours > 0) &&
           (care->children[slot].disability == DI_DISABILITY_NONE ||
            !(plan->disability_hours > 0));
}

/* ---- what follows ---- */

static void count(struct di_care *care, uint32_t slot, enum di_activity activity)
{
    struct di_work_region *row = &care->desk->caseload[care->children[slot].region].count;
    row->assessments += activity == DI_ACTIVITY_ASSESSMENT;
    row->renewals += activity == DI_ACTIVITY_RENEWAL;
    row->plans += activity == DI_ACTIVITY_CARE_PLAN;
    row->preparations += activity == DI_ACTIVITY_PREPARATION;
}

static bool finish(struct di_care *care, uint32_t slot, enum di_activity activity)
{
    count(care, slot, activity);
    struct casefile *file = casefile_of(care, slot);
    switch (activity) {
    case DI_ACTIVITY_ASSESSMENT:
        file->assessed = care->now;
        return casework_start(care, slot, DI_ACTIVITY_CARE_PLAN);
    case DI_ACTIVITY_CARE_PLAN:
        request_decide(care, slot);
        return false;
    case DI_ACTIVITY_TRACING:
        file->is_traced = 1;
        request_traced(care, slot);
        return false;
    case DI_ACTIVITY_RENEWAL:
        file->assessed = care->now;
        care_plan_note(care, slot, di_time_day(care->now));
        return preparation_renewed(care, slot);
    case DI_ACTIVITY_PREPARATION:
        return preparation_done(care, slot);
    case DI_ACTIVITY_ADOPTION_FILE:
    case DI_ACTIVITY_VISIT:
    case DI_ACTIVITY_CARER_ASSESSMENT:
    case DI_ACTIVITY_CRISIS:
    case DI_ACTIVITY_PREVENTION:
    case DI_ACTIVITY_DIVERSION:
    case DI_ACTIVITY_AFTERCARE:
    case DI_ACTIVITY_REVIEW:
    case DI_ACTIVITIES:
        break;
    }
    return false;
}

bool casework_start(struct di_care *care, uint32_t slot, enum di_activity activity)
{
    if (takes_no_time(care, slot, activity))
        return finish(care, slot, activity);
    const uint32_t j = casework_add_job(care, slot, activity);
    if (j != NO_JOB)
        casework_begin(care, slot, j);
    return false;
}

static bool is_service(enum di_activity activity)
{
    return activity == DI_ACTIVITY_PREVENTION || activity == DI_ACTIVITY_DIVERSION ||
           activity == DI_ACTIVITY_AFTERCARE;
}

/* The row of a preparation is kept until the move: siblings may have to wait for each other. */
void casework_happens(struct di_care *care, uint32_t j)
{
    struct teams *teams = &care->desk->teams;
    const uint32_t slot = teams->jobs[j].owner;
    const enum di_activity activity = (enum di_activity)teams->jobs[j].activity;
    if (!job_happens(teams, j, care->now))
        return;
    if (is_service(activity)) {
        job_drop(teams, j, care->now);
        return;
    }
    if (activity == DI_ACTIVITY_TRACING && (slot & TRACED_OWNER) != 0) {
        job_drop(teams, j, care->now);
        shock_traced(care, slot & ~TRACED_OWNER);
        return;
    }
    if (activity == DI_ACTIVITY_ADOPTION_FILE) {
        adoption_file_done(care, slot);
        return;
    }
    if (activity == DI_ACTIVITY_REVIEW) {
        review_happens(care, j);
        return;
    }
    if (activity == DI_ACTIVITY_CARER_ASSESSMENT) {
        job_drop(teams, j, care->now);
        carer_pipeline_hours_done(care, slot);
        return;
    }
    if (activity == DI_ACTIVITY_VISIT || activity == DI_ACTIVITY_CRISIS) {
        job_drop(teams, j, care->now);
        monitoring_job_done(care, slot, activity);
        return;
    }
    if (activity != DI_ACTIVITY_PREPARATION)
        drop_job(care, j);
    (void)finish(care, slot, activity);
}

/* ---- the life of a request's work ---- */

static bool asks_for_tracing(const struct di_care *care, uint32_t slot)
{
    return request_option_is_open(care, slot, DI_OPTION_REUNIFICATION) ||
           request_option_is_open(care, slot, DI_OPTION_KINSHIP);
}

static bool take_assessed(struct di_care *care, uint32_t slot)
{
    const bool is_assessed = casework_is_assessed(care, slot);
    casework_forget_assessed(care, slot);
    return is_assessed;
}

void casework_open(struct di_care *care, uint32_t slot)
{
    if (!desk_has_child(care, slot))
        return;
    if (!casefile_of(care, slot)->is_check && asks_for_tracing(care, slot))
        (void)casework_start(care, slot, DI_ACTIVITY_TRACING);
    if (take_assessed(care, slot)) { /* with its plan, before the start */
        casefile_of(care, slot)->assessed = 0;
        request_decide(care, slot);
    } else {
        (void)casework_start(care, slot, DI_ACTIVITY_ASSESSMENT);
    }
}

void casework_close(struct di_care *care, uint32_t slot)
{
    preparation_drop(care, slot);
    while (care->desk->first_job[slot] != NO_JOB)
        drop_job(care, care->desk->first_job[slot]);
}

bool casework_may_ask(const struct di_care *care, uint32_t slot)
{
    const struct request *request = &care->waiting.requests[care->children[slot].request];
    return request->decided <= care->now && casefile_of(care, slot)->match_option == DI_OPTIONS;
}

bool casework_knows(struct di_care *care, uint32_t slot, enum di_option option)
{
    const struct request *request = &care->waiting.requests[care->children[slot].request];
    if ((option != DI_OPTION_REUNIFICATION && option != DI_OPTION_KINSHIP) ||
        casefile_of(care, slot)->is_traced ||
        (option == DI_OPTION_REUNIFICATION && request->home_is_ready))
        return true;
    if (!has_job(care, slot, DI_ACTIVITY_TRACING)) /* the option came later than the request */
        (void)casework_start(care, slot, DI_ACTIVITY_TRACING);
    return casefile_of(care, slot)->is_traced != 0;
}

/* Work in the queue goes where the child now lives, in the rank it now has. */
void casework_refresh(struct di_care *care, uint32_t slot)
{
    struct desk *desk = care->desk;
    if (slot >= desk->child_capacity)
        return;
    for (uint32_t j = desk->first_job[slot]; j != NO_JOB;
         j = desk->teams.jobs[j].next_of_owner) {
        const struct job *job = &desk->teams.jobs[j];
        const enum di_activity activity = (enum di_activity)job->activity;
        const uint64_t level = priority_of_child(care, slot);
        const uint32_t team = casework_team(care, slot, activity);
        const enum di_work_class work_class = class_for(care, slot, activity);
        if (job->state == JOB_QUEUED &&
            (job->level != level || job->team != team || job->work_class != work_class))
            job_requeue(&desk->teams, j, team, work_class, level);
        else if (job->state == JOB_GATED)
            caseload_rank_again(care, slot, j);
    }
}

void casework_after_ladder(struct di_care *care, uint32_t slot)
{
    const struct child *child = &care->children[slot];
    const enum di_kind kind = setting_of(care, child)->kind;
    const bool is_family =
        kind == DI_KIND_KINSHIP || kind == DI_KIND_FOSTER || kind == DI_KIND_SPECIALISED_FOSTER;
    if (!is_family || child->request != NO_SLOT || !request_is_in_use(care) ||
        (takes_no_time(care, slot, DI_ACTIVITY_ASSESSMENT) &&
         takes_no_time(care, slot, DI_ACTIVITY_CARE_PLAN)))
        return;
    request_open_check(care, slot);
}

void casework_note_assessed(struct di_care *care, uint32_t slot)
{
    if (desk_has_child(care, slot))
        care->desk->assessed[slot / 64] |= UINT64_C(1) << slot % 64;
    care_plan_note(care, slot, 0);
}

bool casework_is_assessed(const struct di_care *care, uint32_t slot)
{
    return care->desk != NULL && slot < care->desk->child_capacity &&
           (care->desk->assessed[slot / 64] >> slot % 64 & UINT64_C(1)) != 0;
}

void casework_forget_assessed(struct di_care *care, uint32_t slot)
{
    if (care->desk != NULL && slot < care->desk->child_capacity)
        care->desk->assessed[slot / 64] &= ~(UINT64_C(1) << slot % 64);
}

bool casework_assess_carers(struct di_care *care, uint32_t region, uint32_t applicant,
                            uint64_t order, uint64_t key)
{
    const struct di_activity_plan *plan =
        &care->model->staffing.activities[DI_ACTIVITY_CARER_ASSESSMENT];
    const uint32_t team = care->desk == NULL
                              ? UINT16_MAX
                              : desk_team(care->desk, region, DI_ACTIVITY_CARER_ASSESSMENT);
    if (team == UINT16_MAX || (!(plan->hours > 0) && !(plan->min_days > 0)))
        return false;
    const uint32_t j =
        job_add(&care->desk->teams, applicant, DI_ACTIVITY_CARER_ASSESSMENT, order);
    if (j == NO_JOB)
        return false;
    job_queue(&care->desk->teams, j, team, DI_WORK_CARER_ASSESSMENT, (uint64_t)care->now,
              casework_sampled_hours(
                  plan, di_draw_uniform(care->stream, key, DI_PURPOSE_DURATION, 0, 0)),
              plan->min_days, care->now);
    return true;
}
