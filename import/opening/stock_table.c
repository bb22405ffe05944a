/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stock_table.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { OPENED_MAX = 1000000 };
#define SAME_COUNT 0.5 /* children; published tables are rounded */

static const char *const dimension_ids[STOCK_DIMENSIONS] = {
    "setting", "institution", "region", "age_band", "sex", "disability", "stay"};
static const char *const sex_ids[] = {"female", "male"};
static const char *const disability_ids[] = {"none", "moderate", "severe"};

const char *stock_dimension_id(enum stock_dimension dimension)
{
    return dimension_ids[dimension];
}

static const char *keep(struct di_opening_book *book, const char *text)
{
    const char *kept = di_arena_copy_text(&book->arena, text);
    book->ran_out = book->ran_out || kept == NULL;
    return kept != NULL ? kept : "";
}

static const char *band_id(struct di_opening_book *book, uint32_t band)
{
    char text[40];
    if ((int)band + 1 >= book->band_count)
        return "age_18_plus";
    (void)snprintf(text, sizeof text, "age_%d_%d", book->band_from[band],
                   book->band_from[band + 1] - 1);
    return keep(book, text);
}

const char *stock_value_id(struct di_opening_book *book, enum stock_dimension dimension,
                           uint32_t value)
{
    char text[24];
    switch (dimension) {
    case STOCK_SETTING:
        return book->settings.items[value].id;
    case STOCK_INSTITUTION:
        return book->institutions.items[value].id;
    case STOCK_REGION:
        return book->regions.items[value].id;
    case STOCK_AGE:
        return band_id(book, value);
    case STOCK_SEX:
        return sex_ids[value];
    case STOCK_DISABILITY:
        return disability_ids[value];
    case STOCK_STAY:
    case STOCK_DIMENSIONS:
        break;
    }
    (void)snprintf(text, sizeof text, "stay_%u", value);
    return keep(book, text);
}

const char *stock_mask_text(struct di_opening_book *book, unsigned mask)
{
    struct opening_text_list list = {.count = 0};
    if (mask == 0)
        return "-";
    for (int d = 0; d < STOCK_DIMENSIONS; d++)
        if ((mask & STOCK_BIT(d)) != 0)
            opening_text_list_add(&list, dimension_ids[d]);
    return opening_text_list_take(book, &list);
}

const char *stock_leaf_text(struct di_opening_book *book, const struct stock_leaf *leaf,
                            unsigned mask)
{
    struct opening_text_list list = {.count = 0};
    if (mask == 0)
        return "-";
    for (int d = 0; d < STOCK_DIMENSIONS; d++)
        if ((mask & STOCK_BIT(d)) != 0)
            opening_text_list_add(
                &list, stock_value_id(book, (enum stock_dimension)d, leaf->value[d]));
    return opening_text_list_take(book, &list);
}

/* ---- leaves ---- */

static int compare_values(const struct stock_leaf *a, const struct stock_leaf *b)
{
    for (int d = 0; d < STOCK_DIMENSIONS; d++)
        if (a->value[d] != b->value[d])
            return a->value[d] < b->value[d] ? -1 : 1;
    return 0;
}

static int by_value(const void *x, const void *y)
{
    const struct stock_leaf *a = x, *b = y;
    const int order = compare_values(a, b);
    return order != 0 ? order : (a->row > b->row) - (a->row < b->row);
}

uint32_t stock_leaves_join(struct stock_leaf *leaves, uint32_t count)
{
    uint32_t kept = 0;
    if (count > 1)
        qsort(leaves, count, sizeof *leaves, by_value);
    for (uint32_t i = 0; i < count; i++)
        if (kept > 0 && compare_values(&leaves[kept - 1], &leaves[i]) == 0)
            leaves[kept - 1].count += leaves[i].count;
        else
            leaves[kept++] = leaves[i];
    return kept;
}

struct stock_margin *stock_table_add(struct stock_table *table, unsigned mask,
                                     struct stock_leaf *leaves, uint32_t count)
{
    if (table->count == table->room) {
        struct stock_margin *grown =
            di_arena_grow(&table->book->arena, table->margins, &table->room, sizeof *grown);
        if (grown == NULL) {
            table->book->ran_out = true;
            return NULL;
        }
        table->margins = grown;
    }
    table->margins[table->count] =
        (struct stock_margin){.mask = mask, .leaves = leaves, .count = count};
    return &table->margins[table->count++];
}

/* ---- margins of the scenario ---- */

