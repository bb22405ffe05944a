/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a file may hold for the Import screen: values of the scenario, or one of the tables of
 * offices that `homeward import` reads.
 */
#ifndef TABLE_KIND_H
#define TABLE_KIND_H

#include "di/office_mapping.h"

enum import_kind {
    IMPORT_KIND_UNKNOWN,
    IMPORT_KIND_VALUES, /* read by the screen itself */
    IMPORT_KIND_INSTITUTIONS,
    IMPORT_KIND_STOCK,
    IMPORT_KIND_WORKFORCE,
    IMPORT_KIND_EPISODES,
    IMPORT_KINDS
};

/* "stock", as the command line and mapping files have it; "" of the first two. */
const char *import_kind_id(enum import_kind kind);
enum import_kind import_kind_of_id(const char *id);
bool import_kind_is_office(enum import_kind kind);

/* Does it complete a scenario, or is it one of its own? */
bool import_kind_completes(enum import_kind kind);

/* What columns may be. Those from `first` on may be of a table of rows, those before of one of
 * children. `preset` counts for episodes; NULL: none. */
struct import_roles {
    const struct di_office_role *items;
    size_t count, first;
    const struct di_office_option *options; /* of its mapping files */
    size_t option_count;
};
struct import_roles import_kind_roles(enum import_kind kind, const char *preset);

/* Role by its id; SIZE_MAX: there is none. */
size_t import_role_find(const struct import_roles *roles, const char *id);

#endif
