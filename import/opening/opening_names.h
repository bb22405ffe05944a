/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Things that a table names (regions, settings, institutions, roles), found by id or by any of
 * their names. Names are equal if their ids would be (di/office_slug.h). Order is that of
 * adding.
 */
#ifndef OPENING_NAMES_H
#define OPENING_NAMES_H

#include <stdbool.h>
#include <stdint.h>

#include "di/arena.h"

#define OPENING_NONE UINT32_MAX
#define OPENING_AMBIGUOUS (UINT32_MAX - 1)

struct opening_thing {
    const char *id;
    const char *name;    /* as somebody wrote it; NULL: it goes by its id */
    const char *kind;    /* of a setting or a role; NULL: not known */
    const char *region;  /* id, of an institution or a team */
    const char *setting; /* id, of an institution; role, of a team */
    bool is_of_scenario; /* else new, from the table */
    bool is_named;       /* by some row */
};

struct opening_names { /* all zero but the arena: empty */
    struct di_arena *arena;
    struct opening_thing *items;
    uint32_t count, room;
    struct opening_key *keys; /* of names, several may be of one thing */
    uint32_t key_count, key_room;
    uint32_t *buckets, bucket_count;
    bool ran_out;
};

/** A new thing; its texts are copied. OPENING_NONE if memory ran out. */
uint32_t opening_names_add(struct opening_names *list, const char *id, const char *name);

/** Another name of the thing, NULL for none. */
void opening_names_also(struct opening_names *list, uint32_t thing, const char *name);

/** The thing whose id it is, letter by letter. */
uint32_t opening_names_id(const struct opening_names *list, const char *id);

/**
 * The one thing that this text names: by its id, else by a name.
 *
 * @param region  of those with this region only; NULL: of all
 * @return OPENING_AMBIGUOUS if two have the name
 */
uint32_t opening_names_find(const struct opening_names *list, const char *text,
                            const char *region);

/** The id or name nearest to a text that names nothing; NULL: none is near. */
const char *opening_names_nearest(const struct opening_names *list, const char *text);

/** For di_office_slug_new: `context` is the list. */
bool opening_names_has_id(const void *context, const char *id);

#endif
