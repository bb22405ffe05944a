/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Small counts of children withheld, and with them what would tell them (di/disclosure.h). A
 * withheld count leaves its margin, which becomes partial; coarser margins are added, so that
 * the fit still knows how many children there are in all. How many a setting holds is never
 * withheld: nothing would bind it, and children would be invented. Where that cannot be, the
 * most detailed margin goes.
 */
#include <stdlib.h>
#include <string.h>

#include "di/disclosure.h"

#include "stock_table.h"

enum { PROTECTED = DI_DISCLOSURE_LEVELS - 1, SMALL_MAX = 1000 };

static bool is_small(const struct stock_table *table, double count)
{
    return count > 0 && count < table->book->request->suppress_below;
}

static uint32_t count_small(const struct stock_table *table, const struct stock_margin *margin)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < margin->count; i++)
        count += is_small(table, margin->leaves[i].count) ? 1 : 0;
    return count;
}

static uint8_t dimensions_of(unsigned mask)
{
    uint8_t count = 0;
    for (; mask != 0; mask &= mask - 1)
        count++;
    return count;
}

/* ---- coarser margins ---- */

/* Without the last dimension; of institutions their regions and settings. */
static unsigned coarser(unsigned mask)
{
    if (mask == STOCK_BIT(STOCK_INSTITUTION))
        return STOCK_BIT(STOCK_SETTING) | STOCK_BIT(STOCK_REGION);
    for (int d = STOCK_DIMENSIONS - 1; d >= 0; d--)
        if ((mask & STOCK_BIT(d)) != 0)
            return mask & ~STOCK_BIT(d);
    return 0;
}

static bool has_margin(const struct stock_table *table, unsigned mask)
{
    for (uint32_t m = 0; m < table->count; m++)
        if (table->margins[m].mask == mask && table->margins[m].count > 0)
            return true;
    return false;
}

static void add_coarser(struct stock_table *table)
{
    for (uint32_t m = 0; m < table->count; m++) { /* also of those that are added */
        const struct stock_margin from = table->margins[m];
        const unsigned mask = coarser(from.mask);
        uint32_t count = 0;
        if (from.count == 0 || mask == 0 || has_margin(table, mask) ||
            count_small(table, &from) == 0)
            continue;
        struct stock_leaf *leaves = stock_margin_project(table->book, &from, mask, &count);
        struct stock_margin *to =
            leaves != NULL ? stock_table_add(table, mask, leaves, count) : NULL;
        if (to == NULL)
            return;
        to->is_partial = (from.mask & STOCK_BIT(STOCK_INSTITUTION)) != 0 || from.is_partial;
        to->is_estimated = from.is_estimated;
    }
}

/* ---- what sums tell ---- */

static bool is_protected(const struct stock_table *table, const struct stock_margin *margin)
{
    return margin->mask == STOCK_BIT(STOCK_SETTING) ||
           (dimensions_of(margin->mask) == 1 && !has_margin(table, STOCK_BIT(STOCK_SETTING)) &&
            margin->mask != STOCK_BIT(STOCK_INSTITUTION));
}

struct term {
    struct stock_leaf key;
    uint32_t cell;
    int32_t sign;
};

static int by_key(const void *x, const void *y)
{
    const struct term *a = x, *b = y;
    for (int d = 0; d < STOCK_DIMENSIONS; d++)
        if (a->key.value[d] != b->key.value[d])
            return a->key.value[d] < b->key.value[d] ? -1 : 1;
    return (a->cell > b->cell) - (a->cell < b->cell);
}

static void add_terms(const struct stock_table *table, const struct stock_margin *margin,
                      unsigned mask, uint32_t first_cell, int32_t sign, struct term *terms)
{
    for (uint32_t i = 0; i < margin->count; i++) {
        terms[i] = (struct term){margin->leaves[i], first_cell + i, sign};
        for (int d = 0; d < STOCK_DIMENSIONS; d++)
            terms[i].key.value[d] =
                (mask & STOCK_BIT(d)) != 0
                    ? stock_leaf_says(table->book, &margin->leaves[i], (enum stock_dimension)d)
                    : STOCK_ALL;
    }
}

