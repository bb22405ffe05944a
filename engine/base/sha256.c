/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Up to nettle 3 a caller says how many bytes of the digest it wants; since 4 it gets all. */
#include "di/sha256.h"

#include <nettle/sha2.h>
#include <nettle/version.h>

void di_sha256_end(struct sha256_ctx *context, uint8_t digest_out[DI_SHA256_BYTES])
{
#if NETTLE_VERSION_MAJOR >= 4
    sha256_digest(context, digest_out);
#else
    sha256_digest(context, DI_SHA256_BYTES, digest_out);
#endif
}
