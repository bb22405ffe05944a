/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * balance.csv and flows.csv of expected numbers (--method cohort): people of all ages, without
 * chance, so without intervals. Moves between regions are not computed: regions are apart.
 */
#include "expected_tables.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "panel.h"

struct expected {
    const struct di_run_record *record;
    const struct di_cohort *cohort;
    struct output_file *file;
    struct panel_order order;
    double gap; /* largest, of any place and quarter */
};

struct account {
    double opening, entries, exits, closing;
};

static double people(const struct di_cohort *cohort, const double *stock, uint32_t quarter,
                     uint32_t region, uint32_t setting)
{
    return stock[di_cohort_index(cohort, quarter, region, setting, 0)] +
           stock[di_cohort_index(cohort, quarter, region, setting, 1)];
}

/* Of people of all ages. */
static double moves_of(const struct di_cohort_flow *flow, uint32_t first, uint32_t last)
{
    double sum = 0.0;
    for (uint32_t i = 2 * first; i < 2 * (last + 1); i++)
        sum += flow->count[i];
    return sum;
}

/* Of one place, quarters first to last. */
static struct account account_of(const struct di_cohort *cohort, uint32_t region,
                                 uint32_t setting, uint32_t first, uint32_t last)
{
    struct account sum = {
        .opening = first == 0 ? people(cohort, cohort->opening, 0, region, setting)
                              : people(cohort, cohort->stock, first - 1, region, setting),
        .closing = people(cohort, cohort->stock, last, region, setting)};
    for (uint32_t f = 0; f < cohort->flow_count; f++) {
        const struct di_cohort_flow *flow = &cohort->flows[f];
        if (flow->region != region)
            continue;
        const double moved = moves_of(flow, first, last);
        sum.entries += flow->to == setting ? moved : 0.0;
        sum.exits += flow->from == setting ? moved : 0.0;
    }
    return sum;
}

static void write_account(struct expected *expected, uint32_t region, uint32_t setting,
                          uint32_t first, uint32_t last)
{
    const struct di_model *model = expected->record->model;
    struct account sum = {0};
    for (uint32_t r = 0; r < model->region_count; r++)
        for (uint32_t s = 0; s < model->setting_count; s++) {
            const uint16_t at = expected->order.region_at[r],
                           place = expected->order.setting_at[s];
            if ((region != 0 && region != r + 1) || (setting != 0 && setting != s + 1) ||
                !setting_has_balance(&model->settings[place]))
                continue;
            const struct account own = account_of(expected->cohort, at, place, first, last);
            sum.opening += own.opening;
            sum.entries += own.entries;
            sum.exits += own.exits;
            sum.closing += own.closing;
        }
    expected->gap =
        fmax(expected->gap, fabs(sum.opening + sum.entries - sum.exits - sum.closing));
    if (expected->file == NULL)
        return;
    output_field(expected->file, model->id, ',');
    output_field(expected->file,
                 region == 0 ? "all"
                             : model->regions[expected->order.region_at[region - 1]].name.id,
                 ',');
    output_field(
        expected->file,
        setting == 0 ? "all" : model->settings[expected->order.setting_at[setting - 1]].name.id,
        ',');
    output_period(expected->file, model, first, last);
    output_number(expected->file, sum.opening, ',');
    output_number(expected->file, sum.entries, ',');
    output_number(expected->file, sum.exits, ',');
    output_number(expected->file, sum.closing, '\n');
}

/* Years, then quarters. */
static void each_period(struct expected *expected, uint32_t a, uint32_t b,
                        void (*write)(struct expected *, uint32_t, uint32_t, uint32_t,
                                      uint32_t))
{
    const struct di_model *model = expected->record->model;
    const uint32_t quarters = di_model_quarters(model);
    for (uint32_t first = 0, next; first < quarters; first = next) {
        next = di_result_next_year(model, first);
        write(expected, a, b, first, next - 1);
    }
    for (uint32_t q = 0; q < quarters; q++)
        write(expected, a, b, q, q);
}

static enum di_status begin(struct expected *expected, const struct di_run_record *record,
                            struct output_file *file)
{
    *expected = (struct expected){.record = record, .cohort = record->expected, .file = file};
    return panel_order_create(&expected->order, record->model, &record->set->results[0]->dims);
}

enum di_status expected_balance_table(const struct di_run_record *record,
                                      struct output_file *file, double *gap_out,
                                      struct di_error *error)
{
    struct expected expected;
    const enum di_status status = begin(&expected, record, file);
    if (file != NULL)
        output_text(file, BALANCE_HEADER "\n");
    for (uint32_t region = 0; status == DI_OK && region <= record->model->region_count;
         region++)
        for (uint32_t setting = 0; setting <= record->model->setting_count; setting++)
            if (setting == 0 ||
                setting_has_balance(
                    &record->model->settings[expected.order.setting_at[setting - 1]]))
                each_period(&expected, region, setting, write_account);
    *gap_out = expected.gap;
    panel_order_destroy(&expected.order);
    return status == DI_OK ? DI_OK : di_fail_memory(error);
}

