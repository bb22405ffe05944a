/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Required files first, so that a folder that is none is refused before tables are read. */
#include "di/results_folder.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "di/trace_file.h"

#include "plan_owner.h"

/* What charts and reports read of each table. Anything that lacks it is some other file, and
 * would be drawn as "nothing happened". Columns of numbers and dates may be empty. */
struct table_file {
    enum di_folder_table table;
    const char *name;
    const char *column, *value; /* rows kept */
    const char *texts, *numbers;
};

static const struct table_file files[] = {
    {DI_TABLE_FLOWS, "flows.csv", "from_region", "all", "from_region from to_region to mode",
     "period_start period_end mean"},
    {DI_TABLE_RESOURCES, "resources.csv", NULL, NULL, "resource region unit",
     "period_start period_end supply used waiting"},
    {DI_TABLE_CLOSURES, "closures.csv", NULL, NULL, "institution",
     "moratorium wind_down close_by closed_share closed_by_plan_share closed_p05 closed_p50 "
     "closed_p95"},
    {DI_TABLE_COSTS, "costs.csv", NULL, NULL, "line class setting region currency",
     "period_start period_end mean ci_low ci_high discounted_mean"},
    {DI_TABLE_SENSITIVITY, "sensitivity.csv", NULL, NULL, "indicator input",
     "value low high result_base result_low result_high"},
    {DI_TABLE_PLAN, "plan.csv", NULL, NULL, "region quantity", "period_start period_end value"},
};

/* The next word of a list into `word`; NULL after the last. */
static const char *next_word(const char *list, char word[32])
{
    const size_t length = strcspn(list, " ");
    if (length == 0 || length >= 32)
        return NULL;
    memcpy(word, list, length);
    word[length] = '\0';
    return list + length + (list[length] == ' ');
}

static enum di_status fail_column(const struct table_file *file, const char *column,
                                  struct di_error *error)
{
    return DI_FAIL(
        error, DI_ERR_SYNTAX, file->name,
        DI_N_("The table '%1' has no column '%2', so it is not one of this program."),
        di_text_arg(file->name), di_text_arg(column));
}

static enum di_status check_numbers(const struct table_file *file,
                                    const struct di_csv_table *table, size_t column,
                                    struct di_error *error)
{
    for (size_t row = 0; row < table->row_count; row++) {
        const char *text = di_csv_table_text(table, row, column);
        if (text[0] != '\0' && isnan(di_csv_table_number(table, row, column)))
            return DI_FAIL(error, DI_ERR_SYNTAX, file->name,
                           DI_N_("The table '%1' holds '%2' in column '%3', where a number or "
                                 "a date belongs."),
                           di_text_arg(file->name), di_text_arg(text),
                           di_text_arg(table->names[column]));
    }
    return DI_OK;
}

static enum di_status check_table(const struct table_file *file,
                                  const struct di_csv_table *table, struct di_error *error)
{
    char word[32];
    for (const char *at = next_word(file->texts, word); at != NULL; at = next_word(at, word))
        if (di_csv_table_column(table, word) == SIZE_MAX)
            return fail_column(file, word, error);
    for (const char *at = next_word(file->numbers, word); at != NULL;
         at = next_word(at, word)) {
        const size_t column = di_csv_table_column(table, word);
        if (column == SIZE_MAX)
            return fail_column(file, word, error);
        const enum di_status status = check_numbers(file, table, column, error);
        if (status != DI_OK)
            return status;
    }
    return DI_OK;
}

/* *table_out stays NULL if the folder has no such file. */
static enum di_status read_table(const char *path, const struct table_file *file,
                                 struct di_csv_table **table_out, struct di_error *error)
{
    struct di_csv_table *table = NULL;
    enum di_status status =
        di_csv_table_read(path, file->name, file->column, file->value, &table, error);
    if (status == DI_OK && table != NULL)
        status = check_table(file, table, error);
    if (status == DI_OK)
        *table_out = table;
    else
        di_csv_table_destroy(table);
    return status;
}

static bool is_of(const char *path, const struct table_file *file,
                  const struct di_csv_table *table, const char *scenario)
{
    struct plan_owner owner;
    if (file->table == DI_TABLE_SENSITIVITY)
        return table->row_count > 0;
    return plan_owner_read(path, &owner, NULL) == DI_OK && plan_owner_is(&owner, scenario);
}

/* Only the rows of the scenario, of tables that name it in a column. */
static struct table_file own_rows(const struct table_file *file, const char *scenario)
{
    struct table_file own = *file;
    if (file->table == DI_TABLE_SENSITIVITY) {
        own.column = "scenario";
        own.value = scenario;
    }
    return own;
}

/* A run that overwrites the folder of another scenario leaves that one's sensitivity table or
 * plan there: they say nothing about these results. */
static enum di_status read_if_own(const char *path, const struct table_file *file,
                                  const char *scenario, struct di_csv_table **table_out,
                                  struct di_error *error)
{
    const struct table_file own = own_rows(file, scenario);
    const enum di_status status = read_table(path, &own, table_out, error);
    if (status == DI_OK && *table_out != NULL && !is_of(path, file, *table_out, scenario)) {
        di_csv_table_destroy(*table_out);
        *table_out = NULL;
    }
    return status;
}

static enum di_status read_tables(const char *path, struct di_results_folder *folder,
                                  struct di_error *error)
{
    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
        struct di_csv_table **table = &folder->table[files[i].table];
        enum di_status status = DI_OK;
        const bool has_owner =
            files[i].table == DI_TABLE_SENSITIVITY || files[i].table == DI_TABLE_PLAN;
        if (*table == NULL && has_owner)
            status = read_if_own(path, &files[i], folder->results->scenario, table, error);
        else if (*table == NULL)
            status = read_table(path, &files[i], table, error);
        if (status != DI_OK)
            return status;
    }
    return DI_OK;
}

