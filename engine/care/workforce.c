/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From workers to hours (MODEL 8.5): vacancy -> hire -> training -> active -> leaves.
 *
 * A post that is free is filled after the lag of hiring, within the budgeted posts of the day.
 * Workers count 0 until trained, then `ramp_share` for a quarter of a year, then 1. Turnover
 * rises with the use of hours over the last three months and is updated monthly; a worker's
 * unit exponential is kept over the updates. Where posts fall nobody is dismissed: who leaves
 * is not replaced; where the money for them ends, who is above them goes at once. Initial
 * trainees are evenly spread over their training.
 *
 * Hours of a team change at these events only, and with shocks.
 */
#include "workforce.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "system.h"

static const double ramp_days = DI_DAYS_PER_YEAR / 4;
static const double busy_share = 0.9, busy_step = 0.1; /* where overload begins to count */

static const struct di_workers *entry_of(const struct di_care *care, uint32_t entry)
{
    return &care->model->staffing.workers[entry];
}

static const struct di_role *role_of(const struct di_care *care, uint32_t entry)
{
    return &care->model->staffing.roles[entry_of(care, entry)->role];
}

static uint32_t team_of(const struct di_care *care, uint32_t entry)
{
    return entry_of(care, entry)->region * care->desk->role_count + entry_of(care, entry)->role;
}

/* ---- hours ---- */

static bool bears_cases(const struct di_care *care, uint32_t region, uint32_t role)
{
    const uint16_t visiting =
        di_staffing_role_of(&care->model->staffing, (uint16_t)region, DI_ACTIVITY_VISIT);
    const enum di_role_kind kind = care->model->staffing.roles[role].kind;
    return role == visiting || kind == DI_ROLE_CASE_MANAGER;
}

/* Children per active case manager, or generic worker where there is no specialist. */
static void update_limit(struct di_care *care, uint32_t region)
{
    const struct workforce *workforce = care->desk->workforce;
    const struct di_staffing *staffing = &care->model->staffing;
    int64_t active = 0;
    bool has_any = false;
    for (uint32_t role = 0; role < staffing->role_count; role++) {
        if (!bears_cases(care, region, role))
            continue;
        const struct staff *staff = &workforce->staff[region * staffing->role_count + role];
        active += staff->active + staff->fresh;
        has_any = true;
    }
    if (has_any)
        caseload_set_limit(care, region, staffing->caseload_limit * (double)active / FTE_ONE);
}

static void update_hours(struct di_care *care, uint32_t team)
{
    const uint32_t region = team / care->desk->role_count;
    const struct di_role *role = &care->model->staffing.roles[team % care->desk->role_count];
    const struct staff *staff = &care->desk->workforce->staff[team];
    const double full = (double)staff->active + role->ramp_share * (double)staff->fresh;
    const double rate = (double)team_rate_of(di_role_daily_hours(role)) * full / FTE_ONE *
                        shock_hours(care, region);
    team_set_capacity(&care->desk->teams, team, llround(rate), care->now);
    update_limit(care, region);
}

static int64_t *sum_of(struct staff *staff, enum worker_state state)
{
    switch (state) {
    case WORKER_HIRING:
        return &staff->hiring;
    case WORKER_TRAINING:
        return &staff->training;
    case WORKER_NEW:
        return &staff->fresh;
    case WORKER_ACTIVE:
    case WORKER_UNUSED:
        break;
    }
    return &staff->active;
}

/* ---- one worker ---- */

static bool is_trained(const struct worker *worker)
{
    return worker->state == WORKER_NEW || worker->state == WORKER_ACTIVE;
}

enum lag { LAG_HIRE, LAG_TRAINING, LAG_REDEPLOY };

/* The worker's own luck; what lies beyond the horizon is never reached. */
static di_time lag_of(const struct di_care *care, uint32_t w, enum lag lag)
{
    const struct worker *worker = &care->desk->workforce->workers[w];
    const struct di_role *role = role_of(care, worker->entry);
    const struct di_work_law *law = lag == LAG_HIRE       ? &role->hire_lag_law
                                    : lag == LAG_TRAINING ? &role->training_law
                                                          : &role->redeploy_training_law;
    const double mean = lag == LAG_HIRE       ? role->hire_lag_days
                        : lag == LAG_TRAINING ? role->training_days
                                              : role->redeploy_training_days;
    const double days =
        law->form == DI_WORK_FIXED
            ? mean
            : work_law_sample(law, mean,
                              di_draw_uniform(care->stream, worker->key, DI_PURPOSE_DURATION, 0,
                                              (uint32_t)lag));
    return di_time_from_days(fmin(days, care->model->horizon_days + 1.0));
}

