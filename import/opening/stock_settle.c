/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Facts that speak of the same children, and ages that are not the scenario's bands. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "stock_sheet.h"

enum { SHOWN = 10, ADULT = 18 };

unsigned stock_fact_mask(const struct stock_leaf *fact)
{
    unsigned mask = 0;
    for (int d = 0; d < STOCK_DIMENSIONS; d++)
        mask |= fact->value[d] != STOCK_ALL ? STOCK_BIT(d) : 0;
    return mask;
}

/* ---- the same children twice ---- */

static int by_fact(const void *x, const void *y)
{
    const struct stock_leaf *a = x, *b = y;
    for (int d = 0; d < STOCK_DIMENSIONS; d++)
        if (a->value[d] != b->value[d])
            return a->value[d] < b->value[d] ? -1 : 1;
    return (a->row > b->row) - (a->row < b->row);
}

static bool is_same(const struct stock_leaf *a, const struct stock_leaf *b)
{
    return memcmp(a->value, b->value, sizeof a->value) == 0;
}

/* What the fact is about, with ages as they stand in the table. */
static const char *fact_text(struct stock_sheet *sheet, const struct stock_leaf *fact)
{
    struct opening_text_list list = {.count = 0};
    char ages[32];
    for (int d = 0; d < STOCK_DIMENSIONS; d++) {
        if (fact->value[d] == STOCK_ALL)
            continue;
        if (d == STOCK_AGE) {
            const struct opening_ages *a = &sheet->ages[fact->value[d]];
            (void)snprintf(ages, sizeof ages, a->to < OPENING_AGE_MAX ? "%d-%d" : "%d+",
                           a->from, a->to - 1);
        }
        opening_text_list_add(&list, d == STOCK_AGE ? ages
                                                    : stock_value_id(sheet->table->book,
                                                                     (enum stock_dimension)d,
                                                                     fact->value[d]));
    }
    if (list.count == 0)
        opening_text_list_add(&list, "-");
    return opening_text_list_take(sheet->table->book, &list);
}

static void report_twice(struct stock_sheet *sheet, const struct stock_leaf *first,
                         const struct stock_leaf *second)
{
    char row[16];
    (void)snprintf(row, sizeof row, "%u", first->row);
    OPENING_PROBLEM(sheet->table->book, second->row, SIZE_MAX, DI_ERR_INCONSISTENT,
                    DI_N_("Leave one out; or --add-rows, if each row holds a part of them. "
                          "A table of several dates is to be cut to one."),
                    DI_N_("Row %1 has counted these children already: %2."), di_text_arg(row),
                    di_text_arg(fact_text(sheet, second)));
}

static void join(struct stock_sheet *sheet)
{
    struct di_opening_book *book = sheet->table->book;
    uint32_t kept = 0, twice = 0;
    if (sheet->fact_count > 1)
        qsort(sheet->facts, sheet->fact_count, sizeof *sheet->facts, by_fact);
    for (uint32_t i = 0; i < sheet->fact_count; i++) {
        struct stock_leaf *last = kept > 0 ? &sheet->facts[kept - 1] : NULL;
        if (last == NULL || !is_same(last, &sheet->facts[i])) {
            sheet->facts[kept++] = sheet->facts[i];
            continue;
        }
        twice++;
        if (!book->answers.adds_duplicates && twice <= SHOWN)
            report_twice(sheet, last, &sheet->facts[i]);
        last->count += sheet->facts[i].count;
        last->is_censored = last->is_censored || sheet->facts[i].is_censored;
    }
    sheet->fact_count = kept;
    if (twice > 0 && book->answers.adds_duplicates)
        OPENING_FINDING(book, "added_up", true, 0,
                        DI_N_("%1 {%1|count is|counts are} of the same children as an earlier "
                              "row, and added to it."),
                        di_integer_arg(twice));
    else if (twice > SHOWN)
        OPENING_PROBLEM(book, 0, SIZE_MAX, DI_ERR_INCONSISTENT, NULL,
                        DI_N_("%1 more {%1|count is|counts are} of children who were counted "
                              "already."),
                        di_integer_arg(twice - SHOWN));
}

/* ---- bands ---- */

/* Without a scenario the ages of the table are the bands, or the usual ones if they are too
 * many. */
static void make_bands(struct stock_sheet *sheet)
{
    struct di_opening_book *book = sheet->table->book;
    bool is_edge[ADULT] = {false};
    int count = 0;
    if (book->band_count > 0)
        return;
    for (uint32_t f = 0; f < sheet->fact_count; f++) {
        const uint32_t a = sheet->facts[f].value[STOCK_AGE];
        if (a != STOCK_ALL && sheet->ages[a].from < ADULT)
            is_edge[sheet->ages[a].from] = true;
        if (a != STOCK_ALL && sheet->ages[a].to < ADULT)
            is_edge[sheet->ages[a].to] = true;
    }
    for (int age = 1; age < ADULT; age++)
        count += is_edge[age] ? 1 : 0;
    opening_book_set_bands(book, is_edge, count <= OPENING_EDGES_MAX ? ADULT : 0);
}

