/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Counts of children by margins, as `initial_stock` has them: each margin tells children apart
 * by some dimensions and is silent about the others. Compared where they speak of the same
 * children, before the loader fits them to each other.
 */
#ifndef STOCK_TABLE_H
#define STOCK_TABLE_H

#include "opening_book.h"

/* In the order in which `by` has them. */
enum stock_dimension {
    STOCK_SETTING,
    STOCK_INSTITUTION,
    STOCK_REGION,
    STOCK_AGE,
    STOCK_SEX,
    STOCK_DISABILITY,
    STOCK_STAY,
    STOCK_DIMENSIONS
};

#define STOCK_ALL UINT32_MAX /* a dimension that the leaf does not tell apart */
#define STOCK_BIT(dimension) (1U << (dimension))

struct stock_leaf {
    uint32_t value[STOCK_DIMENSIONS]; /* of names, or the number of the band, sex, degree */
    double count;
    uint32_t row;     /* the first that it is from; 0: of the scenario */
    bool is_censored; /* taken for a number that the table does not tell */
    bool is_withheld; /* small, or partner of a small one */
};

struct stock_margin {
    unsigned mask; /* STOCK_BIT of its dimensions */
    struct stock_leaf *leaves;
    uint32_t count;
    unsigned silent;      /* dimensions of whose other values it says nothing */
    bool is_partial;      /* silent about values that it does not name */
    uint32_t of_scenario; /* its number in the scenario that is completed, from 1; 0: new */
    bool is_changed;      /* no longer as it was there */
    bool is_estimated;    /* holds counts taken for censored ones */
};

struct stock_table {
    struct di_opening_book *book;
    struct stock_margin *margins;
    uint32_t count, room;
    uint32_t stay_bands;
};

/** Ids of dimensions: "setting", ... */
const char *stock_dimension_id(enum stock_dimension dimension);

/** Id of a value: "infant_home", "age_0_2", "female". */
const char *stock_value_id(struct di_opening_book *book, enum stock_dimension dimension,
                           uint32_t value);

/** "setting, region" of a mask, "all children" of none; in the book's memory. */
const char *stock_mask_text(struct di_opening_book *book, unsigned mask);

/** "infant_home, selmar" of a leaf, of these dimensions only. */
const char *stock_leaf_text(struct di_opening_book *book, const struct stock_leaf *leaf,
                            unsigned mask);

/** Another margin, whose leaves are taken; NULL if memory ran out. */
struct stock_margin *stock_table_add(struct stock_table *table, unsigned mask,
                                     struct stock_leaf *leaves, uint32_t count);

/** Sorts by values; leaves of one key become one, with the sum. @return how many are left */
uint32_t stock_leaves_join(struct stock_leaf *leaves, uint32_t count);

/** Bands of stay that the scenario has. */
uint32_t stock_stay_bands(const struct di_opening_book *book);

/** Margins of the scenario that is completed. */
void stock_table_take_scenario(struct stock_table *table);

/**
 * Calls `differs` for each key of the dimensions common to both that both count, and count
 * differently. An institution tells its region and setting.
 *
 * @param first, second  sums of each, with the first row of each as `row`
 * @return how many there were
 */
uint32_t stock_margins_compare(struct di_opening_book *book, const struct stock_margin *a,
                               const struct stock_margin *b, unsigned *common_out,
                               void (*differs)(void *context, const struct stock_leaf *first,
                                               const struct stock_leaf *second),
                               void *context);

/** What a leaf says of the dimension: an institution is of a setting and in a region.
 * STOCK_ALL: nothing. */
uint32_t stock_leaf_says(const struct di_opening_book *book, const struct stock_leaf *leaf,
                         enum stock_dimension dimension);

/**
 * Which values of the dimension the margin names, if only by a zero.
 *
 * @return by value, in the book's memory; NULL if memory ran out
 */
const bool *stock_margin_values(struct di_opening_book *book, const struct stock_margin *margin,
                                enum stock_dimension dimension);

/**
 * From "whoever is not named is nobody" to "is not said": what was zero by silence is so by a
 * number.
 *
 * @param silent  dimensions of whose other values the margin is to say nothing
 */
void stock_margin_open(struct di_opening_book *book, struct stock_margin *margin,
                       unsigned silent);

/** Where a table counts one sex, or one degree of disability, and all children beside it, the
 * rest are the others. */
void stock_table_complete(struct stock_table *table);

/** The margin summed over all but these dimensions, in order; NULL: no memory. */
struct stock_leaf *stock_margin_project(struct di_opening_book *book,
                                        const struct stock_margin *margin, unsigned mask,
                                        uint32_t *count_out);

/** Its dimensions, and what institutions say besides. */
unsigned stock_margin_says(const struct stock_margin *margin);

/** Withhold small counts, and what would tell them, where the request asks for it. */
void stock_table_suppress(struct stock_table *table);

/** Put the list of all margins into the patch. */
void stock_table_write(struct stock_table *table);

#endif
