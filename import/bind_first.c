/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * First placements by share: a table of the entries, and one of each reason that has its own.
 * A table has rows by age band, and one for the bands without; a row adds up to 1 with what it
 * leaves to the entry ladder, on every day. Draws of distributions, each of one share alone,
 * cannot add up: a row that has any is taken in proportion.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "di/first_placement.h"

#include "bind.h"

static const char by_ladder[] = "entry_ladder";
static const char all_ages[] = "all_ages";

/* ---- one row ---- */

static int compare_members(const void *a, const void *b)
{
    const struct di_node *const *x = a, *const *y = b;
    const bool is_ladder = strcmp((*x)->key, by_ladder) == 0;
    if (is_ladder != (strcmp((*y)->key, by_ladder) == 0))
        return is_ladder ? 1 : -1;
    return strcmp((*x)->key, (*y)->key);
}

static uint16_t setting_of(struct di_binding *binding, const struct di_node *member)
{
    struct di_node named = *member;
    named.type = DI_NODE_TEXT;
    named.text = member->key;
    if (strcmp(member->key, by_ladder) == 0)
        return DI_NONE;
    const uint16_t found = di_bind_setting(binding, &named);
    if (found == DI_NONE) /* reported */
        return DI_NONE;
    const struct di_setting *setting = &binding->model->settings[found];
    if (!di_kind_is_formal_care(setting->kind) || setting->kind == DI_KIND_UNPLACED)
        DI_BIND_REPORT(binding, member, DI_ERR_INCONSISTENT,
                       DI_N_("Nobody comes first to '%1': it is of kind '%2', which is not a "
                             "place of care."),
                       DI_N_("Name a setting of care, or give the share to 'entry_ladder'."),
                       di_text_arg(setting->name.id), di_text_arg(di_kind_id(setting->kind)));
    return found;
}

static bool has_distribution(struct di_binding *binding, struct di_node *const *members,
                             uint32_t count)
{
    for (uint32_t i = 0; i < count; i++)
        if (di_bind_member(binding, members[i], "uncertain") != NULL)
            return true;
    return false;
}

/* Without the last digits of an addition, for people. */
static struct di_argument shown(double sum)
{
    return di_real_arg(round(sum * 1e9) / 1e9);
}

static bool is_one(double sum)
{
    return fabs(sum - 1) <= 1e-6;
}

static void report_sum(struct di_binding *binding, const struct di_node *node, double sum,
                       int32_t day)
{
    const char *hint = DI_N_("Give what no setting has to 'entry_ladder'.");
    if (day == INT32_MIN)
        DI_BIND_REPORT(binding, node, DI_ERR_INCONSISTENT,
                       DI_N_("The shares add up to %1, not to 1."), hint, shown(sum));
    else
        DI_BIND_REPORT(binding, node, DI_ERR_INCONSISTENT,
                       DI_N_("From %2 on the shares add up to %1, not to 1."), hint, shown(sum),
                       di_date_arg(binding->model->start_civil_day + day));
}

static void warn_of_sum(struct di_binding *binding, const struct di_node *node, double sum)
{
    struct di_message message;
    DI_MESSAGE(&message,
               DI_N_("The shares add up to %1, not to 1. As some have a distribution, they are "
                     "taken in proportion."),
               shown(sum));
    (void)di_sources_report(binding->sources, node, DI_SEVERITY_WARNING, DI_ERR_INCONSISTENT,
                            &message);
}

/* The first day from which the row does not add up is reported, no more. */
static void check_sum(struct di_binding *binding, const struct di_node *node,
                      const struct di_first_shares *shares, bool is_in_proportion)
{
    for (uint32_t i = 0; i < shares->count; i++)
        for (uint32_t k = 0; k < shares->share[i].count; k++) {
            const int32_t day = shares->share[i].day[k];
            const double sum = di_first_shares_sum(shares, day);
            if (is_one(sum))
                continue;
            if (is_in_proportion)
                warn_of_sum(binding, node, sum);
            else
                report_sum(binding, node, sum, day);
            return;
        }
}

