/* SPDX-License-Identifier: GPL-3.0-or-later */
/** A file that is about to be written: what this program made before may be replaced, what
 * somebody else made may not. */
#ifndef DI_OWN_FILE_H
#define DI_OWN_FILE_H

#include "di/error.h"

#include "command.h"

/**
 * May a picture, report or exported model be written to `path`? Yes if nothing is there, or an
 * empty file, or one that says inside that this program made it; reports if not (exit 5).
 */
enum di_exit di_own_file_check(const struct di_cli *cli, const char *path, bool is_forced);

/** Are the bytes of a file those of a digest (di/digest.h)? No where it cannot be read, or
 * where there is no digest (NULL). For files that are meant to be edited. */
bool di_own_file_is_as_written(const char *path, const char *digest);

/** A file that a command writes into its folder. */
struct di_own_result {
    const char *name;
    const char *start; /* how an earlier one begins, at most 255 bytes; or NULL: */
    bool (*is_own)(const char *path);
};

/**
 * May these files be written into `folder`? Those that are there must be earlier results of the
 * command.
 *
 * @return DI_OK; DI_ERR_EXISTS; DI_ERR_MEMORY
 */
DI_MUST_CHECK enum di_status di_own_results_check(const char *folder,
                                                  const struct di_own_result *results,
                                                  size_t count, struct di_error *error);

/** Take away an earlier result that this run has none of; what is not ours stays. */
DI_MUST_CHECK enum di_status di_own_result_remove(const char *folder,
                                                  const struct di_own_result *result,
                                                  struct di_error *error);

#endif
