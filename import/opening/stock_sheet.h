/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * A table of children in care, row by row, as facts: so many children of these values. Columns
 * that are named after a value ("0-2", "girls", "foster care") hold counts of it; "total" in a
 * cell, or such a column, is a count of all values.
 */
#ifndef STOCK_SHEET_H
#define STOCK_SHEET_H

#include "opening_words.h"
#include "stock_table.h"

/* Roles of columns; the first ones are dimensions. */
enum stock_role {
    STOCK_ROLE_KIND = STOCK_DIMENSIONS, /* of the setting */
    STOCK_ROLE_CHILDREN,
    STOCK_ROLE_HEADING, /* has no column: codes of headings */
    STOCK_ROLES
};

extern const struct di_office_role stock_roles[STOCK_ROLES];

/* A column of counts. */
struct stock_column {
    size_t column;                 /* of the file */
    enum stock_dimension tells;    /* STOCK_DIMENSIONS: no value of its own */
    uint32_t value;                /* of it */
    uint32_t missing, first_empty; /* cells without a number, and the row of the first */
};

struct stock_sheet {
    struct stock_table *table;
    struct stock_column *columns;
    size_t column_count;
    struct stock_leaf *facts; /* ages are numbers of `ages` until they become bands */
    uint32_t fact_count, fact_room;
    struct opening_ages *ages; /* as the table tells them apart */
    bool *is_total;            /* [ages] all children: "0-17" */
    uint32_t age_count, age_room;
    uint32_t first_bad_blank[STOCK_DIMENSIONS], bad_blanks[STOCK_DIMENSIONS];
    struct stock_leaf above; /* values of the row before, */
    bool has_above;          /* if there was one */
    size_t notes;            /* rows of words alone */
};

/** Find the columns; what is wrong with them is reported. */
void stock_sheet_columns(struct stock_sheet *sheet);

/** Read all rows into facts. */
void stock_sheet_rows(struct stock_sheet *sheet);

/**
 * Rows about the same children are added up where an option says so, else they are problems;
 * then ages, as the table tells them apart, become bands of the scenario, or without one the
 * bands that the table has.
 */
void stock_sheet_settle(struct stock_sheet *sheet);

/** What of the dimensions a fact tells. */
unsigned stock_fact_mask(const struct stock_leaf *fact);

#endif
