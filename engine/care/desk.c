/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables of the desk, and the way from the calendar to its files. */
#include "desk.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "monitoring.h"
#include "system.h"
#include "workforce.h"

static void schedule_job(void *context, uint32_t job, di_time time)
{
    struct di_care *care = context;
    const struct job *row = &care->desk->teams.jobs[job];
    care_schedule(care, time, DI_EVENT_CLASS_RELEASE,
                  (enum event_purpose)(EVENT_JOB + row->activity), job | WORK_ENTITY,
                  row->generation);
}

static void schedule_serving(void *context, uint32_t team)
{
    struct di_care *care = context;
    care_schedule(care, care->now, DI_EVENT_CLASS_MATCHING, EVENT_TEAM, team | WORK_ENTITY, 0);
}

/* Hours of a job from its beginning to its end: only the trace tells them. */
static bool make_room_for_hours(struct di_care *care)
{
    struct teams *teams = &care->desk->teams;
    const bool is_asked = trace_is_on(care) || teams->whole_hours != NULL; /* or was once */
    if (!is_asked || teams->whole_hours_capacity >= teams->job_capacity)
        return true;
    double *grown = care_grow(care, teams->whole_hours, &teams->whole_hours_capacity,
                              teams->job_capacity, sizeof *grown);
    if (grown == NULL)
        return false;
    teams->whole_hours = grown;
    return true;
}

static bool make_room(void *context)
{
    struct di_care *care = context;
    struct teams *teams = &care->desk->teams;
    struct job *grown =
        care_grow(care, teams->jobs, &teams->job_capacity, teams->job_used + 1, sizeof *grown);
    if (grown == NULL)
        return false;
    teams->jobs = grown;
    return make_room_for_hours(care);
}

static void assign_teams(struct desk *desk, const struct di_model *model)
{
    for (uint16_t r = 0; r < model->region_count; r++)
        for (int a = 0; a < DI_ACTIVITIES; a++) {
            const uint16_t role = di_staffing_role_of(&model->staffing, r, (enum di_activity)a);
            desk->team_of[r * DI_ACTIVITIES + (uint32_t)a] =
                role == DI_NONE ? UINT16_MAX : (uint16_t)(r * desk->role_count + role);
        }
}

enum di_status desk_create(struct di_care *care)
{
    const struct di_model *model = care->model;
    if (model->staffing.role_count == 0)
        return DI_OK;
    struct desk *desk = calloc(1, sizeof *desk);
    if (desk == NULL)
        return DI_ERR_MEMORY;
    care->desk = desk;
    desk->role_count = model->staffing.role_count;
    desk->teams.team_count = model->region_count * desk->role_count;
    desk->teams.team = calloc(desk->teams.team_count, sizeof *desk->teams.team);
    desk->teams.context = care;
    desk->teams.schedule_job = schedule_job;
    desk->teams.schedule_serving = schedule_serving;
    desk->teams.make_room = make_room;
    desk->team_of = calloc((size_t)model->region_count * DI_ACTIVITIES, sizeof *desk->team_of);
    desk->caseload = calloc(model->region_count, sizeof *desk->caseload);
    desk->counted = calloc(desk->teams.team_count, sizeof *desk->counted);
    desk->first_matched = calloc((size_t)care->unit_count + 1, sizeof *desk->first_matched);
    if (desk->first_matched == NULL || desk->counted == NULL || desk->teams.team == NULL ||
        desk->team_of == NULL || desk->caseload == NULL)
        return DI_ERR_MEMORY;
    assign_teams(desk, model);
    return workforce_create(care);
}

