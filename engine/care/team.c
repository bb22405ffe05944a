/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "team.h"

#include <assert.h>
#include <math.h>
#include <string.h>

#define BEYOND_ANY_HORIZON_DAYS 1e6

static void tell(const struct teams *teams, uint32_t j, enum job_note note)
{
    if (teams->tell != NULL)
        teams->tell(teams->context, j, note);
}

/* ---- heap of waiting jobs: a pairing heap, links inside the jobs ---- */

static bool is_before(const struct job *a, const struct job *b)
{
    if (a->level != b->level)
        return a->level < b->level;
    if (a->order != b->order)
        return a->order < b->order;
    return a->activity < b->activity;
}

static uint32_t meld(struct job *jobs, uint32_t a, uint32_t b)
{
    if (a == NO_JOB)
        return b;
    if (b == NO_JOB)
        return a;
    if (is_before(&jobs[b], &jobs[a])) {
        const uint32_t other = a;
        a = b;
        b = other;
    }
    jobs[b].previous = a;
    jobs[b].next = jobs[a].first;
    if (jobs[a].first != NO_JOB)
        jobs[jobs[a].first].previous = b;
    jobs[a].first = b;
    return a;
}

/* Melds a list of siblings in pairs, then the pairs from the last: the usual two passes. */
static uint32_t meld_siblings(struct job *jobs, uint32_t first)
{
    uint32_t pairs = NO_JOB;
    while (first != NO_JOB) {
        const uint32_t a = first;
        const uint32_t b = jobs[a].next;
        first = b == NO_JOB ? NO_JOB : jobs[b].next;
        jobs[a].next = NO_JOB;
        if (b != NO_JOB)
            jobs[b].next = NO_JOB;
        const uint32_t pair = meld(jobs, a, b);
        jobs[pair].next = pairs;
        pairs = pair;
    }
    uint32_t root = NO_JOB;
    while (pairs != NO_JOB) {
        const uint32_t pair = pairs;
        pairs = jobs[pair].next;
        jobs[pair].next = NO_JOB;
        root = meld(jobs, root, pair);
    }
    if (root != NO_JOB)
        jobs[root].previous = NO_JOB;
    return root;
}

void job_heap_insert(struct job *jobs, uint32_t *root, uint32_t j)
{
    jobs[j].first = jobs[j].next = jobs[j].previous = NO_JOB;
    *root = meld(jobs, *root, j);
}

void job_heap_erase(struct job *jobs, uint32_t *root, uint32_t j)
{
    struct job *job = &jobs[j];
    const uint32_t children = meld_siblings(jobs, job->first);
    if (*root == j) {
        *root = children;
        return;
    }
    if (jobs[job->previous].first == j)
        jobs[job->previous].first = job->next;
    else
        jobs[job->previous].next = job->next;
    if (job->next != NO_JOB)
        jobs[job->next].previous = job->previous;
    *root = meld(jobs, *root, children);
}

static void join_queue(struct teams *teams, struct team *team, uint32_t j)
{
    struct job *job = &teams->jobs[j];
    job->state = JOB_QUEUED;
    job_heap_insert(teams->jobs, &team->queue[job->work_class], j);
    team->waiting++;
}

static void leave_queue(struct teams *teams, struct team *team, uint32_t j)
{
    struct job *job = &teams->jobs[j];
    job_heap_erase(teams->jobs, &team->queue[job->work_class], j);
    job->state = JOB_IDLE;
    team->waiting--;
}

/* ---- rates ---- */

void team_count_hours(struct team *team, di_time now)
{
    const double day_rate = di_time_days(now - team->at) / TEAM_RATE_ONE;
    team->hours_available += (double)team->capacity * day_rate;
    team->hours_worked += (double)team->used * day_rate;
    team->at = now;
}

static void set_rate(struct teams *teams, struct team *team, uint32_t j, uint32_t rate,
                     di_time now)
{
    struct job *job = &teams->jobs[j];
    struct pool *pool = &team->pool[job->pool];
    if (job->rate > 0)
        job->hours_left -= (double)job->rate * di_time_days(now - job->since) / TEAM_RATE_ONE;
    if (job->hours_left < 0) /* rounding: it would have ended at this instant */
        job->hours_left = 0;
    pool->used += (int64_t)rate - job->rate;
    team->used += (int64_t)rate - job->rate;
    job->rate = rate;
    job->since = now;
    job->generation++;
    const double days = rate > 0 ? job->hours_left * TEAM_RATE_ONE / rate : HUGE_VAL;
    if (days < BEYOND_ANY_HORIZON_DAYS)
        teams->schedule_job(teams->context, j, now + di_time_from_days(days));
}

static void top_up(struct teams *teams, struct team *team, struct pool *pool, di_time now)
{
    while (pool->partial != NO_JOB && pool->used < pool->capacity) {
        const uint32_t j = pool->partial;
        const int64_t wanted = (int64_t)team->full_rate - teams->jobs[j].rate;
        const int64_t free = pool->capacity - pool->used;
        const int64_t given = wanted < free ? wanted : free;
        set_rate(teams, team, j, (uint32_t)(teams->jobs[j].rate + given), now);
        if (given == wanted)
            pool->partial = teams->jobs[j].next;
    }
}

