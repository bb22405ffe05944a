/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Children of one import, numbered. A child's key in the file is hashed with a salt drawn for
 * this import and forgotten with it; the key itself is never stored (INTERFACE 6).
 */
#ifndef DI_CHILD_KEY_H
#define DI_CHILD_KEY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { DI_CHILD_SALT = 32 };

struct di_child_hash {
    uint64_t first, second; /* half of SHA-256: chance of two alike below 1e-26 */
    uint32_t child;
    bool is_used;
};

struct di_child_keys {
    uint8_t salt[DI_CHILD_SALT];
    struct di_child_hash *slots;
    size_t room, count;
};

/** false: no memory, or the system gives no random salt. */
bool di_child_keys_init(struct di_child_keys *keys);
void di_child_keys_finish(struct di_child_keys *keys);

/** The number of the child, from 0 in the order of first sight; UINT32_MAX: no memory. */
uint32_t di_child_keys_number(struct di_child_keys *keys, const char *key);

#endif
