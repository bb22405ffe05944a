/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Results of a run: one pass over the rows fills the object in memory and, with a folder, the
 * tables. Every file is complete under a temporary name before the first gets its own.
 */
#include "di/results.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "di/disk_file.h"
#include "di/names.h"
#include "di/path.h"
#include "di/whole_file.h"

#include "cost_sheet.h"
#include "expected_tables.h"
#include "results_rows.h"
#include "tables.h"
#include "withheld_inputs.h"
#include "workbook.h"

enum result_file {
    FILE_SCENARIO,
    FILE_INDICATORS,
    FILE_REPLICATIONS,
    FILE_FLOWS,
    FILE_BALANCE,
    FILE_COSTS,
    FILE_BUDGET,
    FILE_RESOURCES,
    FILE_CLOSURES,
    FILE_FINDINGS,
    FILE_TRACE,
    FILE_WORKBOOK,
    FILE_MANIFEST,
    RESULT_FILES
};

static const char *const file_names[RESULT_FILES] = {
    "scenario.json", "indicators.csv", "replications.csv.gz", "flows.csv",    "balance.csv",
    "costs.csv",     "budget.csv",     "resources.csv",       "closures.csv", "findings.json",
    "trace.csv.gz",  "results.xlsx",   "manifest.json"};

struct writing {
    const struct di_run_record *record;
    struct di_results *results;
    struct output_file files[RESULT_FILES];
    bool has_folder;
    struct suppression *suppression; /* NULL: nothing is withheld */
};

void di_results_destroy(struct di_results *results)
{
    if (results == NULL)
        return;
    free(results->rows);
    di_arena_finish(&results->arena);
    free(results);
}

struct di_results *results_create(void)
{
    struct di_results *results = calloc(1, sizeof *results);
    if (results == NULL)
        return NULL;
    di_arena_init(&results->arena);
    results->spans = DI_ARENA_NEW(&results->arena, di_indicator_count(), struct di_row_span);
    if (results->spans == NULL) {
        di_results_destroy(results);
        return NULL;
    }
    return results;
}

struct di_results_row *results_add(struct di_results *results, uint32_t indicator)
{
    if (results->row_count == results->row_capacity) {
        const size_t capacity = results->row_capacity == 0 ? 1024 : results->row_capacity * 2;
        struct di_results_row *rows = realloc(results->rows, capacity * sizeof *rows);
        if (rows == NULL)
            return NULL;
        results->rows = rows;
        results->row_capacity = capacity;
    }
    struct di_row_span *span = &results->spans[indicator];
    if (span->end == 0)
        span->first = results->row_count;
    struct di_results_row *row = &results->rows[results->row_count++];
    span->end = results->row_count;
    *row = (struct di_results_row){.indicator = indicator};
    return row;
}

/* A name seen in the row before is shared: rows of a place follow each other. */
const char *results_name(struct di_results *results, const char *before, const char *text)
{
    if (before != NULL && strcmp(before, text) == 0)
        return before;
    return di_arena_copy_text(&results->arena, text);
}

struct di_row_span di_results_span(const struct di_results *results, uint32_t indicator)
{
    if (indicator >= di_indicator_count())
        return (struct di_row_span){0, 0};
    return results->spans != NULL ? results->spans[indicator]
                                  : (struct di_row_span){0, results->row_count};
}

bool di_results_has_ranges(const struct di_results *results)
{
    return results->replications != 1 && strcmp(results->method, "cohort") != 0;
}

/* Files hold the mean alone; charts draw medians. */
void results_spread_expected(struct di_results *results)
{
    if (strcmp(results->method, "cohort") != 0)
        return;
    for (size_t i = 0; i < results->row_count; i++) {
        struct di_summary *s = &results->rows[i].summary;
        s->p50 = s->mean;
    }
}

