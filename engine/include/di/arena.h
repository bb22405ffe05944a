/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Bump allocator: many objects with one lifetime, freed together. A model and a replication
 * own one each. Memory comes zeroed and aligned for any type.
 */
#ifndef DI_ARENA_H
#define DI_ARENA_H

#include <stddef.h>
#include <stdint.h>

struct di_arena {
    struct di_arena_block *first;
    size_t bytes; /* handed out so far */
};

void di_arena_init(struct di_arena *arena);
void di_arena_finish(struct di_arena *arena);

/** Gives every piece of its memory to `clear`, so that personal data can be wiped before the
 * arena ends; what was handed out may not be read after that. */
void di_arena_clear(struct di_arena *arena, void (*clear)(void *memory, size_t size));

/** Zeroed memory for `count` objects of `size` bytes; NULL if memory ran out or the product
 * overflows. `count` 0 gives a valid pointer to nothing. */
void *di_arena_alloc(struct di_arena *arena, size_t count, size_t size);

/**
 * An array of the arena with twice the room and what the full one held; the first has room for
 * 64. The old one stays where it was until the arena ends.
 *
 * @param old  [*room] objects of `size` bytes, all in use; NULL if *room is 0
 * @param[in,out] room  unchanged on failure
 * @return NULL if memory ran out
 */
void *di_arena_grow(struct di_arena *arena, const void *old, uint32_t *room, size_t size);

/** Copy of `text` that lives as long as the arena; NULL if memory ran out. */
char *di_arena_copy_text(struct di_arena *arena, const char *text);

#define DI_ARENA_NEW(arena, count, type)                                                       \
    ((type *)di_arena_alloc((arena), (count), sizeof(type)))

#endif
