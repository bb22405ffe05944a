/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Means and squares run in the order of replications and draws. Where a value is undefined in
 * some replication there is no share of chance: it would be that of other replications.
 */
#include "di/draw_table.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "di/comparison.h"
#include "di/disk_file.h"
#include "di/path.h"

#include "output_file.h"
#include "results_rows.h"

#define SPREAD_HEADER                                                                          \
    "scenario,indicator,region,region_basis,setting,period_start,period_end,unit,kind,draws,"  \
    "replications,n,mean,p05,p25,p50,p75,p95,sd_inputs,sd_chance\n"
#define DRAWS_HEADER "scenario,draw,pointer,value\n"
#define COMPARISON_HEADER                                                                      \
    "base,scenario,indicator,region,region_basis,setting,period_start,period_end,unit,kind,"   \
    "draws,n,diff_mean,diff_p05,diff_p25,diff_p50,diff_p75,diff_p95,above_zero_share\n"

struct di_draw_table {
    uint32_t draws, replications, added;
    struct di_results *rows; /* of the first draw; values: [draws] means */
    double *means;           /* [rows][draws] */
    double *within;          /* [rows] sum of variances; NaN: cannot be said */
};

enum di_status di_draw_table_create(uint32_t draws, uint32_t replications,
                                    struct di_draw_table **out)
{
    struct di_draw_table *table = calloc(1, sizeof *table);
    if (table == NULL)
        return DI_ERR_MEMORY;
    table->draws = draws;
    table->replications = replications;
    *out = table;
    return DI_OK;
}

void di_draw_table_destroy(struct di_draw_table *table)
{
    if (table == NULL)
        return;
    di_results_destroy(table->rows);
    free(table->means);
    free(table->within);
    free(table);
}

static bool is_same_row(const struct di_results_row *a, const struct di_results_row *b)
{
    return a->indicator == b->indicator && a->period == b->period &&
           a->first_civil_day == b->first_civil_day && a->last_civil_day == b->last_civil_day &&
           a->is_adults == b->is_adults && strcmp(a->region, b->region) == 0 &&
           strcmp(a->setting, b->setting) == 0;
}

/* One draw's replications: their mean, and the sum of variances so far. */
static void add_values(const double *values, uint32_t count, double *mean_out, double *within)
{
    double sum = 0.0, squares = 0.0;
    uint32_t defined = 0;
    for (uint32_t i = 0; i < count; i++)
        if (!isnan(values[i])) {
            sum += values[i];
            defined++;
        }
    *mean_out = defined == 0 ? (double)NAN : sum / defined;
    for (uint32_t i = 0; i < count; i++)
        squares += (values[i] - *mean_out) * (values[i] - *mean_out); /* NaN stays */
    *within += count < 2 ? (double)NAN : squares / (count - 1);
}

static void add_rows(struct di_draw_table *table, const struct di_results *from)
{
    for (size_t i = 0; i < from->row_count; i++)
        if (!from->rows[i].is_adults)
            add_values(from->rows[i].values, table->replications,
                       table->means + i * table->draws + table->added, &table->within[i]);
    table->added++;
}

static enum di_status begin(struct di_draw_table *table, struct di_results *results,
                            struct di_error *error)
{
    table->rows = results;
    table->means = calloc(results->row_count * table->draws + 1, sizeof *table->means);
    table->within = calloc(results->row_count + 1, sizeof *table->within);
    if (table->means == NULL || table->within == NULL)
        return di_fail_memory(error);
    add_rows(table, results);
    for (size_t i = 0; i < results->row_count; i++)
        if (!results->rows[i].is_adults)
            results->rows[i].values = table->means + i * table->draws;
    results->replications = results->requested = table->draws;
    return DI_OK;
}

enum di_status di_draw_table_add(struct di_draw_table *table, struct di_results *results,
                                 struct di_error *error)
{
    if (table->rows == NULL)
        return begin(table, results, error);
    bool is_same = results->row_count == table->rows->row_count;
    for (size_t i = 0; i < results->row_count && is_same; i++)
        is_same = is_same_row(&results->rows[i], &table->rows->rows[i]);
    if (is_same)
        add_rows(table, results);
    di_results_destroy(results);
    if (is_same)
        return DI_OK;
    return di_fail(error, DI_ERR_INTERNAL, "",
                   DI_N_("The draws of one scenario have different rows."), NULL, 0);
}

