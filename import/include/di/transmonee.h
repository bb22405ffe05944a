/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * A country's published account of residential care, from an SDMX message of the dataflow
 * ECARO:TRANSMONEE: read, looked at, and written as a scenario, as targets of calibration and
 * as a report on the data. docs/TRANSMONEE.md says how.
 */
#ifndef DI_TRANSMONEE_H
#define DI_TRANSMONEE_H

#include <stdio.h>

#include "di/diagnostic.h"
#include "di/digest.h"
#include "di/text_encoding.h"

enum di_transmonee_choice { DI_CHOICE_NONE, DI_CHOICE_FIRST, DI_CHOICE_LAST };
enum di_transmonee_codes { DI_CODES_NONE, DI_CODES_2018, DI_CODES_CURRENT };

/** What is asked for, and how what a file leaves open is settled; 0 of each of these: where it
 * is open, that is a problem. */
struct di_transmonee_request {
    const char *path;    /* "-": the standard input */
    const char *country; /* "BGR" */
    int32_t from;        /* first year of the history */
    int32_t to;          /* last one; 0: the last with a stock */
    enum di_text_encoding encoding;
    char separator;                       /* ',' ';' '\t' */
    char decimal;                         /* '.' ',' */
    const char *source;                   /* only observations of this DATA_SOURCE; NULL: all */
    enum di_transmonee_choice duplicates; /* of two observations of one cell */
    enum di_transmonee_codes codes;       /* of two lists of codes in one year */
};

struct di_transmonee;

/**
 * Read the message and draw up the account.
 *
 * @param request    its texts are borrowed until destroy
 * @param diagnostics  takes every problem, with row and column
 * @param[out] out   free with di_transmonee_destroy; untouched on failure
 * @return DI_OK; the status of the first problem, which also fills `error`
 *
 * Cost: one pass over the file, whose bytes are in memory meanwhile.
 */
DI_MUST_CHECK enum di_status di_transmonee_read(const struct di_transmonee_request *request,
                                                struct di_diagnostics *diagnostics,
                                                struct di_transmonee **out,
                                                struct di_error *error);

/** The same from memory; `shown_name` stands for the file's name. */
DI_MUST_CHECK enum di_status
di_transmonee_read_text(const struct di_transmonee_request *request, const char *bytes,
                        size_t size, const char *shown_name, struct di_diagnostics *diagnostics,
                        struct di_transmonee **out, struct di_error *error);
void di_transmonee_destroy(struct di_transmonee *book); /* NULL is fine */

/** First and last calendar year of the history. */
int32_t di_transmonee_from(const struct di_transmonee *book);
int32_t di_transmonee_to(const struct di_transmonee *book);

/** Findings of the report: all of them, and those that a planner must know before using it. */
size_t di_transmonee_findings(const struct di_transmonee *book);
size_t di_transmonee_warnings(const struct di_transmonee *book);

/**
 * The scenario as JSON text. As of the other writers, texts it makes live as long as the book.
 * Names are English, and in the catalogue's language beside it if format 1 has it.
 *
 * @param id      of the scenario and of its region
 * @param schema  its `$schema`; NULL: none
 * @return free with free(); NULL if memory ran out
 */
char *di_transmonee_scenario(struct di_transmonee *book, const struct di_catalogue *catalogue,
                             const char *id, const char *schema);

/** The targets as CSV text (docs/TARGETS_FORMAT.md); free with free(); NULL: no memory. */
char *di_transmonee_targets(struct di_transmonee *book);

/** The report on the data, for programs and for people; free with free(); NULL: no memory. */
char *di_transmonee_quality_json(const struct di_transmonee *book,
                                 const struct di_catalogue *catalogue,
                                 const struct di_digest_of_file *files, size_t file_count);
char *di_transmonee_quality_text(const struct di_transmonee *book,
                                 const struct di_catalogue *catalogue);

#endif
