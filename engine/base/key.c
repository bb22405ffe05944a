/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * SHA-256 because keys are part of what makes results repeatable across versions and tools: a
 * published function that anyone can compute.
 */
#include "di/key.h"

#include <nettle/sha2.h>
#include <stdlib.h>
#include <string.h>

#include "di/sha256.h"

uint64_t di_key_of_name(const char *kind, const char *id)
{
    uint8_t digest[DI_SHA256_BYTES];
    struct sha256_ctx context;
    sha256_init(&context);
    sha256_update(&context, strlen(kind), (const uint8_t *)kind);
    sha256_update(&context, 1, (const uint8_t *)"/");
    sha256_update(&context, strlen(id), (const uint8_t *)id);
    di_sha256_end(&context, digest);

    uint64_t key = 0;
    for (size_t i = 0; i < sizeof key; i++)
        key = key << 8 | digest[i];
    return key;
}

static int by_value(const void *a, const void *b)
{
    const uint64_t *x = a, *y = b;
    return *x < *y ? -1 : *x > *y;
}

bool di_key_find_equal(uint64_t *keys, size_t count, uint64_t *equal_out)
{
    if (count > 1)
        qsort(keys, count, sizeof *keys, by_value);
    for (size_t i = 1; i < count; i++)
        if (keys[i] == keys[i - 1]) {
            *equal_out = keys[i];
            return true;
        }
    return false;
}
