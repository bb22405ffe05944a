/* SPDX-License-Identifier: GPL-3.0-or-later */
/** `homeward batch merge OUT.db PART.db...`: the parts of a study joined. */
#ifndef DI_BATCH_MERGE_H
#define DI_BATCH_MERGE_H

#include "command.h"

/** @param paths  the new database first, then `count` - 1 parts */
enum di_exit di_batch_merge(const struct di_cli *cli, char *const *paths, size_t count);

#endif
