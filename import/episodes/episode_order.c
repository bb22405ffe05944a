/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "episode_order.h"

#include <stdlib.h>
#include <string.h>

/* A thing of the file and the number it had. */
struct place_at {
    struct di_episode_place place;
    size_t was;
};
struct name_at {
    struct di_episode_name name;
    size_t was;
};

const char *di_episode_name_of_two(const char *first, const char *second)
{
    if (first == NULL || second == NULL)
        return first != NULL ? first : second;
    return strcmp(second, first) < 0 ? second : first;
}

/* Settings and destinations have ids apart. */
static int by_place_id(const void *a, const void *b)
{
    return strcmp(((const struct place_at *)a)->place.id,
                  ((const struct place_at *)b)->place.id);
}

static int by_name_id(const void *a, const void *b)
{
    return strcmp(((const struct name_at *)a)->name.id, ((const struct name_at *)b)->name.id);
}

static void order_places(struct di_episodes *book, uint8_t now[DI_EPISODE_PLACES_MAX])
{
    struct place_at list[DI_EPISODE_PLACES_MAX];
    for (size_t i = 0; i < book->place_count; i++)
        list[i] = (struct place_at){book->places[i], i};
    qsort(list, book->place_count, sizeof *list, by_place_id);
    for (size_t i = 0; i < book->place_count; i++) {
        book->places[i] = list[i].place;
        now[list[i].was] = (uint8_t)i;
    }
}

static void order_names(struct di_episode_name *names, size_t count, uint16_t *now)
{
    struct name_at list[DI_EPISODE_REGIONS_MAX];
    for (size_t i = 0; i < count; i++)
        list[i] = (struct name_at){names[i], i};
    qsort(list, count, sizeof *list, by_name_id);
    for (size_t i = 0; i < count; i++) {
        names[i] = list[i].name;
        now[list[i].was] = (uint16_t)i;
    }
}

void di_episode_order(struct di_episodes *book)
{
    uint8_t place[DI_EPISODE_PLACES_MAX] = {0};
    uint16_t reason[DI_EPISODE_REASONS_MAX] = {0}, region[DI_EPISODE_REGIONS_MAX] = {0};
    order_places(book, place);
    order_names(book->reasons, book->reason_count, reason);
    order_names(book->regions, book->region_count, region);
    for (size_t i = 0; i < book->row_count; i++) {
        struct di_episode_row *row = &book->rows[i];
        if (row->setting < book->place_count)
            row->setting = place[row->setting];
        if (row->exit < book->place_count)
            row->exit = place[row->exit];
        row->reason = (uint8_t)reason[row->reason];
        row->region = region[row->region];
    }
}
