/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Required files first, so that a folder that is none is refused before tables are read. */
#include "di/results_folder.h"

#include <stdio.h>
#include <stdlib.h>

#include "di/trace_file.h"

static const struct {
    enum di_folder_table table;
    const char *name;
    const char *column, *value; /* rows kept */
} files[] = {
    {DI_TABLE_FLOWS, "flows.csv", "from_region", "all"},
    {DI_TABLE_RESOURCES, "resources.csv", NULL, NULL},
    {DI_TABLE_CLOSURES, "closures.csv", NULL, NULL},
    {DI_TABLE_COSTS, "costs.csv", NULL, NULL},
    {DI_TABLE_SENSITIVITY, "sensitivity.csv", NULL, NULL},
    {DI_TABLE_PLAN, "plan.csv", NULL, NULL},
};

static enum di_status read_tables(const char *path, struct di_results_folder *folder,
                                  struct di_error *error)
{
    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
        struct di_csv_table **table = &folder->table[files[i].table];
        if (*table != NULL)
            continue;
        const enum di_status status = di_csv_table_read(path, files[i].name, files[i].column,
                                                        files[i].value, table, error);
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

enum di_status di_results_folder_load_table(struct di_results_folder *folder, const char *path,
                                            enum di_folder_table table, struct di_error *error)
{
    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
        struct di_csv_table *read = NULL;
        if (files[i].table != table)
            continue;
        const enum di_status status = di_csv_table_read(path, files[i].name, files[i].column,
                                                        files[i].value, &read, error);
        if (status != DI_OK)
            return status;
        if (read == NULL)
            return DI_FAIL(error, DI_ERR_FILE, path, DI_N_("The folder '%1' has no file '%2'."),
                           di_text_arg(path), di_text_arg(files[i].name));
        di_csv_table_destroy(folder->table[table]);
        folder->table[table] = read;
    }
    return DI_OK;
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
        if (status == DI_OK)
            status = di_csv_table_read(path, name, "child", found, &table, error);
    }
    if (status != DI_OK || !is_there)
        return status;
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