/* ---- files ---- */

static void write_place(struct output_file *file, const struct di_results_row *row)
{
    const struct di_indicator_text text = di_indicator_at(row->indicator);
    output_field(file, text.id, ',');
    output_field(file, row->region, ',');
    output_field(file, text.by_origin ? "origin" : "residence", ',');
    output_field(file, row->setting, ',');
    output_date(file, row->first_civil_day, ',');
    output_date(file, row->last_civil_day, ',');
    output_field(file, text.unit, ',');
    output_field(file, di_measure_id(text.measure), ',');
}

static void write_quantiles(struct output_file *file, const struct di_summary *summary)
{
    output_number(file, (double)summary->n, ',');
    output_number(file, summary->mean, ',');
    output_number(file, summary->p05, ',');
    output_number(file, summary->p25, ',');
    output_number(file, summary->p50, ',');
    output_number(file, summary->p75, ',');
    output_number(file, summary->p95, ',');
}

/* MODEL 11: chance is taken off the variance of the means. */
static void write_spread(struct output_file *file, const struct di_draw_table *table, size_t i,
                         double *scratch)
{
    const struct di_results_row *row = &table->rows->rows[i];
    const double within = table->within[i] / table->draws;
    struct di_summary summary;
    di_summary_compute(row->values, table->draws, scratch, &summary);
    const double inputs = summary.sd * summary.sd - within / table->replications;
    output_field(file, table->rows->scenario, ',');
    write_place(file, row);
    output_number(file, table->draws, ',');
    output_number(file, table->replications, ',');
    write_quantiles(file, &summary);
    output_number(file, inputs < 0 ? 0.0 : sqrt(inputs), ',');
    output_number(file, sqrt(within), '\n');
}

static void write_draws(struct output_file *file, const struct di_draw_table *table,
                        const struct di_drawn_input *inputs, size_t input_count)
{
    output_text(file, DRAWS_HEADER);
    for (uint32_t d = 0; d < table->draws; d++)
        for (size_t j = 0; j < input_count; j++) {
            output_field(file, table->rows->scenario, ',');
            output_number(file, d, ',');
            output_field(file, inputs[j].pointer, ',');
            output_number(file, inputs[j].values[d * inputs[j].stride], '\n');
        }
}

static enum di_status fail_foreign(const char *folder, const char *name, struct di_error *error)
{
    return DI_FAIL(error, DI_ERR_EXISTS, folder,
                   DI_N_("The folder '%1' has a file '%2' that no earlier run of this program "
                         "wrote. Choose another folder, or --force to overwrite it."),
                   di_text_arg(folder), di_text_arg(name));
}

enum di_status di_draw_table_check_folder(const char *folder, bool force,
                                          struct di_error *error)
{
    if (results_folder_is_ours(folder))
        return DI_FAIL(
            error, DI_ERR_EXISTS, folder,
            DI_N_("The folder '%1' has tables of replications, and those of draws do "
                  "not go with them. Choose another folder."),
            di_text_arg(folder));
    if (!force && !output_file_may_replace(folder, "spread.csv", "scenario,indicator,region,"))
        return fail_foreign(folder, "spread.csv", error);
    if (!force && !output_file_may_replace(folder, "draws.csv", "scenario,draw,pointer,"))
        return fail_foreign(folder, "draws.csv", error);
    return DI_OK;
}

enum di_status di_draw_table_check_none(const char *folder, struct di_error *error)
{
    char *path = di_path_join(folder, "spread.csv");
    const bool is_there = path != NULL && di_disk_file_kind(path) == DI_DISK_FILE;
    const bool has_memory = path != NULL;
    free(path);
    if (!has_memory)
        return di_fail_memory(error);
    if (!is_there)
        return DI_OK;
    return DI_FAIL(
        error, DI_ERR_EXISTS, folder,
        DI_N_("The folder '%1' has tables of draws, and those of replications do not "
              "go with them. Choose another folder."),
        di_text_arg(folder));
}

static enum di_status finish(struct output_file *file, enum di_status status,
                             struct di_error *error)
{
    return status == DI_OK ? output_file_finish(file, error) : status;
}