static void plan(struct di_care *care, uint32_t w, uint8_t event_class, di_time time)
{
    care_schedule(care, time, event_class, EVENT_WORKERS, w | WORK_ENTITY,
                  care->desk->workforce->workers[w].generation);
}

/* Leaving is looked for up to the next monthly update only. */
static void plan_leaving(struct di_care *care, uint32_t w)
{
    struct workforce *workforce = care->desk->workforce;
    const struct worker *worker = &workforce->workers[w];
    const double rate = workforce->staff[team_of(care, worker->entry)].leave_per_year;
    const di_time at =
        rate > 0 ? di_time_after_years(worker->since, worker->left / rate) : DI_TIME_NEVER;
    if (at < care->now + di_time_of_day(32))
        plan(care, w, DI_EVENT_CLASS_CAPACITY_REMOVE, at > care->now ? at : care->now);
}

void workforce_count_time(struct di_care *care, uint32_t team)
{
    struct staff *staff = &care->desk->workforce->staff[team];
    const int64_t employed = staff->training + staff->fresh + staff->active;
    staff->employed_days += (double)employed / FTE_ONE * di_time_days(care->now - staff->at);
    staff->at = care->now;
}

static const char *const state_ids[] = {[WORKER_UNUSED] = "gone",
                                        [WORKER_HIRING] = "vacant",
                                        [WORKER_TRAINING] = "training",
                                        [WORKER_NEW] = "new",
                                        [WORKER_ACTIVE] = "active"};

/* How many of the role and region are in the state now. */
static void trace_staff(const struct di_care *care, uint32_t entry, enum worker_state state)
{
    if (!trace_is_on(care) || state == WORKER_UNUSED)
        return;
    struct di_trace_line line = trace_line(care, DI_TRACE_STAFF);
    line.place = role_of(care, entry)->name.id;
    line.what = state_ids[state];
    line.from_region = line.to_region = entry_of(care, entry)->region;
    line.value =
        (double)*sum_of(&care->desk->workforce->staff[team_of(care, entry)], state) / FTE_ONE;
    trace_emit(care, &line);
}

/* The state and the part of a post of one worker from now on. */
static void trace_worker(const struct di_care *care, uint32_t w)
{
    const struct worker *worker = &care->desk->workforce->workers[w];
    if (!trace_is_on(care))
        return;
    struct di_trace_line line = trace_line(care, DI_TRACE_WORKER);
    line.place = entry_of(care, worker->entry)->name.id;
    line.ordinal = worker->ordinal;
    line.what = state_ids[worker->state];
    line.to_region = entry_of(care, worker->entry)->region;
    line.value = (double)worker->fte / FTE_ONE;
    trace_emit(care, &line);
}

static void enter_state(struct di_care *care, uint32_t w, enum worker_state state)
{
    struct worker *worker = &care->desk->workforce->workers[w];
    struct staff *staff = &care->desk->workforce->staff[team_of(care, worker->entry)];
    workforce_count_time(care, team_of(care, worker->entry));
    const enum worker_state before = (enum worker_state)worker->state;
    if (before != WORKER_UNUSED)
        *sum_of(staff, before) -= worker->fte;
    worker->state = (uint8_t)state;
    if (state != WORKER_UNUSED)
        *sum_of(staff, state) += worker->fte;
    worker->generation++;
    trace_staff(care, worker->entry, before);
    trace_staff(care, worker->entry, state);
    trace_worker(care, w);
}

static uint32_t add_worker(struct di_care *care, uint32_t entry, int64_t fte)
{
    struct workforce *workforce = care->desk->workforce;
    uint32_t w = workforce->free;
    uint16_t generation = 0;
    if (w != NO_SLOT) {
        workforce->free = workforce->workers[w].next_free;
        generation = workforce->workers[w].generation;
    } else {
        if (workforce->used == workforce->capacity) {
            struct worker *grown = care_grow(care, workforce->workers, &workforce->capacity,
                                             workforce->used + 1, sizeof *grown);
            if (grown == NULL)
                return NO_SLOT;
            workforce->workers = grown;
        }
        w = workforce->used++;
    }
    const uint32_t ordinal = workforce->hired[entry]++;
    const uint64_t key = di_key_mix(entry_of(care, entry)->name.key, ordinal);
    workforce->workers[w] = (struct worker){
        .key = key,
        .left = di_draw_exponential(care->stream, key, DI_PURPOSE_WORKER_STAY, 0, 0),
        .fte = (int32_t)fte,
        .ordinal = ordinal,
        .entry = (uint16_t)entry,
        .generation = generation};
    workforce->headcount[entry] += fte;
    return w;
}

