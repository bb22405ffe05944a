/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "waiting_store.h"

#include <stdlib.h>
#include <string.h>

#include "di/table_memory.h"

enum { SLAB_ENTRIES = 1 << 14 };

static uint32_t size_of(uint32_t room)
{
    return (uint32_t)__builtin_ctz(room / WAITING_ROOM_LEAST);
}

static bool add_slab(struct waiting_store *store, size_t room)
{
    struct waiting_slab *slabs =
        realloc(store->slabs, (store->slab_count + 1u) * sizeof *slabs);
    if (slabs == NULL)
        return false;
    store->slabs = slabs;
    struct waiting_entry *entry = di_table_memory(room * sizeof *entry);
    if (entry == NULL)
        return false;
    slabs[store->slab_count++] = (struct waiting_slab){entry, room, 0};
    store->allocations++;
    return true;
}

/* Slabs are cut in their order; what an array leaves at the end of one is not used again. */
static struct waiting_entry *cut(struct waiting_store *store, uint32_t room)
{
    for (; store->slab_at < store->slab_count; store->slab_at++) {
        struct waiting_slab *slab = &store->slabs[store->slab_at];
        if (slab->room - slab->used < room)
            continue;
        slab->used += room;
        return slab->entry + slab->used - room;
    }
    return NULL;
}

struct waiting_entry *waiting_store_take(struct waiting_store *store, uint32_t room)
{
    const uint32_t size = size_of(room);
    if (size >= WAITING_SIZES)
        return NULL;
    struct waiting_entry *entry = store->spare[size];
    if (entry != NULL) {
        memcpy(&store->spare[size], (const void *)entry, sizeof entry);
        return entry;
    }
    entry = cut(store, room);
    if (entry == NULL && add_slab(store, room > SLAB_ENTRIES ? room : SLAB_ENTRIES))
        entry = cut(store, room);
    return entry;
}

void waiting_store_give(struct waiting_store *store, struct waiting_entry *entry, uint32_t room)
{
    const uint32_t size = size_of(room);
    memcpy((void *)entry, &store->spare[size], sizeof entry);
    store->spare[size] = entry;
}

/* One slab more than a replication needed, so that the next, which may need a little more, adds
 * none: a failure to add it shows when it is asked for. */
void waiting_store_clear(struct waiting_store *store)
{
    if (store->slab_count > 0 && store->slab_at + 1 >= store->slab_count)
        (void)add_slab(store, SLAB_ENTRIES);
    for (uint32_t i = 0; i < store->slab_count; i++)
        store->slabs[i].used = 0;
    store->slab_at = 0;
    memset(store->spare, 0, sizeof store->spare);
    store->allocations = 0;
}

void waiting_store_finish(struct waiting_store *store)
{
    for (uint32_t i = 0; i < store->slab_count; i++)
        di_table_memory_free(store->slabs[i].entry);
    free(store->slabs);
    *store = (struct waiting_store){0};
}