static void cut(struct teams *teams, struct team *team, struct pool *pool, di_time now)
{
    for (uint32_t j = pool->last; j != NO_JOB && pool->used > pool->capacity;
         j = teams->jobs[j].previous) {
        const int64_t excess = pool->used - pool->capacity;
        const int64_t rate = teams->jobs[j].rate;
        if (rate > 0)
            set_rate(teams, team, j, (uint32_t)(rate > excess ? rate - excess : 0), now);
        pool->partial = j;
    }
}

static void ask_for_serving(struct teams *teams, struct team *team)
{
    if (team->is_scheduled || team->waiting == 0)
        return;
    team->is_scheduled = 1;
    teams->schedule_serving(teams->context, (uint32_t)(team - teams->team));
}

static void start(struct teams *teams, struct team *team, uint32_t p, uint32_t j, di_time now)
{
    struct pool *pool = &team->pool[p];
    struct job *job = &teams->jobs[j];
    job->state = JOB_RUNNING;
    team->started++;
    team->waited += job->since < now;
    team->wait_days += di_time_days(now - job->since);
    job->pool = (uint8_t)p;
    job->rate = 0;
    job->since = now;
    job->ready += now;
    job->next = NO_JOB;
    job->previous = pool->last;
    if (pool->last != NO_JOB)
        teams->jobs[pool->last].next = j;
    else
        pool->first = j;
    pool->last = pool->partial = j;
    tell(teams, j, JOB_NOTE_BEGINS);
    top_up(teams, team, pool, now);
}

static void unlink_running(struct teams *teams, struct team *team, uint32_t j)
{
    struct job *job = &teams->jobs[j];
    struct pool *pool = &team->pool[job->pool];
    pool->used -= job->rate;
    team->used -= job->rate;
    job->rate = 0;
    if (pool->partial == j)
        pool->partial = job->next;
    if (job->previous != NO_JOB)
        teams->jobs[job->previous].next = job->next;
    else
        pool->first = job->next;
    if (job->next != NO_JOB)
        teams->jobs[job->next].previous = job->previous;
    else
        pool->last = job->previous;
}

static void stop_running(struct teams *teams, uint32_t j, di_time now)
{
    struct team *team = &teams->team[teams->jobs[j].team];
    struct pool *pool = &team->pool[teams->jobs[j].pool];
    team_count_hours(team, now);
    unlink_running(teams, team, j);
    top_up(teams, team, pool, now);
    ask_for_serving(teams, team);
}

/* ---- teams ---- */

int64_t team_rate_of(double hours_per_day)
{
    return llround(hours_per_day * TEAM_RATE_ONE);
}

void team_init(struct team *team, double full_hours_per_day, const double *reserve_share)
{
    memset(team, 0, sizeof *team);
    for (uint32_t p = 0; p < TEAM_POOLS; p++)
        team->pool[p].first = team->pool[p].last = team->pool[p].partial = NO_JOB;
    for (uint32_t c = 0; c < DI_WORK_CLASSES; c++)
        team->queue[c] = NO_JOB;
    team->full_rate = (uint32_t)team_rate_of(full_hours_per_day);
    team->reserve_share = reserve_share;
}

static void set_pool(struct teams *teams, struct team *team, uint32_t p, int64_t capacity,
                     di_time now)
{
    struct pool *pool = &team->pool[p];
    pool->capacity = capacity;
    if (pool->used > capacity)
        cut(teams, team, pool, now);
    else
        top_up(teams, team, pool, now);
}

void team_set_capacity(struct teams *teams, uint32_t t, int64_t capacity, di_time now)
{
    struct team *team = &teams->team[t];
    team_count_hours(team, now);
    team->capacity = capacity;
    int64_t general = team->capacity;
    for (uint32_t c = 0; c < DI_WORK_CLASSES; c++) {
        const int64_t kept = llround((double)team->capacity * team->reserve_share[c]);
        general -= kept;
        if (team->reserve_share[c] > 0)
            set_pool(teams, team, c, kept, now);
    }
    set_pool(teams, team, GENERAL_POOL, general > 0 ? general : 0, now);
    ask_for_serving(teams, team);
}

static bool has_room(const struct pool *pool)
{
    return pool->partial == NO_JOB && pool->used < pool->capacity;
}

static void start_first(struct teams *teams, struct team *team, uint32_t work_class,
                        uint32_t pool, di_time now)
{
    const uint32_t j = team->queue[work_class];
    leave_queue(teams, team, j);
    start(teams, team, pool, j, now);
}

void team_serve(struct teams *teams, uint32_t t, di_time now)
{
    struct team *team = &teams->team[t];
    team->is_scheduled = 0;
    team_count_hours(team, now);
    for (uint32_t c = 0; c < DI_WORK_CLASSES && team->waiting > 0; c++) {
        while (team->queue[c] != NO_JOB && has_room(&team->pool[c]))
            start_first(teams, team, c, c, now);
        while (team->queue[c] != NO_JOB && has_room(&team->pool[GENERAL_POOL]))
            start_first(teams, team, c, GENERAL_POOL, now);
    }
}