/* Equal sums of one key; sums that differ are of other children. */
static void relate(struct di_disclosure *disclosure, const struct term *terms, uint32_t count)
{
    double sum = 0;
    for (uint32_t i = 0; i < count; i++)
        sum += terms[i].sign * terms[i].key.count;
    if (fabs(sum) > 0.5)
        return;
    for (uint32_t i = 0; i < count; i++)
        di_disclosure_add_term(disclosure, terms[i].cell, terms[i].sign);
    di_disclosure_end_relation(disclosure);
}

static bool relate_margins(const struct stock_table *table, struct di_disclosure *disclosure,
                           const uint32_t *first_cell, uint32_t a, uint32_t b)
{
    const struct stock_margin *first = &table->margins[a], *second = &table->margins[b];
    const uint32_t count = first->count + second->count;
    const unsigned common = stock_margin_says(first) & stock_margin_says(second);
    struct term *terms = calloc((size_t)count + 1, sizeof *terms);
    if (terms == NULL)
        return false;
    add_terms(table, first, common, first_cell[a], 1, terms);
    add_terms(table, second, common, first_cell[b], -1, terms + first->count);
    qsort(terms, count, sizeof *terms, by_key);
    for (uint32_t from = 0, end = 0; from < count; from = end) {
        for (end = from; end < count && memcmp(terms[end].key.value, terms[from].key.value,
                                               sizeof terms[end].key.value) == 0;)
            end++;
        relate(disclosure, terms + from, end - from);
    }
    free(terms);
    return true;
}

static bool build(const struct stock_table *table, struct di_disclosure *disclosure,
                  uint32_t *first_cell)
{
    bool is_built = true;
    for (uint32_t m = 0; m < table->count; m++) {
        const struct stock_margin *margin = &table->margins[m];
        const uint8_t importance = is_protected(table, margin)
                                       ? PROTECTED
                                       : (uint8_t)(PROTECTED - 1 - dimensions_of(margin->mask));
        first_cell[m] = disclosure->cell_count;
        for (uint32_t i = 0; i < margin->count; i++)
            (void)di_disclosure_add_cell(disclosure, margin->leaves[i].count, importance,
                                         is_small(table, margin->leaves[i].count));
    }
    for (uint32_t a = 0; a < table->count; a++)
        for (uint32_t b = a + 1; b < table->count && is_built; b++)
            is_built = relate_margins(table, disclosure, first_cell, a, b);
    disclosure->unit = 1;
    return is_built && !disclosure->is_failed;
}

/* ---- what is withheld ---- */

static void mark(struct stock_table *table, const struct di_disclosure *disclosure,
                 const uint32_t *first_cell)
{
    for (uint32_t m = 0; m < table->count; m++)
        for (uint32_t i = 0; i < table->margins[m].count; i++)
            table->margins[m].leaves[i].is_withheld =
                disclosure->is_withheld[first_cell[m] + i];
}

static bool choose(struct stock_table *table)
{
    struct di_disclosure disclosure;
    di_disclosure_init(&disclosure);
    uint32_t *first_cell = calloc((size_t)table->count + 1, sizeof *first_cell);
    const bool is_done = first_cell != NULL && build(table, &disclosure, first_cell) &&
                         di_disclosure_close(&disclosure, table->book->request->suppress_below,
                                             DI_DISCLOSURE_LEVELS) == DI_OK;
    if (is_done)
        mark(table, &disclosure, first_cell);
    free(first_cell);
    di_disclosure_destroy(&disclosure);
    return is_done;
}

static uint32_t count_withheld(const struct stock_margin *margin)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < margin->count; i++)
        count += margin->leaves[i].is_withheld ? 1 : 0;
    return count;
}

static bool withholds_protected(const struct stock_table *table)
{
    for (uint32_t m = 0; m < table->count; m++)
        if (is_protected(table, &table->margins[m]) && count_withheld(&table->margins[m]) > 0)
            return true;
    return false;
}

