/* SPDX-License-Identifier: GPL-3.0-or-later */
/** The one error a reader returns, out of the list of all problems. */
#ifndef DI_FIRST_ERROR_H
#define DI_FIRST_ERROR_H

#include <stddef.h>

#include "di/diagnostic.h"

/**
 * The first error that the list has got since it had `before` entries, `errors_before` of them
 * errors.
 *
 * @return its status; DI_OK if there is none; DI_ERR_MEMORY if it could not be stored
 */
enum di_status di_first_error(const struct di_diagnostics *diagnostics, size_t errors_before,
                              size_t before, struct di_error *error);

#endif