void desk_destroy(struct di_care *care)
{
    struct desk *desk = care->desk;
    if (desk == NULL)
        return;
    workforce_destroy(care);
    free(desk->teams.team);
    care_rows_free(desk->teams.jobs);
    care_rows_free(desk->teams.whole_hours);
    free(desk->team_of);
    care_rows_free(desk->first_job);
    care_rows_free(desk->files);
    care_rows_free(desk->watches);
    care_rows_free(desk->next_owed);
    care_rows_free(desk->visit_month);
    care_rows_free(desk->watch_of);
    care_rows_free(desk->adoption_of);
    care_rows_free(desk->review_of);
    care_rows_free(desk->late);
    care_rows_free(desk->supported);
    care_rows_free(desk->assessed);
    free(desk->first_matched);
    care_rows_free(desk->plan_day);
    free(desk->caseload);
    free(desk->counted);
    free(desk);
}

/* There is a casefile for each request, and something of each child. */
static void make_headroom(struct di_care *care)
{
    struct desk *desk = care->desk;
    struct teams *teams = &desk->teams;
    teams->jobs = care_headroom(care, teams->jobs, &teams->job_capacity, teams->job_used,
                                sizeof *teams->jobs);
    desk->watches = care_headroom(care, desk->watches, &desk->watch_capacity, desk->watch_used,
                                  sizeof *desk->watches);
    desk->next_owed = care_headroom(care, desk->next_owed, &desk->next_owed_capacity,
                                    desk->watch_used, sizeof *desk->next_owed);
    desk->visit_month = care_headroom(care, desk->visit_month, &desk->visit_month_capacity,
                                      desk->watch_used, sizeof *desk->visit_month);
    if (desk->child_capacity > 0)
        (void)desk_has_child(care, care->child_slots.capacity - 1);
    if (desk->files == NULL || desk->file_capacity >= care->waiting.request_capacity)
        return;
    struct casefile *grown = care_grow(care, desk->files, &desk->file_capacity,
                                       care->waiting.request_capacity, sizeof *grown);
    if (grown != NULL)
        desk->files = grown;
}

void desk_reset(struct di_care *care)
{
    struct desk *desk = care->desk;
    if (desk == NULL)
        return;
    make_headroom(care);
    desk->teams.job_used = 0;
    desk->teams.job_free = NO_JOB;
    desk->watch_used = 0;
    desk->watch_free = NO_SLOT;
    if (desk->child_capacity > 0) {
        const size_t links = desk->child_capacity, words = desk->child_capacity / 64;
        memset(desk->first_job, 0xff, links * sizeof *desk->first_job);
        memset(desk->watch_of, 0xff, links * sizeof *desk->watch_of);
        memset(desk->plan_day, 0xff, links * sizeof *desk->plan_day);
        memset(desk->assessed, 0, words * sizeof *desk->assessed);
        memset(desk->late, 0, words * sizeof *desk->late);
        memset(desk->supported, 0, words * sizeof *desk->supported);
        memset(desk->adoption_of, 0xff, links * sizeof *desk->adoption_of);
        if (desk->review_of != NULL)
            memset(desk->review_of, 0xff, links * sizeof *desk->review_of);
    }
    memset(desk->first_matched, 0xff, care->unit_count * sizeof *desk->first_matched);
    memset(desk->counted, 0, desk->teams.team_count * sizeof *desk->counted);
    for (uint32_t t = 0; t < desk->teams.team_count; t++) {
        const struct di_role *role = &care->model->staffing.roles[t % desk->role_count];
        team_init(&desk->teams.team[t], role->max_parallel_hours_per_day, role->reserve_share);
    }
    for (uint32_t r = 0; r < care->model->region_count; r++)
        desk->caseload[r] = (struct caseload){.limit = HUGE_VAL, .gate = NO_JOB};
    workforce_reset(care);
}

void desk_start(struct di_care *care)
{
    if (care->desk == NULL)
        return;
    care->desk->teams.tell = trace_is_on(care) ? job_trace : NULL;
    (void)make_room_for_hours(care); /* the run before may have had no trace */
    workforce_start(care);
}

static bool grow_links(struct di_care *care, uint32_t **links, uint32_t before, uint32_t wanted)
{
    uint32_t capacity = before;
    uint32_t *grown = care_grow(care, *links, &capacity, wanted, sizeof *grown);
    if (grown == NULL)
        return false;
    *links = grown;
    memset(grown + before, 0xff, (capacity - before) * sizeof *grown);
    return true;
}

