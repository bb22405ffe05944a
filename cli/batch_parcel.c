/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "batch_parcel.h"

#include <stdlib.h>
#include <string.h>

#include "batch_mail.h"

enum di_status di_batch_parcels_init(struct di_batch_parcels *out)
{
    *out = (struct di_batch_parcels){0};
    out->last = &out->first;
    return di_lock_create(&out->lock);
}

void di_batch_parcels_finish(struct di_batch_parcels *parcels)
{
    struct di_batch_parcel *parcel = NULL;
    if (parcels->lock == NULL)
        return;
    while ((parcel = di_batch_parcels_take(parcels)) != NULL)
        free(parcel);
    di_lock_destroy(parcels->lock);
}

enum di_status di_batch_parcels_put(struct di_batch_parcels *parcels, size_t scenario,
                                    uint32_t number, const struct di_unit_record *record)
{
    const struct di_batch_record_head head = {(uint32_t)scenario, number, record->has_failed};
    struct di_batch_parcel *parcel = malloc(sizeof *parcel + sizeof head + record->size);
    if (parcel == NULL)
        return DI_ERR_MEMORY;
    parcel->next = NULL;
    parcel->size = sizeof head + record->size;
    memcpy(parcel->bytes, &head, sizeof head);
    memcpy(parcel->bytes + sizeof head, record->bytes, record->size);
    di_lock_acquire(parcels->lock);
    *parcels->last = parcel;
    parcels->last = &parcel->next;
    di_lock_release(parcels->lock);
    return DI_OK;
}

struct di_batch_parcel *di_batch_parcels_take(struct di_batch_parcels *parcels)
{
    di_lock_acquire(parcels->lock);
    struct di_batch_parcel *parcel = parcels->first;
    if (parcel != NULL)
        parcels->first = parcel->next;
    if (parcels->first == NULL)
        parcels->last = &parcels->first;
    di_lock_release(parcels->lock);
    return parcel;
}

bool di_batch_parcels_are_empty(struct di_batch_parcels *parcels)
{
    di_lock_acquire(parcels->lock);
    const bool are_empty = parcels->first == NULL;
    di_lock_release(parcels->lock);
    return are_empty;
}