static void remove_worker(struct di_care *care, uint32_t w)
{
    struct workforce *workforce = care->desk->workforce;
    struct worker *worker = &workforce->workers[w];
    enter_state(care, w, WORKER_UNUSED);
    workforce->headcount[worker->entry] -= worker->fte;
    worker->next_free = workforce->free;
    workforce->free = w;
}

static void train(struct di_care *care, uint32_t w, di_time lasts)
{
    enter_state(care, w, WORKER_TRAINING);
    if (care->now > 0)
        care->desk->workforce->staff[team_of(care, care->desk->workforce->workers[w].entry)]
            .hired++;
    plan(care, w, DI_EVENT_CLASS_CAPACITY_ADD, care->now + lasts);
}

static void activate(struct di_care *care, uint32_t w, bool is_new)
{
    struct worker *worker = &care->desk->workforce->workers[w];
    enter_state(care, w, is_new ? WORKER_NEW : WORKER_ACTIVE);
    if (is_new)
        worker->since = care->now;
    if (is_new)
        plan(care, w, DI_EVENT_CLASS_CAPACITY_ADD, care->now + di_time_from_days(ramp_days));
    plan_leaving(care, w);
    update_hours(care, team_of(care, worker->entry));
}

/* Vacancies of the day are advertised; whole workers first, then the part of a post. */
static void fill_posts(struct di_care *care, uint32_t entry)
{
    const double posts = di_workers_posts(entry_of(care, entry), di_time_day(care->now));
    int64_t vacant = llround(posts * FTE_ONE) - care->desk->workforce->headcount[entry];
    while (vacant > FTE_ONE / 1000 && care->status == DI_OK) {
        const int64_t fte = vacant < FTE_ONE ? vacant : FTE_ONE;
        const uint32_t w = add_worker(care, entry, fte);
        if (w == NO_SLOT)
            return;
        enter_state(care, w, WORKER_HIRING);
        plan(care, w, DI_EVENT_CLASS_CAPACITY_ADD, care->now + lag_of(care, w, LAG_HIRE));
        vacant -= fte;
    }
}

static void leave(struct di_care *care, uint32_t w)
{
    const uint32_t entry = care->desk->workforce->workers[w].entry;
    care->desk->workforce->staff[team_of(care, entry)].left++;
    remove_worker(care, w);
    update_hours(care, team_of(care, entry));
    fill_posts(care, entry);
}

static bool is_leaving(const struct di_care *care, const struct worker *worker)
{
    const double rate =
        care->desk->workforce->staff[team_of(care, worker->entry)].leave_per_year;
    return is_trained(worker) && rate > 0 &&
           di_time_after_years(worker->since, worker->left / rate) <= care->now;
}

void workforce_event(struct di_care *care, const struct di_event *event)
{
    const uint32_t w = event->entity & ~WORK_ENTITY;
    const struct worker *worker = &care->desk->workforce->workers[w];
    if (worker->generation != event->generation)
        return;
    if (event->event_class == DI_EVENT_CLASS_CAPACITY_REMOVE) {
        if (is_leaving(care, worker)) /* else its hazard fell: a later event will find it */
            leave(care, w);
        return;
    }
    if (worker->state == WORKER_HIRING)
        train(care, w, lag_of(care, w, LAG_TRAINING));
    else if (worker->state == WORKER_TRAINING)
        activate(care, w, true);
    else if (worker->state == WORKER_NEW)
        activate(care, w, false);
}

uint64_t workforce_order(const struct di_care *care, uint32_t w)
{
    return care->desk->workforce->workers[w].key;
}

/* ---- posts and the monthly update ---- */

