/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A team is the hours of all workers of one role and region, continuous in time (MODEL 8.1).
 * A job is one piece of work waiting for a team or being done by it.
 *
 * Service rule. A job runs at most at `full_rate`. Free hours first top up running jobs in the
 * order they were started, then start the next of the queue at what is left. If hours fall,
 * rates are cut from the last started backwards; at rate 0 a job pauses, and is the first to
 * get hours again. So hours are always given out greedily in the order of starting: all jobs
 * before `partial` run at the full rate, all after it at none. A job ends when its hours are
 * done and its least duration has passed; it holds no hours for the latter.
 *
 * Queue: head of line by class; within a class by (level, order, activity). Keys are unique, so
 * the shape of the heap never matters. What becomes free, and what joins, is given out by one
 * serving event per touched team at the instant, after everything else of that instant.
 *
 * A role may reserve shares of its hours for classes: each is a pool of its own that serves one
 * class; the class is served there first, and in its turn by the general pool.
 *
 * Teams know nothing of children: an owner is a number.
 */
#ifndef DI_CARE_TEAM_H
#define DI_CARE_TEAM_H

#include <stdbool.h>
#include <stdint.h>

#include "di/staffing.h"
#include "di/time.h"

#define NO_JOB UINT32_MAX
#define TEAM_RATE_ONE 16777216.0 /* one hour a day in units of rate, 2^24 */

enum { GENERAL_POOL = DI_WORK_CLASSES, TEAM_POOLS };

enum job_state {
    JOB_UNUSED,
    JOB_IDLE,   /* waits for something else than a team */
    JOB_GATED,  /* the same, in a heap of its owner's */
    JOB_QUEUED, /* in its class's heap */
    JOB_RUNNING,
    JOB_LAG /* hours done, least duration not yet over */
};

struct job {
    uint64_t level, order; /* place in the queue: lowest first */
    double hours_left;     /* at `since` */
    di_time since;
    di_time ready; /* running: least duration over; idle: whatever the owner means */
    uint32_t rate; /* of 2^-24 hours a day */
    uint32_t owner;
    uint32_t next,
        previous;   /* list of running jobs; heap: sibling, and left sibling or parent */
    uint32_t first; /* heap: first child; unused rows: next free */
    uint32_t next_of_owner;
    uint16_t team;
    uint16_t generation; /* of the event that counts */
    uint8_t activity, work_class, pool, state;
};

/* What a job's row goes through, for whoever traces it. */
enum job_note {
    JOB_NOTE_WAITS,      /* joins a team's queue */
    JOB_NOTE_BEGINS,     /* at once, or out of the queue */
    JOB_NOTE_HOURS_DONE, /* its least duration goes on */
    JOB_NOTE_ENDS,
    JOB_NOTE_DROPPED /* before its end */
};

struct pool {
    int64_t capacity, used; /* rates */
    uint32_t first, last;   /* running, in the order of starting */
    uint32_t partial;       /* the first below the full rate, or NO_JOB */
};

struct team {
    struct pool pool[TEAM_POOLS];
    uint32_t queue[DI_WORK_CLASSES]; /* root of the heap */
    uint32_t waiting;                /* jobs in the queues */
    uint32_t full_rate;
    uint8_t is_scheduled; /* its serving event is in the calendar */
    int64_t capacity, used;
    const double *reserve_share; /* [DI_WORK_CLASSES], of the role */
    di_time at;                  /* hours below are counted up to here */
    double hours_available, hours_worked;
    double wait_days;         /* of the jobs started so far */
    uint32_t started, waited; /* jobs, and those that did not start at once */
};

struct teams {
    struct job *jobs;
    uint32_t job_used, job_capacity, job_free;
    double *whole_hours; /* [whole_hours_capacity] of jobs, for the trace; NULL: nobody asks */
    uint32_t whole_hours_capacity;
    struct team *team;
    uint32_t team_count;
    /* What a team needs of the replication around it. */
    void *context;
    void (*schedule_job)(void *context, uint32_t job, di_time time);
    void (*schedule_serving)(void *context, uint32_t team);
    bool (*make_room)(void *context);                              /* for one job more */
    void (*tell)(void *context, uint32_t job, enum job_note note); /* NULL: nobody asks */
};

/** Team without hours; `full_hours_per_day` is the highest rate of one job. */
void team_init(struct team *team, double full_hours_per_day, const double *reserve_share);

/** Rate of so many hours a day. */
int64_t team_rate_of(double hours_per_day);

/** Hours a day from now on, as a rate: cuts, tops up, and asks for serving. */
void team_set_capacity(struct teams *teams, uint32_t team, int64_t capacity, di_time now);

/** New idle job, or NO_JOB: no memory. `order` is its owner's canonical id. Its generation
 * never repeats that of the row's last. */
uint32_t job_add(struct teams *teams, uint32_t owner, enum di_activity activity,
                 uint64_t order);

/* Heaps of idle jobs by (level, order, activity), for whatever else jobs wait for. */
void job_heap_insert(struct job *jobs, uint32_t *root, uint32_t job);
void job_heap_erase(struct job *jobs, uint32_t *root, uint32_t job);

/** Queue an idle job of `hours` for a team. `min_days` counts from its start. Jobs without
 * hours start at once. */
void job_queue(struct teams *teams, uint32_t job, uint32_t team, enum di_work_class work_class,
               uint64_t level, double hours, double min_days, di_time now);

/** As job_queue; but if the team has hours free and nobody waits, the job starts at once and no
 * serving event is needed. For jobs that come one by one. */
void job_begin(struct teams *teams, uint32_t job, uint32_t team, enum di_work_class work_class,
               uint64_t level, double hours, double min_days, di_time now);

/** A queued job's new place: its team, class or key changed. */
void job_requeue(struct teams *teams, uint32_t job, uint32_t team,
                 enum di_work_class work_class, uint64_t level);

/** A queued job gives its place to a later one, with the key `level`, that waits from now on.
 */
void job_replace(struct teams *teams, uint32_t job, uint64_t level, di_time now);

/** The event of a job: true if it is complete; its row is then idle and the caller's to free.
 */
bool job_happens(struct teams *teams, uint32_t job, di_time now);

/** Stop a job in whatever state, and free its row. */
void job_drop(struct teams *teams, uint32_t job, di_time now);

/** Start what the free hours allow: the serving event. */
void team_serve(struct teams *teams, uint32_t team, di_time now);

/** Count hours up to now. */
void team_count_hours(struct team *team, di_time now);

#endif
