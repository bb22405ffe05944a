/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * The little of threads the engine needs: run one function on several at once and wait, and a
 * lock. No thread outlives the call that started it.
 */
#ifndef DI_THREAD_H
#define DI_THREAD_H

#include <stdint.h>

#include "di/status.h"

#define DI_THREADS_MAX 1024

struct di_lock;

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

#endif
