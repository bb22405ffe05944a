/* SPDX-License-Identifier: GPL-3.0-or-later */
/** The bytes of an office's file, block by block: from the disk, or from memory in tests. */
#ifndef DI_OFFICE_BYTES_H
#define DI_OFFICE_BYTES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "di/error.h"

struct di_office_bytes {
    const char *path; /* or the name shown for memory */
    FILE *stream;     /* NULL: memory */
    const char *bytes;
    size_t size, at; /* of memory */
};

/** Open a regular file of at most DI_OFFICE_FILE_MAX bytes. */
DI_MUST_CHECK enum di_status di_office_bytes_open(struct di_office_bytes *source,
                                                  const char *path, struct di_error *error);
void di_office_bytes_close(struct di_office_bytes *source);

/** Back to the begin. false: not possible. */
bool di_office_bytes_rewind(struct di_office_bytes *source);

/** At most `room` bytes of what follows; 0 at the end, or if reading failed: see is_failed. */
size_t di_office_bytes_read(struct di_office_bytes *source, char *to, size_t room);
bool di_office_bytes_failed(const struct di_office_bytes *source);

#endif
