/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * The little of threads that is needed: run one function on several at once and wait, a lock, a
 * crew whose members keep what they made from one task to the next, and one thread beside the
 * caller's. No thread outlives the call that started it, its crew, or its join.
 */
#ifndef DI_THREAD_H
#define DI_THREAD_H

#include <stdint.h>

#include "di/status.h"

#define DI_THREADS_MAX 1024

struct di_lock;

/** A mutex, not recursive. @return DI_OK; DI_ERR_MEMORY. Destroy takes NULL. */
DI_MUST_CHECK enum di_status di_lock_create(struct di_lock **lock_out);
void di_lock_destroy(struct di_lock *lock);
void di_lock_acquire(struct di_lock *lock);
void di_lock_release(struct di_lock *lock);

/**
 * Call work(context, index) for index 0 to count - 1, each on a thread of its own (index 0 on
 * the caller's), and wait for all.
 *
 * Work must be divided inside `work` (a shared counter under a lock): where the system refuses
 * further threads, fewer run.
 *
 * @param count  1 to DI_THREADS_MAX
 * @return how many ran, at least 1
 */
uint32_t di_threads_run(uint32_t count, void (*work)(void *context, uint32_t index),
                        void *context);

struct di_thread;

/** Begin work(context) on a thread of its own. @return NULL if the system refuses one */
struct di_thread *di_thread_start(void (*work)(void *context), void *context);

/** Wait for its end and free it; fine on NULL. */
void di_thread_join(struct di_thread *thread);

struct di_crew;

/**
 * Threads that stay, asleep between tasks. The caller is member 0 of its own crew.
 *
 * @param members  wanted, 1 to DI_THREADS_MAX; where the system refuses further threads the
 *                 crew is smaller
 * @param[out] crew_out  free with di_crew_destroy, in the same thread
 */
DI_MUST_CHECK enum di_status di_crew_create(uint32_t members, struct di_crew **crew_out);
void di_crew_destroy(struct di_crew *crew);

/** How many there are, the caller included; 1 for NULL. */
uint32_t di_crew_members(const struct di_crew *crew);

/**
 * Call work(context, item, member) for item 0 to count - 1 and wait for all. Item i is always
 * the matter of member i % members, who takes its items in their order: what belongs to a
 * thread can stay with it.
 *
 * @param crew  NULL: all on the caller's thread
 */
void di_crew_each(struct di_crew *crew, uint32_t count,
                  void (*work)(void *context, uint32_t item, uint32_t member), void *context);

#endif
