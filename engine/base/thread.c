/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Threads over pthreads: a port to another system changes this file only. */
#include "di/thread.h"

#include <assert.h>
#include <pthread.h>
#include <stdlib.h>

struct di_lock {
    pthread_mutex_t mutex;
};

struct start {
    pthread_t thread;
    void (*work)(void *context, uint32_t index);
    void *context;
    uint32_t index;
};

enum di_status di_lock_create(struct di_lock **lock_out)
{
    struct di_lock *lock = malloc(sizeof *lock);
    if (lock == NULL)
        return DI_ERR_MEMORY;
    if (pthread_mutex_init(&lock->mutex, NULL) != 0) {
        free(lock);
        return DI_ERR_MEMORY;
    }
    *lock_out = lock;
    return DI_OK;
}

void di_lock_destroy(struct di_lock *lock)
{
    if (lock == NULL)
        return;
    (void)pthread_mutex_destroy(&lock->mutex);
    free(lock);
}

void di_lock_acquire(struct di_lock *lock)
{
    (void)pthread_mutex_lock(&lock->mutex);
}

void di_lock_release(struct di_lock *lock)
{
    (void)pthread_mutex_unlock(&lock->mutex);
}

static void *begin(void *argument)
{
    const struct start *start = argument;
    start->work(start->context, start->index);
    return NULL;
}

uint32_t di_threads_run(uint32_t count, void (*work)(void *context, uint32_t index),
                        void *context)
{
    assert(count >= 1 && count <= DI_THREADS_MAX);
    struct start *starts = count > 1 ? calloc(count, sizeof *starts) : NULL;
    uint32_t running = 1;
    while (starts != NULL && running < count) {
        struct start *start = &starts[running];
        *start = (struct start){.work = work, .context = context, .index = running};
        if (pthread_create(&start->thread, NULL, begin, start) != 0)
            break;
        running++;
    }
    work(context, 0);
    for (uint32_t i = 1; i < running; i++)
        (void)pthread_join(starts[i].thread, NULL);
    free(starts);
    return running;
}