static void drop_margin(struct stock_table *table, struct stock_margin *margin)
{
    OPENING_FINDING(table->book, "margin_withheld", true, 0,
                    DI_N_("Counts by %1 are withheld whole: what is left of them would tell "
                          "small counts."),
                    di_list_arg(stock_mask_text(table->book, margin->mask)));
    margin->count = 0;
}

/* Of a margin of mostly small counts nothing would be left that is worth the search. */
static void drop_small(struct stock_table *table)
{
    for (uint32_t m = 0; m < table->count; m++) {
        struct stock_margin *margin = &table->margins[m];
        const uint32_t small = count_small(table, margin);
        uint32_t nobody = 0;
        for (uint32_t i = 0; i < margin->count; i++)
            nobody += margin->leaves[i].count > 0 ? 0 : 1;
        if (!is_protected(table, margin) && has_margin(table, coarser(margin->mask)) &&
            (2 * small > margin->count - nobody || small > SMALL_MAX))
            drop_margin(table, margin);
    }
}

/* The most detailed margin that is not protected; false: there is none. */
static bool drop_details(struct stock_table *table)
{
    struct stock_margin *most = NULL;
    for (uint32_t m = 0; m < table->count; m++) {
        struct stock_margin *margin = &table->margins[m];
        if (margin->count > 0 && !is_protected(table, margin) &&
            (most == NULL || dimensions_of(margin->mask) >= dimensions_of(most->mask)))
            most = margin;
    }
    if (most == NULL)
        return false;
    drop_margin(table, most);
    return true;
}

static void report_small_settings(struct stock_table *table)
{
    for (uint32_t m = 0; m < table->count; m++) {
        const struct stock_margin *margin = &table->margins[m];
        if (!is_protected(table, margin))
            continue;
        for (uint32_t i = 0; i < margin->count; i++)
            if (is_small(table, margin->leaves[i].count))
                OPENING_PROBLEM(table->book, 0, SIZE_MAX, DI_ERR_INPUT,
                                DI_N_("Leave it out of the table, count it with another, or "
                                      "import without --suppress."),
                                DI_N_("Fewer than %1 children are counted under '%2' in all; "
                                      "what a scenario starts from cannot be withheld."),
                                di_integer_arg(table->book->request->suppress_below),
                                di_text_arg(stock_leaf_text(table->book, &margin->leaves[i],
                                                            margin->mask)));
    }
}

static void open_withheld(struct stock_table *table)
{
    uint32_t small = 0, partners = 0;
    for (uint32_t m = 0; m < table->count; m++) {
        struct stock_margin *margin = &table->margins[m];
        for (uint32_t i = 0; i < margin->count; i++)
            if (margin->leaves[i].is_withheld && is_small(table, margin->leaves[i].count))
                small++;
            else
                partners += margin->leaves[i].is_withheld ? 1 : 0;
        if (count_withheld(margin) == 0)
            continue;
        stock_margin_open(table->book, margin, 0);
        margin->is_changed = true;
    }
    if (small + partners > 0)
        OPENING_FINDING(table->book, "withheld", true, 0,
                        DI_N_("%1 {%1|count|counts} of fewer than %2 children {%1|is|are} "
                              "withheld, and %3 that would tell them; there the children are "
                              "spread as other counts leave them."),
                        di_integer_arg(small),
                        di_integer_arg(table->book->request->suppress_below),
                        di_integer_arg(partners));
}

void stock_table_suppress(struct stock_table *table)
{
    if (table->book->request->suppress_below == 0)
        return;
    add_coarser(table);
    report_small_settings(table);
    if (table->book->problems->errors > table->book->errors_before)
        return;
    drop_small(table);
    bool is_done = choose(table);
    while (is_done && withholds_protected(table) && drop_details(table))
        is_done = choose(table);
    table->book->ran_out = table->book->ran_out || !is_done;
    open_withheld(table);
}
