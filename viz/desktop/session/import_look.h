/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The headings of a table, what its columns are taken for, and a few cells to know them by.
 *
 * Cells: only of columns that have a role, never of a table whose rows are of children or of
 * other people (its kind, or a heading, says so), and small counts of children as "<5". All are
 * wiped at the end.
 */
#ifndef IMPORT_LOOK_H
#define IMPORT_LOOK_H

#include "table_kind.h"

enum { IMPORT_SAMPLES = 3 };

struct import_look {
    char *name; /* of the file */
    size_t column_count;
    char **headings;
    size_t *roles;                 /* [column_count]; SIZE_MAX: none */
    size_t first_role, role_count; /* that its columns may have */
    bool *is_bound;                /* [DI_OFFICE_ROLES_MAX]: the role has a column */
    char **samples;                /* [IMPORT_SAMPLES][column_count]; NULL: not shown */
    size_t sample_count;
    bool is_of_people;
    bool is_sheet;
    enum di_text_encoding encoding;
    uint32_t heading_line;
    size_t sheet_count;
    char **sheets;
};

void import_look_finish(struct import_look *look);

/* Heading row and sheets of an open table; false if memory ran out. */
bool import_look_take(struct import_look *look, const struct di_office_table *table);

/* Which columns have a role of these, as the import itself will find. */
bool import_look_bind(struct import_look *look, const struct di_office_table *table,
                      const char *kind, const char *mapping, const struct import_roles *roles,
                      size_t first, size_t count);

/* The first rows; reads them. */
void import_look_sample(struct import_look *look, struct di_office_table *table,
                        const struct import_roles *roles);

/* What a table with these headings most likely is: an office's one, or UNKNOWN. */
struct import_guess {
    enum import_kind kind;
    const char *preset;  /* of episodes; NULL */
    bool is_of_children; /* it has children alone: their episodes are in another file */
};
struct import_guess import_look_guess(const struct di_office_table *table);

#endif