const struct di_results_row *di_results_find(const struct di_results *results,
                                             const char *indicator, enum di_period period,
                                             int32_t first_civil_day, bool adults)
{
    const uint32_t wanted = di_indicator_find(indicator);
    const struct di_row_span span = di_results_span(results, wanted);
    for (size_t i = span.first; i < span.end; i++) {
        const struct di_results_row *row = &results->rows[i];
        if (row->indicator == wanted && row->period == period && row->is_adults == adults &&
            row->first_civil_day == first_civil_day && strcmp(row->region, "all") == 0 &&
            strcmp(row->setting, "all") == 0)
            return row;
    }
    return NULL;
}

double di_results_precision(const struct di_results *results, const char *indicator)
{
    const uint32_t wanted = di_indicator_find(indicator);
    double reached = (double)NAN;
    const struct di_row_span span = di_results_span(results, wanted);
    for (size_t i = span.first; i < span.end; i++) {
        const struct di_results_row *row = &results->rows[i];
        if (row->indicator == wanted && row->period == DI_YEAR && !row->is_adults &&
            strcmp(row->region, "all") == 0 && strcmp(row->setting, "all") == 0 &&
            row->summary.mean != 0.0)
            reached =
                0.5 * (row->summary.ci_high - row->summary.ci_low) / fabs(row->summary.mean);
    }
    return reached;
}

double di_results_published(const struct di_results *results, const char *indicator,
                            int32_t year)
{
    for (uint32_t i = 0; i < results->published_count; i++) {
        const struct di_results_published *published = &results->published[i];
        if (strcmp(published->indicator, indicator) != 0)
            continue;
        for (uint32_t k = 0; k < published->count; k++)
            if (published->year[k] == year)
                return published->value[k];
    }
    return (double)NAN;
}

static void write_indicator(struct output_file *file, const char *scenario,
                            const struct di_row *row)
{
    const struct di_indicator_text text = di_indicator_at(row->indicator);
    const struct di_summary *s = &row->summary;
    output_field(file, scenario, ',');
    output_field(file, text.id, ',');
    output_field(file, row->region, ',');
    output_field(file, text.by_origin ? "origin" : "residence", ',');
    output_field(file, row->setting, ',');
    output_field(file, row->population, ',');
    output_field(file, row->age_band, ',');
    output_field(file, row->sex, ',');
    output_field(file, row->disability, ',');
    output_date(file, row->first_civil_day, ',');
    output_date(file, row->last_civil_day, ',');
    output_field(file, text.unit, ',');
    output_field(file, di_measure_id(text.measure), ',');
    output_number(file, (double)s->n, ',');
    output_number(file, s->mean, ',');
    output_number(file, s->sd, ',');
    output_number(file, s->ci_low, ',');
    output_number(file, s->ci_high, ',');
    output_number(file, s->p05, ',');
    output_number(file, s->p25, ',');
    output_number(file, s->p50, ',');
    output_number(file, s->p75, ',');
    output_number(file, s->p95, '\n');
}

/* What all lines of a row share is made once: there is a line for each replication. */
static void write_values(struct output_file *file, const struct di_row *row)
{
    char date[16], shared[320]; /* three ids and a date */
    di_date_format(row->first_civil_day, date);
    (void)snprintf(shared, sizeof shared, "%s,%s,%s,%s,", di_indicator_at(row->indicator).id,
                   row->region, row->setting, date);
    for (uint32_t i = 0; i < row->replications; i++) {
        output_number(file, i, ',');
        output_text(file, shared);
        output_number(file, row->values[i], '\n');
    }
}

static bool is_kept(const struct di_row *row)
{
    return strcmp(row->age_band, "all") == 0 && strcmp(row->sex, "all") == 0 &&
           strcmp(row->disability, "all") == 0;
}

