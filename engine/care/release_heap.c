/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "release_heap.h"

/* Most work of a team takes equally long, so what is added is mostly last: it stays there. */
void release_heap_push(struct release_heap *heap, struct release release)
{
    struct release *items = heap->items;
    uint32_t place = heap->count++;
    for (; place > 0 && release.at < items[(place - 1) / 2].at; place = (place - 1) / 2)
        items[place] = items[(place - 1) / 2];
    items[place] = release;
}

struct release release_heap_pop(struct release_heap *heap)
{
    struct release *items = heap->items;
    const struct release first = items[0];
    const struct release last = items[--heap->count];
    uint32_t place = 0;
    for (uint32_t child = 1; child < heap->count; child = 2 * place + 1) {
        child += child + 1 < heap->count && items[child + 1].at < items[child].at;
        if (last.at <= items[child].at)
            break;
        items[place] = items[child];
        place = child;
    }
    items[place] = last;
    return first;
}
