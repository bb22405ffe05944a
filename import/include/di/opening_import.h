/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Tables of offices that become parts of a scenario: counts of children in care (`stock`), the
 * register of institutions (`institutions`), workers and posts (`workforce`). Each is read,
 * looked at, laid over a scenario or made into one of its own, and reported on.
 * docs/IMPORT.md says how.
 */
#ifndef DI_OPENING_IMPORT_H
#define DI_OPENING_IMPORT_H

#include <stdbool.h>
#include <stdint.h>

#include "di/data_quality.h"
#include "di/office_survey.h"

/** What an empty cell of a column that tells children apart means. */
enum di_opening_blank {
    DI_BLANK_UNSAID, /* a problem, for it may be any of these */
    DI_BLANK_ABOVE,  /* as in the row above */
    DI_BLANK_TOTAL   /* all of them together */
};

/** What is taken for a number that is only known to be under a limit, "<5". */
enum di_opening_censored {
    DI_CENSORED_UNSAID, /* a problem */
    DI_CENSORED_LOWER,
    DI_CENSORED_MIDDLE,
    DI_CENSORED_UPPER
};

/** What is asked for, and how what a table leaves open is settled. */
struct di_opening_request {
    const char *path;  /* the table */
    const char *bytes; /* it itself, `size` of them, and `path` only its name; NULL: a file */
    size_t size;
    const char *mapping;      /* what its columns and words mean; NULL: as usual */
    const char *mapping_text; /* it itself, in the place of the file; NULL */
    struct di_office_form form;
    char decimal;       /* '.' ',' or 0: as the numbers tell */
    const char *onto;   /* the scenario it completes; NULL: none */
    const char *id;     /* of the scenario that is made; NULL: that of `onto` */
    int32_t start_year; /* of a scenario of its own, which starts on 1 January; 0 with `onto` */
    enum di_opening_blank blank;
    enum di_opening_censored censored;
    bool adds_duplicates;    /* rows about the same children are parts of them */
    uint32_t suppress_below; /* counts of children under it are withheld; 0: none */
    /* Takes what the table leaves open, unknown words among it; NULL: they are problems. */
    struct di_office_survey *survey;
};

/**
 * What columns may be, and which answers a mapping may keep, by the kind of table.
 *
 * @param id  "stock", "institutions", "workforce"
 * @return NULL: there is no such kind
 */
const struct di_office_kind *di_opening_kind(const char *id);

/** Does a heading count children of an age, a sex or a degree of disability: "0-2", "girls"? */
bool di_opening_is_counted(const char *heading);

struct di_opening_book;

/**
 * Read a table of children in care: counts by region, setting, institution, age, sex,
 * disability and stay, in any combination.
 *
 * @param request      its texts are borrowed until destroy
 * @param diagnostics  takes every problem, with row and column; borrowed until destroy
 * @param[out] out     free with di_opening_destroy; untouched on failure
 * @return DI_OK; the status of the first problem, which also fills `error`
 */
DI_MUST_CHECK enum di_status di_opening_stock_read(const struct di_opening_request *request,
                                                   struct di_diagnostics *diagnostics,
                                                   struct di_opening_book **out,
                                                   struct di_error *error);

/** The same of a register of institutions. */
DI_MUST_CHECK enum di_status di_opening_register_read(const struct di_opening_request *request,
                                                      struct di_diagnostics *diagnostics,
                                                      struct di_opening_book **out,
                                                      struct di_error *error);

/** The same of workers and posts. */
DI_MUST_CHECK enum di_status di_opening_workforce_read(const struct di_opening_request *request,
                                                       struct di_diagnostics *diagnostics,
                                                       struct di_opening_book **out,
                                                       struct di_error *error);

void di_opening_destroy(struct di_opening_book *book); /* NULL is fine */

/** Id of the scenario that is made. */
const char *di_opening_id(const struct di_opening_book *book);

/** Findings of the report: all of them, and those that a planner must know before using it. */
size_t di_opening_findings(const struct di_opening_book *book);
size_t di_opening_warnings(const struct di_opening_book *book);

/**
 * The scenario as JSON text.
 *
 * @param schema  its `$schema`; NULL: none
 * @return free with free(); NULL if memory ran out
 */
char *di_opening_scenario(const struct di_opening_book *book, const char *schema);

/** The report on the data; lives as long as the book. */
const struct di_data_quality *di_opening_quality(const struct di_opening_book *book);

/** The same as text, for people and for programs; free with free(); NULL: no memory. */
char *di_opening_quality_text(const struct di_opening_book *book,
                              const struct di_catalogue *catalogue);
char *di_opening_quality_json(const struct di_opening_book *book,
                              const struct di_catalogue *catalogue,
                              const struct di_digest_of_file *files, size_t file_count);

#endif