/* STOCK_ALL: no such id. */
static uint32_t value_of(struct stock_table *table, enum stock_dimension dimension,
                         const char *id)
{
    struct di_opening_book *book = table->book;
    const struct opening_names *const lists[] = {&book->settings, &book->institutions,
                                                 &book->regions};
    const uint32_t counts[] = {0, 0, 0, (uint32_t)book->band_count, 2, 3, table->stay_bands};
    if (dimension <= STOCK_REGION) {
        const uint32_t found = opening_names_id(lists[dimension], id);
        return found == OPENING_NONE ? STOCK_ALL : found;
    }
    for (uint32_t i = 0; i < counts[dimension]; i++)
        if (strcmp(stock_value_id(book, dimension, i), id) == 0)
            return i;
    return STOCK_ALL;
}

struct taking {
    struct stock_table *table;
    enum stock_dimension by[STOCK_DIMENSIONS];
    size_t depth;
    struct stock_leaf *leaves;
    uint32_t count, room;
};

static void take_leaf(struct taking *taking, const struct stock_leaf *leaf)
{
    if (taking->count == taking->room) {
        struct stock_leaf *grown = di_arena_grow(&taking->table->book->arena, taking->leaves,
                                                 &taking->room, sizeof *grown);
        if (grown == NULL) {
            taking->table->book->ran_out = true;
            return;
        }
        taking->leaves = grown;
    }
    taking->leaves[taking->count++] = *leaf;
}

static void take_counts(struct taking *taking, json_t *counts, size_t level,
                        struct stock_leaf *leaf)
{
    const char *id;
    json_t *item;
    if (level == taking->depth) {
        const json_t *plain =
            json_is_object(counts) ? json_object_get(counts, "value") : counts;
        leaf->count = json_number_value(plain);
        take_leaf(taking, leaf);
        return;
    }
    json_object_foreach(counts, id, item)
    {
        leaf->value[taking->by[level]] = value_of(taking->table, taking->by[level], id);
        if (leaf->value[taking->by[level]] != STOCK_ALL)
            take_counts(taking, item, level + 1, leaf);
    }
    leaf->value[taking->by[level]] = STOCK_ALL;
}

static void take_margin(struct stock_table *table, const json_t *margin, uint32_t number)
{
    struct taking taking = {.table = table};
    struct stock_leaf leaf = {.count = 0};
    const json_t *by = json_object_get(margin, "by");
    unsigned mask = 0;
    for (int d = 0; d < STOCK_DIMENSIONS; d++)
        leaf.value[d] = STOCK_ALL;
    for (size_t i = 0; i < json_array_size(by) && i < STOCK_DIMENSIONS; i++)
        for (int d = 0; d < STOCK_DIMENSIONS; d++) {
            const char *id = json_string_value(json_array_get(by, i));
            if (id == NULL || strcmp(id, dimension_ids[d]) != 0)
                continue;
            taking.by[taking.depth++] = (enum stock_dimension)d;
            mask |= STOCK_BIT(d);
        }
    take_counts(&taking, json_object_get(margin, "counts"), 0, &leaf);
    const uint32_t count = stock_leaves_join(taking.leaves, taking.count);
    struct stock_margin *taken = stock_table_add(table, mask, taking.leaves, count);
    if (taken != NULL) {
        taken->is_partial = json_is_true(json_object_get(margin, "partial"));
        taken->of_scenario = number;
    }
}

uint32_t stock_stay_bands(const struct di_opening_book *book)
{
    const json_t *stock = json_object_get(book->base, "initial_stock");
    return (uint32_t)json_array_size(json_object_get(stock, "stay_bands_years")) + 1;
}

void stock_table_take_scenario(struct stock_table *table)
{
    const json_t *stock = json_object_get(table->book->base, "initial_stock");
    const json_t *list = json_object_get(stock, "margins");
    table->stay_bands = stock_stay_bands(table->book);
    for (size_t i = 0; i < json_array_size(list); i++)
        take_margin(table, json_array_get(list, i), (uint32_t)i + 1);
}

/* ---- values ---- */

static size_t size_of(const struct di_opening_book *book, enum stock_dimension dimension)
{
    const size_t sizes[STOCK_DIMENSIONS] = {[STOCK_SETTING] = book->settings.count,
                                            [STOCK_INSTITUTION] = book->institutions.count,
                                            [STOCK_REGION] = book->regions.count,
                                            [STOCK_AGE] = (size_t)book->band_count,
                                            [STOCK_SEX] = 2,
                                            [STOCK_DISABILITY] = 3,
                                            [STOCK_STAY] = stock_stay_bands(book)};
    return sizes[dimension];
}

