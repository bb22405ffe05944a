/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * The units of a study that its database lacks, dealt out in their order to whoever asks.
 * Failed ones are dealt again.
 */
#ifndef DI_BATCH_DEAL_H
#define DI_BATCH_DEAL_H

#include "batch_study.h"

struct di_batch_deal;

/** Units of one scenario. */
struct di_batch_hand {
    size_t scenario;
    uint32_t count;
    uint32_t *numbers; /* [count], rising; free with free() */
};

/** Both are borrowed; free with di_batch_deal_destroy. @return NULL if memory ran out */
struct di_batch_deal *di_batch_deal_create(const struct di_batch_study *batch,
                                           struct di_results_database *database);
void di_batch_deal_destroy(struct di_batch_deal *deal);

/**
 * The next units; from any thread.
 *
 * @param threads  of who asks, at least 1
 * @param shares   how many processes ask: 1 gets all that is left of a scenario, more get less
 *                 and less, so that they end together
 * @param[out] out  count 0: nothing is left
 */
DI_MUST_CHECK enum di_status di_batch_deal_next(struct di_batch_deal *deal, uint32_t threads,
                                                uint32_t shares, struct di_batch_hand *out,
                                                struct di_error *error);

#endif