/* ---- flows ---- */

/* A row of flows.csv: several flows of the cohort may have one pair of labels. */
struct row {
    const char *region, *from, *to, *mode;
    uint16_t at; /* region, or DI_NONE */
};

static const char *mode_of(const struct di_model *model, const struct di_cohort_flow *flow)
{
    return flow->from >= model->setting_count && !flow->is_by_share ? "unplanned" : "by_rate";
}

static bool is_in(const struct expected *expected, const struct row *row,
                  const struct di_cohort_flow *flow)
{
    const struct di_model *model = expected->record->model;
    return (row->at == DI_NONE || flow->region == row->at) &&
           strcmp(flow_label(model, flow->from, true), row->from) == 0 &&
           strcmp(flow_label(model, flow->to, false), row->to) == 0 &&
           strcmp(mode_of(model, flow), row->mode) == 0;
}

static int compare_rows(const void *a, const void *b)
{
    const struct row *x = a, *y = b;
    int order = (x->at != DI_NONE) - (y->at != DI_NONE);
    order = order != 0 ? order : strcmp(x->region, y->region);
    order = order != 0 ? order : strcmp(x->from, y->from);
    order = order != 0 ? order : strcmp(x->to, y->to);
    return order != 0 ? order : strcmp(x->mode, y->mode);
}

static void write_flow(struct expected *expected, const struct row *row, uint32_t first,
                       uint32_t last)
{
    const struct di_model *model = expected->record->model;
    double sum = 0.0;
    for (uint32_t r = 0; r < model->region_count; r++) /* by id: sums of fractions */
        for (uint32_t f = 0; f < expected->cohort->flow_count; f++) {
            const struct di_cohort_flow *flow = &expected->cohort->flows[f];
            if (flow->region != expected->order.region_at[r] || !is_in(expected, row, flow))
                continue;
            sum += moves_of(flow, first, last);
        }
    output_field(expected->file, model->id, ',');
    output_field(expected->file, row->region, ',');
    output_field(expected->file, row->from, ',');
    output_field(expected->file, row->region, ',');
    output_field(expected->file, row->to, ',');
    output_field(expected->file, row->mode, ',');
    output_period(expected->file, model, first, last);
    output_number(expected->file, 1.0, ',');
    output_number(expected->file, sum, ',');
    output_number(expected->file, (double)NAN, ',');
    output_number(expected->file, (double)NAN, '\n');
}

static uint32_t list_rows(const struct expected *expected, struct row *rows)
{
    const struct di_model *model = expected->record->model;
    uint32_t count = 0;
    for (uint32_t f = 0; f < expected->cohort->flow_count; f++)
        for (int is_national = 0; is_national < 2; is_national++) {
            const struct di_cohort_flow *flow = &expected->cohort->flows[f];
            const struct row row = {
                .region = is_national ? "all" : model->regions[flow->region].name.id,
                .from = flow_label(model, flow->from, true),
                .to = flow_label(model, flow->to, false),
                .mode = mode_of(model, flow),
                .at = is_national ? DI_NONE : flow->region};
            uint32_t k = 0;
            while (k < count && compare_rows(&rows[k], &row) != 0)
                k++;
            if (k == count)
                rows[count++] = row;
        }
    qsort(rows, count, sizeof *rows, compare_rows); /* rows are unique: no ties */
    return count;
}

enum di_status expected_flow_table(const struct di_run_record *record, struct output_file *file,
                                   struct di_error *error)
{
    struct expected expected;
    enum di_status status = begin(&expected, record, file);
    struct row *rows = calloc((size_t)record->expected->flow_count * 2 + 1, sizeof *rows);
    if (rows == NULL)
        status = DI_ERR_MEMORY;
    output_text(file, FLOWS_HEADER "\n");
    const uint32_t count = status == DI_OK ? list_rows(&expected, rows) : 0;
    const uint32_t quarters = di_model_quarters(record->model);
    for (uint32_t k = 0; k < count; k++) {
        for (uint32_t first = 0, next; first < quarters; first = next) {
            next = di_result_next_year(record->model, first);
            write_flow(&expected, &rows[k], first, next - 1);
        }
        for (uint32_t q = 0; q < quarters; q++)
            write_flow(&expected, &rows[k], q, q);
    }
    free(rows);
    panel_order_destroy(&expected.order);
    return status == DI_OK ? DI_OK : di_fail_memory(error);
}