enum di_status di_results_folder_wrap(const struct di_results *results,
                                      struct di_results_folder **folder_out,
                                      struct di_error *error)
{
    struct di_results_folder *folder = calloc(1, sizeof *folder);
    if (folder == NULL)
        return di_fail_memory(error);
    folder->results = results;
    di_arena_init(&folder->names.arena);
    const enum di_status status = di_names_init(results->resolved, &folder->names, error);
    if (status != DI_OK) {
        free(folder);
        return status;
    }
    *folder_out = folder;
    return DI_OK;
}

enum di_status di_results_folder_read(const char *path, struct di_results_folder **folder_out,
                                      struct di_error *error)
{
    struct di_results *results = NULL;
    struct di_results_folder *folder = NULL;
    enum di_status status = di_results_read(path, &results, error);
    if (status != DI_OK)
        return status;
    status = di_results_folder_wrap(results, &folder, error);
    if (status != DI_OK) {
        di_results_destroy(results);
        return status;
    }
    folder->owned = results;
    status = read_tables(path, folder, error);
    if (status != DI_OK) {
        di_results_folder_destroy(folder);
        return status;
    }
    *folder_out = folder;
    return DI_OK;
}

/* Of a folder that is named for it: another scenario's would be drawn as this one's. */
static enum di_status check_owner(const struct di_results_folder *folder, const char *path,
                                  const struct di_csv_table *read, enum di_folder_table table,
                                  struct di_error *error)
{
    const char *scenario = folder->results->scenario;
    struct plan_owner owner;
    if (table == DI_TABLE_SENSITIVITY && read->row_count == 0)
        return DI_FAIL(error, DI_ERR_INCONSISTENT, path,
                       DI_N_("The sensitivity analysis in '%1' is not of the scenario '%2'."),
                       di_text_arg(path), di_text_arg(scenario));
    if (table != DI_TABLE_PLAN)
        return DI_OK;
    const enum di_status status = plan_owner_read(path, &owner, error);
    if (status != DI_OK || plan_owner_is(&owner, scenario))
        return status;
    return DI_FAIL(error, DI_ERR_INCONSISTENT, path,
                   DI_N_("The plan in '%1' is for the scenario '%2', and these results are of "
                         "'%3'. Give results of '%2', or of '%4', which follows the plan."),
                   di_text_arg(path), di_text_arg(owner.scenario), di_text_arg(scenario),
                   di_text_arg(owner.planned));
}

enum di_status di_results_folder_load_table(struct di_results_folder *folder, const char *path,
                                            enum di_folder_table table, struct di_error *error)
{
    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
        struct di_csv_table *read = NULL;
        if (files[i].table != table)
            continue;
        const struct table_file own = own_rows(&files[i], folder->results->scenario);
        enum di_status status = read_table(path, &own, &read, error);
        if (status != DI_OK)
            return status;
        if (read == NULL)
            return DI_FAIL(error, DI_ERR_FILE, path, DI_N_("The folder '%1' has no file '%2'."),
                           di_text_arg(path), di_text_arg(files[i].name));
        status = check_owner(folder, path, read, table, error);
        if (status != DI_OK) {
            di_csv_table_destroy(read);
            return status;
        }
        di_csv_table_destroy(folder->table[table]);
        folder->table[table] = read;
    }
    return DI_OK;
}

static bool find_first_child(void *context, const struct di_trace_row *row)
{
    char *child = context;
    if (row->child[0] == '\0')
        return true;
    (void)snprintf(child, DI_TRACE_CHILD_MAX, "%s", row->child);
    return false;
}

static bool find_returning_child(void *context, const struct di_trace_row *row)
{
    char *child = context;
    if (row->event != DI_TRACE_REENTRY || row->day < 900)
        return true;
    (void)snprintf(child, DI_TRACE_CHILD_MAX, "%s", row->child);
    return false;
}

enum di_status di_results_folder_load_child(struct di_results_folder *folder, const char *path,
                                            const char *child, struct di_error *error)
{
    static const char name[] = "trace.csv.gz";
    char found[DI_TRACE_CHILD_MAX] = "";
    struct di_csv_table *table = NULL;
    enum di_status status =
        di_csv_table_read(path, name, "child", child != NULL ? child : "-", &table, error);
    const bool is_there = status == DI_OK && table != NULL;
    if (is_there && child == NULL) {
        di_csv_table_destroy(table);
        table = NULL;
        status = di_trace_read(path, find_returning_child, found, error);
        if (status == DI_OK && found[0] == '\0')
            status = di_trace_read(path, find_first_child, found, error);
        if (status == DI_OK)
            status = di_csv_table_read(path, name, "child", found, &table, error);
    }
    if (status != DI_OK || !is_there)
        return status;
    if (child != NULL && table->row_count == 0) {
        di_csv_table_destroy(table);
        return DI_FAIL(error, DI_ERR_REFERENCE, "",
                       DI_N_("The trace has no child '%1'. 'homeward explain RESULTS' lists "
                             "some."),
                       di_text_arg(child));
    }
    di_csv_table_destroy(folder->table[DI_TABLE_TRACE]);
    folder->table[DI_TABLE_TRACE] = table;
    return DI_OK;
}

void di_results_folder_destroy(struct di_results_folder *folder)
{
    if (folder == NULL)
        return;
    for (size_t i = 0; i < DI_TABLES; i++)
        di_csv_table_destroy(folder->table[i]);
    di_names_finish(&folder->names);
    di_results_destroy(folder->owned);
    free(folder);
}
