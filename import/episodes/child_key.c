/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "child_key.h"

#include <nettle/sha2.h>
#include <stdlib.h>
#include <string.h>

#include "di/platform.h"
#include "di/sha256.h"

#include "office/wipe.h"

enum { FIRST_ROOM = 1024 };

bool di_child_keys_init(struct di_child_keys *keys)
{
    memset(keys, 0, sizeof *keys);
    if (!di_platform_random_bytes(keys->salt, sizeof keys->salt))
        return false;
    keys->slots = calloc(FIRST_ROOM, sizeof *keys->slots);
    keys->room = keys->slots != NULL ? FIRST_ROOM : 0;
    return keys->slots != NULL;
}

void di_child_keys_finish(struct di_child_keys *keys)
{
    di_wipe(keys->slots, keys->room * sizeof *keys->slots);
    free(keys->slots);
    di_wipe(keys, sizeof *keys);
}

static void hash(const struct di_child_keys *keys, const char *key, struct di_child_hash *out)
{
    uint8_t digest[DI_SHA256_BYTES];
    struct sha256_ctx context;
    sha256_init(&context);
    sha256_update(&context, sizeof keys->salt, keys->salt);
    sha256_update(&context, strlen(key), (const uint8_t *)key);
    di_sha256_end(&context, digest);
    memcpy(&out->first, digest, sizeof out->first);
    memcpy(&out->second, digest + sizeof out->first, sizeof out->second);
    di_wipe(&context, sizeof context);
}

/* Where it is, or where it belongs. */
static struct di_child_hash *slot_of(struct di_child_hash *slots, size_t room,
                                     const struct di_child_hash *of)
{
    size_t at = (size_t)of->first & (room - 1);
    while (slots[at].is_used &&
           (slots[at].first != of->first || slots[at].second != of->second))
        at = (at + 1) & (room - 1);
    return &slots[at];
}

static bool grow(struct di_child_keys *keys)
{
    const size_t room = 2 * keys->room;
    struct di_child_hash *slots = calloc(room, sizeof *slots);
    if (slots == NULL)
        return false;
    for (size_t i = 0; i < keys->room; i++)
        if (keys->slots[i].is_used)
            *slot_of(slots, room, &keys->slots[i]) = keys->slots[i];
    free(keys->slots);
    keys->slots = slots;
    keys->room = room;
    return true;
}

uint32_t di_child_keys_number(struct di_child_keys *keys, const char *key)
{
    struct di_child_hash of = {.is_used = true};
    if (2 * keys->count >= keys->room && !grow(keys))
        return UINT32_MAX;
    hash(keys, key, &of);
    struct di_child_hash *slot = slot_of(keys->slots, keys->room, &of);
    if (!slot->is_used) {
        of.child = (uint32_t)keys->count++;
        *slot = of;
    }
    return slot->child;
}