static enum di_status keep(struct di_results *results, const struct di_row *from,
                           struct di_error *error)
{
    struct di_results_row *row = results_add(results, from->indicator);
    if (row == NULL)
        return di_fail_memory(error);
    const struct di_results_row *before = results->row_count > 1 ? row - 1 : NULL;
    row->period = from->period;
    row->first_civil_day = from->first_civil_day;
    row->last_civil_day = from->last_civil_day;
    row->is_adults = !di_row_is_default(from);
    row->summary = from->summary;
    row->region = results_name(results, before == NULL ? NULL : before->region, from->region);
    row->setting =
        results_name(results, before == NULL ? NULL : before->setting, from->setting);
    if (row->region == NULL || row->setting == NULL)
        return di_fail_memory(error);
    if (row->is_adults)
        return DI_OK;
    double *values = DI_ARENA_NEW(&results->arena, from->replications, double);
    if (values == NULL)
        return di_fail_memory(error);
    memcpy(values, from->values, from->replications * sizeof *values);
    row->values = values;
    return DI_OK;
}

static enum di_status visit(void *context, const struct di_row *row, struct di_error *error)
{
    struct writing *writing = context;
    if (writing->has_folder) {
        write_indicator(&writing->files[FILE_INDICATORS], writing->record->model->id, row);
        if (di_row_is_default(row))
            write_values(&writing->files[FILE_REPLICATIONS], row);
    }
    return is_kept(row) ? keep(writing->results, row, error) : DI_OK;
}

/* Figures that tell a small count are withheld as if they had not been published. */
static uint32_t copy_years(const struct di_model *model, const struct di_published *from,
                           uint32_t suppress_below, int32_t *year, double *value)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < from->count; i++)
        if (!withheld_published_year(model, from->year[i], suppress_below)) {
            year[count] = from->year[i];
            value[count++] = from->value[i];
        }
    return count;
}

static enum di_status copy_published(struct di_results *results, const struct di_model *model)
{
    results->published =
        DI_ARENA_NEW(&results->arena, model->published_count, struct di_results_published);
    if (results->published == NULL)
        return DI_ERR_MEMORY;
    for (uint32_t i = 0; i < model->published_count; i++) {
        const struct di_published *from = &model->published[i];
        struct di_results_published *to = &results->published[i];
        int32_t *year = DI_ARENA_NEW(&results->arena, from->count, int32_t);
        double *value = DI_ARENA_NEW(&results->arena, from->count, double);
        if (year == NULL || value == NULL)
            return DI_ERR_MEMORY;
        to->id = di_arena_copy_text(&results->arena, from->id);
        to->indicator = di_arena_copy_text(&results->arena, from->indicator);
        to->source =
            di_arena_copy_text(&results->arena, from->source == NULL ? "" : from->source);
        to->count = copy_years(model, from, results->suppress_below, year, value);
        to->year = year;
        to->value = value;
        results->published_count++;
    }
    return DI_OK;
}

static enum di_status describe(struct di_results *results, const struct di_run_record *record,
                               const struct suppression *suppression)
{
    const struct di_model *model = record->model;
    struct di_arena *arena = &results->arena;
    results->scenario = di_arena_copy_text(arena, model->id);
    results->name_en = di_arena_copy_text(arena, model->name_en);
    results->name_ru = di_arena_copy_text(arena, model->name_ru);
    results->method = di_arena_copy_text(arena, record->method);
    results->resolved = di_arena_copy_text(arena, record->resolved);
    results->currency =
        di_arena_copy_text(arena, model->currency == NULL ? "" : model->currency);
    if (results->scenario == NULL || results->name_en == NULL || results->name_ru == NULL ||
        results->method == NULL || results->resolved == NULL || results->currency == NULL)
        return DI_ERR_MEMORY;
    results->start_civil_day = model->start_civil_day;
    results->last_civil_day = model->start_civil_day + model->horizon_days - 1;
    results->seed = record->set->seed;
    results->replications = record->set->count;
    results->requested = record->set->requested;
    results->uncertain_inputs = (uint32_t)record->uncertain_inputs;
    results->inputs_drawn = record->inputs_drawn;
    if (record->inputs_drawn.from == DI_INPUTS_FILE) {
        results->inputs_drawn.sha256 = di_arena_copy_text(arena, record->inputs_drawn.sha256);
        if (results->inputs_drawn.sha256 == NULL)
            return DI_ERR_MEMORY;
    }
    results->suppress_below = record->suppress_below;
    for (uint32_t i = 0; i < model->input_count; i++) {
        const struct di_input *input = &model->inputs[i];
        if (!withheld_inputs_name(input->pointer, record->suppress_below))
            continue;
        results->inputs++;
        results->defaults += input->origin == DI_ORIGIN_DEFAULT;
        results->illustrative += input->quality == DI_QUALITY_ILLUSTRATIVE;
        results->unsourced +=
            input->origin == DI_ORIGIN_USER && input->quality == DI_QUALITY_UNSOURCED;
    }
    if (copy_published(results, model) != DI_OK)
        return DI_ERR_MEMORY;
    results_add_policies(results, model);
    return results_add_openings(results, record, suppression);
}

