/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Guided self-scheduling (Polychronopoulos and Kuck 1987): each asker gets a part of what is
 * left. Large hands come first and keep threads busy, small ones last and even out who is slow.
 */
#include "batch_deal.h"

#include <stdlib.h>
#include <string.h>

#include "di/thread.h"

enum { UNITS_PER_THREAD = 64 }; /* at most: bounds what waits while a disk is slow */

struct di_batch_deal {
    const struct di_batch_study *batch;
    struct di_results_database *database;
    struct di_lock *lock;
    size_t next_scenario; /* to be listed */
    bool *kept;           /* [units of a scenario] */
    uint32_t *numbers;    /* missing in scenario next_scenario - 1 */
    uint32_t count, dealt;
};

struct di_batch_deal *di_batch_deal_create(const struct di_batch_study *batch,
                                           struct di_results_database *database)
{
    const size_t units = di_study_units(&batch->identity);
    struct di_batch_deal *deal = calloc(1, sizeof *deal);
    if (deal == NULL)
        return NULL;
    deal->batch = batch;
    deal->database = database;
    deal->kept = calloc(units + 1, sizeof *deal->kept);
    deal->numbers = calloc(units + 1, sizeof *deal->numbers);
    if (deal->kept == NULL || deal->numbers == NULL || di_lock_create(&deal->lock) != DI_OK) {
        di_batch_deal_destroy(deal);
        return NULL;
    }
    return deal;
}

void di_batch_deal_destroy(struct di_batch_deal *deal)
{
    if (deal == NULL)
        return;
    di_lock_destroy(deal->lock);
    free(deal->kept);
    free(deal->numbers);
    free(deal);
}

/* Nothing of this scenario has been dealt yet, so what the database has of it stands still. */
static enum di_status list_missing(struct di_batch_deal *deal, struct di_error *error)
{
    const struct di_study_identity *identity = &deal->batch->identity;
    const size_t scenario = deal->next_scenario++;
    deal->count = deal->dealt = 0;
    const enum di_status status =
        di_results_database_kept(deal->database, scenario, deal->kept, error);
    for (uint32_t n = 0; status == DI_OK && n < di_study_units(identity); n++)
        if (!deal->kept[n] && di_study_has(identity, scenario, n))
            deal->numbers[deal->count++] = n;
    return status;
}

static uint32_t size_of_hand(uint32_t left, uint32_t threads, uint32_t shares)
{
    uint64_t size = left;
    if (shares > 1) {
        const uint64_t least = threads, most = (uint64_t)threads * UNITS_PER_THREAD;
        size = left / (2 * (uint64_t)shares);
        size = size < least ? least : size;
        size = size < most ? size : most;
    }
    return size < left ? (uint32_t)size : left;
}

static enum di_status deal_hand(struct di_batch_deal *deal, uint32_t count,
                                struct di_batch_hand *out, struct di_error *error)
{
    out->numbers = malloc(count * sizeof *out->numbers);
    if (out->numbers == NULL)
        return di_fail_memory(error);
    memcpy(out->numbers, deal->numbers + deal->dealt, count * sizeof *out->numbers);
    out->scenario = deal->next_scenario - 1;
    out->count = count;
    deal->dealt += count;
    return DI_OK;
}

enum di_status di_batch_deal_next(struct di_batch_deal *deal, uint32_t threads, uint32_t shares,
                                  struct di_batch_hand *out, struct di_error *error)
{
    enum di_status status = DI_OK;
    *out = (struct di_batch_hand){0};
    di_lock_acquire(deal->lock);
    while (status == DI_OK && deal->dealt == deal->count &&
           deal->next_scenario < deal->batch->study->scenario_count)
        status = list_missing(deal, error);
    const uint32_t left = deal->count - deal->dealt;
    if (status == DI_OK && left > 0)
        status = deal_hand(deal, size_of_hand(left, threads, shares), out, error);
    di_lock_release(deal->lock);
    return status;
}
