/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a report consists of, before it is pages or a web page. Private to viz/report. */
#ifndef REPORT_BLOCK_H
#define REPORT_BLOCK_H

#include "di/report.h"

#include "sheet.h"

enum block_kind {
    BLOCK_TITLE,    /* once, at the top */
    BLOCK_SUBTITLE, /* under it */
    BLOCK_HEADING,  /* of a section: in the outline */
    BLOCK_PARAGRAPH,
    BLOCK_BULLET,
    BLOCK_WARNING, /* a paragraph with a warning sign */
    BLOCK_FIGURE,
    BLOCK_TABLE,
    BLOCK_NEW_PAGE
};

enum { TABLE_COLUMNS_MAX = 9 };

struct block {
    enum block_kind kind;
    const char *text;              /* sentence; of a table: its caption */
    struct di_chart_request chart; /* of a figure */
    double height;                 /* of a figure: share of its width */
    size_t column_count, row_count;
    double share[TABLE_COLUMNS_MAX];   /* of the width; sum 1 */
    bool is_number[TABLE_COLUMNS_MAX]; /* right aligned */
    const char **cells;                /* [row_count + 1][column_count], the head first */
    struct block *next;
};

struct report {
    const struct di_report_request *request;
    struct di_chart_request chart; /* defaults of every figure */
    struct di_chart_plan words;    /* scene that owns all texts */
    struct sheet sheet;            /* words and numbers in the report's language */
    const char *title;
    struct block *first, *last;
    size_t count;
    unsigned figures, tables;
};

/* False if memory ran out; finish in any case. */
bool report_init(struct report *report, const struct di_report_request *request);
void report_finish(struct report *report);

void report_add(struct report *report, enum block_kind kind, const char *text);
void report_add_figure(struct report *report, enum di_chart_kind kind, double height);
void report_add_chart(struct report *report, const struct di_chart_request *chart,
                      double height);

/* A table whose cells are filled row by row; the head is row 0. */
struct block *report_add_table(struct report *report, const char *caption, size_t columns,
                               size_t rows, const double *share, const bool *is_number);
void report_cell(struct report *report, struct block *table, size_t row, size_t column,
                 const char *text);

/* Words: whole messages. */
#define REPORT_SAY(report, id, ...) SHEET_SAY(&(report)->sheet, id, __VA_ARGS__)
const char *report_word(struct report *report, const char *id);

/* The whole story of a request; finish the report in any case. */
enum di_status report_tell(struct report *report, const struct di_report_request *request,
                           struct di_error *error);

/* report_minister.c, report_technical.c: the story by audience. */
enum di_status report_tell_minister(struct report *report, struct di_error *error);
enum di_status report_tell_technical(struct report *report, struct di_error *error);

/* report_pdf.c, report_html.c */
enum di_status report_write_pdf(const struct report *report, const char *path,
                                unsigned *pages_out, struct di_error *error);
enum di_status report_write_html(const struct report *report, const char *path,
                                 struct di_error *error);

#endif
