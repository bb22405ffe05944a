/* SPDX-License-Identifier: GPL-3.0-or-later */
/** Units that were simulated and wait to be sent to, or written by, who has the database. */
#ifndef DI_BATCH_PARCEL_H
#define DI_BATCH_PARCEL_H

#include "di/thread.h"
#include "di/unit_record.h"

struct di_batch_parcel {
    struct di_batch_parcel *next;
    size_t size;
    unsigned char bytes[]; /* struct di_batch_record_head and the record's bytes */
};

struct di_batch_parcels {
    struct di_lock *lock;
    struct di_batch_parcel *first, **last;
};

/** @param[out] out  finish also on failure; stays where it is */
DI_MUST_CHECK enum di_status di_batch_parcels_init(struct di_batch_parcels *out);
void di_batch_parcels_finish(struct di_batch_parcels *parcels);

/** Put a copy at the end, from any thread. */
DI_MUST_CHECK enum di_status di_batch_parcels_put(struct di_batch_parcels *parcels,
                                                  size_t scenario, uint32_t number,
                                                  const struct di_unit_record *record);

/** Take the first, to be freed with free(). @return NULL if there is none */
struct di_batch_parcel *di_batch_parcels_take(struct di_batch_parcels *parcels);

bool di_batch_parcels_are_empty(struct di_batch_parcels *parcels);

#endif
