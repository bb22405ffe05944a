/* SPDX-License-Identifier: GPL-3.0-or-later */
/** Rank 0 of a batch whose units several processes share: it keeps what all of them simulate.
 */
#ifndef DI_BATCH_LEADER_H
#define DI_BATCH_LEADER_H

#include "batch_store.h"
#include "batch_study.h"
#include "progress_bar.h"
#include "rank_group.h"

/**
 * Work through what is missing, with all others of `group`. Returns once each of them rests.
 *
 * @param threads  of this process, at least 1
 * @param bar      shown of `total` units
 * @param[out] is_interrupted_out  Ctrl-C reached any of them
 * @return DI_OK, also if it was interrupted; what could not be kept is in the store
 */
DI_MUST_CHECK enum di_status di_batch_leader_work(const struct di_batch_study *batch,
                                                  const struct di_rank_group *group,
                                                  struct di_batch_store *store,
                                                  uint32_t threads, struct di_progress_bar *bar,
                                                  uint64_t total, bool *is_interrupted_out,
                                                  struct di_error *error);

/** The others leave with this exit code. */
void di_batch_leader_dismiss(const struct di_rank_group *group, uint32_t exit_code);

#endif