/* Who goes first: those not hired yet, then by key. */
static uint32_t next_to_go(const struct di_care *care, uint32_t entry)
{
    const struct workforce *workforce = care->desk->workforce;
    uint32_t found = NO_SLOT;
    for (uint32_t w = 0; w < workforce->used; w++) {
        const struct worker *worker = &workforce->workers[w];
        const struct worker *best = found == NO_SLOT ? NULL : &workforce->workers[found];
        const bool is_vacancy = worker->state == WORKER_HIRING;
        if (worker->state == WORKER_UNUSED || worker->entry != entry)
            continue;
        if (best == NULL || (is_vacancy && best->state != WORKER_HIRING) ||
            (is_vacancy == (best->state == WORKER_HIRING) && worker->key < best->key))
            found = w;
    }
    return found;
}

static void shorten(struct di_care *care, uint32_t w, int64_t fte)
{
    struct workforce *workforce = care->desk->workforce;
    struct worker *worker = &workforce->workers[w];
    struct staff *staff = &workforce->staff[team_of(care, worker->entry)];
    workforce_count_time(care, team_of(care, worker->entry));
    *sum_of(staff, (enum worker_state)worker->state) -= fte;
    worker->fte -= (int32_t)fte;
    trace_staff(care, worker->entry, (enum worker_state)worker->state);
    trace_worker(care, w);
    workforce->headcount[worker->entry] -= fte;
}

/* The money for posts ends: workers above the posts that are left go at once. */
static void cut(struct di_care *care, uint32_t entry)
{
    struct workforce *workforce = care->desk->workforce;
    const double posts = di_workers_posts(entry_of(care, entry), di_time_day(care->now));
    int64_t excess = workforce->headcount[entry] - llround(posts * FTE_ONE);
    while (excess > 0) {
        const uint32_t w = next_to_go(care, entry);
        if (w == NO_SLOT)
            break;
        const int64_t fte = workforce->workers[w].fte;
        if (fte > excess) {
            shorten(care, w, excess);
            break;
        }
        workforce->staff[team_of(care, entry)].left += is_trained(&workforce->workers[w]);
        remove_worker(care, w);
        excess -= fte;
    }
    update_hours(care, team_of(care, entry));
}

void workforce_fill(struct di_care *care, uint32_t entry)
{
    const struct di_workers *workers = entry_of(care, entry);
    for (uint32_t i = 0; i < workers->cut_count; i++)
        if (workers->cut_days[i] == di_time_day(care->now))
            cut(care, entry);
    fill_posts(care, entry);
}

static void schedule_posts(struct di_care *care, uint32_t entry)
{
    const struct di_workers *workers = entry_of(care, entry);
    for (uint32_t i = 1; i < workers->posts.count; i++)
        if (workers->posts.day[i] > 0)
            care_schedule(care, di_time_of_day(workers->posts.day[i]),
                          DI_EVENT_CLASS_CAPACITY_ADD, EVENT_POSTS, entry | WORK_ENTITY, 0);
    for (uint32_t i = 0; i < workers->hire_count; i++)
        if (workers->hires[i].day > 0)
            care_schedule(care, di_time_of_day(workers->hires[i].day),
                          DI_EVENT_CLASS_CAPACITY_ADD, EVENT_POSTS, entry | WORK_ENTITY, 0);
}

static double use_of_hours(const struct staff *staff)
{
    const double available = staff->available[0] - staff->available[3];
    return available > 0 ? (staff->worked[0] - staff->worked[3]) / available : 0;
}

static void shift(double *history, double newest)
{
    memmove(history + 1, history, 3 * sizeof *history);
    history[0] = newest;
}

static void update_turnover(struct di_care *care, uint32_t t)
{
    struct staff *staff = &care->desk->workforce->staff[t];
    struct team *team = &care->desk->teams.team[t];
    const struct di_role *role = &care->model->staffing.roles[t % care->desk->role_count];
    team_count_hours(team, care->now);
    shift(staff->available, team->hours_available);
    shift(staff->worked, team->hours_worked);
    const double overload = fmax(0, use_of_hours(staff) - busy_share) / busy_step;
    staff->leave_per_year = role->turnover_per_year * (1 + role->overload_factor * overload);
}

static void use_up(struct di_care *care, uint32_t w)
{
    struct worker *worker = &care->desk->workforce->workers[w];
    if (!is_trained(worker))
        return;
    worker->left -= care->desk->workforce->staff[team_of(care, worker->entry)].leave_per_year *
                    di_time_years(care->now - worker->since);
    worker->since = care->now;
}

void workforce_month(struct di_care *care)
{
    struct workforce *workforce = care->desk->workforce;
    for (uint32_t w = 0; w < workforce->used; w++)
        use_up(care, w);
    for (uint32_t t = 0; t < care->desk->teams.team_count; t++)
        update_turnover(care, t);
    for (uint32_t w = 0; w < workforce->used; w++)
        if (is_trained(&workforce->workers[w]))
            plan_leaving(care, w);
}

