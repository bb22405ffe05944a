/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * The known name nearest to what somebody typed, for "did you mean" advice: unknown keys,
 * commands and options all use it.
 */
#ifndef DI_NEAREST_H
#define DI_NEAREST_H

#include <stddef.h>

/** Longer names are compared by their first bytes only. */
#define DI_NEAREST_LENGTH_MAX 64

/**
 * Edits (insert, delete, replace, swap of neighbours) that turn `a` into `b`, in bytes.
 *
 * Cost O(len a * len b), at most DI_NEAREST_LENGTH_MAX squared.
 */
size_t di_nearest_distance(const char *a, const char *b);

/**
 * The candidate with the fewest edits, the first one on a tie; NULL if none is near enough to
 * be a likely slip (more than a third of the longer name, or more than 4 edits).
 *
 * @param candidates  `count` names; borrowed, the result points to one of them
 */
const char *di_nearest_name(const char *name, const char *const *candidates, size_t count);

#endif
