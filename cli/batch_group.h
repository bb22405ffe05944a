/* SPDX-License-Identifier: GPL-3.0-or-later */
/** Whether a batch is of this process alone, or of all that a launcher started with it. */
#ifndef DI_BATCH_GROUP_H
#define DI_BATCH_GROUP_H

#include "command.h"
#include "rank_group.h"

/**
 * Look who started the program, and join the others if they are to share the units. Refuses
 * processes that would share them and cannot speak to each other.
 *
 * @param has_shard  each process has a part of its own (--shard): it stays alone
 * @param[out] out   leave with di_batch_group_leave
 */
enum di_exit di_batch_group_join(const struct di_cli *cli, bool has_shard,
                                 struct di_rank_group *out);

/** The last thing of a process that joined others. */
void di_batch_group_leave(const struct di_rank_group *group);

/** Threads of a process that was not told how many: its part of the machine. */
uint32_t di_batch_group_threads(const struct di_rank_group *group);

#endif
