/* SPDX-License-Identifier: GPL-3.0-or-later */
/** A file from outside, or the standard input, as bytes in memory. */
#ifndef DI_OUTSIDE_FILE_H
#define DI_OUTSIDE_FILE_H

#include <stddef.h>

#include "di/error.h"

/**
 * Read all of it. DI_SCENARIO_STDIN means the standard input.
 *
 * @param bytes_max  a larger file is refused
 * @param[out] bytes_out  [size], free with free(); untouched on failure
 * @return DI_OK; DI_ERR_FILE, DI_ERR_LIMIT or DI_ERR_MEMORY
 */
DI_MUST_CHECK enum di_status di_outside_file_read(const char *path, size_t bytes_max,
                                                  char **bytes_out, size_t *size_out,
                                                  struct di_error *error);

#endif
