/* SPDX-License-Identifier: GPL-3.0-or-later */
/** The one call of nettle's SHA-256 that is not the same in all its versions. */
#ifndef DI_SHA256_H
#define DI_SHA256_H

#include <stdint.h>

#define DI_SHA256_BYTES 32

struct sha256_ctx; /* nettle's own */

/** What `context` has taken in, as a digest; the context begins anew. */
void di_sha256_end(struct sha256_ctx *context, uint8_t digest_out[DI_SHA256_BYTES]);

#endif
