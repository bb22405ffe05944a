/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "di/digest.h"

#include <nettle/sha2.h>

#include "di/sha256.h"

void di_digest(const char *bytes, size_t size, char text[DI_DIGEST_TEXT])
{
    static const char hex[] = "0123456789abcdef";
    uint8_t raw[DI_SHA256_BYTES];
    struct sha256_ctx context;
    sha256_init(&context);
    sha256_update(&context, size, (const uint8_t *)bytes);
    di_sha256_end(&context, raw);
    for (size_t i = 0; i < sizeof raw; i++) {
        text[2 * i] = hex[raw[i] >> 4];
        text[2 * i + 1] = hex[raw[i] & 15];
    }
    text[DI_DIGEST_TEXT - 1] = '\0';
}
