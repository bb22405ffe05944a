/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Blocks double in size up to a limit, so small models stay small and large ones need few
 * calls. Objects never move.
 */
#include "di/arena.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { ROOM_MIN = 64 }; /* of an array that grows */

struct di_arena_block {
    struct di_arena_block *next;
    size_t used;
    size_t size;
    max_align_t memory[];
};

enum { FIRST_BLOCK = 4096, LARGEST_STEP = 1 << 20 };

void di_arena_init(struct di_arena *arena)
{
    *arena = (struct di_arena){0};
}

void di_arena_finish(struct di_arena *arena)
{
    struct di_arena_block *block = arena->first;
    while (block != NULL) {
        struct di_arena_block *next = block->next;
        free(block);
        block = next;
    }
    di_arena_init(arena);
}

void di_arena_clear(struct di_arena *arena, void (*clear)(void *memory, size_t size))
{
    for (struct di_arena_block *block = arena->first; block != NULL; block = block->next)
        clear(block->memory, block->used);
}

static struct di_arena_block *new_block(struct di_arena *arena, size_t needed)
{
    size_t size = arena->first != NULL ? arena->first->size * 2 : FIRST_BLOCK;
    if (size > LARGEST_STEP)
        size = LARGEST_STEP;
    if (size < needed)
        size = needed;
    if (size > SIZE_MAX - sizeof(struct di_arena_block))
        return NULL;
    struct di_arena_block *block = calloc(1, sizeof *block + size);
    if (block == NULL)
        return NULL;
    block->size = size;
    block->next = arena->first;
    arena->first = block;
    return block;
}

void *di_arena_alloc(struct di_arena *arena, size_t count, size_t size)
{
    const size_t align = sizeof(max_align_t);
    if (size != 0 && count > (SIZE_MAX - align) / size)
        return NULL;
    const size_t bytes = (count * size + align - 1) / align * align;
    struct di_arena_block *block = arena->first;
    if (block == NULL || block->size - block->used < bytes) {
        block = new_block(arena, bytes);
        if (block == NULL)
            return NULL;
    }
    void *memory = (char *)block->memory + block->used;
    block->used += bytes;
    arena->bytes += bytes;
    return memory;
}

void *di_arena_grow(struct di_arena *arena, const void *old, uint32_t *room, size_t size)
{
    const uint32_t more = *room > 0 ? 2 * *room : ROOM_MIN;
    void *grown = more > *room ? di_arena_alloc(arena, more, size) : NULL;
    if (grown == NULL)
        return NULL;
    if (*room > 0)
        memcpy(grown, old, *room * size);
    *room = more;
    return grown;
}

char *di_arena_copy_text(struct di_arena *arena, const char *text)
{
    const size_t size = strlen(text) + 1;
    char *copy = di_arena_alloc(arena, size, 1);
    if (copy != NULL)
        memcpy(copy, text, size);
    return copy;
}
