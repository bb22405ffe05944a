/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * costs.csv (MODEL 14): money by line, class, setting, region and period, with totals marked
 * "all"; "-" is a cost of no setting or of no region. Every amount is a sum of the whole cents
 * of the cost book, so rows of any split add up to their total in every replication.
 *
 * Rows: the total; by class; by line; by setting; by region; then every account that is not
 * empty in all replications. Years before quarters.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cost_sheet.h"
#include "tables.h"

/* What a row sums over; ANY: everything. */
struct slice {
    uint32_t line;
    int cost_class;
    uint32_t setting, region; /* model index, or DI_NONE: of none */
};

enum { ANY_CLASS = -1 };
#define ANY UINT32_MAX

struct table {
    const struct cost_sheet *sheet;
    const struct di_run_record *record;
    const struct suppression *suppression;
    struct output_file *file;
    double *values, *scratch; /* [replications] */
};

static bool is_in(const struct slice *slice, const struct di_cost_account *account)
{
    return (slice->line == ANY || slice->line == account->line) &&
           (slice->cost_class == ANY_CLASS || slice->cost_class == (int)account->cost_class) &&
           (slice->setting == ANY || slice->setting == account->setting) &&
           (slice->region == ANY || slice->region == account->region);
}

/* Cents of the slice from quarter `first` to `last`, as they are and discounted. */
static void add_up(const struct cost_sheet *sheet, const struct slice *slice,
                   uint32_t replication, uint32_t first, uint32_t last, int64_t *cents_out,
                   int64_t *discounted_out)
{
    *cents_out = *discounted_out = 0;
    for (uint32_t a = 0; a < sheet->accounts; a++) {
        const struct di_cost_account account = di_cost_book_account(sheet->book, a);
        if (!is_in(slice, &account))
            continue;
        for (uint32_t q = first; q <= last; q++) {
            const int64_t cents = cost_sheet_at(sheet, replication, q, a);
            *cents_out += cents;
            if (cents != 0)
                *discounted_out += cost_sheet_discounted(sheet, replication, q, cents);
        }
    }
}

static const char *setting_id(const struct di_model *model, uint32_t setting)
{
    return setting == ANY ? "all" : setting == DI_NONE ? "-" : model->settings[setting].name.id;
}

static const char *region_id(const struct di_model *model, uint32_t region)
{
    return region == ANY ? "all" : region == DI_NONE ? "-" : model->regions[region].name.id;
}

static void write_names(const struct table *table, const struct slice *slice)
{
    const struct di_model *model = table->record->model;
    const struct di_cost_plan *plan = model->cost_plan;
    const struct di_cost_line *line = slice->line == ANY ? NULL : &plan->lines[slice->line];
    output_field(table->file, model->id, ',');
    output_field(table->file, line == NULL ? "all" : line->name.id, ',');
    output_field(table->file, line == NULL ? "all" : line->sub_type, ',');
    output_field(table->file,
                 slice->cost_class == ANY_CLASS
                     ? "all"
                     : di_cost_class_id((enum di_cost_class)slice->cost_class),
                 ',');
    output_field(table->file,
                 line == NULL              ? "all"
                 : line->source == DI_NONE ? "-"
                                           : plan->sources[line->source].name.id,
                 ',');
    output_field(table->file, setting_id(model, slice->setting), ',');
    output_field(table->file, region_id(model, slice->region), ',');
}

static void write_row(struct table *table, const struct slice *slice, uint32_t first,
                      uint32_t last, bool is_withheld)
{
    const struct di_model *model = table->record->model;
    const uint32_t n = table->sheet->replications;
    int64_t discounted_sum = 0;
    for (uint32_t i = 0; i < n; i++) {
        int64_t cents, discounted;
        add_up(table->sheet, slice, i, first, last, &cents, &discounted);
        table->values[i] = is_withheld ? (double)NAN : (double)cents / 100;
        discounted_sum += discounted;
    }
    struct di_summary summary;
    di_summary_compute(table->values, n, table->scratch, &summary);
    write_names(table, slice);
    output_period(table->file, model, first, last);
    output_field(table->file, model->currency, ',');
    output_number(table->file, (double)summary.n, ',');
    output_number(table->file, summary.mean, ',');
    output_number(table->file, summary.sd, ',');
    output_number(table->file, summary.ci_low, ',');
    output_number(table->file, summary.ci_high, ',');
    output_number(table->file, is_withheld ? (double)NAN : (double)discounted_sum / 100 / n,
                  '\n');
}