/* STOCK_ALL: in none of them. */
static uint32_t band_of(const struct di_opening_book *book, const struct opening_ages *ages)
{
    for (int b = 0; b < book->band_count; b++) {
        const int end = b + 1 < book->band_count ? book->band_from[b + 1] : OPENING_AGE_MAX;
        if (ages->from >= book->band_from[b] && ages->to <= end)
            return (uint32_t)b;
    }
    return STOCK_ALL;
}

static bool counts_adults(const struct stock_sheet *sheet)
{
    for (uint32_t f = 0; f < sheet->fact_count; f++) {
        const uint32_t a = sheet->facts[f].value[STOCK_AGE];
        if (a != STOCK_ALL && sheet->ages[a].to > ADULT)
            return true;
    }
    return false;
}

static const char *bands_text(struct stock_sheet *sheet)
{
    struct opening_text_list list = {.count = 0};
    for (int b = 0; b < sheet->table->book->band_count; b++)
        opening_text_list_add(&list,
                              stock_value_id(sheet->table->book, STOCK_AGE, (uint32_t)b));
    return opening_text_list_take(sheet->table->book, &list);
}

static void report_ages(struct stock_sheet *sheet, uint32_t age, const struct stock_leaf *fact)
{
    struct di_opening_book *book = sheet->table->book;
    struct stock_leaf alone = {.count = 0};
    for (int d = 0; d < STOCK_DIMENSIONS; d++)
        alone.value[d] = STOCK_ALL;
    alone.value[STOCK_AGE] = age;
    OPENING_PROBLEM(book, fact->row, book->columns[STOCK_AGE], DI_ERR_INCONSISTENT,
                    DI_N_("Tell them apart in the table, set 'age_bands' of the scenario's "
                          "horizon to bands that fit, or say in a mapping file which band they "
                          "are: \"codes\": {\"age\": {\"16+\": \"age_15_17\"}}."),
                    DI_N_("Ages %1 lie in more than one age band. Bands: %2."),
                    di_text_arg(fact_text(sheet, &alone)), di_text_arg(bands_text(sheet)));
}

/* Masks of which an age is told apart, one bit each. */
struct age_use {
    uint64_t bits[2];
};

static struct age_use *list_uses(struct stock_sheet *sheet)
{
    struct age_use *uses =
        DI_ARENA_NEW(&sheet->table->book->arena, sheet->age_count, struct age_use);
    for (uint32_t f = 0; uses != NULL && f < sheet->fact_count; f++) {
        const unsigned mask = stock_fact_mask(&sheet->facts[f]);
        if (sheet->facts[f].value[STOCK_AGE] != STOCK_ALL)
            uses[sheet->facts[f].value[STOCK_AGE]].bits[mask / 64] |= UINT64_C(1) << mask % 64;
    }
    return uses;
}

static bool overlap(const struct opening_ages *a, const struct opening_ages *b)
{
    return a->from < b->to && b->from < a->to;
}

/* Ages of one kind of count must not share years, or children stand in two of them. */
static void report_overlaps(struct stock_sheet *sheet)
{
    struct di_opening_book *book = sheet->table->book;
    const struct age_use *uses = list_uses(sheet);
    book->ran_out = book->ran_out || uses == NULL;
    for (uint32_t a = 0; uses != NULL && a < sheet->age_count; a++)
        for (uint32_t b = a + 1; b < sheet->age_count; b++) {
            const struct opening_ages *first = &sheet->ages[a], *second = &sheet->ages[b];
            const bool is_together = (uses[a].bits[0] & uses[b].bits[0]) != 0 ||
                                     (uses[a].bits[1] & uses[b].bits[1]) != 0;
            char texts[2][24];
            if (!is_together || !overlap(first, second) || sheet->is_total[a] ||
                sheet->is_total[b])
                continue;
            (void)snprintf(texts[0], sizeof texts[0], "%d-%d", first->from, first->to - 1);
            (void)snprintf(texts[1], sizeof texts[1], "%d-%d", second->from, second->to - 1);
            OPENING_PROBLEM(
                book, 0, book->columns[STOCK_AGE], DI_ERR_INCONSISTENT,
                DI_N_("Say in a mapping file which bands they are, or that the wider one is a "
                      "total: \"codes\": {\"age\": {\"0-3\": \"age_0_2\", \"0-17\": "
                      "\"total\"}}; of columns under \"heading\"."),
                DI_N_("Ages %1 and %2 overlap."), di_text_arg(texts[0]), di_text_arg(texts[1]));
        }
}

