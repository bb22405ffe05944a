/* SPDX-License-Identifier: GPL-3.0-or-later */
/** What a table of published figures says: series of the mapping, targets, figures by year. */
#ifndef DI_TABLE_BOOK_H
#define DI_TABLE_BOOK_H

#include <math.h>

#include "di/arena.h"
#include "di/calibration_target.h"
#include "di/model.h"
#include "di/office_mapping.h"
#include "di/office_value.h"
#include "di/table_import.h"

struct di_node;

enum di_table_role {
    DI_TABLE_SERIES,
    DI_TABLE_MEASURE,
    DI_TABLE_SETTING,
    DI_TABLE_TO,
    DI_TABLE_REGION,
    DI_TABLE_YEAR,
    DI_TABLE_VALUE,
    DI_TABLE_TOLERANCE,
    DI_TABLE_18PLUS,
    DI_TABLE_BREAK,
    DI_TABLE_SOURCE,
    DI_TABLE_ROLES
};

#define DI_TABLE_COUNTED_MAX 200 /* different things that are counted */

/* What figures count: of a series of the mapping, or of the columns of a row. */
struct di_table_counted {
    const char *series;                                          /* its id; NULL: of columns */
    const char *measure, *setting, *to, *counts_18plus, *region; /* NULL: not said */
    const char *column; /* heading of its figures, where series stand side by side; NULL */
    const char *source; /* NULL: the file */
};

/* Counted things of a region: one target. */
struct di_table_target {
    const char *id;
    struct di_table_counted counted; /* all said; `to` may be "" */
    enum di_target_measure measure;
    uint16_t region;     /* DI_NONE: the whole country */
    bool is_left_out;    /* a total over settings: for comparison alone */
    size_t first, count; /* of the figures, once they are sorted */
};

struct di_table_figure {
    uint32_t target;
    int32_t year;
    double value;     /* NaN: missing */
    double tolerance; /* NaN: not said */
    bool is_break, is_withheld;
    const char *source; /* NULL: of the target */
    uint32_t line;
    size_t column;
};

/* How often something was met that is told in one finding. */
struct di_table_tally {
    size_t rows;
    uint32_t line; /* the first */
    size_t column;
};

struct di_table_import {
    struct di_table_request request;
    struct di_diagnostics *diagnostics;
    struct di_arena arena;
    const struct di_model *model;
    struct di_office_role roles[DI_TABLE_ROLES];
    struct di_office_mapping *mapping;
    struct di_office_table *table;
    size_t columns[DI_TABLE_ROLES];
    size_t values[DI_OFFICE_COLUMNS_MAX]; /* columns of figures */
    size_t value_count;
    bool has_years_across; /* they are headed by years */
    char decimal;

    struct di_table_counted *series; /* of the mapping */
    size_t series_count;

    struct di_table_target *targets;
    size_t target_count;
    struct di_table_figure *figures; /* by target and year, once all are read */
    size_t figure_count, figure_room;

    struct di_table_tally censored, missing, other_years, skipped, equal, chosen;
    size_t rows;
    struct di_data_quality *quality;
    int32_t from, to;
    bool is_full; /* there would be too many targets: told */
    bool ran_out;
};

static inline const struct di_table_figure *
di_table_figure_of(const struct di_table_import *import, const struct di_table_target *target,
                   int32_t year)
{
    for (size_t i = target->first; i < target->first + target->count; i++)
        if (import->figures[i].year == year)
            return &import->figures[i];
    return NULL;
}

/* "series" of the mapping; the context is the import. */
void di_table_read_series(void *context, struct di_office_mapping *mapping,
                          const struct di_node *section);

/* The steps of reading; each reports to `diagnostics`, and sets `ran_out`. */
bool di_table_make_roles(struct di_table_import *import); /* what words may mean */
void di_table_read_rows(struct di_table_import *import);
void di_table_settle(struct di_table_import *import);   /* sorted, each year once */
void di_table_withhold(struct di_table_import *import); /* small counts, and what tells them */
void di_table_look(struct di_table_import *import);     /* the report */

/* The target of what is counted, all of which is said, in a region or DI_NONE; a new one if
 * there is none yet. UINT32_MAX: there are too many, which is reported. */
uint32_t di_table_target_of(struct di_table_import *import,
                            const struct di_table_counted *counted, uint16_t region,
                            uint32_t line);
enum di_target_measure di_table_measure(const char *id);

/* Do they count the same, be it in different regions? */
bool di_table_counts_same(const struct di_table_target *a, const struct di_table_target *b);

/* Figure counts are told in messages as whole numbers where they are. */
struct di_argument di_table_number_arg(double value);

#endif
