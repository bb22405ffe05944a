/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A scenario on its first day in a few numbers, so that two can stand side by side: before an
 * import and after it.
 */
#ifndef IMPORT_SUMMARY_H
#define IMPORT_SUMMARY_H

#include "di/scenario.h"

struct import_line {
    char id[65];
    char *name_en, *name_ru;
    double amount; /* NaN: not known */
};

struct import_lines { /* in the scenario's order */
    size_t count;
    struct import_line *items;
};

struct import_summary { /* all zero: nothing known */
    bool is_known;
    double regions, institutions;
    double places;         /* of institutions and group homes listed one by one */
    double children;       /* in care; NaN: the counts contradict each other, or are too many */
    double teams, workers; /* the last in full-time equivalents */
    struct import_lines settings; /* of care: children on the first day */
    struct import_lines homes;    /* institutions and group homes: places then */
    struct import_lines staff;    /* teams: workers then, in training among them */
};

/* Draws one population of the first day. False if memory ran out; finish in any case. */
bool import_summary_take(struct import_summary *summary, const struct di_scenario *scenario);
void import_summary_finish(struct import_summary *summary);

/* Lines whose amounts differ: those of `after` in their order, then those that are gone; what a
 * list lacks counts as 0. The lines are borrowed. */
struct import_change {
    const struct import_line *line;
    double before, after;
};
struct import_changes {
    size_t count;
    struct import_change *items; /* free with free() */
};

/* False if memory ran out. Cost: that of sorting the lists. */
bool import_changes_take(struct import_changes *changes, const struct import_lines *before,
                         const struct import_lines *after);

#endif
