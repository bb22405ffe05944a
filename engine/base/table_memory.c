/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Large pages are a wish: where the system has none, or refuses, memory is as it would be. */
#if defined(__linux__)
#define _DEFAULT_SOURCE /* madvise, posix_memalign */
#include <sys/mman.h>
#elif defined(_WIN32)
#include <malloc.h>
#endif

#include <stdint.h>
#include <stdlib.h>

#include "di/table_memory.h"

enum { LARGE_PAGE = 1 << 21 };

/* `size` is whole cache lines. */
static void *memory_of(size_t size)
{
#if defined(_WIN32)
    return _aligned_malloc(size, DI_CACHE_LINE);
#else
#if defined(MADV_HUGEPAGE)
    if (size >= LARGE_PAGE) {
        void *memory; /* aligned_alloc would round the size up to a page as well */
        if (posix_memalign(&memory, LARGE_PAGE, size) != 0)
            return NULL;
        (void)madvise(memory, size / LARGE_PAGE * LARGE_PAGE, MADV_HUGEPAGE);
        return memory;
    }
#endif
    return aligned_alloc(DI_CACHE_LINE, size);
#endif
}

void *di_table_memory(size_t size)
{
    if (size > PTRDIFF_MAX - LARGE_PAGE)
        return NULL;
    return memory_of((size + DI_CACHE_LINE - 1) / DI_CACHE_LINE * DI_CACHE_LINE);
}

void di_table_memory_free(void *memory)
{
#if defined(_WIN32)
    _aligned_free(memory);
#else
    free(memory);
#endif
}