/* Money of a setting tells who was there; of no setting, how many a service was for. */
static bool is_withheld(const struct table *table, const struct slice *slice, uint32_t year)
{
    const struct di_model *model = table->record->model;
    const uint32_t region = slice->region == ANY || slice->region == DI_NONE
                                ? 0
                                : model->regions[slice->region].name.rank + 1;
    if (slice->setting == DI_NONE && slice->line == ANY)
        return suppression_hides_services(table->suppression, year, region);
    if (slice->setting == DI_NONE)
        return suppression_hides_service(
            table->suppression, model->cost_plan->lines[slice->line].basis, year, region);
    return suppression_hides_money(
        table->suppression, year, region,
        slice->setting == ANY ? 0 : model->settings[slice->setting].name.rank + 1);
}

static void write_periods(struct table *table, const struct slice *slice)
{
    const struct di_model *model = table->record->model;
    const uint32_t quarters = table->sheet->quarters;
    uint32_t year = 1;
    for (uint32_t first = 0, next; first < quarters; first = next) {
        next = di_result_next_year(model, first);
        write_row(table, slice, first, next - 1, is_withheld(table, slice, year++));
    }
    for (uint32_t q = 0; table->suppression == NULL && q < quarters; q++)
        write_row(table, slice, q, q, false);
}

static bool is_empty(const struct cost_sheet *sheet, uint32_t account)
{
    for (uint32_t i = 0; i < sheet->replications; i++)
        for (uint32_t q = 0; q < sheet->quarters; q++)
            if (cost_sheet_at(sheet, i, q, account) != 0)
                return false;
    return true;
}

static bool has_any(const struct cost_sheet *sheet, const struct slice *slice)
{
    for (uint32_t a = 0; a < sheet->accounts; a++) {
        const struct di_cost_account account = di_cost_book_account(sheet->book, a);
        if (is_in(slice, &account) && !is_empty(sheet, a))
            return true;
    }
    return false;
}

static void write_if_any(struct table *table, struct slice slice)
{
    if (has_any(table->sheet, &slice))
        write_periods(table, &slice);
}

/* Things by rank, then "of none". */
static uint32_t at_rank(const struct di_model *model, bool is_setting, uint32_t rank)
{
    const uint32_t count = is_setting ? model->setting_count : model->region_count;
    for (uint32_t i = 0; i < count; i++)
        if ((is_setting ? model->settings[i].name.rank : model->regions[i].name.rank) == rank)
            return i;
    return DI_NONE;
}

static void write_margins(struct table *table)
{
    const struct di_model *model = table->record->model;
    const struct slice all = {ANY, ANY_CLASS, ANY, ANY};
    struct slice slice = all;
    write_periods(table, &all);
    for (int c = 0; c < DI_COST_CLASSES; c++) {
        slice.cost_class = c;
        write_if_any(table, slice);
    }
    slice = all;
    for (slice.line = 0; slice.line < model->cost_plan->line_count; slice.line++)
        write_if_any(table, slice);
    slice = all;
    for (uint32_t rank = 0; rank <= model->setting_count; rank++) {
        slice.setting = at_rank(model, true, rank);
        write_if_any(table, slice);
    }
    slice = all;
    for (uint32_t rank = 0; rank <= model->region_count; rank++) {
        slice.region = at_rank(model, false, rank);
        write_if_any(table, slice);
    }
}

enum di_status cost_table(const struct di_run_record *record, const struct cost_sheet *sheet,
                          const struct suppression *suppression, struct output_file *file,
                          struct di_error *error)
{
    output_text(file, COSTS_HEADER "\n");
    if (sheet->book == NULL || record->expected != NULL)
        return DI_OK;
    struct table table = {
        .sheet = sheet, .record = record, .suppression = suppression, .file = file};
    table.values = calloc((size_t)sheet->replications * 2, sizeof *table.values);
    if (table.values == NULL)
        return di_fail_memory(error);
    table.scratch = table.values + sheet->replications;
    write_margins(&table);
    for (uint32_t a = 0; a < sheet->accounts; a++) {
        const struct di_cost_account account = di_cost_book_account(sheet->book, a);
        write_if_any(&table, (struct slice){account.line, (int)account.cost_class,
                                            account.setting, account.region});
    }
    free(table.values);
    return DI_OK;
}
