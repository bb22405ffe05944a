/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Paired comparison of two results. Both list their rows in the one order of indicator rows, so
 * a merge finds what both have; rows of a place only one scenario has are not compared.
 */
#include "di/comparison.h"

#include <stdlib.h>
#include <string.h>

#include "di/path.h"

#include "indicator_table.h"
#include "output_file.h"

/* The files, and how each begins. */
static const char rows_name[] = "comparison.csv", rows_start[] = "base,scenario,indicator,";
static const char inputs_name[] = "inputs.csv", inputs_start[] = "base,scenario,pointer,";

enum di_status di_comparison_check(const struct di_results *base,
                                   const struct di_results *changed, struct di_error *error)
{
    if (base->seed != changed->seed)
        return DI_FAIL(error, DI_ERR_INCONSISTENT, changed->scenario,
                       DI_N_("'%1' ran with seed %2 and '%3' with seed %4: only runs with the "
                             "same seed share their luck."),
                       di_text_arg(base->scenario), di_integer_arg((int64_t)base->seed),
                       di_text_arg(changed->scenario), di_integer_arg((int64_t)changed->seed));
    if (base->replications != changed->replications)
        return DI_FAIL(error, DI_ERR_INCONSISTENT, changed->scenario,
                       DI_N_("'%1' has %2 replications and '%3' has %4: run both with the same "
                             "number."),
                       di_text_arg(base->scenario), di_integer_arg(base->replications),
                       di_text_arg(changed->scenario), di_integer_arg(changed->replications));
    if (base->start_civil_day != changed->start_civil_day)
        return DI_FAIL(error, DI_ERR_INCONSISTENT, changed->scenario,
                       DI_N_("'%1' starts on %2 and '%3' on %4: their periods do not match."),
                       di_text_arg(base->scenario), di_date_arg(base->start_civil_day),
                       di_text_arg(changed->scenario), di_date_arg(changed->start_civil_day));
    if (strcmp(base->method, changed->method) != 0)
        return DI_FAIL(error, DI_ERR_INCONSISTENT, changed->scenario,
                       DI_N_("'%1' and '%2' were computed by different methods."),
                       di_text_arg(base->scenario), di_text_arg(changed->scenario));
    if (!di_inputs_are_alike(&base->inputs_drawn, &changed->inputs_drawn))
        return DI_FAIL(error, DI_ERR_INCONSISTENT, changed->scenario,
                       DI_N_("'%1' and '%2' did not come by the values of their uncertain "
                             "inputs in the same way, so their runs are no pairs: simulate "
                             "both with the same --inputs, --draws-from and --replications."),
                       di_text_arg(base->scenario), di_text_arg(changed->scenario));
    return DI_OK;
}

static int compare_ids(const char *a, const char *b)
{
    const int a_is_total = strcmp(a, "all") == 0, b_is_total = strcmp(b, "all") == 0;
    return a_is_total || b_is_total ? b_is_total - a_is_total : strcmp(a, b);
}

static int compare_rows(const struct di_results_row *a, const struct di_results_row *b)
{
    if (a->indicator != b->indicator)
        return a->indicator < b->indicator ? -1 : 1;
    const int by_region = compare_ids(a->region, b->region);
    if (by_region != 0)
        return by_region;
    const int by_setting = compare_ids(a->setting, b->setting);
    if (by_setting != 0)
        return by_setting;
    if (a->period != b->period)
        return a->period < b->period ? -1 : 1;
    return (a->first_civil_day > b->first_civil_day) -
           (a->first_civil_day < b->first_civil_day);
}

static const struct di_results_row *next_row(const struct di_results *results, size_t *at)
{
    while (*at < results->row_count && results->rows[*at].is_adults)
        (*at)++;
    return *at < results->row_count ? &results->rows[*at] : NULL;
}

static void merge(struct di_comparison *comparison)
{
    size_t i = 0, k = 0;
    for (;;) {
        const struct di_results_row *base = next_row(comparison->base, &i);
        const struct di_results_row *changed = next_row(comparison->changed, &k);
        if (base == NULL || changed == NULL)
            return;
        const int order = compare_rows(base, changed);
        if (order == 0 && base->last_civil_day == changed->last_civil_day) {
            struct di_comparison_row *row = &comparison->rows[comparison->row_count++];
            row->base = base;
            row->changed = changed;
            di_paired_compute(base->values, changed->values, comparison->base->replications,
                              &row->paired);
        }
        i += order <= 0;
        k += order >= 0;
    }
}

enum di_status di_comparison_init(const struct di_results *base,
                                  const struct di_results *changed, struct di_comparison *out,
                                  struct di_error *error)
{
    const enum di_status status = di_comparison_check(base, changed, error);
    if (status != DI_OK)
        return status;
    *out = (struct di_comparison){.base = base, .changed = changed};
    out->rows = calloc(base->row_count + 1, sizeof *out->rows);
    if (out->rows == NULL)
        return di_fail_memory(error);
    merge(out);
    return DI_OK;
}

void di_comparison_finish(struct di_comparison *comparison)
{
    free(comparison->rows);
    *comparison = (struct di_comparison){0};
}

