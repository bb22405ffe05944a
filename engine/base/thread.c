/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Threads over pthreads: a port to another system changes this file only. */
#include "di/thread.h"

#include <assert.h>
#include <pthread.h>
#include <stdbool.h>
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

/* ---- one thread ---- */

struct di_thread {
    pthread_t handle;
    void (*work)(void *context);
    void *context;
};

static void *enter(void *argument)
{
    const struct di_thread *thread = argument;
    thread->work(thread->context);
    return NULL;
}

struct di_thread *di_thread_start(void (*work)(void *context), void *context)
{
    struct di_thread *thread = malloc(sizeof *thread);
    if (thread == NULL)
        return NULL;
    *thread = (struct di_thread){.work = work, .context = context};
    if (pthread_create(&thread->handle, NULL, enter, thread) != 0) {
        free(thread);
        return NULL;
    }
    return thread;
}

void di_thread_join(struct di_thread *thread)
{
    if (thread == NULL)
        return;
    (void)pthread_join(thread->handle, NULL);
    free(thread);
}

/* ---- crews ---- */

struct member {
    struct di_crew *crew;
    pthread_t thread;
    uint32_t index;
};

struct di_crew {
    pthread_mutex_t mutex; /* guards `task`, `working`, `is_over`: who sees them sees all */
    pthread_cond_t begun, done;
    struct member *member; /* [members]; 0 is the caller */
    uint32_t members;
    uint32_t task;    /* number of the task, from 1 */
    uint32_t working; /* members that have not ended it */
    bool is_over;
    uint32_t items;
    void (*work)(void *context, uint32_t item, uint32_t member);
    void *context;
};

static void do_share(const struct di_crew *crew, uint32_t member)
{
    for (uint32_t item = member; item < crew->items; item += crew->members)
        crew->work(crew->context, item, member);
}

/* Between tasks a member sleeps; a task cannot begin before all have ended the last. */
static void *serve(void *argument)
{
    const struct member *member = argument;
    struct di_crew *crew = member->crew;
    uint32_t seen = 0;
    (void)pthread_mutex_lock(&crew->mutex);
    for (;;) {
        while (crew->task == seen && !crew->is_over)
            (void)pthread_cond_wait(&crew->begun, &crew->mutex);
        if (crew->is_over)
            break;
        seen = crew->task;
        (void)pthread_mutex_unlock(&crew->mutex);
        do_share(crew, member->index);
        (void)pthread_mutex_lock(&crew->mutex);
        if (--crew->working == 0)
            (void)pthread_cond_signal(&crew->done);
    }
    (void)pthread_mutex_unlock(&crew->mutex);
    return NULL;
}

/* Three things to make; what was made goes again when the next cannot be. */
static bool init_signals(struct di_crew *crew)
{
    if (pthread_mutex_init(&crew->mutex, NULL) != 0)
        return false;
    if (pthread_cond_init(&crew->begun, NULL) == 0) {
        if (pthread_cond_init(&crew->done, NULL) == 0)
            return true;
        (void)pthread_cond_destroy(&crew->begun);
    }
    (void)pthread_mutex_destroy(&crew->mutex);
    return false;
}

static void start_members(struct di_crew *crew, uint32_t members)
{
    uint32_t running = 1;
    for (; running < members; running++) {
        struct member *member = &crew->member[running];
        *member = (struct member){.crew = crew, .index = running};
        if (pthread_create(&member->thread, NULL, serve, member) != 0)
            break;
    }
    crew->members = running; /* members read it in their first task, not before */
}

enum di_status di_crew_create(uint32_t members, struct di_crew **crew_out)
{
    assert(members >= 1 && members <= DI_THREADS_MAX);
    struct di_crew *crew = calloc(1, sizeof *crew);
    if (crew == NULL)
        return DI_ERR_MEMORY;
    crew->member = calloc(members, sizeof *crew->member);
    if (crew->member == NULL || !init_signals(crew)) {
        free(crew->member);
        free(crew);
        return DI_ERR_MEMORY;
    }
    start_members(crew, members);
    *crew_out = crew;
    return DI_OK;
}

void di_crew_destroy(struct di_crew *crew)
{
    if (crew == NULL)
        return;
    (void)pthread_mutex_lock(&crew->mutex);
    crew->is_over = true;
    (void)pthread_cond_broadcast(&crew->begun);
    (void)pthread_mutex_unlock(&crew->mutex);
    for (uint32_t i = 1; i < crew->members; i++)
        (void)pthread_join(crew->member[i].thread, NULL);
    (void)pthread_cond_destroy(&crew->begun);
    (void)pthread_cond_destroy(&crew->done);
    (void)pthread_mutex_destroy(&crew->mutex);
    free(crew->member);
    free(crew);
}

uint32_t di_crew_members(const struct di_crew *crew)
{
    return crew != NULL ? crew->members : 1;
}

void di_crew_each(struct di_crew *crew, uint32_t count,
                  void (*work)(void *context, uint32_t item, uint32_t member), void *context)
{
    if (di_crew_members(crew) == 1 || count <= 1) {
        for (uint32_t item = 0; item < count; item++)
            work(context, item, 0);
        return;
    }
    (void)pthread_mutex_lock(&crew->mutex);
    crew->work = work;
    crew->context = context;
    crew->items = count;
    crew->working = crew->members - 1;
    crew->task++;
    (void)pthread_cond_broadcast(&crew->begun);
    (void)pthread_mutex_unlock(&crew->mutex);
    do_share(crew, 0);
    (void)pthread_mutex_lock(&crew->mutex);
    while (crew->working > 0)
        (void)pthread_cond_wait(&crew->done, &crew->mutex);
    (void)pthread_mutex_unlock(&crew->mutex);
}
