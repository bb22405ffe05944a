/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * flows.csv: every kind of move that happened in some replication, by place and as a total of
 * the nation (regions "all"), people of all ages.
 *
 * Rows are ordered by from_region, from, to_region, to, mode, ids in byte order. A flow that
 * did not happen in a replication counts zero there. Where small counts are withheld, there are
 * rows of the nation and of years alone, and those withheld keep their place with n = 0.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "panel.h"
#include "tables.h"

enum { REGION_BITS = 12, PLACE_BITS = 12, MODE_BITS = 2 };

struct entry { /* one flow of one replication under a row's key */
    uint64_t key;
    uint32_t flow;
};

struct flow_pass {
    const struct di_run_record *record;
    const struct suppression *suppression;
    const struct di_result_dims *dims;
    struct panel_order order;
    const char **labels; /* in byte order, unique */
    uint16_t *places;    /* of the labels, as flow_table_place gives them */
    uint32_t label_count;
    struct entry **entries; /* [replications], sorted */
    uint64_t *keys;         /* of all rows, sorted, unique */
    size_t key_count;
};

static bool is_home(const struct di_model *model, uint16_t place)
{
    return place < model->setting_count &&
           (model->settings[place].kind == DI_KIND_REUNIFIED_MONITORED ||
            model->settings[place].kind == DI_KIND_HOME_CLOSED);
}

uint16_t flow_table_place(const struct di_model *model, uint16_t place, bool is_origin)
{
    if (!is_home(model, place))
        return place;
    if (is_origin)
        return DI_FROM_OUTSIDE_RETURN;
    uint16_t first = 0;
    while (!is_home(model, first))
        first++;
    return first;
}

static const char *place_label(const struct di_model *model, uint16_t place)
{
    if (place == DI_FROM_OUTSIDE_NEW)
        return "outside_new";
    if (place == DI_FROM_OUTSIDE_RETURN)
        return "outside_return";
    return is_home(model, place) ? "home" : model->settings[place].name.id;
}

const char *flow_label(const struct di_model *model, uint16_t place, bool is_origin)
{
    return place_label(model, flow_table_place(model, place, is_origin));
}

static void add_label(struct flow_pass *pass, uint16_t place)
{
    const char *label = place_label(pass->record->model, place);
    uint32_t at = 0;
    while (at < pass->label_count && strcmp(pass->labels[at], label) < 0)
        at++;
    if (at < pass->label_count && strcmp(pass->labels[at], label) == 0)
        return;
    memmove(&pass->labels[at + 1], &pass->labels[at],
            (pass->label_count - at) * sizeof *pass->labels);
    memmove(&pass->places[at + 1], &pass->places[at],
            (pass->label_count - at) * sizeof *pass->places);
    pass->labels[at] = label;
    pass->places[at] = place;
    pass->label_count++;
}

static uint64_t label_rank(const struct flow_pass *pass, const char *label)
{
    uint32_t at = 0;
    while (strcmp(pass->labels[at], label) != 0)
        at++;
    return at;
}

static uint64_t pack(const struct flow_pass *pass, const struct di_flow_key *key,
                     bool is_national)
{
    const struct di_model *model = pass->record->model;
    const uint64_t from_region =
        is_national ? 0 : (uint64_t)pass->order.region_rank[key->from_region] + 1;
    const uint64_t to_region =
        is_national ? 0 : (uint64_t)pass->order.region_rank[key->to_region] + 1;
    uint64_t packed = from_region;
    packed = packed << PLACE_BITS | label_rank(pass, flow_label(model, key->from, true));
    packed = packed << REGION_BITS | to_region;
    packed = packed << PLACE_BITS | label_rank(pass, flow_label(model, key->to, false));
    return packed << MODE_BITS | key->move;
}

static int compare_entries(const void *a, const void *b)
{
    const struct entry *x = a, *y = b;
    if (x->key != y->key)
        return x->key < y->key ? -1 : 1;
    return x->flow < y->flow ? -1 : x->flow > y->flow;
}

static int compare_keys(const void *a, const void *b)
{
    const uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return x < y ? -1 : x > y; /* equal keys are alike: their order cannot be seen */
}