static bool exists(const char *folder, const char *name)
{
    char *path = di_path_join(folder, name);
    FILE *stream = path == NULL ? NULL : fopen(path, "rb");
    free(path);
    if (stream == NULL)
        return false;
    (void)fclose(stream);
    return true;
}

/* A folder with our manifest holds an earlier run of ours: its files may be replaced. */
enum di_status di_results_check_folder(const char *folder, bool force, struct di_error *error)
{
    if (force || results_folder_is_ours(folder))
        return DI_OK;
    for (uint32_t i = 0; i < RESULT_FILES; i++)
        if (exists(folder, file_names[i]))
            return DI_FAIL(error, DI_ERR_EXISTS, folder,
                           DI_N_("The folder '%1' has a file '%2' that no earlier run of this "
                                 "program wrote. Choose another folder, or --force to "
                                 "overwrite it."),
                           di_text_arg(folder), di_text_arg(file_names[i]));
    return DI_OK;
}

static bool is_wanted(const struct di_run_record *record, uint32_t file)
{
#ifdef HOMEWARD_XLSX
    const bool has_workbook = true;
#else
    const bool has_workbook = false;
#endif
    if (file == FILE_WORKBOOK)
        return has_workbook && !record->no_workbook;
    return file != FILE_TRACE || record->is_traced;
}

static bool is_compressed(uint32_t file)
{
    return file == FILE_REPLICATIONS || file == FILE_TRACE;
}

static enum di_status open_files(struct writing *writing, const char *folder, bool force,
                                 struct di_error *error)
{
    enum di_status status = di_results_check_folder(folder, force, error);
    for (uint32_t i = 0; status == DI_OK && i < RESULT_FILES; i++)
        if (is_wanted(writing->record, i))
            status = output_file_open(&writing->files[i], folder, file_names[i],
                                      is_compressed(i), error);
    if (status != DI_OK)
        return status;
    output_text(&writing->files[FILE_INDICATORS], INDICATORS_HEADER "\n");
    output_text(&writing->files[FILE_REPLICATIONS], REPLICATIONS_HEADER "\n");
    output_text(&writing->files[FILE_SCENARIO], writing->record->resolved);
    return DI_OK;
}

/* What an earlier run left and this one does not write would speak of other numbers; one that
 * was killed also leaves files under temporary names. */
static void remove_stale(const struct di_run_record *record, const char *folder)
{
    for (uint32_t i = 0; i < RESULT_FILES; i++) {
        char *path = is_wanted(record, i) ? NULL : di_path_join(folder, file_names[i]);
        if (path == NULL)
            continue;
        di_whole_file_remove_leftovers(path);
        (void)remove(path);
        free(path);
    }
}

