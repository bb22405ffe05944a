/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * SHA-256 because keys are part of what makes results repeatable across versions and tools: a
 * published function that anyone can compute. The only file of the engine that sees nettle.
 */
#include "di/key.h"

#include <nettle/sha2.h>
#include <string.h>

uint64_t di_key_of_name(const char *kind, const char *id)
{
    uint8_t digest[8];
    struct sha256_ctx context;
    sha256_init(&context);
    sha256_update(&context, strlen(kind), (const uint8_t *)kind);
    sha256_update(&context, 1, (const uint8_t *)"/");
    sha256_update(&context, strlen(id), (const uint8_t *)id);
    sha256_digest(&context, sizeof digest, digest);

    uint64_t key = 0;
    for (size_t i = 0; i < sizeof digest; i++)
        key = key << 8 | digest[i];
    return key;
}
