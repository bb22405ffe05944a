/* SPDX-License-Identifier: GPL-3.0-or-later */
/** What tells whether bytes are still the same. */
#ifndef DI_DIGEST_H
#define DI_DIGEST_H

#include <stddef.h>

#define DI_DIGEST_TEXT 65

/** SHA-256 of bytes as 64 hexadecimal digits and an end mark. */
void di_digest(const char *bytes, size_t size, char text[DI_DIGEST_TEXT]);

/** A file that was written, for a report to name. */
struct di_digest_of_file {
    const char *name;
    const char *sha256;
};

#endif