static enum di_status index_flows(struct flow_pass *pass)
{
    const struct di_replication_set *set = pass->record->set;
    size_t all = 0;
    for (uint32_t i = 0; i < set->count; i++)
        all += (size_t)set->results[i]->flow_count * 2;
    pass->entries = calloc(set->count, sizeof *pass->entries);
    pass->keys = calloc(all + 1, sizeof *pass->keys);
    if (pass->entries == NULL || pass->keys == NULL)
        return DI_ERR_MEMORY;
    size_t used = 0;
    for (uint32_t i = 0; i < set->count; i++) {
        const struct di_result *result = set->results[i];
        const size_t count = (size_t)result->flow_count * 2;
        pass->entries[i] = calloc(count + 1, sizeof **pass->entries);
        if (pass->entries[i] == NULL)
            return DI_ERR_MEMORY;
        for (uint32_t f = 0; f < count; f++) {
            const struct di_flow_key *key = &result->flows[f / 2].key;
            pass->entries[i][f] = (struct entry){pack(pass, key, f % 2 == 0), f / 2};
            pass->keys[used++] = pass->entries[i][f].key;
        }
        qsort(pass->entries[i], count, sizeof **pass->entries, compare_entries);
    }
    qsort(pass->keys, used, sizeof *pass->keys, compare_keys);
    for (size_t k = 0; k < used; k++)
        if (pass->key_count == 0 || pass->keys[pass->key_count - 1] != pass->keys[k])
            pass->keys[pass->key_count++] = pass->keys[k];
    return DI_OK;
}

static void add_everyone(const struct di_result *result, const struct di_flow *flow,
                         double *counts)
{
    for (uint32_t e = flow->first; e < flow->first + flow->count; e++)
        if (di_result_cell_is_everyone(&result->dims, result->entries[e].cell))
            counts[result->entries[e].quarter] += (double)result->entries[e].count;
}

/* Adds a replication's flows under `key` into counts[quarters]. */
static void gather(const struct flow_pass *pass, uint32_t replication, uint64_t key,
                   double *counts)
{
    const struct di_result *result = pass->record->set->results[replication];
    const struct entry *entries = pass->entries[replication];
    size_t low = 0, high = (size_t)result->flow_count * 2;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (entries[middle].key < key)
            low = middle + 1;
        else
            high = middle;
    }
    memset(counts, 0, pass->dims->quarters * sizeof *counts);
    for (; low < (size_t)result->flow_count * 2 && entries[low].key == key; low++)
        add_everyone(result, &result->flows[entries[low].flow], counts);
}

static const char *region_label(const struct flow_pass *pass, uint64_t region)
{
    return region == 0
               ? "all"
               : pass->record->model->regions[pass->order.region_at[region - 1]].name.id;
}

static void write_key(const struct flow_pass *pass, struct output_file *file, uint64_t key)
{
    static const char *const modes[DI_MOVES] = {"planned", "unplanned", "by_rate"};
    const uint64_t region_mask = (1u << REGION_BITS) - 1, place_mask = (1u << PLACE_BITS) - 1;
    const uint64_t mode = key & ((1u << MODE_BITS) - 1);
    const uint64_t to = key >> MODE_BITS & place_mask;
    const uint64_t to_region = key >> (MODE_BITS + PLACE_BITS) & region_mask;
    const uint64_t from = key >> (MODE_BITS + PLACE_BITS + REGION_BITS) & place_mask;
    const uint64_t from_region = key >> (MODE_BITS + 2 * PLACE_BITS + REGION_BITS);
    output_field(file, pass->record->model->id, ',');
    output_field(file, region_label(pass, from_region), ',');
    output_field(file, pass->labels[from], ',');
    output_field(file, region_label(pass, to_region), ',');
    output_field(file, pass->labels[to], ',');
    output_field(file, modes[mode], ',');
}

static bool is_withheld(const struct flow_pass *pass, uint64_t key, uint32_t year)
{
    const uint64_t place_mask = (1u << PLACE_BITS) - 1;
    const uint64_t to = key >> MODE_BITS & place_mask;
    const uint64_t from = key >> (MODE_BITS + PLACE_BITS + REGION_BITS) & place_mask;
    return suppression_hides_flow(pass->suppression, pass->places[from], pass->places[to],
                                  key & ((1u << MODE_BITS) - 1), year);
}

