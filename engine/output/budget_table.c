/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * budget.csv: money available and spent by source and calendar year, and what is missing. The
 * source "-" stands for lines that nobody pays: they are spent and never short.
 */
#include <stdlib.h>

#include "budget_account.h"
#include "tables.h"

enum column { BUDGETED, CARRIED, WITHDRAWN, AVAILABLE, SPENT, GAP, COLUMNS };

struct table {
    const struct di_run_record *record;
    const struct cost_sheet *sheet;
    const struct suppression *suppression;
    struct output_file *file;
    double *values; /* [COLUMNS][years][replications] */
    double *scratch;
};

static double *values_of(const struct table *table, enum column column, uint32_t year)
{
    const uint32_t years = table->record->model->cost_plan->years;
    return table->values + ((size_t)column * years + year) * table->sheet->replications;
}

static void keep(const struct table *table, uint32_t replication,
                 const struct budget_year *years, uint32_t count)
{
    for (uint32_t y = 0; y < count; y++) {
        const int64_t cents[COLUMNS] = {years[y].budgeted,  years[y].carried,
                                        years[y].withdrawn, years[y].available,
                                        years[y].spent,     years[y].gap};
        for (int c = 0; c < COLUMNS; c++)
            values_of(table, (enum column)c, y)[replication] = (double)cents[c] / 100;
    }
}

static void write_summary(const struct table *table, enum column column, uint32_t year,
                          bool has_interval)
{
    struct di_summary summary;
    di_summary_compute(values_of(table, column, year), table->sheet->replications,
                       table->scratch, &summary);
    output_number(table->file, summary.mean, ',');
    if (!has_interval)
        return;
    output_number(table->file, summary.ci_low, ',');
    output_number(table->file, summary.ci_high, ',');
}

static void write_year(const struct table *table, uint32_t source, uint32_t year)
{
    const struct di_model *model = table->record->model;
    const struct di_cost_plan *plan = model->cost_plan;
    const uint32_t n = table->sheet->replications;
    const double *gap = values_of(table, GAP, year);
    uint32_t short_of = 0;
    for (uint32_t i = 0; i < n; i++)
        short_of += gap[i] > 0;
    output_field(table->file, model->id, ',');
    output_field(table->file, source < plan->source_count ? plan->sources[source].name.id : "-",
                 ',');
    output_number(table->file, plan->first_year + (int32_t)year, ',');
    output_field(table->file, model->currency, ',');
    output_number(table->file, n, ',');
    write_summary(table, BUDGETED, year, false);
    write_summary(table, CARRIED, year, false);
    write_summary(table, WITHDRAWN, year, false);
    write_summary(table, AVAILABLE, year, false);
    write_summary(table, SPENT, year, true);
    write_summary(table, GAP, year, true);
    output_number(table->file, (double)short_of / n, '\n');
}

static bool has_spent(const struct table *table, uint32_t year)
{
    const double *spent = values_of(table, SPENT, year);
    for (uint32_t i = 0; i < table->sheet->replications; i++)
        if (spent[i] > 0)
            return true;
    return false;
}

/* What is carried over tells what the year before has spent: all years, or none. */
static bool is_withheld(const struct table *table)
{
    for (uint32_t y = 0; y < table->record->model->cost_plan->years; y++)
        if (suppression_hides_money(table->suppression, y + 1, 0, 0))
            return true;
    return false;
}

static enum di_status write_source(const struct table *table, uint32_t source)
{
    const struct di_cost_plan *plan = table->record->model->cost_plan;
    struct budget_year *years = calloc((size_t)plan->years + 1, sizeof *years);
    enum di_status status = years == NULL ? DI_ERR_MEMORY : DI_OK;
    for (uint32_t i = 0; status == DI_OK && i < table->sheet->replications; i++) {
        status = budget_account(table->sheet, table->record->set->results[i], i, source, years);
        keep(table, i, years, plan->years);
    }
    for (uint32_t y = 0; status == DI_OK && y < plan->years; y++)
        if (!is_withheld(table) && (source < plan->source_count || has_spent(table, y)))
            write_year(table, source, y);
    free(years);
    return status;
}

enum di_status budget_table(const struct di_run_record *record, const struct cost_sheet *sheet,
                            const struct suppression *suppression, struct output_file *file,
                            struct di_error *error)
{
    const struct di_cost_plan *plan = record->model->cost_plan;
    output_text(file, BUDGET_HEADER "\n");
    if (plan == NULL || record->expected != NULL)
        return DI_OK;
    struct table table = {
        .record = record, .sheet = sheet, .suppression = suppression, .file = file};
    const size_t size = (size_t)COLUMNS * plan->years * sheet->replications;
    table.values = calloc(size + sheet->replications + 1, sizeof *table.values);
    enum di_status status = table.values == NULL ? DI_ERR_MEMORY : DI_OK;
    if (status == DI_OK)
        table.scratch = table.values + size;
    for (uint32_t s = 0; status == DI_OK && s <= plan->source_count; s++)
        status = write_source(&table, s);
    free(table.values);
    return status == DI_OK ? DI_OK : di_fail_memory(error);
}
