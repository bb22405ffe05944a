/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Inside of a suppression: every count somebody may read is one cell, however many rows of
 * however many tables show it. */
#ifndef DI_SUPPRESSION_CELLS_H
#define DI_SUPPRESSION_CELLS_H

#include "di/disclosure.h"

#include "panel.h"
#include "suppression.h"

#define NO_CELL UINT32_MAX
#define NO_MEASURE UINT32_MAX

/* People as cells: rows that cross properties, and all detail by setting, are one cell. */
enum { CELL_CHILDREN, CELL_ADULTS, CELL_CROSSED, CELL_CROSSED_ADULTS, CELL_SINGLE };

/* What is given up first to hide something else: details before totals. */
enum importance {
    IMPORTANCE_UNREAD,  /* in no table, and told by those that are */
    IMPORTANCE_PART,    /* a quarter or month of the nation */
    IMPORTANCE_ACCOUNT, /* balance.csv of regions */
    IMPORTANCE_NATION_ACCOUNT,
    IMPORTANCE_DETAIL, /* people by setting, crossed */
    IMPORTANCE_ADULTS,
    IMPORTANCE_PLACE, /* a setting or a group of people of a region */
    IMPORTANCE_REGION,
    IMPORTANCE_NATION_DETAIL,
    IMPORTANCE_NATION,
    IMPORTANCE_HEADLINE, /* the nation's residential stock, which statistics publish */
    IMPORTANCE_TOLD,     /* an account the indicators tell: hides nothing */
};

/* A thing counted; several indicators may count the same. */
struct measure {
    const struct count *count;
    bool by_origin;
    uint32_t family; /* first measure that differs in the settings it adds up alone */
    uint32_t
        twin_family; /* the same by residence: the nation's numbers by setting; or family */
    uint32_t twin;   /* by residence, which the nation's numbers are the same of; itself */
};

struct suppression {
    double below;
    const struct di_model *model;
    const struct di_replication_set *set;
    struct panel_order order;
    struct people people[PEOPLE_MAX];
    uint32_t people_count;
    uint32_t periods, regions, settings, persons; /* with totals; period 0 the first day */
    uint32_t parts, quarters; /* periods from `periods` on: quarters, then months */
    uint32_t measure_count;
    struct measure *measures;
    uint32_t *measure_of; /* [indicators][INDICATOR_TERMS] */
    uint32_t *cells;      /* [measure][period][region][setting][person], and from first_part
                             [measure][part][children, adults] of the nation */
    size_t first_part;
    bool *is_paid_small;  /* [years][regions][settings], paid_counts.h */
    bool *has_few;        /* [quarters] a setting of the nation has few children */
    bool *has_few_paid;   /* [quarters] so few are paid for, or move for money */
    uint32_t small_count; /* cells that can be read */
    struct di_disclosure disclosure;
    struct account_cells *accounts; /* of balance.csv and flows.csv */
};

uint32_t *suppression_slot(const struct suppression *s, uint32_t measure, uint32_t period,
                           uint32_t region, uint32_t setting, uint32_t person);

static inline uint32_t suppression_cell(const struct suppression *s, uint32_t measure,
                                        uint32_t period, uint32_t region, uint32_t setting,
                                        uint32_t person)
{
    return measure == NO_MEASURE
               ? NO_CELL
               : *suppression_slot(s, measure, period, region, setting, person);
}

/* The period of a row, and the one whose end a term of it is of. */
uint32_t suppression_period(const struct suppression *s, const struct row_place *place);
uint32_t suppression_term_period(const struct suppression *s, const struct row_place *place,
                                 const struct count *count);

/* Is it a total of the nation? Those alone have quarters and months. */
bool suppression_is_total(const struct row_place *place);

/* The people of a row as cells have them. */
uint32_t suppression_person(const struct suppression *s, uint32_t people_index,
                            uint32_t setting);

/* A new cell of so many children; small ones are withheld. */
uint32_t suppression_add_cell(struct suppression *s, double children,
                              enum importance importance);

/* So many places without a cell yet: free with free(); NULL if memory ran out. */
uint32_t *suppression_no_cells(size_t count);

/* [quarters] the calendar year of each, from 0: free with free(); NULL if memory ran out. */
uint32_t *suppression_years(const struct suppression *s);

/* Measure of an indicator's numerator; NO_MEASURE if it is no count of children. */
uint32_t suppression_measure(const struct suppression *s, const char *indicator);

/* Measure of a count of children; NO_MEASURE if no indicator has it. */
uint32_t suppression_find_measure(const struct suppression *s, const struct count *count,
                                  bool by_origin);

/* Is the setting at a position among those a measure adds up? */
bool suppression_measure_has(const struct suppression *s, uint32_t measure, uint32_t setting);

/* Mean of a stock of children 0-17 of the nation on the first day (opening.c). */
double opening_mean(const struct di_model *model, const struct di_replication_set *set,
                    const struct indicator *indicator);

/* What is known to add up, over all tables. */
void suppression_relate(struct suppression *s);

/* The same of quarters and months, and with years. False: no memory. */
bool suppression_relate_parts(struct suppression *s);

#endif
