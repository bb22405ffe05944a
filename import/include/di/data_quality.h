/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * The report on data of an office: what was found out on the way, and tables beside it. One
 * list for programs (data_quality.json) and people (data_quality.md, in the catalogue's
 * language).
 */
#ifndef DI_DATA_QUALITY_H
#define DI_DATA_QUALITY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "di/digest.h"
#include "di/message.h"

struct di_data_quality;

/**
 * @param kind     "stock"
 * @param subject  whose data: id of the scenario; both are copied
 * @return free with di_data_quality_destroy; NULL if memory ran out
 */
struct di_data_quality *di_data_quality_create(const char *kind, const char *subject);
void di_data_quality_destroy(struct di_data_quality *quality); /* NULL is fine */

/** The title of the text and the sentence under it: to be filled with DI_MESSAGE. */
struct di_message *di_data_quality_title(struct di_data_quality *quality);
struct di_message *di_data_quality_intro(struct di_data_quality *quality);

/** Where a finding is, as far as it is anywhere. */
struct di_finding_place {
    const char *file;   /* copied; NULL */
    const char *column; /* its heading; copied; NULL */
    uint32_t line;      /* the first one; 0 */
    size_t rows;        /* how many rows it is about; 0 */
    const char *series; /* of published statistics: its id, literal; NULL */
    int32_t year;       /* of the series; 0 */
};

/**
 * Note a finding. Equal findings are the caller's to count: a report names a thing once.
 *
 * @param id  "overlap": literal, for programs
 * @param is_warning  to be looked at before the data are used; else only noted
 * @return its sentence, to be filled with DI_MESSAGE; never NULL: if memory ran out, the report
 *         as a whole comes out NULL
 */
struct di_message *di_data_quality_note(struct di_data_quality *quality, const char *id,
                                        bool is_warning, const struct di_finding_place *place);

size_t di_data_quality_findings(const struct di_data_quality *quality);
size_t di_data_quality_warnings(const struct di_data_quality *quality);

/* ---- tables, in the order in which they are begun ---- */

/**
 * Begin a table: stands between the warnings and the notes.
 *
 * @param id        "account": literal, key of the JSON
 * @param title     DI_N_()
 * @param headings  [count] DI_N_(); keys for programs in `keys`; all literals
 * @return the table; never NULL, as above
 */
struct di_quality_table *di_data_quality_table(struct di_data_quality *quality, const char *id,
                                               const char *title, const char *const *keys,
                                               const char *const *headings, size_t count);

/** Cells from left to right, rows from top to bottom: each call fills the next one. */
void di_quality_text(struct di_quality_table *table, const char *text); /* copied */
void di_quality_phrase(struct di_quality_table *table, const char *id); /* DI_N_() */
void di_quality_year(struct di_quality_table *table, int32_t year);
void di_quality_number(struct di_quality_table *table, double number); /* NaN: "-", null */
void di_quality_withheld(struct di_quality_table *table);              /* a small count */

/** A sentence under the table; the text is filled with DI_MESSAGE. */
struct di_message *di_quality_remark(struct di_quality_table *table);

/* ---- writing ---- */

/** Free with free(); NULL if memory ran out, now or at any time before. */
char *di_data_quality_json(const struct di_data_quality *quality,
                           const struct di_catalogue *catalogue,
                           const struct di_digest_of_file *files, size_t file_count);
char *di_data_quality_text(const struct di_data_quality *quality,
                           const struct di_catalogue *catalogue);

#endif
