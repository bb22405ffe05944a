/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Which column of an office's table plays which role, and what its words mean: by a mapping
 * file, and where that is silent by the usual headings and words of English and Russian.
 *
 * The file (docs/IMPORT.md):
 *   {"format": 1, "kind": "stock",
 *    "columns": {"region": "Oblast", ...},                 role: heading
 *    "codes": {"setting": {"Children's home": "institution", ...}},   role: {cell: id}
 *    "options": {"decimal": "comma", ...}}
 */
#ifndef DI_OFFICE_MAPPING_H
#define DI_OFFICE_MAPPING_H

#include "di/office_table.h"

#define DI_OFFICE_ROLES_MAX 32
#define DI_OFFICE_NO_COLUMN "-" /* in the place of a heading: the role has none */

/** One id that cells of a role may mean. */
struct di_office_term {
    const char *id;
    const char
        *words; /* that mean it without a mapping: "male|m|boy|..."; NULL: its id alone */
};

/** What a column can be for. Tables of roles are static, except `terms`. */
struct di_office_role {
    const char *id;       /* key of "columns": "region" */
    const char *headings; /* usual ones: "region|oblast|..." in small letters */
    bool is_needed;
    bool has_codes;       /* cells are words; "codes" may have this role */
    bool may_be_constant; /* "constants" may say it for all rows, in the place of a column */
    /* What they may mean, [term_count]; NULL: any id, of the kind's own making. */
    const struct di_office_term *terms;
    size_t term_count;
};

/** A key of "options" that only some kinds have, and the words it may say: "above|total". */
struct di_office_option {
    const char *key, *choices;
};

/** What a mapping file may be for. */
struct di_office_kind {
    const char *id;                     /* "stock" */
    const struct di_office_role *roles; /* [role_count], at most DI_OFFICE_ROLES_MAX */
    size_t role_count;
    const struct di_office_option *options; /* beside those of all kinds; NULL: none */
    size_t option_count;
};

/** What a mapping is called in reports that an import was given as text. */
#define DI_OFFICE_MAPPING_TEXT "mapping"

struct di_office_mapping;

/**
 * Read a mapping file, or none.
 *
 * @param path   NULL: no file, headings and words are the usual ones
 * @param kind   its roles are borrowed until destroy
 * @param diagnostics  takes every problem with line and column; borrowed until destroy
 * @param[out] out  free with di_office_mapping_destroy; untouched on failure
 * @return DI_OK; the status of the first problem, which also fills `error`
 */
DI_MUST_CHECK enum di_status di_office_mapping_read(const char *path,
                                                    const struct di_office_kind *kind,
                                                    struct di_diagnostics *diagnostics,
                                                    struct di_office_mapping **out,
                                                    struct di_error *error);

/** The same from memory. */
DI_MUST_CHECK enum di_status di_office_mapping_read_text(
    const char *text, size_t size, const char *shown_name, const struct di_office_kind *kind,
    struct di_diagnostics *diagnostics, struct di_office_mapping **out, struct di_error *error);

void di_office_mapping_destroy(struct di_office_mapping *mapping); /* NULL is fine */

/** What the command line leaves open is taken from the file's "options". */
void di_office_mapping_complete(const struct di_office_mapping *mapping,
                                struct di_office_form *form, char *decimal);

/** What "constants" says of a role as if it stood in every cell; NULL: nothing. */
const char *di_office_mapping_constant(const struct di_office_mapping *mapping, size_t role);

/**
 * Find the columns of a table for some roles: those the mapping names, else the only one that
 * has a usual heading. Headings are compared without regard to case and spacing.
 *
 * Everything wrong is reported: a heading that is not there (with the nearest one), one that
 * stands twice, a needed role without a column, two columns that may both be meant.
 *
 * @param first, count  roles of this table, of the list that the mapping was read with
 * @param[out] columns  [role_count], those of these roles are set; SIZE_MAX: there is none
 * @return DI_OK; the status of the first problem, which also fills `error`
 */
DI_MUST_CHECK enum di_status di_office_mapping_bind(struct di_office_mapping *mapping,
                                                    const struct di_office_table *table,
                                                    size_t first, size_t count, size_t *columns,
                                                    struct di_error *error);

/** Is a heading one of "a|b|c", without regard to case and spacing? */
bool di_office_is_heading(const char *heading, const char *words);

/** Does a heading say that the rows are of people: a name, a date of birth, an address? */
bool di_office_is_personal(const char *heading);

/** Columns that no role took: their headings as one list "a, b", free with free(); NULL: no
 * memory. Headings may be said; cells of such columns never are. */
char *di_office_mapping_unused(const struct di_office_table *table, const size_t *columns,
                               size_t role_count);

/**
 * What the words of a cell mean, for a role with terms: by the mapping, else by the terms' own
 * words.
 *
 * @param line  of the table, for the report
 * @return index of the term; SIZE_MAX if it means nothing known: noted, and reported by
 *         di_office_mapping_finish. An empty text means nothing and is not noted.
 *
 * Each text is looked up once: fast for columns with few different ones.
 */
size_t di_office_mapping_code(struct di_office_mapping *mapping, size_t role, const char *text,
                              uint32_t line);

/** What a kind that looks words up itself found out about one that it does not know. */
struct di_office_lookup {
    const char *code;    /* what the mapping says it means, and there is no such thing; NULL */
    const char *nearest; /* id that is likely meant; NULL: none, or the nearest of the terms */
    bool is_ambiguous;   /* it is the name of two things */
};

/**
 * Note a text that a kind's own look-up does not know, to be reported like one that
 * di_office_mapping_code does not know.
 *
 * @return true if it is met for the first time: only then `di_office_mapping_explain` is of
 * use, so that what is nearest is not searched again for every row
 */
bool di_office_mapping_unknown(struct di_office_mapping *mapping, size_t role, const char *text,
                               uint32_t line);

/** @param lookup  its texts are copied */
void di_office_mapping_explain(struct di_office_mapping *mapping, size_t role, const char *text,
                               struct di_office_lookup lookup);

/** What the mapping says of a text of a role without terms; NULL: nothing. Not noted. */
const char *di_office_mapping_id(const struct di_office_mapping *mapping, size_t role,
                                 const char *text);

/**
 * Report the texts that meant nothing, once each, with the number of their rows, the first line
 * and the nearest id: the first 20 of a column, and how many more there are. A column with more
 * than 50 different ones is reported as one: it may be the wrong column, and hold names.
 *
 * @return DI_OK; DI_ERR_REFERENCE if there was any, which also fills `error`
 */
DI_MUST_CHECK enum di_status di_office_mapping_finish(struct di_office_mapping *mapping,
                                                      const struct di_office_table *table,
                                                      const size_t *columns,
                                                      struct di_error *error);

/** "Total", "Sum", "All" and what Russian and other tables say, alone; also with a colon. */
bool di_office_is_total(const char *text);

/** The same at the beginning of a text: "Total North", "Total, all regions". */
bool di_office_begins_as_total(const char *text);

/**
 * An id of a scenario made from words (di/office_slug.h); "x" where no letter is known.
 *
 * @param[out] id  at least 65 bytes; never empty
 */
void di_office_id_of(const char *text, char id[65]);

/** The same of a file's name without folders and its last ending: "x/stays.2024.csv" is
 * stays_2024. */
void di_office_id_of_file(const char *path, char id[65]);

#endif