/* Out of the finished tables, still under their temporary names. */
static enum di_status write_workbook(struct writing *writing, struct di_error *error)
{
#ifdef HOMEWARD_XLSX
    static const struct {
        enum result_file file;
        const char *name;
    } sheets[] = {{FILE_INDICATORS, "indicators"}, {FILE_FLOWS, "flows"},
                  {FILE_BALANCE, "balance"},       {FILE_COSTS, "costs"},
                  {FILE_BUDGET, "budget"},         {FILE_RESOURCES, "resources"},
                  {FILE_CLOSURES, "closures"}};
    struct workbook_table tables[sizeof sheets / sizeof sheets[0] + 1];
    struct di_names names;
    size_t count = 0;
    FILE *stream = di_disk_file_nameless();
    if (stream == NULL)
        return di_fail_memory(error);
    enum di_status status = di_names_init(writing->record->resolved, &names, error);
    if (status != DI_OK) {
        (void)fclose(stream);
        return status;
    }
    names_table_write(&names, stream);
    di_names_finish(&names);
    rewind(stream);
    for (size_t i = 0; i < sizeof sheets / sizeof sheets[0]; i++)
        tables[count++] = (struct workbook_table){
            .name = sheets[i].name,
            .path = writing->files[sheets[i].file].whole.temporary_path};
    tables[count++] =
        (struct workbook_table){.name = "names", .stream = stream, .has_all_periods = true};
    return workbook_write(writing->results, tables, count,
                          writing->files[FILE_WORKBOOK].whole.temporary_path, error);
#else
    (void)writing;
    (void)error;
    return DI_OK;
#endif
}

/* The library writes it by its name; what it wrote goes to the disk as of every other file. */
static enum di_status finish_workbook(struct writing *writing, struct di_error *error)
{
    const enum di_status status = write_workbook(writing, error);
    return status == DI_OK ? output_file_finish(&writing->files[FILE_WORKBOOK], error) : status;
}

static enum di_status close_files(struct writing *writing, const char *folder,
                                  struct di_error *error)
{
    enum di_status status = DI_OK;
    for (uint32_t i = 0; status == DI_OK && i < RESULT_FILES; i++)
        if (is_wanted(writing->record, i) && i != FILE_WORKBOOK)
            status = output_file_finish(&writing->files[i], error);
    if (status == DI_OK && is_wanted(writing->record, FILE_WORKBOOK))
        status = finish_workbook(writing, error);
    if (status == DI_OK)
        remove_stale(writing->record, folder);
    for (uint32_t i = 0; status == DI_OK && i < RESULT_FILES; i++)
        if (is_wanted(writing->record, i))
            status = output_file_rename(&writing->files[i], error);
    return status;
}

static enum di_status write_money(struct writing *writing, struct di_error *error)
{
    const struct di_run_record *record = writing->record;
    struct cost_sheet sheet;
    enum di_status status = cost_sheet_create(record->model, record->set, &sheet);
    if (status != DI_OK)
        status = di_fail_memory(error);
    if (status == DI_OK)
        status = cost_table(record, &sheet, writing->suppression, &writing->files[FILE_COSTS],
                            error);
    if (status == DI_OK)
        status = budget_table(record, &sheet, writing->suppression,
                              &writing->files[FILE_BUDGET], error);
    cost_sheet_destroy(&sheet);
    return status;
}

/* A tenth of a person: a step's moves and what is there then are means of different moments. */
static enum di_status check_expected(double gap, struct di_error *error)
{
    if (gap <= 0.1)
        return DI_OK;
    return DI_FAIL(
        error, DI_ERR_INVARIANT, "balance.csv",
        DI_N_("The balance of expected numbers does not close: %1 people are missing "
              "or too many in some place."),
        di_real_arg(gap));
}

static enum di_status balance_and_rows(struct writing *writing, uint64_t *checked,
                                       struct di_error *error)
{
    const struct di_run_record *record = writing->record;
    struct output_file *balance = writing->has_folder ? &writing->files[FILE_BALANCE] : NULL;
    double gap = 0.0;
    enum di_status status =
        record->expected != NULL
            ? expected_balance_table(record, balance, &gap, error)
            : balance_table(record, writing->suppression, balance, checked, error);
    if (status == DI_OK)
        status = check_expected(gap, error);
    if (status != DI_OK)
        return status;
    if (record->expected == NULL)
        return indicator_rows_visit(record->model, record->set, writing->suppression, visit,
                                    writing, error);
    status = indicator_rows_expected(record->model, record->set, record->expected, visit,
                                     writing, error);
    results_spread_expected(writing->results);
    return status;
}

