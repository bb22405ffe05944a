/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The lock is held for copies only, never for work, and never while the window is woken. */
#include "background_job.h"

#include <stddef.h>

#include "di/thread.h"
#include "di/wall_clock.h"

bool background_job_init(struct background_job *job, int end_phase, double began,
                         void (*wake)(void *context), void *context)
{
    job->thread = NULL;
    job->lock = NULL;
    job->wake = wake;
    job->wake_context = context;
    job->began = began;
    job->end_phase = end_phase;
    job->phase = 0;
    job->seconds = 0;
    atomic_init(&job->is_cancelled, false);
    return di_lock_create(&job->lock) == DI_OK;
}

bool background_job_start(struct background_job *job, void (*work)(void *context),
                          void *context)
{
    job->thread = di_thread_start(work, context);
    return job->thread != NULL;
}

void background_job_finish(struct background_job *job)
{
    background_job_cancel(job);
    di_thread_join(job->thread);
    di_lock_destroy(job->lock);
    job->thread = NULL;
    job->lock = NULL;
}

void background_job_lock(struct background_job *job)
{
    di_lock_acquire(job->lock);
}

void background_job_unlock(struct background_job *job)
{
    di_lock_release(job->lock);
}

void background_job_wake(struct background_job *job)
{
    job->wake(job->wake_context);
}

void background_job_enter(struct background_job *job, int phase)
{
    background_job_lock(job);
    job->phase = phase;
    job->seconds = di_wall_clock_seconds() - job->began;
    background_job_unlock(job);
    background_job_wake(job);
}

int background_job_phase(const struct background_job *job, double *seconds_out)
{
    *seconds_out =
        job->phase < job->end_phase ? di_wall_clock_seconds() - job->began : job->seconds;
    return job->phase;
}

int background_job_phase_now(struct background_job *job)
{
    background_job_lock(job);
    const int phase = job->phase;
    background_job_unlock(job);
    return phase;
}

void background_job_cancel(struct background_job *job)
{
    atomic_store(&job->is_cancelled, true);
}

bool background_job_is_cancelled(struct background_job *job)
{
    return atomic_load(&job->is_cancelled);
}
