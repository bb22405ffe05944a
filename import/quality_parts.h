/* SPDX-License-Identifier: GPL-3.0-or-later */
/** What a report on data holds, for its writer. */
#ifndef DI_QUALITY_PARTS_H
#define DI_QUALITY_PARTS_H

#include "di/arena.h"
#include "di/data_quality.h"

enum di_quality_cell_kind {
    DI_QUALITY_TEXT,
    DI_QUALITY_PHRASE,
    DI_QUALITY_YEAR,
    DI_QUALITY_NUMBER,
    DI_QUALITY_WITHHELD
};

struct di_quality_cell {
    enum di_quality_cell_kind kind;
    const char *text; /* TEXT, PHRASE */
    double number;    /* NUMBER, YEAR */
    struct di_quality_cell *next;
};

struct di_quality_remark {
    struct di_message message;
    struct di_quality_remark *next;
};

struct di_quality_table {
    struct di_data_quality *quality;
    const char *id, *title;
    const char *const *keys, *const *headings;
    size_t columns;
    struct di_quality_cell *cells, **cells_end; /* row by row */
    struct di_quality_remark *remarks, **remarks_end;
    struct di_quality_table *next;
};

struct di_quality_finding {
    const char *id;
    bool is_warning;
    struct di_finding_place place;
    struct di_message message;
    struct di_quality_finding *next;
};

struct di_data_quality {
    struct di_arena arena;
    const char *kind, *subject;
    struct di_message title, intro;
    struct di_quality_finding *findings, **findings_end;
    struct di_quality_table *tables, **tables_end;
    size_t finding_count, warning_count;
    bool ran_out;
    struct di_quality_finding spare_finding; /* taken where memory ran out */
    struct di_quality_table spare_table;
    struct di_quality_remark spare_remark;
};

#endif