enum di_status di_draw_table_write(const struct di_draw_table *table,
                                   const struct di_drawn_input *inputs, size_t input_count,
                                   const char *folder, struct di_error *error)
{
    struct output_file spread = {0}, draws = {0};
    double *scratch = calloc((size_t)table->draws + 1, sizeof *scratch);
    enum di_status status = scratch == NULL ? di_fail_memory(error) : DI_OK;
    if (status == DI_OK)
        status = output_file_open(&spread, folder, "spread.csv", false, error);
    if (status == DI_OK)
        status = output_file_open(&draws, folder, "draws.csv", false, error);
    if (status == DI_OK) {
        output_text(&spread, SPREAD_HEADER);
        for (size_t i = 0; i < table->rows->row_count; i++)
            if (!table->rows->rows[i].is_adults)
                write_spread(&spread, table, i, scratch);
        write_draws(&draws, table, inputs, input_count);
    }
    status = finish(&spread, status, error);
    status = finish(&draws, status, error);
    if (status == DI_OK)
        status = output_file_rename(&draws, error);
    if (status == DI_OK)
        status = output_file_rename(&spread, error);
    output_file_destroy(&spread);
    output_file_destroy(&draws);
    free(scratch);
    return status;
}

/* ---- comparison ---- */

static const char comparison_name[] = "spread_comparison.csv";
static const char comparison_start[] = "base,scenario,indicator,";

enum di_status di_draw_comparison_check_folder(const char *folder, bool force,
                                               struct di_error *error)
{
    if (!force && !output_file_may_replace(folder, comparison_name, comparison_start))
        return fail_foreign(folder, comparison_name, error);
    return DI_OK;
}

void di_draw_comparison_remove(const char *folder)
{
    output_file_remove_earlier(folder, comparison_name, comparison_start);
}

/* `work`: [2][draws] */
static void write_difference(struct output_file *file, const struct di_comparison *comparison,
                             const struct di_comparison_row *row, double *work)
{
    const uint32_t draws = comparison->base->replications;
    struct di_summary summary;
    uint32_t above = 0;
    for (uint32_t d = 0; d < draws; d++) {
        work[d] = row->changed->values[d] - row->base->values[d];
        above += work[d] > 0;
    }
    di_summary_compute(work, draws, work + draws, &summary);
    output_field(file, comparison->base->scenario, ',');
    output_field(file, comparison->changed->scenario, ',');
    write_place(file, row->base);
    output_number(file, draws, ',');
    write_quantiles(file, &summary);
    output_number(file, summary.n == 0 ? (double)NAN : above / (double)summary.n, '\n');
}

struct di_draw_comparison {
    struct output_file file;
    double *work; /* [2][draws] */
};

enum di_status di_draw_comparison_open(const char *folder, uint32_t draws,
                                       struct di_draw_comparison **out, struct di_error *error)
{
    struct di_draw_comparison *comparison = calloc(1, sizeof *comparison);
    if (comparison == NULL)
        return di_fail_memory(error);
    comparison->work = calloc((size_t)draws * 2 + 1, sizeof *comparison->work);
    const enum di_status status =
        comparison->work == NULL
            ? di_fail_memory(error)
            : output_file_open(&comparison->file, folder, comparison_name, false, error);
    if (status != DI_OK) {
        di_draw_comparison_destroy(comparison);
        return status;
    }
    output_text(&comparison->file, COMPARISON_HEADER);
    *out = comparison;
    return DI_OK;
}

enum di_status di_draw_comparison_add(struct di_draw_comparison *comparison,
                                      const struct di_draw_table *base,
                                      const struct di_draw_table *changed,
                                      struct di_error *error)
{
    struct di_comparison rows = {0};
    const enum di_status status = di_comparison_init(base->rows, changed->rows, &rows, error);
    for (size_t i = 0; status == DI_OK && i < rows.row_count; i++)
        write_difference(&comparison->file, &rows, &rows.rows[i], comparison->work);
    di_comparison_finish(&rows);
    return status;
}

enum di_status di_draw_comparison_close(struct di_draw_comparison *comparison,
                                        struct di_error *error)
{
    const enum di_status status = output_file_finish(&comparison->file, error);
    return status == DI_OK ? output_file_rename(&comparison->file, error) : status;
}

void di_draw_comparison_destroy(struct di_draw_comparison *comparison)
{
    if (comparison == NULL)
        return;
    output_file_destroy(&comparison->file);
    free(comparison->work);
    free(comparison);
}
