/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "failing_memory.h"

static long left = -1; /* allocations until the one that fails; -1: never */
static bool has_failed;

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
    if (left < 0)
        return false;
    has_failed = left == 0;
    left--;
    return has_failed;
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
