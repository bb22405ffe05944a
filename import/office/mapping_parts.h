/* SPDX-License-Identifier: GPL-3.0-or-later */
/** What a mapping file says, and what was met that it does not. */
#ifndef DI_MAPPING_PARTS_H
#define DI_MAPPING_PARTS_H

#include "di/arena.h"
#include "di/office_mapping.h"

#include "node.h"

/* A text that was met in cells of a role, and what it means. */
struct di_met_text {
    char *text;
    size_t meaning; /* SIZE_MAX: nothing known */
    uint32_t line;  /* the first one */
    size_t rows;
    struct di_met_text *next; /* of the bucket */
    struct di_met_text *next_unknown;
};

#define DI_MET_BUCKETS 64
#define DI_UNKNOWN_MAX 50 /* different ones; a column with more is not of codes */

struct di_met_texts {
    struct di_met_text *buckets[DI_MET_BUCKETS];
    struct di_met_text *unknown, **unknown_end;
    size_t unknown_count; /* different ones that are kept */
    size_t other_rows;    /* of those past DI_UNKNOWN_MAX */
};

struct di_office_mapping {
    struct di_arena arena;
    const struct di_office_role *roles;
    size_t role_count;
    struct di_diagnostics *diagnostics;
    const struct di_node *heading[DI_OFFICE_ROLES_MAX]; /* texts; NULL: not said */
    const struct di_node *codes[DI_OFFICE_ROLES_MAX];   /* objects; NULL: not said */
    const struct di_node *options;
    uint32_t heading_row;
    const char *name; /* of the file; "" for none */
    struct di_met_texts met[DI_OFFICE_ROLES_MAX];
    bool ran_out;
};

/* Wipe the texts that were met. */
void di_mapping_forget(struct di_office_mapping *mapping);

#endif
