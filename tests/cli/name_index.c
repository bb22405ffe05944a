/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "name_index.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "di_test.h"

static size_t slot_of(const struct name_index *index, const char *name)
{
    uint32_t hash = 2166136261u;
    for (const char *c = name; *c != '\0'; c++)
        hash = (hash ^ (unsigned char)*c) * 16777619u;
    size_t at = hash & (index->slot_count - 1);
    while (index->slots[at] != 0 && strcmp(index->names[index->slots[at] - 1], name) != 0)
        at = (at + 1) & (index->slot_count - 1);
    return at;
}

static void grow(struct name_index *index)
{
    index->slot_count = index->slot_count == 0 ? 4096 : 2 * index->slot_count;
    free(index->slots);
    index->slots = calloc(index->slot_count, sizeof *index->slots);
    char **names = realloc(index->names, index->slot_count / 2 * sizeof *names);
    assert_true(index->slots != NULL && names != NULL);
    index->names = names;
    for (size_t i = 0; i < index->count; i++)
        index->slots[slot_of(index, names[i])] = i + 1;
}

size_t name_index_of(struct name_index *index, const char *name)
{
    if (2 * index->count >= index->slot_count)
        grow(index);
    const size_t slot = slot_of(index, name);
    if (index->slots[slot] == 0) {
        index->names[index->count] = strdup(name);
        assert_non_null(index->names[index->count]);
        index->slots[slot] = ++index->count;
    }
    return index->slots[slot] - 1;
}

void name_index_clear(struct name_index *index)
{
    for (size_t i = 0; i < index->count; i++)
        free(index->names[i]);
    free(index->names);
    free(index->slots);
    *index = (struct name_index){0};
}
