/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table_kind.h"

#include <string.h>

#include "di/episodes.h"
#include "di/opening_import.h"

static const char *const ids[IMPORT_KINDS] = {"",      "",          "institutions",
                                              "stock", "workforce", "episodes"};

const char *import_kind_id(enum import_kind kind)
{
    return ids[kind];
}

enum import_kind import_kind_of_id(const char *id)
{
    for (int kind = IMPORT_KIND_INSTITUTIONS; kind < IMPORT_KINDS; kind++)
        if (strcmp(ids[kind], id) == 0)
            return (enum import_kind)kind;
    return IMPORT_KIND_UNKNOWN;
}

bool import_kind_is_office(enum import_kind kind)
{
    return kind >= IMPORT_KIND_INSTITUTIONS;
}

bool import_kind_completes(enum import_kind kind)
{
    return import_kind_is_office(kind) && kind != IMPORT_KIND_EPISODES;
}

static void take_opening(const struct di_office_kind *kind, struct import_roles *roles)
{
    *roles = (struct import_roles){.items = kind->roles,
                                   .count = kind->role_count,
                                   .options = kind->options,
                                   .option_count = kind->option_count};
}

struct import_roles import_kind_roles(enum import_kind kind, const char *preset)
{
    struct import_roles roles = {0};
    if (kind == IMPORT_KIND_EPISODES)
        roles.items = di_episodes_roles(preset, &roles.count, &roles.first);
    else if (import_kind_is_office(kind))
        take_opening(di_opening_kind(ids[kind]), &roles);
    if (roles.items == NULL)
        roles.count = 0;
    return roles;
}

size_t import_role_find(const struct import_roles *roles, const char *id)
{
    for (size_t r = 0; r < roles->count; r++)
        if (strcmp(roles->items[r].id, id) == 0)
            return r;
    return SIZE_MAX;
}