void stock_sheet_settle(struct stock_sheet *sheet)
{
    struct di_opening_book *book = sheet->table->book;
    join(sheet);
    make_bands(sheet);
    const bool has_adults = counts_adults(sheet);
    uint32_t *bands = DI_ARENA_NEW(&book->arena, sheet->age_count, uint32_t);
    bool *is_said = DI_ARENA_NEW(&book->arena, sheet->age_count, bool);
    sheet->is_total = DI_ARENA_NEW(&book->arena, sheet->age_count, bool);
    if (bands == NULL || is_said == NULL || sheet->is_total == NULL) {
        book->ran_out = true;
        return;
    }
    for (uint32_t a = 0; a < sheet->age_count; a++) {
        bands[a] = band_of(book, &sheet->ages[a]);
        sheet->is_total[a] = bands[a] == STOCK_ALL && sheet->ages[a].from == 0 &&
                             sheet->ages[a].to >= ADULT &&
                             (sheet->ages[a].to > ADULT || !has_adults);
    }
    report_overlaps(sheet);
    for (uint32_t f = 0; f < sheet->fact_count; f++) {
        struct stock_leaf *fact = &sheet->facts[f];
        const uint32_t a = fact->value[STOCK_AGE];
        if (a == STOCK_ALL)
            continue;
        if (bands[a] == STOCK_ALL && !sheet->is_total[a] && !is_said[a])
            report_ages(sheet, a, fact);
        is_said[a] = true;
    }
    for (uint32_t f = 0; f < sheet->fact_count; f++)
        if (sheet->facts[f].value[STOCK_AGE] != STOCK_ALL)
            sheet->facts[f].value[STOCK_AGE] = bands[sheet->facts[f].value[STOCK_AGE]];
}

/* ---- "of which girls" ---- */

/* The value that all leaves share; STOCK_ALL: they differ. */
static uint32_t only_value(const struct stock_margin *margin, enum stock_dimension dimension)
{
    for (uint32_t i = 1; i < margin->count; i++)
        if (margin->leaves[i].value[dimension] != margin->leaves[0].value[dimension])
            return STOCK_ALL;
    return margin->count > 0 ? margin->leaves[0].value[dimension] : STOCK_ALL;
}

static const struct stock_margin *margin_of(const struct stock_table *table, unsigned mask)
{
    for (uint32_t m = 0; m < table->count; m++)
        if (table->margins[m].mask == mask && table->margins[m].count > 0)
            return &table->margins[m];
    return NULL;
}

/* Of each count without the dimension: what the one value leaves. */
static bool add_rest(struct stock_table *table, uint32_t number, enum stock_dimension dimension,
                     uint32_t other)
{
    struct di_opening_book *book = table->book;
    struct stock_margin *part = &table->margins[number];
    const struct stock_margin *whole = margin_of(table, part->mask & ~STOCK_BIT(dimension));
    struct stock_leaf *leaves =
        whole != NULL
            ? DI_ARENA_NEW(&book->arena, (size_t)part->count + whole->count, struct stock_leaf)
            : NULL;
    uint32_t count = part->count;
    if (leaves == NULL)
        return false;
    memcpy(leaves, part->leaves, part->count * sizeof *leaves);
    for (uint32_t w = 0; w < whole->count; w++) {
        struct stock_leaf rest = whole->leaves[w];
        struct opening_count_text excess;
        for (uint32_t i = 0; i < part->count; i++) {
            struct stock_leaf key = part->leaves[i];
            key.value[dimension] = STOCK_ALL;
            if (is_same(&key, &whole->leaves[w]))
                rest.count -= part->leaves[i].count;
        }
        rest.value[dimension] = other;
        if (rest.count < 0)
            OPENING_PROBLEM(book, rest.row, SIZE_MAX, DI_ERR_INCONSISTENT, NULL,
                            DI_N_("%1: more children are counted apart than there are; %2 too "
                                  "many."),
                            di_text_arg(stock_leaf_text(book, &whole->leaves[w], whole->mask)),
                            opening_count_arg(book, -rest.count, &excess));
        leaves[count++] = rest;
    }
    part->leaves = leaves;
    part->count = stock_leaves_join(leaves, count);
    return true;
}

static void note_rest(struct stock_table *table, enum stock_dimension dimension, uint32_t only,
                      uint32_t other)
{
    struct di_opening_book *book = table->book;
    OPENING_FINDING(book, "rest", false, 0,
                    DI_N_("Only '%1' is counted apart; the others of each count are '%2'."),
                    di_text_arg(stock_value_id(book, dimension, only)),
                    di_text_arg(stock_value_id(book, dimension, other)));
}

/* Columns of one table count the same value apart, whatever else they tell. */
static void complete(struct stock_table *table, enum stock_dimension dimension)
{
    bool is_noted = false;
    for (uint32_t m = 0; m < table->count; m++) {
        const struct stock_margin *margin = &table->margins[m];
        const uint32_t only = (margin->mask & STOCK_BIT(dimension)) != 0
                                  ? only_value(margin, dimension)
                                  : STOCK_ALL;
        const uint32_t other = dimension == STOCK_SEX && only == 0 ? 1 : 0;
        if (only == STOCK_ALL || only == other || !add_rest(table, m, dimension, other))
            continue;
        if (!is_noted)
            note_rest(table, dimension, only, other);
        is_noted = true;
    }
}

void stock_table_complete(struct stock_table *table)
{
    complete(table, STOCK_SEX);
    complete(table, STOCK_DISABILITY);
}
