/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Allocations that fail when asked to. Link with
 * -Wl,--wrap=malloc -Wl,--wrap=calloc -Wl,--wrap=realloc.
 */
#ifndef FAILING_MEMORY_H
#define FAILING_MEMORY_H

#include <stdbool.h>
#include <stddef.h>

/* The allocation after `count` more fails, once; -1: none does. */
void failing_memory_set(long count);

/* Has it failed since? Ends the wish. */
bool failing_memory_end(void);

void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *old, size_t size);

#endif
