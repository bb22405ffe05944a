/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "failing_memory.h"

#include <stdatomic.h>

static atomic_long left = -1; /* allocations until the one that fails; below 0: never */
static atomic_bool has_failed;

void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *old, size_t size);

void failing_memory_set(long count)
{
    left = count;
    has_failed = false;
}

bool failing_memory_end(void)
{
    left = -1;
    return has_failed;
}

static bool fails(void)
{
    if (atomic_load(&left) < 0 || atomic_fetch_sub(&left, 1) != 0)
        return false;
    atomic_store(&has_failed, true);
    return true;
}

void *__wrap_malloc(size_t size)
{
    return fails() ? NULL : __real_malloc(size);
}

void *__wrap_calloc(size_t count, size_t size)
{
    return fails() ? NULL : __real_calloc(count, size);
}

void *__wrap_realloc(void *old, size_t size)
{
    return fails() ? NULL : __real_realloc(old, size);
}
