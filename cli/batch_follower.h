/* SPDX-License-Identifier: GPL-3.0-or-later */
/** A process of a batch that simulates for rank 0, which has the database. */
#ifndef DI_BATCH_FOLLOWER_H
#define DI_BATCH_FOLLOWER_H

#include "command.h"
#include "rank_group.h"

/**
 * Read the study as rank 0 does, and simulate what it deals out until it says that all is over.
 * Writes nothing to stdout.
 *
 * @param threads  at least 1
 * @return the exit code of rank 0
 */
enum di_exit di_batch_follow(const struct di_cli *cli, const struct di_rank_group *group,
                             const char *study_path, uint32_t threads);

#endif