static bool grow_bits(struct di_care *care, uint64_t **bits, uint32_t before, uint32_t wanted)
{
    uint32_t words = before / 64;
    uint64_t *grown = care_grow(care, *bits, &words, wanted / 64, sizeof *grown);
    if (grown == NULL)
        return false;
    *bits = grown;
    memset(grown + before / 64, 0, (words - before / 64) * sizeof *grown);
    return true;
}

/* Rows beside the children's: grown with their table, empty for new ones. Whole words of bits.
 */
bool desk_has_child(struct di_care *care, uint32_t slot)
{
    struct desk *desk = care->desk;
    const uint32_t before = desk->child_capacity;
    if (slot < before)
        return true;
    const uint32_t wanted = (care->child_slots.capacity + 63) / 64 * 64;
    if (!grow_links(care, &desk->first_job, before, wanted) ||
        !grow_links(care, &desk->watch_of, before, wanted) ||
        !grow_links(care, &desk->plan_day, before, wanted) ||
        !grow_bits(care, &desk->assessed, before, wanted) ||
        !grow_bits(care, &desk->late, before, wanted) ||
        !grow_bits(care, &desk->supported, before, wanted) ||
        !grow_links(care, &desk->adoption_of, before, wanted) ||
        (care->model->staffing.review_days > 0 &&
         !grow_links(care, &desk->review_of, before, wanted)))
        return false;
    desk->child_capacity = wanted;
    return true;
}

void desk_forget_child(struct di_care *care, uint32_t slot)
{
    casework_forget_assessed(care, slot);
    care_plan_forget(care, slot);
}

/* Jobs, those that a reservation belongs to included. */
static bool is_of_job(uint8_t event_class)
{
    return event_class == DI_EVENT_CLASS_RELEASE;
}

bool desk_is_stale(const struct di_care *care, const struct di_event *event)
{
    const uint32_t index = event->entity & ~WORK_ENTITY;
    if (event->event_class == DI_EVENT_CLASS_CLOCK)
        return care->desk->watches[index].generation != event->generation;
    return is_of_job(event->event_class) &&
           care->desk->teams.jobs[index].generation != event->generation;
}

void desk_event(struct di_care *care, const struct di_event *event)
{
    const uint32_t index = event->entity & ~WORK_ENTITY;
    struct teams *teams = &care->desk->teams;
    if (event->event_class == DI_EVENT_CLASS_CLOCK)
        monitoring_event(care, index, event->purpose);
    else if (event->purpose == EVENT_TEAM)
        team_serve(teams, index, care->now);
    else if (event->purpose == EVENT_GATE)
        caseload_open_gate(care, index - teams->team_count);
    else if (event->purpose == EVENT_WORKERS)
        workforce_event(care, event);
    else if (event->purpose == EVENT_POSTS)
        workforce_fill(care, index);
    else if (event->purpose == EVENT_RESERVATION)
        preparation_expire(care, index);
    else
        casework_happens(care, index);
}

/* Jobs carry the canonical id of their owner; teams and gates come after the lists of places.
 */
uint64_t desk_order(const struct di_care *care, uint8_t event_class, uint32_t index)
{
    const struct desk *desk = care->desk;
    const struct di_model *model = care->model;
    if (event_class == DI_EVENT_CLASS_CLOCK)
        return monitoring_order(care, index);
    if (event_class == DI_EVENT_CLASS_RELEASE)
        return desk->teams.jobs[index].order;
    if (event_class != DI_EVENT_CLASS_MATCHING)
        return index < care->desk->workforce->used ? workforce_order(care, index) : index;
    if (index < desk->teams.team_count)
        return UINT64_C(1) << 63 |
               (uint64_t)model->regions[index / desk->role_count].name.rank << 8 |
               model->staffing.roles[index % desk->role_count].name.rank;
    return UINT64_C(1) << 62 | model->regions[index - desk->teams.team_count].name.rank;
}
