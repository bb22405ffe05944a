/* SPDX-License-Identifier: GPL-3.0-or-later */
/** Where the units of a batch go: its database, and the first error that kept one out of it. */
#ifndef DI_BATCH_STORE_H
#define DI_BATCH_STORE_H

#include "di/results_database.h"
#include "di/thread.h"

struct di_batch_store {
    struct di_results_database *database;
    struct di_lock *lock; /* of the rest */
    uint64_t tried;       /* units that were kept, failed ones too */
    enum di_status status;
    struct di_error error;
};

/** @param[out] out  finish also on failure */
DI_MUST_CHECK enum di_status di_batch_store_init(struct di_batch_store *out,
                                                 struct di_results_database *database);
void di_batch_store_finish(struct di_batch_store *store);

/** Keep a unit, from any thread; once one could not be kept, the others are dropped. */
void di_batch_store_keep(struct di_batch_store *store, size_t scenario, uint32_t number,
                         const struct di_unit_record *record);

/** What is kept between the two is one transaction; from one thread. */
void di_batch_store_begin(struct di_batch_store *store);
void di_batch_store_commit(struct di_batch_store *store);

/** Nothing more can be kept: note why, if it is the first reason. */
void di_batch_store_break(struct di_batch_store *store, enum di_status status,
                          const struct di_error *error);

bool di_batch_store_is_broken(struct di_batch_store *store);
uint64_t di_batch_store_tried(struct di_batch_store *store);

/** @return DI_OK, or what broke it */
DI_MUST_CHECK enum di_status di_batch_store_status(struct di_batch_store *store,
                                                   struct di_error *error);

#endif
