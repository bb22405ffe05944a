/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The population at the start (MODEL 7): margins, bands of stay, the past, the home pool. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bind.h"

static const char *const dimension_ids[DI_DIMENSIONS] = {
    "institution", "setting", "region", "age_band", "sex", "disability", "stay"};

/* ---- margins ---- */

struct leaves {
    struct di_margin_leaf *items;
    uint32_t count;
};

/* Thousands of institutions may be named thousands of times: the tree's index finds the node,
 * and the table keeps the order of the nodes, less the few members that are no things. */
static bool find_institution(struct di_binding *binding, const char *id, uint32_t *index_out)
{
    const struct di_model *model = binding->model;
    struct di_node *section = di_bind_member(binding, binding->root, "institutions");
    const struct di_node *node = di_bind_member(binding, section, id);
    if (node == NULL || model->institution_count == 0)
        return false;
    uint32_t i = node->index;
    if (i >= model->institution_count)
        i = model->institution_count - 1;
    while (i > 0 && strcmp(model->institutions[i].name.id, id) != 0)
        i--;
    *index_out = i;
    return strcmp(model->institutions[i].name.id, id) == 0;
}

/* Index of a key along a dimension; UINT32_MAX after a report. */
static uint32_t index_of(struct di_binding *binding, const struct di_node *node,
                         enum di_margin_dimension dimension)
{
    const struct di_model *model = binding->model;
    struct di_node named = *node;
    uint16_t found = DI_NONE;
    uint32_t institution = 0;
    named.type = DI_NODE_TEXT;
    named.text = node->key;
    switch (dimension) {
    case DI_DIMENSION_INSTITUTION:
        if (find_institution(binding, node->key, &institution))
            return institution;
        di_bind_report_unknown(binding, node, DI_N_("institution"), node->key, NULL, 0);
        return UINT32_MAX;
    case DI_DIMENSION_SETTING:
        found = di_bind_setting(binding, &named);
        break;
    case DI_DIMENSION_REGION:
        found = di_bind_region(binding, &named);
        break;
    case DI_DIMENSION_AGE_BAND:
        return di_bind_band(binding, node, node->key);
    case DI_DIMENSION_SEX:
        return di_bind_choice(binding, node, node->key, DI_N_("sex"), di_bind_sex_ids,
                              DI_SEXES);
    case DI_DIMENSION_DISABILITY:
        return di_bind_choice(binding, node, node->key, DI_N_("disability"),
                              di_bind_disability_ids, DI_DISABILITIES);
    case DI_DIMENSION_STAY:
    case DI_DIMENSIONS:
        break;
    }
    if (dimension != DI_DIMENSION_STAY)
        return found == DI_NONE ? UINT32_MAX : found;
    for (uint32_t i = 0; i <= model->initial_stock.stay_band_cuts; i++) {
        char id[24];
        (void)snprintf(id, sizeof id, "stay_%u", i);
        if (strcmp(id, node->key) == 0)
            return i;
    }
    di_bind_report_unknown(binding, node, DI_N_("band of stay"), node->key, NULL, 0);
    return UINT32_MAX;
}

static uint32_t count_leaves(const struct di_node *node)
{
    uint32_t count = 0;
    if (node->type != DI_NODE_OBJECT)
        return 1;
    for (uint32_t i = 0; i < node->count; i++)
        if (di_bind_is_thing(node->children[i]))
            count += count_leaves(node->children[i]);
    return count + 1; /* a sourced number is an object too */
}

static bool is_sourced(const struct di_node *node)
{
    for (uint32_t i = 0; i < node->count; i++)
        if (strcmp(node->children[i]->key, "value") == 0)
            return true;
    return false;
}

