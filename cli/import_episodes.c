/* SPDX-License-Identifier: GPL-3.0-or-later */
/* 'import episodes': an office's placement episodes, one row for each stay in one place. */
#include <stdio.h>

#include "di/episodes.h"
#include "di/scenario.h"

#include "error_report.h"
#include "import_kind.h"
#include "import_product.h"

enum { NAME_BYTES = 80 };

struct import {
    struct di_episodes *book;
    char scenario_name[NAME_BYTES];
};

static int32_t start_of(const struct di_import_settings *settings)
{
    return (int32_t)(settings->start != 0 ? settings->start : settings->to + 1);
}

static enum di_exit check(const struct di_cli *cli, const struct di_import_settings *settings)
{
    static const char kind[] = "episodes";
    const int32_t start = start_of(settings);
    if (settings->from == 0)
        return di_import_refuse(cli, DI_N_("'import %1' needs --from YEAR."), kind);
    if (settings->to == 0)
        return di_import_refuse(cli, DI_N_("'import %1' needs --to YEAR."), kind);
    if (start > (int32_t)settings->to + 1)
        return di_import_refuse(cli,
                                DI_N_("'import %1': --start is later than the year after --to, "
                                      "so nobody knows who is in care then."),
                                kind);
    if (start < (int32_t)settings->from)
        return di_import_refuse(cli, DI_N_("'import %1': --start is before --from."), kind);
    if (settings->name != NULL && !di_scenario_is_id(settings->name))
        return di_import_refuse(
            cli, DI_N_("'%1' cannot name a scenario: use 1 to 64 of a-z, 0-9 and _."),
            settings->name);
    return DI_EXIT_DONE;
}

static enum di_exit read_book(struct import *import, const struct di_cli *cli,
                              const struct di_import_settings *settings, char *const *files,
                              size_t file_count)
{
    struct di_episodes_request request = {.path_count = file_count,
                                          .mapping = settings->mapping,
                                          .preset = settings->preset,
                                          .name = settings->name,
                                          .from = (int32_t)settings->from,
                                          .to = (int32_t)settings->to,
                                          .start = start_of(settings),
                                          .suppress = settings->suppress,
                                          .form = di_import_form(settings)};
    for (size_t i = 0; i < file_count; i++)
        request.paths[i] = files[i];
    struct di_diagnostics list;
    struct di_error error = {0};
    di_diagnostics_init(&list);
    const enum di_status status = di_episodes_read(&request, &list, &import->book, &error);
    const enum di_exit code = di_error_report_failed_reading(cli, status, &list, &error);
    di_diagnostics_finish(&list);
    return code;
}

/* ---- what is made ---- */

static char *scenario(void *context, const struct di_catalogue *catalogue, const char *schema)
{
    return di_episodes_scenario(((struct import *)context)->book, catalogue, schema);
}

static char *targets(void *context)
{
    return di_episodes_targets(((struct import *)context)->book);
}

static char *quality_text(void *context, const struct di_catalogue *catalogue)
{
    return di_data_quality_text(di_episodes_quality(((struct import *)context)->book),
                                catalogue);
}

static char *quality_json(void *context, const struct di_catalogue *catalogue,
                          const struct di_digest_of_file *files, size_t count)
{
    return di_data_quality_json(di_episodes_quality(((struct import *)context)->book),
                                catalogue, files, count);
}

static enum di_exit run(const struct di_cli *cli, const struct di_import_settings *settings,
                        char *const *files, size_t file_count)
{
    struct import import = {0};
    enum di_exit code = read_book(&import, cli, settings, files, file_count);
    if (code == DI_EXIT_DONE) {
        const bool has_targets = di_episodes_has_targets(import.book);
        const struct di_data_quality *quality = di_episodes_quality(import.book);
        (void)snprintf(import.scenario_name, sizeof import.scenario_name, "%s.json",
                       di_episodes_id(import.book));
        const struct di_import_product product = {
            .kind = di_import_episodes.name,
            .subject = di_episodes_id(import.book),
            .scenario_name = import.scenario_name,
            .has_targets = has_targets,
            .from = (int32_t)settings->from,
            .to = (int32_t)settings->to,
            .finding_count = di_data_quality_findings(quality),
            .warning_count = di_data_quality_warnings(quality),
            .context = &import,
            .scenario = scenario,
            .targets = targets,
            .quality_text = quality_text,
            .quality_json = quality_json,
            .next = has_targets ? N_("Next: homeward calibrate %1/%2 --targets %1/targets.csv "
                                     "--out calibrated")
                                : N_("Next: homeward run %1/%2")};
        code = di_import_product_write(cli, &product, settings->out, settings->is_forced);
    }
    di_episodes_destroy(import.book);
    return code;
}

static const char *const options[] = {"from",      "to",    "start",       "preset",
                                      "mapping",   "name",  "suppress",    "encoding",
                                      "separator", "sheet", "heading-row", NULL};

const struct di_import_kind di_import_episodes = {
    .name = "episodes",
    .options = options,
    .files_max = 2,
    .check = check,
    .run = run,
};
