/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Random draws by address instead of by turn.
 *
 * A draw is a pure function of (master seed, replication, entity, purpose, visit, index): no
 * state, no order. A child thus meets the same luck in every scenario, whatever else happens
 * (common random numbers, MODEL 10), and threads share nothing. One address is one variate:
 * sample by inverting the uniform (di/sampler.h), so more luck is always the same direction.
 *
 * Generator: Philox2x64 with 6 rounds, the fewest that pass BigCrush with room to spare.
 * Source: Salmon, Moraes, Dror, Shaw, "Parallel random numbers: as easy as 1, 2, 3" (2011).
 */
#ifndef DI_DRAW_H
#define DI_DRAW_H

#include <math.h>
#include <stdint.h>

#include "di/key.h"
#include "di/purpose.h"

enum { DI_DRAW_ROUNDS = 6 };

__extension__ typedef unsigned __int128 di_uint128;

struct di_philox_block {
    uint64_t word[2];
};

/** One block of Philox2x64; `rounds` is a parameter so that the published 10-round answers
 * can be checked. */
static inline struct di_philox_block di_philox2x64(struct di_philox_block counter, uint64_t key,
                                                   unsigned rounds)
{
    uint64_t first = counter.word[0];
    uint64_t second = counter.word[1];
    for (unsigned round = 0; round < rounds; round++) {
        const di_uint128 product = (di_uint128)first * UINT64_C(0xD2B74407B1CE6E93);
        first = (uint64_t)(product >> 64) ^ key ^ second;
        second = (uint64_t)product;
        key += UINT64_C(0x9E3779B97F4A7C15);
    }
    return (struct di_philox_block){{first, second}};
}

/** All luck of one replication. */
struct di_stream {
    uint64_t key;
};

/** Luck of a replication, from 0: streams of other seeds or replications share nothing. */
static inline struct di_stream di_stream_make(uint64_t master_seed, uint64_t replication)
{
    return (struct di_stream){di_key_mix(master_seed, replication)};
}

/**
 * 64 random bits at an address.
 *
 * @param entity_key  key of the child, group, family ... (di/key.h), never a table slot
 * @param visit       ordinal of the visit, episode or attempt; only the low 16 bits count
 * @param index       ordinal of the draw within it
 */
static inline uint64_t di_draw_bits(struct di_stream stream, uint64_t entity_key,
                                    enum di_purpose purpose, uint32_t visit, uint32_t index)
{
    const uint64_t place =
        (uint64_t)purpose << 48 | (uint64_t)(visit & UINT32_C(0xFFFF)) << 32 | index;
    const struct di_philox_block counter = {{entity_key, place}};
    return di_philox2x64(counter, stream.key, DI_DRAW_ROUNDS).word[0];
}

/** Odd multiples of 2^-53: never 0, never 1, mean exactly one half. */
static inline double di_uniform_of_bits(uint64_t bits)
{
    return (double)(bits >> 12 << 1 | 1) * 0x1p-53;
}

/** Uniform strictly inside (0, 1). */
static inline double di_draw_uniform(struct di_stream stream, uint64_t entity_key,
                                     enum di_purpose purpose, uint32_t visit, uint32_t index)
{
    return di_uniform_of_bits(di_draw_bits(stream, entity_key, purpose, visit, index));
}

/** Exponential with mean 1: -ln U, so a larger U is a shorter time. */
static inline double di_draw_exponential(struct di_stream stream, uint64_t entity_key,
                                         enum di_purpose purpose, uint32_t visit,
                                         uint32_t index)
{
    return -log(di_draw_uniform(stream, entity_key, purpose, visit, index));
}

#endif