static void bind_counts(struct di_binding *binding, const struct di_margin *margin,
                        struct di_node *node, struct di_margin_leaf *leaf, uint32_t level,
                        struct leaves *leaves)
{
    if (level == margin->dimension_count) {
        if (node->type == DI_NODE_OBJECT && !is_sourced(node))
            DI_BIND_REPORT(binding, node, DI_ERR_INCONSISTENT,
                           DI_N_("One count is needed here: 'counts' is nested deeper than "
                                 "'by' says, which has %1 {%1|entry|entries}."),
                           DI_N_("Name in 'by' what the counts are divided by, or give their "
                                 "sum."),
                           di_integer_arg(margin->dimension_count));
        leaf->count = di_bind_plain(node, 0);
        leaves->items[leaves->count++] = *leaf;
        return;
    }
    if (node->type != DI_NODE_OBJECT || is_sourced(node)) {
        DI_BIND_REPORT(binding, node, DI_ERR_TYPE,
                       DI_N_("Counts are needed here by %1, one for each."),
                       DI_N_("'counts' nests its keys in the order of 'by'."),
                       di_text_arg(dimension_ids[margin->dimension[level]]));
        return;
    }
    for (uint32_t i = 0; i < node->count; i++) {
        if (!di_bind_is_thing(node->children[i]))
            continue;
        leaf->index[level] = index_of(binding, node->children[i], margin->dimension[level]);
        if (leaf->index[level] != UINT32_MAX)
            bind_counts(binding, margin, node->children[i], leaf, level + 1, leaves);
    }
}

static bool bind_dimensions(struct di_binding *binding, struct di_node *by,
                            struct di_margin *margin)
{
    for (uint32_t i = 0; by != NULL && by->type == DI_NODE_ARRAY && i < by->count; i++) {
        const struct di_node *item = by->children[i];
        if (item->type != DI_NODE_TEXT)
            return false;
        const uint32_t d = di_bind_choice(binding, item, item->text, DI_N_("dimension"),
                                          dimension_ids, DI_DIMENSIONS);
        if (d == UINT32_MAX)
            return false;
        for (uint32_t k = 0; k < margin->dimension_count; k++)
            if (margin->dimension[k] == (enum di_margin_dimension)d) {
                DI_BIND_REPORT(binding, item, DI_ERR_INCONSISTENT,
                               DI_N_("'%1' is named twice in 'by'."), NULL,
                               di_text_arg(item->text));
                return false;
            }
        margin->dimension[margin->dimension_count++] = (enum di_margin_dimension)d;
    }
    return margin->dimension_count > 0;
}

static void bind_margin(struct di_binding *binding, struct di_node *node,
                        struct di_margin *margin)
{
    struct di_node *counts = di_bind_member(binding, node, "counts");
    struct di_margin_leaf leaf = {0};
    const char *pointer = di_node_pointer(binding->sources->arena, node);
    margin->pointer = di_bind_copy_text(binding, pointer);
    margin->is_partial = di_bind_flag(binding, node, "partial", false);
    if (!bind_dimensions(binding, di_bind_member(binding, node, "by"), margin) ||
        counts == NULL)
        return;
    struct leaves leaves = {
        .items = DI_BIND_NEW(binding, count_leaves(counts), struct di_margin_leaf)};
    if (leaves.items == NULL)
        return;
    bind_counts(binding, margin, counts, &leaf, 0, &leaves);
    margin->leaves = leaves.items;
    margin->leaf_count = leaves.count;
}

static void check_total(struct di_binding *binding, struct di_node *list,
                        const struct di_margin *margins, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        double total = 0;
        for (uint32_t k = 0; k < margins[i].leaf_count; k++)
            total += margins[i].leaves[k].count;
        if (!(total <= DI_CHILDREN_MAX))
            DI_BIND_REPORT(binding, list->children[i], DI_ERR_LIMIT,
                           DI_N_("This margin counts %1 children; at most %2 can be "
                                 "simulated."),
                           DI_N_("Check the counts for a digit too many."), di_real_arg(total),
                           di_integer_arg(DI_CHILDREN_MAX));
    }
}

static void bind_margins(struct di_binding *binding, struct di_node *node,
                         struct di_initial_stock *stock)
{
    struct di_node *list = di_bind_member(binding, node, "margins");
    if (list == NULL || list->type != DI_NODE_ARRAY)
        return;
    struct di_margin *margins = DI_BIND_NEW(binding, list->count, struct di_margin);
    if (margins == NULL)
        return;
    for (uint32_t i = 0; i < list->count; i++)
        bind_margin(binding, list->children[i], &margins[i]);
    check_total(binding, list, margins, list->count);
    stock->margins = margins;
    stock->margin_count = list->count;
}

/* ---- the past ---- */

struct year_value {
    int32_t year;
    double value;
    const struct di_node *node;
};

