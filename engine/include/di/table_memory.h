/* SPDX-License-Identifier: GPL-3.0-or-later */
/** Memory of tables that are read all over: rows begin at cache lines, and large tables lie in
 * large pages where the system has them, for which the processor keeps fewer addresses. */
#ifndef DI_TABLE_MEMORY_H
#define DI_TABLE_MEMORY_H

#include <stddef.h>

enum { DI_CACHE_LINE = 64 };

/** @return `size` bytes at the start of a cache line, contents undefined, to be freed by
 *          di_table_memory_free; NULL: no memory, or a size that no memory holds */
void *di_table_memory(size_t size);

/** Fine on NULL. Windows cannot free() memory that begins where it was asked to. */
void di_table_memory_free(void *memory);

#endif