/* ---- from outside: shocks, and staff of institutions ---- */

void workforce_shocked(struct di_care *care)
{
    for (uint32_t t = 0; care->desk != NULL && t < care->desk->teams.team_count; t++)
        update_hours(care, t);
}

void workforce_redeploy(struct di_care *care, uint32_t region, double fte)
{
    const uint32_t entry =
        care->desk == NULL
            ? UINT32_MAX
            : di_staffing_redeployed_to(&care->model->staffing, (uint16_t)region);
    if (entry == UINT32_MAX)
        return;
    for (int64_t left = llround(fte * FTE_ONE); left > 0 && care->status == DI_OK;
         left -= FTE_ONE) {
        const uint32_t w = add_worker(care, entry, left < FTE_ONE ? left : FTE_ONE);
        if (w != NO_SLOT)
            train(care, w, lag_of(care, w, LAG_REDEPLOY));
    }
}

/* ---- life of the tables ---- */

enum di_status workforce_create(struct di_care *care)
{
    const struct di_staffing *staffing = &care->model->staffing;
    struct workforce *workforce = calloc(1, sizeof *workforce);
    if (workforce == NULL)
        return DI_ERR_MEMORY;
    care->desk->workforce = workforce;
    const size_t entries = (size_t)staffing->workers_count + 1;
    workforce->staff = calloc(care->desk->teams.team_count, sizeof *workforce->staff);
    workforce->headcount = calloc(entries, sizeof *workforce->headcount);
    workforce->hired = calloc(entries, sizeof *workforce->hired);
    return workforce->staff != NULL && workforce->headcount != NULL && workforce->hired != NULL
               ? DI_OK
               : DI_ERR_MEMORY;
}

void workforce_destroy(struct di_care *care)
{
    struct workforce *workforce = care->desk->workforce;
    if (workforce == NULL)
        return;
    care_rows_free(workforce->workers);
    free(workforce->staff);
    free(workforce->headcount);
    free(workforce->hired);
    free(workforce);
}

void workforce_reset(struct di_care *care)
{
    struct workforce *workforce = care->desk->workforce;
    const struct di_staffing *staffing = &care->model->staffing;
    workforce->workers = care_headroom(care, workforce->workers, &workforce->capacity,
                                       workforce->used, sizeof *workforce->workers);
    workforce->used = 0;
    workforce->free = NO_SLOT;
    memset(workforce->staff, 0, care->desk->teams.team_count * sizeof *workforce->staff);
    memset(workforce->headcount, 0, staffing->workers_count * sizeof *workforce->headcount);
    memset(workforce->hired, 0, staffing->workers_count * sizeof *workforce->hired);
    for (uint32_t t = 0; t < care->desk->teams.team_count; t++)
        workforce->staff[t].leave_per_year =
            staffing->roles[t % care->desk->role_count].turnover_per_year;
}

static uint32_t whole_workers(double fte)
{
    return (uint32_t)ceil(fte - 1e-9);
}

static void start_entry(struct di_care *care, uint32_t entry)
{
    const struct di_workers *workers = entry_of(care, entry);
    const uint32_t active = whole_workers(workers->fte);
    const uint32_t trainees = whole_workers(workers->in_training_fte);
    const double training = role_of(care, entry)->training_days;
    for (uint32_t i = 0; i < active; i++) {
        const uint32_t w =
            add_worker(care, entry, llround(fmin(1, workers->fte - i) * FTE_ONE));
        if (w == NO_SLOT)
            return;
        enter_state(care, w, WORKER_ACTIVE);
        plan_leaving(care, w);
    }
    for (uint32_t i = 0; i < trainees; i++) {
        const uint32_t w =
            add_worker(care, entry, llround(fmin(1, workers->in_training_fte - i) * FTE_ONE));
        if (w == NO_SLOT)
            return;
        train(care, w, di_time_from_days(training * (i + 0.5) / trainees));
    }
    fill_posts(care, entry);
    schedule_posts(care, entry);
}

void workforce_start(struct di_care *care)
{
    for (uint32_t entry = 0; entry < care->model->staffing.workers_count; entry++)
        start_entry(care, entry);
    for (uint32_t t = 0; t < care->desk->teams.team_count; t++)
        update_hours(care, t);
}