static bool year_of(const char *key, int32_t *year_out)
{
    if (strlen(key) != 4 || strspn(key, "0123456789") != 4)
        return false;
    *year_out =
        (key[0] - '0') * 1000 + (key[1] - '0') * 100 + (key[2] - '0') * 10 + (key[3] - '0');
    return true;
}

static int by_year(const void *a, const void *b)
{
    const struct year_value *x = a, *y = b;
    return x->year < y->year ? -1 : x->year > y->year; /* keys differ, so years do */
}

static uint32_t read_years(struct di_node *node, struct year_value *values)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < node->count; i++)
        if (di_bind_is_thing(node->children[i]) &&
            year_of(node->children[i]->key, &values[count].year)) {
            values[count].value = di_bind_plain(node->children[i], 0);
            values[count].node = node->children[i];
            count++;
        }
    qsort(values, count, sizeof *values, by_year);
    return count;
}

/* Yearly values without gaps, all before the start. */
static const double *bind_years(struct di_binding *binding, struct di_node *node,
                                uint32_t *count_out, int32_t *first_out)
{
    int32_t start_year, month, day;
    if (node == NULL || node->type != DI_NODE_OBJECT || node->count == 0)
        return NULL;
    struct year_value *values =
        DI_ARENA_NEW(binding->sources->arena, node->count, struct year_value);
    double *list = DI_BIND_NEW(binding, node->count, double);
    if (values == NULL || list == NULL) {
        binding->has_no_memory = true;
        return NULL;
    }
    const uint32_t count = read_years(node, values);
    di_date_to_civil(binding->model->start_civil_day, &start_year, &month, &day);
    for (uint32_t i = 0; i < count; i++) {
        list[i] = values[i].value;
        if (i > 0 && values[i].year != values[i - 1].year + 1)
            DI_BIND_REPORT(binding, values[i].node, DI_ERR_INCONSISTENT,
                           DI_N_("The years before %1 have a gap after %2."),
                           DI_N_("Give a value for every year in between."),
                           di_text_arg(values[i].node->key),
                           di_text_arg(values[i - 1].node->key));
        if (values[i].year > start_year ||
            (values[i].year == start_year && month == 1 && day == 1))
            DI_BIND_REPORT(binding, values[i].node, DI_ERR_RANGE,
                           DI_N_("The year %1 is not before the scenario's start."), NULL,
                           di_text_arg(values[i].node->key));
    }
    *count_out = count;
    *first_out = count > 0 ? values[0].year : 0;
    return list;
}

/* ---- all ---- */

static void bind_stay_bands(struct di_binding *binding, struct di_node *node,
                            struct di_initial_stock *stock)
{
    struct di_node *list = di_bind_member(binding, node, "stay_bands_years");
    if (list == NULL || list->type != DI_NODE_ARRAY)
        return;
    const double *cuts = di_bind_list(binding, list, list->count);
    for (uint32_t i = 0; cuts != NULL && i < list->count; i++)
        if (!(cuts[i] > (i == 0 ? 0 : cuts[i - 1])))
            DI_BIND_REPORT(binding, list->children[i], DI_ERR_INCONSISTENT,
                           DI_N_("Bands of stay are cut at rising years above 0; %1 does not "
                                 "fit."),
                           NULL, di_real_arg(cuts[i]));
    stock->stay_cut_years = cuts;
    stock->stay_band_cuts = cuts != NULL ? list->count : 0;
}

void di_bind_initial_stock(struct di_binding *binding)
{
    struct di_node *node = di_bind_member(binding, binding->root, "initial_stock");
    struct di_initial_stock *stock = &binding->model->initial_stock;
    struct di_node *pool = di_bind_member(binding, node, "home_pool");
    bind_stay_bands(binding, node, stock);
    bind_margins(binding, node, stock);
    stock->sibling_share =
        di_bind_listed_quantity(binding, node, "sibling_share", DI_DEFAULT_sibling_share);
    stock->assessed_share =
        di_bind_number(binding, node, "assessed_share", DI_DEFAULT_assessed_share);
    stock->past_entries = bind_years(binding, di_bind_member(binding, node, "past_entries"),
                                     &stock->past_years, &stock->past_first_year);
    stock->returns = bind_years(binding, di_bind_member(binding, pool, "returns"),
                                &stock->return_years, &stock->return_first_year);
    stock->monitored_share =
        di_bind_number(binding, pool, "monitored_share", DI_DEFAULT_monitored_share);
}