/* ---- jobs ---- */

uint32_t job_add(struct teams *teams, uint32_t owner, enum di_activity activity, uint64_t order)
{
    uint32_t j = teams->job_free;
    uint16_t generation = 0;
    if (j != NO_JOB) {
        teams->job_free = teams->jobs[j].first;
        generation = teams->jobs[j].generation;
    } else {
        if (teams->job_used == teams->job_capacity && !teams->make_room(teams->context))
            return NO_JOB;
        j = teams->job_used++;
    }
    teams->jobs[j] = (struct job){.order = order,
                                  .owner = owner,
                                  .next = NO_JOB,
                                  .previous = NO_JOB,
                                  .first = NO_JOB,
                                  .next_of_owner = NO_JOB,
                                  .generation = (uint16_t)(generation + 1u),
                                  .activity = (uint8_t)activity,
                                  .state = JOB_IDLE};
    return j;
}

static void free_job(struct teams *teams, uint32_t j)
{
    struct job *job = &teams->jobs[j];
    job->state = JOB_UNUSED;
    job->generation++;
    job->first = teams->job_free;
    teams->job_free = j;
}

static void begin_lag(struct teams *teams, uint32_t j, di_time ready)
{
    struct job *job = &teams->jobs[j];
    job->state = JOB_LAG;
    job->generation++;
    teams->schedule_job(teams->context, j, ready);
}

static void prepare(struct teams *teams, uint32_t j, uint32_t t, enum di_work_class work_class,
                    uint64_t level, double hours, double min_days, di_time now)
{
    struct job *job = &teams->jobs[j];
    assert(job->state == JOB_IDLE);
    if (teams->whole_hours != NULL)
        teams->whole_hours[j] = hours;
    job->level = level;
    job->team = (uint16_t)t;
    job->work_class = (uint8_t)work_class;
    job->hours_left = hours;
    job->since = now;
    job->ready = di_time_from_days(min_days); /* from its start */
}

void job_queue(struct teams *teams, uint32_t j, uint32_t t, enum di_work_class work_class,
               uint64_t level, double hours, double min_days, di_time now)
{
    prepare(teams, j, t, work_class, level, hours, min_days, now);
    if (!(hours > 0)) {
        begin_lag(teams, j, now + teams->jobs[j].ready);
        return;
    }
    join_queue(teams, &teams->team[t], j);
    tell(teams, j, JOB_NOTE_WAITS);
    ask_for_serving(teams, &teams->team[t]);
}

void job_begin(struct teams *teams, uint32_t j, uint32_t t, enum di_work_class work_class,
               uint64_t level, double hours, double min_days, di_time now)
{
    struct team *team = &teams->team[t];
    if (!(hours > 0) || team->waiting > 0 || !has_room(&team->pool[GENERAL_POOL])) {
        job_queue(teams, j, t, work_class, level, hours, min_days, now);
        return;
    }
    prepare(teams, j, t, work_class, level, hours, min_days, now);
    team_count_hours(team, now);
    start(teams, team, GENERAL_POOL, j, now);
}

void job_requeue(struct teams *teams, uint32_t j, uint32_t t, enum di_work_class work_class,
                 uint64_t level)
{
    struct job *job = &teams->jobs[j];
    assert(job->state == JOB_QUEUED);
    const bool is_moved = job->team != t;
    leave_queue(teams, &teams->team[job->team], j);
    job->level = level;
    job->team = (uint16_t)t;
    job->work_class = (uint8_t)work_class;
    join_queue(teams, &teams->team[t], j);
    if (is_moved)
        tell(teams, j, JOB_NOTE_WAITS);
    ask_for_serving(teams, &teams->team[t]);
}

void job_replace(struct teams *teams, uint32_t j, uint64_t level, di_time now)
{
    struct job *job = &teams->jobs[j];
    job->since = now;
    job_requeue(teams, j, job->team, (enum di_work_class)job->work_class, level);
}

bool job_happens(struct teams *teams, uint32_t j, di_time now)
{
    struct job *job = &teams->jobs[j];
    if (job->state == JOB_RUNNING) {
        stop_running(teams, j, now);
        if (job->ready > now) {
            begin_lag(teams, j, job->ready);
            tell(teams, j, JOB_NOTE_HOURS_DONE);
            return false;
        }
    }
    tell(teams, j, JOB_NOTE_ENDS);
    job->state = JOB_IDLE;
    job->hours_left = 0;
    return true;
}

void job_drop(struct teams *teams, uint32_t j, di_time now)
{
    struct job *job = &teams->jobs[j];
    if (job->state >= JOB_QUEUED)
        tell(teams, j, JOB_NOTE_DROPPED);
    if (job->state == JOB_QUEUED)
        leave_queue(teams, &teams->team[job->team], j);
    else if (job->state == JOB_RUNNING)
        stop_running(teams, j, now);
    free_job(teams, j);
}