static void write_row(struct output_file *file, const struct di_comparison *comparison,
                      const struct di_comparison_row *row)
{
    const struct di_indicator_text text = di_indicator_at(row->base->indicator);
    const bool of_all_ages = indicator_is_of_all_ages(indicator_at(row->base->indicator));
    output_field(file, comparison->base->scenario, ',');
    output_field(file, comparison->changed->scenario, ',');
    output_field(file, text.id, ',');
    output_field(file, row->base->region, ',');
    output_field(file, text.by_origin ? "origin" : "residence", ',');
    output_field(file, row->base->setting, ',');
    output_field(file, of_all_ages ? "all" : "0_17", ',');
    output_text(file, "all,all,all,"); /* no rows by age band, sex, disability are kept */
    output_date(file, row->base->first_civil_day, ',');
    output_date(file, row->base->last_civil_day, ',');
    output_field(file, text.unit, ',');
    output_field(file, di_measure_id(text.measure), ',');
    output_number(file, row->paired.mean_difference, ',');
    output_number(file, row->paired.ci_low, ',');
    output_number(file, row->paired.ci_high, ',');
    output_number(file, row->paired.correlation, ',');
    output_number(file, (double)row->paired.n, '\n');
}

struct input_writing {
    struct output_file *file;
    const struct di_comparison *comparison;
};

static void write_input(void *context, const struct di_input_difference *difference)
{
    const struct input_writing *writing = context;
    output_field(writing->file, writing->comparison->base->scenario, ',');
    output_field(writing->file, writing->comparison->changed->scenario, ',');
    output_field(writing->file, difference->pointer, ',');
    output_field(writing->file, difference->base, ',');
    output_field(writing->file, difference->changed, '\n');
}

enum di_status di_comparison_check_folder(const char *folder, bool force,
                                          struct di_error *error)
{
    if (!force && (!output_file_may_replace(folder, rows_name, rows_start) ||
                   !output_file_may_replace(folder, inputs_name, inputs_start)))
        return DI_FAIL(error, DI_ERR_EXISTS, folder,
                       DI_N_("The folder '%1' has a comparison.csv or inputs.csv that this "
                             "program did not write. Choose another folder, or --force to "
                             "overwrite it."),
                       di_text_arg(folder));
    return DI_OK;
}

void di_comparison_remove(const char *folder)
{
    output_file_remove_earlier(folder, rows_name, rows_start);
    output_file_remove_earlier(folder, inputs_name, inputs_start);
}

/* ---- written one after the other ---- */

struct di_comparison_files {
    struct output_file rows, inputs;
};

enum di_status di_comparison_files_open(const char *folder, struct di_comparison_files **out,
                                        struct di_error *error)
{
    struct di_comparison_files *files = calloc(1, sizeof *files);
    if (files == NULL)
        return di_fail_memory(error);
    enum di_status status = output_file_open(&files->rows, folder, rows_name, false, error);
    if (status == DI_OK)
        status = output_file_open(&files->inputs, folder, inputs_name, false, error);
    if (status != DI_OK) {
        di_comparison_files_destroy(files);
        return status;
    }
    output_text(&files->rows,
                "base,scenario,indicator,region,region_basis,setting,population,age_band,sex,"
                "disability,period_start,period_end,unit,kind,diff_mean,diff_ci_low,diff_ci_"
                "high,correlation,n\n");
    output_text(&files->inputs, "base,scenario,pointer,base_value,scenario_value\n");
    *out = files;
    return DI_OK;
}

enum di_status di_comparison_files_add(struct di_comparison_files *files,
                                       const struct di_comparison *comparison,
                                       struct di_error *error)
{
    struct input_writing writing = {&files->inputs, comparison};
    for (size_t r = 0; r < comparison->row_count; r++)
        write_row(&files->rows, comparison, &comparison->rows[r]);
    return di_inputs_compare(comparison->base->resolved, comparison->changed->resolved,
                             write_input, &writing, error);
}

enum di_status di_comparison_files_close(struct di_comparison_files *files,
                                         struct di_error *error)
{
    enum di_status status = output_file_finish(&files->rows, error);
    if (status == DI_OK)
        status = output_file_finish(&files->inputs, error);
    if (status == DI_OK)
        status = output_file_rename(&files->inputs, error);
    if (status == DI_OK)
        status = output_file_rename(&files->rows, error);
    return status;
}

void di_comparison_files_destroy(struct di_comparison_files *files)
{
    if (files == NULL)
        return;
    output_file_destroy(&files->rows);
    output_file_destroy(&files->inputs);
    free(files);
}

enum di_status di_comparison_write(const struct di_comparison *comparisons, size_t count,
                                   const char *folder, struct di_error *error)
{
    struct di_comparison_files *files = NULL;
    enum di_status status = di_comparison_files_open(folder, &files, error);
    for (size_t i = 0; i < count && status == DI_OK; i++)
        status = di_comparison_files_add(files, &comparisons[i], error);
    if (status == DI_OK)
        status = di_comparison_files_close(files, error);
    di_comparison_files_destroy(files);
    return status;
}
