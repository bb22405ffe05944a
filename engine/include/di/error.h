/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * The one error a failing call reports: status, place, and a translatable message with advice.
 * The last parameter of fallible functions; may be NULL when the status is enough.
 */
#ifndef DI_ERROR_H
#define DI_ERROR_H

#include "di/message.h"
#include "di/status.h"

struct di_error {
    enum di_status status;
    char where[256]; /* "file:line /json/pointer" or "child north:poverty:3:12.1 at 2.41 years"
                      */
    struct di_message message;
};

/** No error yet. */
void di_error_clear(struct di_error *error);

/**
 * Fill `error` (if not NULL) and return `status`, so that a failing function can write
 * `return di_fail(error, DI_ERR_RANGE, where, DI_N_("..."), args, n);`.
 */
DI_MUST_CHECK enum di_status di_fail(struct di_error *error, enum di_status status,
                                     const char *where, const char *id,
                                     const struct di_argument *arguments, size_t count);

/** Memory ran out; fills `error` and returns DI_ERR_MEMORY. */
DI_MUST_CHECK enum di_status di_fail_memory(struct di_error *error);

/** di_fail with the arguments written in place; at least one argument. */
#define DI_FAIL(error, status, where, id, ...)                                                 \
    di_fail((error), (status), (where), (id), (const struct di_argument[]){__VA_ARGS__},       \
            sizeof((const struct di_argument[]){__VA_ARGS__}) / sizeof(struct di_argument))

#endif
