/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The counts of one replication as bytes, the same on every machine: whole numbers of variable
 * length, reals as eight bytes, deflated, with a checksum. What a results database keeps.
 */
#ifndef DI_RESULT_CODE_H
#define DI_RESULT_CODE_H

#include <stddef.h>

#include "di/error.h"
#include "di/result.h"

/* `model`: that of the replication, drawn or not. `bytes_out`: free with free(). */
enum di_status result_code_write(const struct di_model *model, const struct di_result *result,
                                 unsigned char **bytes_out, size_t *size_out);

/*
 * Every index read is checked against the model, so that no bytes can lead outside a table.
 *
 * `result_out`: free with di_result_destroy. DI_ERR_SYNTAX if these are not the counts of a
 * replication of this model; DI_ERR_MEMORY.
 */
enum di_status result_code_read(const unsigned char *bytes, size_t size,
                                const struct di_model *model, bool full_splits,
                                struct di_result **result_out);

#endif
