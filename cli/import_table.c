/* SPDX-License-Identifier: GPL-3.0-or-later */
/* 'import table': published stocks and flows as targets of calibration. */
#include <stdlib.h>
#include <string.h>

#include "di/path.h"
#include "di/scenario.h"
#include "di/table_import.h"
#include "di/targets.h"

#include "error_report.h"
#include "import_kind.h"
#include "import_product.h"

struct import {
    const struct di_cli *cli;
    struct di_scenario *scenario;
    struct di_table_import *table;
};

static enum di_exit check(const struct di_cli *cli, const struct di_import_settings *settings)
{
    if (settings->scenario == NULL)
        return di_import_refuse(cli, DI_N_("'import %1' needs --scenario FILE."), "table");
    return DI_EXIT_DONE;
}

static enum di_exit load_scenario(struct import *import, const char *path)
{
    struct di_diagnostics list;
    struct di_error error = {0};
    di_diagnostics_init(&list);
    const enum di_status status =
        di_scenario_load(path, NULL, 0, &list, &import->scenario, &error);
    const enum di_exit code =
        di_error_report_failed_reading(import->cli, status, &list, &error);
    di_diagnostics_finish(&list);
    return code;
}

static bool is(const char *given, const char *choice)
{
    return given != NULL && strcmp(given, choice) == 0;
}

static struct di_table_request request_of(const struct import *import,
                                          const struct di_import_settings *s, const char *path)
{
    return (struct di_table_request){.path = path,
                                     .mapping = s->mapping,
                                     .scenario = import->scenario,
                                     .scenario_name = di_path_name(s->scenario),
                                     .form = di_import_form(s),
                                     .decimal = di_import_decimal(s),
                                     .duplicates = is(s->duplicates, "first") ? DI_TABLE_FIRST
                                                   : is(s->duplicates, "last")
                                                       ? DI_TABLE_LAST
                                                       : DI_TABLE_DIFFER_IS_WRONG,
                                     .suppress_below = (uint32_t)s->suppress};
}

/* Targets that 'calibrate' would refuse are never written. */
static enum di_status check_targets(struct import *import, struct di_diagnostics *list,
                                    struct di_error *error)
{
    struct di_targets *targets = NULL;
    char *text = di_table_import_targets(import->table);
    if (text == NULL)
        return di_fail_memory(error);
    const enum di_status status = di_targets_read_text(
        text, strlen(text), "targets.csv", import->scenario->model, list, &targets, error);
    di_targets_destroy(targets);
    free(text);
    return status;
}

static enum di_exit read_table(struct import *import, const struct di_import_settings *settings,
                               const char *path)
{
    const struct di_table_request request = request_of(import, settings, path);
    struct di_diagnostics list;
    struct di_error error = {0};
    di_diagnostics_init(&list);
    enum di_status status = di_table_import_read(&request, &list, &import->table, &error);
    if (status == DI_OK)
        status = check_targets(import, &list, &error);
    const enum di_exit code =
        di_error_report_failed_reading(import->cli, status, &list, &error);
    di_diagnostics_finish(&list);
    return code;
}

/* ---- what is made ---- */

static char *targets(void *context)
{
    return di_table_import_targets(((struct import *)context)->table);
}

static char *quality_text(void *context, const struct di_catalogue *catalogue)
{
    const struct import *import = context;
    return di_data_quality_text(di_table_import_quality(import->table), catalogue);
}

static char *quality_json(void *context, const struct di_catalogue *catalogue,
                          const struct di_digest_of_file *files, size_t count)
{
    const struct import *import = context;
    return di_data_quality_json(di_table_import_quality(import->table), catalogue, files,
                                count);
}

static enum di_exit write_product(struct import *import,
                                  const struct di_import_settings *settings)
{
    const struct di_data_quality *quality = di_table_import_quality(import->table);
    const struct di_import_product product = {
        .kind = di_import_table.name,
        .subject = di_path_name(settings->scenario),
        .has_targets = true,
        .from = di_table_import_from(import->table),
        .to = di_table_import_to(import->table),
        .finding_count = di_data_quality_findings(quality),
        .warning_count = di_data_quality_warnings(quality),
        .context = import,
        .targets = targets,
        .quality_text = quality_text,
        .quality_json = quality_json,
        .next = N_("Next: homeward calibrate %3 --targets %1/targets.csv --out calibrated"),
        .base = settings->scenario};
    return di_import_product_write(import->cli, &product, settings->out, settings->is_forced);
}

static enum di_exit run(const struct di_cli *cli, const struct di_import_settings *settings,
                        char *const *files, size_t file_count)
{
    (void)file_count;
    struct import import = {.cli = cli};
    enum di_exit code = load_scenario(&import, settings->scenario);
    if (code == DI_EXIT_DONE)
        code = read_table(&import, settings, files[0]);
    if (code == DI_EXIT_DONE)
        code = write_product(&import, settings);
    di_table_import_destroy(import.table);
    di_scenario_destroy(import.scenario);
    return code;
}

static const char *const options[] = {"scenario", "mapping", "encoding",    "separator",
                                      "decimal",  "sheet",   "heading-row", "duplicates",
                                      "suppress", NULL};

const struct di_import_kind di_import_table = {
    .name = "table",
    .options = options,
    .files_max = 1,
    .check = check,
    .run = run,
};
