/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * The printable report of a run: two pages for a minister, or eight to twelve for a technical
 * reader. One story in blocks (headings, sentences, tables, charts), written as a tagged PDF
 * or as one self-contained HTML file.
 *
 * Every number in a sentence or table is a number of the results. What a run does not hold is
 * left out with a sentence that says so.
 */
#ifndef DI_REPORT_H
#define DI_REPORT_H

#include "di/chart.h"

enum di_report_audience { DI_REPORT_MINISTER, DI_REPORT_TECHNICAL };
/* What a technical report may leave out; findings, limits and the manifest are always told. */
enum di_report_section {
    DI_REPORT_PATHWAYS,
    DI_REPORT_CAPACITY, /* and regions */
    DI_REPORT_COSTS,
    DI_REPORT_COMPARISON,
    DI_REPORT_SENSITIVITY,
    DI_REPORT_ASSUMPTIONS,
    DI_REPORT_SECTIONS
};
/* Its heading: a message id without arguments. */
const char *di_report_section_heading(enum di_report_section section);

/* A page of the PDF: A4, in points. */
#define DI_REPORT_PAGE_WIDTH 595.28
#define DI_REPORT_PAGE_HEIGHT 841.89

enum di_report_format { DI_REPORT_PDF, DI_REPORT_HTML };

struct di_report_request {
    const struct di_results_folder *scenario;
    const struct di_results_folder *baseline; /* NULL: none */
    const struct di_catalogue *catalogue;     /* NULL: English */
    const char *language;                     /* code of di/language.h */
    enum di_report_audience audience;
    enum di_report_format format;
    unsigned left_out; /* bits 1u << section; the report says which */
    enum di_theme_id theme;
    const char *program_version;                    /* "0.1.0" */
    const char *(*input_text)(const char *pointer); /* as in di_chart_request */
};

/**
 * Write the report, replacing what is there; nobody ever sees half a file.
 *
 * @param[out] pages_out  pages of a PDF, 0 for HTML; may be NULL
 * @return DI_OK; DI_ERR_INCONSISTENT if the baseline cannot be paired with the scenario;
 *         DI_ERR_FILE; DI_ERR_MEMORY; DI_ERR_INTERNAL if cairo fails
 *
 * The same call gives the same bytes: no clock, no random names inside.
 */
DI_MUST_CHECK enum di_status di_report_write(const char *path,
                                             const struct di_report_request *request,
                                             unsigned *pages_out, struct di_error *error);

#endif