uint32_t stock_leaf_says(const struct di_opening_book *book, const struct stock_leaf *leaf,
                         enum stock_dimension dimension)
{
    const uint32_t i = leaf->value[STOCK_INSTITUTION];
    if (leaf->value[dimension] != STOCK_ALL || i == STOCK_ALL ||
        (dimension != STOCK_SETTING && dimension != STOCK_REGION))
        return leaf->value[dimension];
    const struct opening_thing *home = &book->institutions.items[i];
    const struct opening_names *list =
        dimension == STOCK_SETTING ? &book->settings : &book->regions;
    const char *id = dimension == STOCK_SETTING ? home->setting : home->region;
    return id != NULL ? opening_names_id(list, id) : STOCK_ALL;
}

const bool *stock_margin_values(struct di_opening_book *book, const struct stock_margin *margin,
                                enum stock_dimension dimension)
{
    const size_t size = size_of(book, dimension);
    bool *is_named = DI_ARENA_NEW(&book->arena, size + 1, bool);
    book->ran_out = book->ran_out || is_named == NULL;
    for (uint32_t i = 0; is_named != NULL && i < margin->count; i++) {
        const uint32_t value = stock_leaf_says(book, &margin->leaves[i], dimension);
        if (value < size)
            is_named[value] = true;
    }
    return is_named;
}

/* ---- comparing ---- */

unsigned stock_margin_says(const struct stock_margin *margin)
{
    return (margin->mask & STOCK_BIT(STOCK_INSTITUTION)) != 0
               ? margin->mask | STOCK_BIT(STOCK_SETTING) | STOCK_BIT(STOCK_REGION)
               : margin->mask;
}

struct stock_leaf *stock_margin_project(struct di_opening_book *book,
                                        const struct stock_margin *margin, unsigned mask,
                                        uint32_t *count_out)
{
    struct stock_leaf *leaves = DI_ARENA_NEW(&book->arena, margin->count, struct stock_leaf);
    if (leaves == NULL) {
        book->ran_out = true;
        return NULL;
    }
    for (uint32_t i = 0; i < margin->count; i++) {
        leaves[i] = margin->leaves[i];
        for (int d = 0; d < STOCK_DIMENSIONS; d++)
            leaves[i].value[d] =
                (mask & STOCK_BIT(d)) != 0
                    ? stock_leaf_says(book, &margin->leaves[i], (enum stock_dimension)d)
                    : STOCK_ALL;
    }
    *count_out = stock_leaves_join(leaves, margin->count);
    return leaves;
}

/* Counts by institution leave out who lives elsewhere: without the setting, sums over them are
 * of other children. */
static bool are_comparable(const struct stock_margin *a, const struct stock_margin *b,
                           unsigned common)
{
    const unsigned institution = STOCK_BIT(STOCK_INSTITUTION);
    return (a->mask & institution) == (b->mask & institution) ||
           (common & STOCK_BIT(STOCK_SETTING)) != 0;
}

static struct stock_leaf nobody(const struct stock_leaf *where)
{
    struct stock_leaf leaf = *where;
    leaf.count = 0;
    return leaf;
}

/* What a margin counts under common keys. */
struct sums {
    const struct stock_leaf *leaves;
    uint32_t count;
    const bool *is_named[STOCK_DIMENSIONS]; /* NULL: not of the key */
    bool is_partial;
};

static bool sum_up(struct di_opening_book *book, const struct stock_margin *margin,
                   unsigned common, struct sums *sums)
{
    *sums = (struct sums){.is_partial = margin->is_partial};
    sums->leaves = stock_margin_project(book, margin, common, &sums->count);
    for (int d = 0; d < STOCK_DIMENSIONS; d++)
        if ((common & STOCK_BIT(d)) != 0)
            sums->is_named[d] = stock_margin_values(book, margin, (enum stock_dimension)d);
    return !book->ran_out;
}

/* Does silence mean zero: are all the values named, and is the margin no partial one? */
static bool counts_nobody(const struct sums *sums, const struct stock_leaf *key)
{
    for (int d = 0; d < STOCK_DIMENSIONS; d++)
        if (sums->is_named[d] != NULL &&
            (key->value[d] == STOCK_ALL || !sums->is_named[d][key->value[d]]))
            return false;
    return !sums->is_partial;
}

