/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Keys of named things: 64-bit numbers that address random streams and break ties.
 *
 * A key comes from a name, never from a position in a file or a table slot, so reordering a
 * file or reusing a slot changes no result (MODEL 10). Things without a name of their own
 * (groups, members, residents, families) mix the keys of their parts.
 */
#ifndef DI_KEY_H
#define DI_KEY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/**
 * Key of a named thing: the first 8 bytes, big-endian, of SHA-256 of "kind/id".
 *
 * @param kind  singular word of the thing, such as "region"; no slash in it
 * @param id    the name as the scenario writes it, UTF-8
 *
 * Cost about a microsecond: for loading, not for the event loop. Two names of one scenario
 * with the same key are a load error (odds 1e-13 for a thousand names); the loader checks.
 */
uint64_t di_key_of_name(const char *kind, const char *id);

/** Sorts keys in place and tells whether two are equal; that one is *equal_out. */
bool di_key_find_equal(uint64_t *keys, size_t count, uint64_t *equal_out);

/* A bijection in which each input bit moves about half of the output bits. */
static inline uint64_t di_key_scramble(uint64_t bits)
{
    bits = (bits ^ (bits >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    bits = (bits ^ (bits >> 27)) * UINT64_C(0x94D049BB133111EB);
    return bits ^ (bits >> 31);
}

/** Key of a pair, in that order: mix(a, b) is not mix(b, a). With one part fixed, different
 * other parts give different keys. Source of the constants: Steele, Lea, Flood (2014). */
static inline uint64_t di_key_mix(uint64_t first, uint64_t second)
{
    const uint64_t golden = UINT64_C(0x9E3779B97F4A7C15);
    return di_key_scramble(di_key_scramble(first + golden) + second);
}

#endif