static struct di_first_shares *bind_row(struct di_binding *binding, struct di_node *node)
{
    const uint32_t count = di_bind_things(node, NULL);
    struct di_node **members = DI_ARENA_NEW(binding->sources->arena, count, struct di_node *);
    struct di_first_shares *row = DI_BIND_NEW(binding, 1, struct di_first_shares);
    uint16_t *settings = DI_BIND_NEW(binding, count, uint16_t);
    struct di_series *shares = DI_BIND_NEW(binding, count, struct di_series);
    if (members == NULL || row == NULL || settings == NULL || shares == NULL) {
        binding->has_no_memory = true;
        return NULL;
    }
    (void)di_bind_things(node, members);
    if (count > 0)
        qsort(members, count, sizeof(struct di_node *), compare_members); /* keys differ */
    for (uint32_t i = 0; i < count; i++) {
        settings[i] = setting_of(binding, members[i]);
        shares[i] = di_bind_series(binding, members[i], 0);
        if (shares[i].count == 0) /* no memory */
            return NULL;
    }
    *row = (struct di_first_shares){.count = count, .setting = settings, .share = shares};
    if (count > 0) /* an empty one is reported */
        check_sum(binding, node, row, has_distribution(binding, members, count));
    return row;
}

/* ---- one table ---- */

struct table {
    const struct di_first_shares *rows[DI_AGE_BANDS_MAX]; /* NULL: the ladder */
};

static bool admits_band(const struct di_model *model, const struct di_setting *setting,
                        uint32_t band)
{
    return setting->age_from_years < model->age_band_from[band + 1] &&
           (setting->age_to_years > model->age_band_from[band] || !model->policies.ageing);
}

/* A share that could never be: of a band's own row, not of the row for all. */
static void check_ages(struct di_binding *binding, const struct di_node *node,
                       const struct di_first_shares *row, uint32_t band)
{
    const struct di_model *model = binding->model;
    for (uint32_t i = 0; row != NULL && i < row->count; i++) {
        const uint16_t s = row->setting[i];
        if (s != DI_NONE && di_series_highest(&row->share[i]) > 0 &&
            !admits_band(model, &model->settings[s], band))
            DI_BIND_REPORT(binding, node, DI_ERR_INCONSISTENT,
                           DI_N_("Nobody of '%2' comes first to '%1': it admits no child of "
                                 "that age."),
                           DI_N_("Compare the age band with the ages of the setting."),
                           di_text_arg(model->settings[s].name.id),
                           di_text_arg(model->age_band_id[band]));
    }
}

static void bind_band(struct di_binding *binding, struct di_node *node, struct table *table)
{
    const struct di_model *model = binding->model;
    const uint32_t band = di_bind_band(binding, node, node->key);
    const struct di_first_shares *row = bind_row(binding, node);
    if (band == UINT32_MAX)
        return;
    if (band + 1 == model->age_band_count) {
        DI_BIND_REPORT(binding, node, DI_ERR_INCONSISTENT,
                       DI_N_("Nobody comes into care in the age band '%1'."), NULL,
                       di_text_arg(node->key));
        return;
    }
    check_ages(binding, node, row, band);
    table->rows[band] = row;
}

static struct table bind_table(struct di_binding *binding, struct di_node *node)
{
    struct table table = {{NULL}};
    struct di_node *all = di_bind_member(binding, node, all_ages);
    const struct di_first_shares *rest = all != NULL ? bind_row(binding, all) : NULL;
    for (uint32_t i = 0; node->type == DI_NODE_OBJECT && i < node->count; i++)
        if (di_bind_is_thing(node->children[i]) && node->children[i] != all)
            bind_band(binding, node->children[i], &table);
    for (uint32_t b = 0; b < DI_AGE_BANDS_MAX; b++)
        if (table.rows[b] == NULL)
            table.rows[b] = rest;
    return table;
}

/* ---- all ---- */

static struct di_node *table_of(struct di_binding *binding, const char *section,
                                const char *thing)
{
    struct di_node *node = di_bind_member(binding, binding->root, section);
    if (thing != NULL)
        node = di_bind_member(binding, node, thing);
    return di_bind_member(binding, node, "first_placements");
}

void di_bind_first_placements(struct di_binding *binding)
{
    struct di_model *model = binding->model;
    const uint32_t bands = model->age_band_count;
    struct di_node *common = table_of(binding, "entries", NULL);
    bool has_table = common != NULL;
    for (uint32_t q = 0; q < model->reason_count; q++)
        has_table =
            has_table || table_of(binding, "reasons", model->reasons[q].name.id) != NULL;
    if (!has_table)
        return;
    const struct table usual =
        common != NULL ? bind_table(binding, common) : (struct table){{NULL}};
    const struct di_first_shares **rows = DI_BIND_NEW(
        binding, (size_t)model->reason_count * bands, const struct di_first_shares *);
    for (uint32_t q = 0; rows != NULL && q < model->reason_count; q++) {
        struct di_node *own = table_of(binding, "reasons", model->reasons[q].name.id);
        const struct table table = own != NULL ? bind_table(binding, own) : usual;
        memcpy(&rows[(size_t)q * bands], table.rows, bands * sizeof(table.rows[0]));
    }
    model->entries.first_shares = rows;
}
