/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "batch_store.h"

enum di_status di_batch_store_init(struct di_batch_store *out,
                                   struct di_results_database *database)
{
    *out = (struct di_batch_store){.database = database};
    return di_lock_create(&out->lock);
}

void di_batch_store_finish(struct di_batch_store *store)
{
    di_lock_destroy(store->lock);
}

void di_batch_store_break(struct di_batch_store *store, enum di_status status,
                          const struct di_error *error)
{
    di_lock_acquire(store->lock);
    if (store->status == DI_OK) {
        store->status = status;
        store->error = *error;
        di_message_copy(&store->error.message, &error->message);
    }
    di_lock_release(store->lock);
}

bool di_batch_store_is_broken(struct di_batch_store *store)
{
    di_lock_acquire(store->lock);
    const bool is_broken = store->status != DI_OK;
    di_lock_release(store->lock);
    return is_broken;
}

uint64_t di_batch_store_tried(struct di_batch_store *store)
{
    di_lock_acquire(store->lock);
    const uint64_t tried = store->tried;
    di_lock_release(store->lock);
    return tried;
}

void di_batch_store_keep(struct di_batch_store *store, size_t scenario, uint32_t number,
                         const struct di_unit_record *record)
{
    struct di_error error;
    di_error_clear(&error);
    if (di_batch_store_is_broken(store))
        return;
    const enum di_status status =
        di_results_database_keep(store->database, scenario, number, record, &error);
    if (status != DI_OK) {
        di_batch_store_break(store, status, &error);
        return;
    }
    di_lock_acquire(store->lock);
    store->tried++;
    di_lock_release(store->lock);
}

static void note(struct di_batch_store *store, enum di_status status,
                 const struct di_error *error)
{
    if (status != DI_OK)
        di_batch_store_break(store, status, error);
}

void di_batch_store_begin(struct di_batch_store *store)
{
    struct di_error error;
    di_error_clear(&error);
    if (!di_batch_store_is_broken(store))
        note(store, di_results_database_begin(store->database, &error), &error);
}

void di_batch_store_commit(struct di_batch_store *store)
{
    struct di_error error;
    di_error_clear(&error);
    if (!di_batch_store_is_broken(store))
        note(store, di_results_database_commit(store->database, &error), &error);
    if (di_batch_store_is_broken(store))
        di_results_database_forget(store->database);
}

enum di_status di_batch_store_status(struct di_batch_store *store, struct di_error *error)
{
    if (store->status != DI_OK) {
        *error = store->error;
        di_message_copy(&error->message, &store->error.message);
    }
    return store->status;
}