static enum di_status make(struct writing *writing, const char *folder, struct di_error *error)
{
    const struct di_run_record *record = writing->record;
    uint64_t checked = 0;
    enum di_status status = describe(writing->results, record, writing->suppression);
    if (status != DI_OK)
        return di_fail_memory(error);
    status = balance_and_rows(writing, &checked, error);
    if (status != DI_OK || !writing->has_folder)
        return status;
    status = record->expected != NULL
                 ? expected_flow_table(record, &writing->files[FILE_FLOWS], error)
                 : flow_table(record, writing->suppression, &writing->files[FILE_FLOWS], error);
    if (status == DI_OK)
        status = write_money(writing, error);
    if (status == DI_OK)
        status = resource_table(record, writing->suppression, &writing->files[FILE_RESOURCES],
                                error);
    if (status == DI_OK)
        status =
            closure_table(record, writing->suppression, &writing->files[FILE_CLOSURES], error);
    if (status == DI_OK)
        status = finding_table(writing->results, &writing->files[FILE_FINDINGS], error);
    if (status == DI_OK && record->is_traced)
        status = trace_table(record, &writing->files[FILE_TRACE], error);
    if (status == DI_OK)
        status = manifest_write(record, writing->results, writing->suppression, checked,
                                &writing->files[FILE_MANIFEST], error);
    return status == DI_OK ? close_files(writing, folder, error) : status;
}

static enum di_status make_all(const struct di_run_record *record, const char *folder,
                               bool force, struct di_results **results_out,
                               struct di_error *error)
{
    struct writing writing = {.record = record, .has_folder = folder != NULL};
    writing.results = results_create();
    enum di_status status = writing.results == NULL ? di_fail_memory(error) : DI_OK;
    if (status == DI_OK && folder != NULL)
        status = open_files(&writing, folder, force, error);
    if (status == DI_OK && record->suppress_below > 0)
        status = suppression_create(record->model, record->set, record->suppress_below,
                                    &writing.suppression, error);
    if (status == DI_OK)
        status = make(&writing, folder, error);
    for (uint32_t i = 0; i < RESULT_FILES; i++)
        output_file_destroy(&writing.files[i]);
    suppression_destroy(writing.suppression);
    if (status != DI_OK) {
        di_results_destroy(writing.results);
        return status;
    }
    *results_out = writing.results;
    return DI_OK;
}

/* Expected numbers come as if from one replication, whose own counts are empty. */
static enum di_status make_expected(const struct di_run_record *record, const char *folder,
                                    bool force, struct di_results **results_out,
                                    struct di_error *error)
{
    struct di_result *empty = NULL;
    if (di_result_create(record->model, false, &empty) != DI_OK)
        return di_fail_memory(error);
    const struct di_replication_set one = {
        .count = 1, .requested = 1, .is_precise = true, .results = &empty};
    struct di_run_record own = *record;
    own.set = &one;
    const enum di_status status = make_all(&own, folder, force, results_out, error);
    di_result_destroy(empty);
    return status;
}

enum di_status di_results_make(const struct di_run_record *record, const char *folder,
                               bool force, struct di_results **results_out,
                               struct di_error *error)
{
    if (record->expected != NULL)
        return make_expected(record, folder, force, results_out, error);
    if (record->suppress_below == 0)
        return make_all(record, folder, force, results_out, error);
    char *resolved = withheld_inputs(record->model, record->resolved, record->suppress_below);
    if (resolved == NULL)
        return di_fail_memory(error);
    struct di_run_record own = *record;
    own.resolved = resolved;
    own.is_traced = false; /* a line of it is one child */
    const enum di_status status = make_all(&own, folder, force, results_out, error);
    free(resolved);
    return status;
}
