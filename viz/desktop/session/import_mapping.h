/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a person says about the columns and words of an office's table: a mapping file of
 * `homeward import` (docs/IMPORT.md), as it is being made. Whatever else a file says that was
 * loaded stays in it.
 */
#ifndef IMPORT_MAPPING_H
#define IMPORT_MAPPING_H

#include <jansson.h>
#include <stdbool.h>

#include "table_kind.h"

struct import_mapping {
    json_t *root; /* {"format": 1, "kind": ...}; NULL: memory ran out */
};

void import_mapping_init(struct import_mapping *mapping, enum import_kind kind);
void import_mapping_finish(struct import_mapping *mapping);

/* Another kind: of the columns those stay whose roles it has, and how the file is written. */
void import_mapping_set_kind(struct import_mapping *mapping, enum import_kind kind,
                             const struct import_roles *roles);

/* False, and nothing changes, if the text is no mapping of any kind of these. */
bool import_mapping_take_text(struct import_mapping *mapping, const char *text,
                              enum import_kind *kind_out);

/* The file; free with free(); NULL: no memory. */
char *import_mapping_text(const struct import_mapping *mapping);

/* Heading that a role is said to have; NULL: not said. */
const char *import_mapping_column(const struct import_mapping *mapping, const char *role);
/* NULL as heading: not said again. */
void import_mapping_set_column(struct import_mapping *mapping, const char *role,
                               const char *heading);

/* What a text of a role means; NULL: not said. NULL as id: not said again. */
const char *import_mapping_code(const struct import_mapping *mapping, const char *role,
                                const char *text);
void import_mapping_set_code(struct import_mapping *mapping, const char *role, const char *text,
                             const char *id);
/* {text: id} of a role, or NULL. */
json_t *import_mapping_codes(const struct import_mapping *mapping, const char *role);

/* "encoding", "separator", "decimal", "sheet"; NULL: as the file tells. */
const char *import_mapping_option(const struct import_mapping *mapping, const char *key);
void import_mapping_set_option(struct import_mapping *mapping, const char *key,
                               const char *value);
/* How what a table leaves open is settled: "options" of the kinds that complete a scenario. */
enum import_answer {
    IMPORT_BLANK,    /* 1: as above, 2: all together */
    IMPORT_CENSORED, /* 1: the least, 2: the middle, 3: the most */
    IMPORT_ADD_ROWS, /* 1: yes */
    IMPORT_ANSWERS
};
/* 0: not said. */
size_t import_mapping_answer(const struct import_mapping *mapping, enum import_answer answer);
void import_mapping_set_answer(struct import_mapping *mapping, enum import_answer answer,
                               size_t choice);

/* 0: the first that is not empty. */
long import_mapping_heading_row(const struct import_mapping *mapping);
void import_mapping_set_heading_row(struct import_mapping *mapping, long row);

#endif