/* counts: [replications][quarters]; `year` counts from 1 */
static void write_period(const struct flow_pass *pass, struct output_file *file, uint64_t key,
                         const double *counts, double *values, uint32_t first, uint32_t last,
                         uint32_t year)
{
    const struct di_model *model = pass->record->model;
    const uint32_t n = pass->record->set->count, quarters = pass->dims->quarters;
    const bool is_hidden = is_withheld(pass, key, year);
    for (uint32_t i = 0; i < n; i++) {
        values[i] = 0.0;
        for (uint32_t quarter = first; quarter <= last; quarter++)
            values[i] += counts[(size_t)i * quarters + quarter];
        if (is_hidden)
            values[i] = (double)NAN;
    }
    struct di_summary summary;
    di_summary_compute(values, n, values + n, &summary);
    write_key(pass, file, key);
    output_period(file, model, first, last);
    output_number(file, (double)summary.n, ',');
    output_number(file, summary.mean, ',');
    output_number(file, summary.ci_low, ',');
    output_number(file, summary.ci_high, '\n');
}

static bool is_national(uint64_t key)
{
    return key >> (MODE_BITS + 2 * PLACE_BITS + REGION_BITS) == 0;
}

static enum di_status write_rows(const struct flow_pass *pass, struct output_file *file)
{
    const struct di_model *model = pass->record->model;
    const uint32_t n = pass->record->set->count, quarters = pass->dims->quarters;
    double *counts = calloc((size_t)n * quarters, sizeof *counts);
    double *values = calloc((size_t)n * 2, sizeof *values);
    if (counts == NULL || values == NULL) {
        free(counts);
        free(values);
        return DI_ERR_MEMORY;
    }
    for (size_t k = 0; k < pass->key_count; k++) {
        if (pass->suppression != NULL && !is_national(pass->keys[k]))
            continue;
        for (uint32_t i = 0; i < n; i++)
            gather(pass, i, pass->keys[k], counts + (size_t)i * quarters);
        for (uint32_t first = 0, year = 1; first < quarters; year++) {
            const uint32_t next = di_result_next_year(model, first);
            write_period(pass, file, pass->keys[k], counts, values, first, next - 1, year);
            first = next;
        }
        for (uint32_t quarter = 0; pass->suppression == NULL && quarter < quarters; quarter++)
            write_period(pass, file, pass->keys[k], counts, values, quarter, quarter, 0);
    }
    free(counts);
    free(values);
    return DI_OK;
}

enum di_status flow_table(const struct di_run_record *record,
                          const struct suppression *suppression, struct output_file *file,
                          struct di_error *error)
{
    output_text(file, FLOWS_HEADER "\n");
    struct flow_pass pass = {
        .record = record, .suppression = suppression, .dims = &record->set->results[0]->dims};
    const struct di_model *model = record->model;
    pass.labels = calloc((size_t)model->setting_count + 2, sizeof *pass.labels);
    pass.places = calloc((size_t)model->setting_count + 2, sizeof *pass.places);
    enum di_status status = panel_order_create(&pass.order, model, pass.dims);
    if (status == DI_OK && (pass.labels == NULL || pass.places == NULL))
        status = DI_ERR_MEMORY;
    if (status == DI_OK) {
        add_label(&pass, DI_FROM_OUTSIDE_NEW);
        add_label(&pass, DI_FROM_OUTSIDE_RETURN);
        for (uint32_t i = 0; i < model->setting_count; i++)
            add_label(&pass, flow_table_place(model, (uint16_t)i, false));
        status = index_flows(&pass);
    }
    if (status == DI_OK)
        status = write_rows(&pass, file);
    for (uint32_t i = 0; pass.entries != NULL && i < record->set->count; i++)
        free(pass.entries[i]);
    free(pass.entries);
    free(pass.keys);
    free(pass.labels);
    free(pass.places);
    panel_order_destroy(&pass.order);
    return status == DI_OK ? DI_OK : di_fail_memory(error);
}