uint32_t stock_margins_compare(struct di_opening_book *book, const struct stock_margin *a,
                               const struct stock_margin *b, unsigned *common_out,
                               void (*differs)(void *context, const struct stock_leaf *first,
                                               const struct stock_leaf *second),
                               void *context)
{
    const unsigned common = stock_margin_says(a) & stock_margin_says(b);
    struct sums first, second;
    uint32_t found = 0;
    *common_out = common;
    if (!are_comparable(a, b, common) || !sum_up(book, a, common, &first) ||
        !sum_up(book, b, common, &second))
        return 0;
    for (uint32_t i = 0, k = 0; i < first.count || k < second.count;) {
        const int order = i == first.count ? 1
                          : k == second.count
                              ? -1
                              : compare_values(&first.leaves[i], &second.leaves[k]);
        const struct stock_leaf a_leaf =
            order <= 0 ? first.leaves[i] : nobody(&second.leaves[k]);
        const struct stock_leaf b_leaf =
            order >= 0 ? second.leaves[k] : nobody(&first.leaves[i]);
        i += order <= 0 ? 1 : 0;
        k += order >= 0 ? 1 : 0;
        if (fabs(a_leaf.count - b_leaf.count) <= SAME_COUNT ||
            (order > 0 && !counts_nobody(&first, &b_leaf)) ||
            (order < 0 && !counts_nobody(&second, &a_leaf)))
            continue;
        found++;
        differs(context, &a_leaf, &b_leaf);
    }
    return found;
}

/* ---- opening a margin ---- */

struct dimension_values {
    uint32_t *items;
    uint32_t count;
};

static int by_number(const void *x, const void *y)
{
    const uint32_t a = *(const uint32_t *)x, b = *(const uint32_t *)y;
    return (a > b) - (a < b);
}

/* All values that the scenario has; 0: only what the margin names is asked for. Of settings
 * nobody names, nobody is there in any case. */
static uint32_t known_values(const struct di_opening_book *book, enum stock_dimension dimension)
{
    const uint32_t counts[STOCK_DIMENSIONS] = {
        [STOCK_INSTITUTION] = book->has_register ? 0 : book->institutions.count,
        [STOCK_REGION] = book->regions.count,
        [STOCK_AGE] = (uint32_t)book->band_count,
        [STOCK_SEX] = 2,
        [STOCK_DISABILITY] = 3,
        [STOCK_STAY] = stock_stay_bands(book)};
    return counts[dimension];
}

static bool list_values(struct di_opening_book *book, const struct stock_margin *margin,
                        enum stock_dimension dimension, bool is_silent,
                        struct dimension_values *values)
{
    const bool is_told = (margin->mask & STOCK_BIT(dimension)) != 0;
    const uint32_t known = is_told && !is_silent ? known_values(book, dimension) : 0;
    const uint32_t count = known > 0 ? known : margin->count;
    values->items = DI_ARENA_NEW(&book->arena, count, uint32_t);
    if (values->items == NULL)
        return false;
    for (uint32_t i = 0; i < count; i++)
        values->items[i] = known > 0 ? i : margin->leaves[i].value[dimension];
    qsort(values->items, count, sizeof *values->items, by_number);
    for (uint32_t i = 0; i < count; i++)
        if (values->count == 0 || values->items[values->count - 1] != values->items[i])
            values->items[values->count++] = values->items[i];
    return true;
}

void stock_margin_open(struct di_opening_book *book, struct stock_margin *margin,
                       unsigned silent)
{
    struct dimension_values values[STOCK_DIMENSIONS] = {{NULL, 0}};
    size_t product = 1;
    margin->silent |= silent;
    if (margin->is_partial || margin->count == 0) {
        margin->is_partial = true;
        return;
    }
    for (int d = 0; d < STOCK_DIMENSIONS; d++) {
        if (!list_values(book, margin, (enum stock_dimension)d, (silent & STOCK_BIT(d)) != 0,
                         &values[d]))
            book->ran_out = true;
        product = product > OPENED_MAX ? product : product * values[d].count;
    }
    if (product > OPENED_MAX) {
        OPENING_PROBLEM(
            book, 0, SIZE_MAX, DI_ERR_LIMIT, NULL,
            DI_N_("Counts by %1 have more than %2 combinations, too many to be given "
                  "in part."),
            di_text_arg(stock_mask_text(book, margin->mask)), di_integer_arg(OPENED_MAX));
        return;
    }
    struct stock_leaf *leaves =
        DI_ARENA_NEW(&book->arena, product + margin->count, struct stock_leaf);
    if (leaves == NULL) {
        book->ran_out = true;
        return;
    }
    memcpy(leaves, margin->leaves, margin->count * sizeof *leaves);
    for (size_t i = 0; i < product; i++) {
        struct stock_leaf *leaf = &leaves[margin->count + i];
        size_t rest = i;
        *leaf = (struct stock_leaf){.row = UINT32_MAX}; /* zero, after what is counted */
        for (int d = 0; d < STOCK_DIMENSIONS; d++) {
            leaf->value[d] = values[d].items[rest % values[d].count];
            rest /= values[d].count;
        }
    }
    margin->count = stock_leaves_join(leaves, (uint32_t)(product + margin->count));
    margin->leaves = leaves;
    margin->is_partial = true;
}

