/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * What every job of a worker has: its thread, the lock on what it shows, the flag that cancels
 * it, the bell of the window, and how far it is. A job holds this as a member and adds its own
 * state, which is under the same lock.
 */
#ifndef BACKGROUND_JOB_H
#define BACKGROUND_JOB_H

#include <stdatomic.h>
#include <stdbool.h>

struct di_lock;
struct di_thread;

struct background_job {
    struct di_thread *thread;
    struct di_lock *lock;
    atomic_bool is_cancelled;
    void (*wake)(void *context); /* from the worker, after each change */
    void *wake_context;
    double began;   /* di_wall_clock_seconds() */
    int end_phase;  /* it is over from this phase on */
    int phase;      /* under the lock, as is what follows */
    double seconds; /* since `began`, when the phase was entered */
};

/* In phase 0. False: no lock could be had. */
bool background_job_init(struct background_job *job, int end_phase, double began,
                         void (*wake)(void *context), void *context);
/* `work` runs on a thread of its own; false: there is none. */
bool background_job_start(struct background_job *job, void (*work)(void *context),
                          void *context);
/* Cancels, waits and frees what is here; fine if it never began. */
void background_job_finish(struct background_job *job);

void background_job_lock(struct background_job *job);
void background_job_unlock(struct background_job *job);
void background_job_wake(struct background_job *job);

/* The worker goes on to the next phase, and wakes the window. */
void background_job_enter(struct background_job *job, int phase);
/* With the lock held: the phase, and seconds since the start, or in all. */
int background_job_phase(const struct background_job *job, double *seconds_out);
int background_job_phase_now(struct background_job *job);

/* Any thread; returns at once. */
void background_job_cancel(struct background_job *job);
bool background_job_is_cancelled(struct background_job *job);

#endif
