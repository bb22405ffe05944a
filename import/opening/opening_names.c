/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A hash of ids and names; grown tables stay in the arena, twice as large each time. */
#include "opening_names.h"

#include <string.h>

#include "di/nearest.h"
#include "di/office_slug.h"

#define ROOM_MIN 64
#define NEAREST_MAX 4000 /* things compared letter by letter, for an advice */

struct opening_key {
    const char *text; /* the slug of a name, or an id */
    uint32_t thing;
    uint32_t next; /* in the same bucket */
};

static uint32_t hash(const char *text)
{
    uint32_t h = 2166136261U; /* FNV-1a */
    for (; *text != '\0'; text++)
        h = (h ^ (unsigned char)*text) * 16777619U;
    return h;
}

static void *grow(struct opening_names *list, const void *old, uint32_t *room, size_t size)
{
    void *grown = di_arena_grow(list->arena, old, room, size);
    list->ran_out = list->ran_out || grown == NULL;
    return grown;
}

static bool rehash(struct opening_names *list)
{
    const uint32_t count = list->bucket_count > 0 ? 4 * list->bucket_count : ROOM_MIN;
    uint32_t *buckets = DI_ARENA_NEW(list->arena, count, uint32_t);
    if (buckets == NULL)
        return !(list->ran_out = true);
    for (uint32_t i = 0; i < list->key_count; i++) {
        uint32_t *bucket = &buckets[hash(list->keys[i].text) % count];
        list->keys[i].next = *bucket;
        *bucket = i + 1;
    }
    list->buckets = buckets;
    list->bucket_count = count;
    return true;
}

static void add_key(struct opening_names *list, uint32_t thing, const char *text)
{
    if (list->key_count == list->key_room) {
        struct opening_key *grown = grow(list, list->keys, &list->key_room, sizeof *list->keys);
        if (grown == NULL)
            return;
        list->keys = grown;
    }
    if (list->key_count >= list->bucket_count && !rehash(list))
        return;
    uint32_t *bucket = &list->buckets[hash(text) % list->bucket_count];
    list->keys[list->key_count] = (struct opening_key){text, thing, *bucket};
    *bucket = ++list->key_count;
}

static const char *copy(struct opening_names *list, const char *text)
{
    const char *kept = di_arena_copy_text(list->arena, text);
    list->ran_out = list->ran_out || kept == NULL;
    return kept;
}

uint32_t opening_names_add(struct opening_names *list, const char *id, const char *name)
{
    const char *kept = copy(list, id);
    if (list->count == list->room && kept != NULL) {
        struct opening_thing *grown = grow(list, list->items, &list->room, sizeof *list->items);
        if (grown == NULL)
            return OPENING_NONE;
        list->items = grown;
    }
    if (kept == NULL)
        return OPENING_NONE;
    const uint32_t thing = list->count++;
    list->items[thing] =
        (struct opening_thing){.id = kept, .name = name != NULL ? copy(list, name) : NULL};
    add_key(list, thing, kept);
    opening_names_also(list, thing, name);
    return thing;
}

void opening_names_also(struct opening_names *list, uint32_t thing, const char *name)
{
    char slug[DI_OFFICE_SLUG_MAX + 1];
    if (name == NULL)
        return;
    di_office_slug(name, slug);
    if (slug[0] == '\0' || strcmp(slug, list->items[thing].id) == 0)
        return;
    const char *kept = copy(list, slug);
    if (kept != NULL)
        add_key(list, thing, kept);
}

static uint32_t first_key(const struct opening_names *list, const char *text)
{
    return list->bucket_count > 0 ? list->buckets[hash(text) % list->bucket_count] : 0;
}

uint32_t opening_names_id(const struct opening_names *list, const char *id)
{
    for (uint32_t k = first_key(list, id); k != 0; k = list->keys[k - 1].next)
        if (strcmp(list->keys[k - 1].text, id) == 0 &&
            strcmp(list->items[list->keys[k - 1].thing].id, id) == 0)
            return list->keys[k - 1].thing;
    return OPENING_NONE;
}

bool opening_names_has_id(const void *context, const char *id)
{
    return opening_names_id(context, id) != OPENING_NONE;
}

static bool is_there(const struct opening_thing *thing, const char *region)
{
    return region == NULL || (thing->region != NULL && strcmp(thing->region, region) == 0);
}

uint32_t opening_names_find(const struct opening_names *list, const char *text,
                            const char *region)
{
    char slug[DI_OFFICE_SLUG_MAX + 1];
    uint32_t found = opening_names_id(list, text);
    if (found != OPENING_NONE && is_there(&list->items[found], region))
        return found;
    di_office_slug(text, slug);
    found = OPENING_NONE;
    for (uint32_t k = first_key(list, slug); slug[0] != '\0' && k != 0;
         k = list->keys[k - 1].next) {
        const uint32_t thing = list->keys[k - 1].thing;
        if (strcmp(list->keys[k - 1].text, slug) != 0 ||
            !is_there(&list->items[thing], region) || thing == found)
            continue;
        if (found != OPENING_NONE)
            return OPENING_AMBIGUOUS;
        found = thing;
    }
    return found;
}

const char *opening_names_nearest(const struct opening_names *list, const char *text)
{
    char slug[DI_OFFICE_SLUG_MAX + 1];
    const char *best = NULL;
    size_t best_distance = SIZE_MAX;
    di_office_slug(text, slug);
    for (uint32_t k = 0; k < list->key_count && k < NEAREST_MAX; k++) {
        const char *near = di_nearest_name(slug, &list->keys[k].text, 1);
        const size_t distance = near != NULL ? di_nearest_distance(slug, near) : SIZE_MAX;
        if (distance < best_distance) {
            best_distance = distance;
            best = list->items[list->keys[k].thing].id;
        }
    }
    return best;
}
