/* SPDX-License-Identifier: GPL-3.0-or-later */
/** What a mapping file says, and what was met that it does not. */
#ifndef DI_MAPPING_PARTS_H
#define DI_MAPPING_PARTS_H

#include "di/arena.h"
#include "di/office_mapping.h"
#include "di/office_survey.h"

#include "node.h"

/* A text that was met in cells of a role, and what it means. */
struct di_met_text {
    char *text;
    size_t meaning; /* SIZE_MAX: nothing known */
    uint32_t line;  /* the first one */
    size_t rows;
    struct di_office_lookup told; /* of one that means nothing: by a kind's own look-up */
    struct di_met_text *next;     /* of the bucket */
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
    const struct di_node *heading[DI_OFFICE_ROLES_MAX];  /* texts; NULL: not said */
    const struct di_node *codes[DI_OFFICE_ROLES_MAX];    /* objects; NULL: not said */
    const struct di_node *constant[DI_OFFICE_ROLES_MAX]; /* texts; NULL: not said */
    const struct di_node *options;
    uint32_t heading_row;
    const char *name; /* of the file; "" for none */
    struct di_met_texts met[DI_OFFICE_ROLES_MAX];
    struct di_office_survey *survey; /* takes unknown texts; NULL: they are reported */
    bool ran_out;
};

/* A mapping file, or the text of one, or none. */
struct di_mapping_request {
    const char *path; /* NULL: `text`, or no mapping if that is NULL too */
    const char *text;
    size_t size;
    const char *shown_name; /* of the text */
    const struct di_office_kind *kind;
    const char *section; /* key of an object that the kind reads itself; NULL: none */
    /* Reads it, NULL if it is not there, and reports what is wrong with it. */
    void (*read_section)(void *context, struct di_office_mapping *mapping,
                         const struct di_node *section);
    void *context;
};

/* What the public functions do, with a section. */
DI_MUST_CHECK enum di_status di_mapping_read(const struct di_mapping_request *request,
                                             struct di_diagnostics *diagnostics,
                                             struct di_office_mapping **out,
                                             struct di_error *error);

/* Does "options" say this word of a key? */
bool di_mapping_says(const struct di_office_mapping *mapping, const char *key,
                     const char *choice);

/* Column of a heading, without regard to case and spacing if it is not there as it stands.
 * SIZE_MAX: none; the first one if there are two. */
size_t di_mapping_find_column(const struct di_office_table *table, const char *heading,
                              bool *is_twice);

/* Report a problem at a node of the file about one or two texts. */
void di_mapping_report(const struct di_office_mapping *mapping, const struct di_node *node,
                       enum di_status status, const char *sentence, const char *first,
                       const char *second);

/* Is the id one of the role's terms? Of a role without terms any is. */
bool di_mapping_is_term(const struct di_office_role *role, const char *id);

/* Report that a node's text is no term, with the nearest one. */
void di_mapping_report_term(const struct di_office_mapping *mapping,
                            const struct di_office_role *role, const struct di_node *node,
                            const char *text);

#endif
