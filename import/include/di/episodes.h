/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Placement episodes of children, as an office keeps them: one row for each stay in one place.
 * Read into histories, counted, and written as a scenario, as targets of calibration and as a
 * report on the data. docs/EPISODES.md says how.
 *
 * Personal data: of a child only the month of birth, sex and degree of disability are kept, and
 * a key that is a salted hash made for this import alone.
 */
#ifndef DI_EPISODES_H
#define DI_EPISODES_H

#include "di/data_quality.h"
#include "di/office_survey.h"

/** What is asked for; 0 or NULL: not said. */
struct di_episodes_request {
    const char *paths[2]; /* episodes, or children and episodes, in any order */
    size_t path_count;
    const char *mapping;      /* path of a mapping file */
    const char *mapping_text; /* it itself, in the place of the file; NULL */
    const char *preset;       /* "ssda903" */
    const char *name;         /* id of the scenario; NULL: "episodes" */
    int32_t from, to;         /* whole calendar years of observation */
    int32_t start;            /* first year of the scenario; 0: the one after `to` */
    uint64_t suppress;        /* counts of fewer children are withheld */
    struct di_office_form form;
    struct di_office_survey *survey; /* takes unknown words; NULL: they are problems */
};

/**
 * What columns may be. Roles of children come first, `person` (the key in a file of children)
 * before all.
 *
 * @param preset  NULL: none
 * @param[out] first_of_rows_out  the first role of a table of episodes, if children have a
 *                                file of their own
 * @return [count]; NULL: there is no such preset
 */
const struct di_office_role *di_episodes_roles(const char *preset, size_t *count_out,
                                               size_t *first_of_rows_out);

struct di_episodes;

/**
 * Read, settle, count.
 *
 * @param request      its texts are borrowed until destroy
 * @param diagnostics  takes every problem, with row and column; no cell of a child's key or
 *                     date of birth stands in any
 * @param[out] out     free with di_episodes_destroy; untouched on failure
 * @return DI_OK; the status of the first problem, which also fills `error`
 *
 * Cost: one pass over each file, two where the encoding is not said; 28 bytes a row and 12 a
 * child are kept.
 */
DI_MUST_CHECK enum di_status di_episodes_read(const struct di_episodes_request *request,
                                              struct di_diagnostics *diagnostics,
                                              struct di_episodes **out, struct di_error *error);

/** One table from memory, which must outlive the call; `paths[0]` is the name that is shown. */
DI_MUST_CHECK enum di_status di_episodes_read_bytes(const struct di_episodes_request *request,
                                                    const char *bytes, size_t size,
                                                    struct di_diagnostics *diagnostics,
                                                    struct di_episodes **out,
                                                    struct di_error *error);
void di_episodes_destroy(struct di_episodes *book); /* NULL is fine */

/** Id of the scenario that is made; lives as long as the book. */
const char *di_episodes_id(const struct di_episodes *book);

/** Are there years of which both the scenario and the file tell? Then there are targets. */
bool di_episodes_has_targets(const struct di_episodes *book);

/** Episodes read, children in them, spells in settings that came of them. */
size_t di_episodes_rows(const struct di_episodes *book);
size_t di_episodes_children(const struct di_episodes *book);

/** Texts of the files, for free(); NULL if memory ran out. */
char *di_episodes_scenario(struct di_episodes *book, const struct di_catalogue *catalogue,
                           const char *schema);
char *di_episodes_targets(struct di_episodes *book);

/** The report on the data; lives as long as the book. */
struct di_data_quality *di_episodes_quality(struct di_episodes *book);

#endif
