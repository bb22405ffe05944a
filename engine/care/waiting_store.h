/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Memory of the waiting lists' arrays. Arrays come in WAITING_ROOM_LEAST entries times a power
 * of two; one that is given back serves the next of its size. Clearing takes all arrays back
 * and keeps the slabs, so a warm replication allocates nothing.
 */
#ifndef DI_CARE_WAITING_STORE_H
#define DI_CARE_WAITING_STORE_H

#include "waiting_list.h"

/** Uninitialised array of `room` entries, or NULL: no memory. */
struct waiting_entry *waiting_store_take(struct waiting_store *store, uint32_t room);
void waiting_store_give(struct waiting_store *store, struct waiting_entry *entry,
                        uint32_t room);
void waiting_store_clear(struct waiting_store *store);

#endif