/* ---- writing ---- */

static void set_leaf(struct di_opening_book *book, json_t *counts,
                     const struct stock_margin *margin, const struct stock_leaf *leaf)
{
    json_t *object = counts;
    const char *last = NULL;
    for (int d = 0; d < STOCK_DIMENSIONS; d++) {
        if ((margin->mask & STOCK_BIT(d)) == 0)
            continue;
        if (last != NULL) {
            if (json_object_get(object, last) == NULL)
                di_json_set(&book->json, object, last, json_object());
            object = json_object_get(object, last);
        }
        last = stock_value_id(book, (enum stock_dimension)d, leaf->value[d]);
    }
    if (last != NULL)
        di_json_set(&book->json, object, last, di_json_number(leaf->count));
}

static json_t *counts_of(struct di_opening_book *book, const struct stock_margin *margin)
{
    json_t *counts = json_object();
    for (uint32_t i = 0; i < margin->count; i++)
        if (!margin->leaves[i].is_withheld)
            set_leaf(book, counts, margin, &margin->leaves[i]);
    return counts;
}

/* A margin of the scenario keeps its provenance. */
static json_t *kept_margin(const struct di_opening_book *book,
                           const struct stock_margin *margin)
{
    json_t *list = json_object_get(json_object_get(book->base, "initial_stock"), "margins");
    return json_deep_copy(json_array_get(list, margin->of_scenario - 1));
}

static json_t *new_margin(struct di_opening_book *book, const struct stock_margin *margin)
{
    json_t *object = json_object(), *by = json_array();
    for (int d = 0; d < STOCK_DIMENSIONS; d++)
        if ((margin->mask & STOCK_BIT(d)) != 0)
            di_json_append(&book->json, by, json_string(dimension_ids[d]));
    di_json_set(&book->json, object, "by", by);
    opening_set_origin(book, object);
    if (margin->is_estimated)
        di_json_set(&book->json, object, "quality", json_string("estimated"));
    return object;
}

/* The margin as JSON, withheld leaves left out. */
static json_t *margin_json(struct di_opening_book *book, const struct stock_margin *margin)
{
    json_t *object =
        margin->of_scenario > 0 ? kept_margin(book, margin) : new_margin(book, margin);
    if (margin->of_scenario > 0 && !margin->is_changed)
        return object;
    di_json_set(&book->json, object, "counts", counts_of(book, margin));
    if (margin->is_partial)
        di_json_set(&book->json, object, "partial", json_true());
    return object;
}

/* Children by setting, from the first margin that tells it whole. */
static void expect(struct stock_table *table)
{
    struct di_opening_book *book = table->book;
    double *sums = DI_ARENA_NEW(&book->arena, book->settings.count + 1, double);
    book->expected = DI_ARENA_NEW(&book->arena, book->settings.count + 1, double);
    book->ran_out = book->ran_out || sums == NULL || book->expected == NULL;
    for (uint32_t s = 0; s < book->settings.count && !book->ran_out; s++)
        book->expected[s] = (double)NAN;
    for (uint32_t m = 0; m < table->count && !book->ran_out; m++) {
        const struct stock_margin *margin = &table->margins[m];
        const bool is_whole = !margin->is_partial || margin->silent == STOCK_BIT(STOCK_SETTING);
        for (uint32_t s = 0; s < book->settings.count; s++)
            sums[s] = (double)NAN;
        for (uint32_t i = 0; i < margin->count && is_whole; i++) {
            const uint32_t s = stock_leaf_says(book, &margin->leaves[i], STOCK_SETTING);
            if (s != STOCK_ALL)
                sums[s] = (isnan(sums[s]) ? 0 : sums[s]) + margin->leaves[i].count;
        }
        for (uint32_t s = 0; s < book->settings.count; s++)
            if (isnan(book->expected[s]))
                book->expected[s] = sums[s];
    }
}

void stock_table_write(struct stock_table *table)
{
    struct di_opening_book *book = table->book;
    json_t *list = json_array();
    for (uint32_t m = 0; m < table->count; m++)
        if (table->margins[m].count > 0)
            di_json_append(&book->json, list, margin_json(book, &table->margins[m]));
    di_json_set(&book->json, opening_section(book, "initial_stock"), "margins", list);
    expect(table);
}
