/* SPDX-License-Identifier: GPL-3.0-or-later */
/* 'import transmonee': a country's published account of residential care. */
#include <string.h>

#include "di/transmonee.h"

#include "error_report.h"
#include "import_kind.h"
#include "import_product.h"

enum { CODE_LETTERS = 3 };

struct import {
    struct di_transmonee *book;
    char id[CODE_LETTERS + 1], scenario_name[CODE_LETTERS + 6];
};

static bool is_country(const char *code)
{
    return strspn(code, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == CODE_LETTERS &&
           code[CODE_LETTERS] == '\0';
}

static enum di_exit check(const struct di_cli *cli, const struct di_import_settings *settings)
{
    static const char kind[] = "transmonee";
    if (settings->country == NULL)
        return di_import_refuse(cli, DI_N_("'import %1' needs --country ABC."), kind);
    if (!is_country(settings->country))
        return di_import_refuse(
            cli, DI_N_("'%1' is no country: write three capital letters, such as BGR."),
            settings->country);
    if (settings->from == 0)
        return di_import_refuse(cli, DI_N_("'import %1' needs --from YEAR."), kind);
    return DI_EXIT_DONE;
}

static bool is(const char *given, const char *choice)
{
    return given != NULL && strcmp(given, choice) == 0;
}

static struct di_transmonee_request request_of(const struct di_import_settings *s,
                                               const char *path)
{
    return (struct di_transmonee_request){.path = path,
                                          .country = s->country,
                                          .from = (int32_t)s->from,
                                          .to = (int32_t)s->to,
                                          .encoding = di_import_encoding(s),
                                          .separator = di_import_separator(s),
                                          .decimal = di_import_decimal(s),
                                          .source = s->source,
                                          .duplicates =
                                              is(s->duplicates, "first")  ? DI_CHOICE_FIRST
                                              : is(s->duplicates, "last") ? DI_CHOICE_LAST
                                                                          : DI_CHOICE_NONE,
                                          .codes = is(s->codes, "2018")      ? DI_CODES_2018
                                                   : is(s->codes, "current") ? DI_CODES_CURRENT
                                                                             : DI_CODES_NONE};
}

static enum di_exit read_book(struct import *import, const struct di_cli *cli,
                              const struct di_import_settings *settings, const char *path)
{
    const struct di_transmonee_request request = request_of(settings, path);
    struct di_diagnostics list;
    struct di_error error = {0};
    di_diagnostics_init(&list);
    const enum di_status status = di_transmonee_read(&request, &list, &import->book, &error);
    const enum di_exit code = di_error_report_failed_reading(cli, status, &list, &error);
    di_diagnostics_finish(&list);
    return code;
}

/* ---- what is made ---- */

static char *scenario(void *context, const struct di_catalogue *catalogue, const char *schema)
{
    struct import *import = context;
    return di_transmonee_scenario(import->book, catalogue, import->id, schema);
}

static char *targets(void *context)
{
    return di_transmonee_targets(((struct import *)context)->book);
}

static char *quality_text(void *context, const struct di_catalogue *catalogue)
{
    return di_transmonee_quality_text(((struct import *)context)->book, catalogue);
}

static char *quality_json(void *context, const struct di_catalogue *catalogue,
                          const struct di_digest_of_file *files, size_t count)
{
    return di_transmonee_quality_json(((struct import *)context)->book, catalogue, files,
                                      count);
}

static void name_files(struct import *import, const char *country)
{
    for (size_t i = 0; i < CODE_LETTERS; i++)
        import->id[i] = (char)(country[i] - 'A' + 'a');
    (void)snprintf(import->scenario_name, sizeof import->scenario_name, "%.3s.json", country);
}

static enum di_exit run(const struct di_cli *cli, const struct di_import_settings *settings,
                        char *const *files, size_t file_count)
{
    (void)file_count;
    struct import import = {0};
    name_files(&import, settings->country);
    enum di_exit code = read_book(&import, cli, settings, files[0]);
    if (code == DI_EXIT_DONE) {
        const struct di_import_product product = {
            .kind = di_import_transmonee.name,
            .subject = settings->country,
            .scenario_name = import.scenario_name,
            .has_targets = true,
            .from = di_transmonee_from(import.book),
            .to = di_transmonee_to(import.book),
            .finding_count = di_transmonee_findings(import.book),
            .warning_count = di_transmonee_warnings(import.book),
            .context = &import,
            .scenario = scenario,
            .targets = targets,
            .quality_text = quality_text,
            .quality_json = quality_json,
            .next = N_("Next: homeward calibrate %1/%2 --targets %1/targets.csv --out "
                       "calibrated")};
        code = di_import_product_write(cli, &product, settings->out, settings->is_forced);
    }
    di_transmonee_destroy(import.book);
    return code;
}

static const char *const options[] = {"country",    "from",  "to",      "source",
                                      "duplicates", "codes", "decimal", "separator",
                                      "encoding",   NULL};

const struct di_import_kind di_import_transmonee = {
    .name = "transmonee",
    .options = options,
    .files_max = 1,
    .check = check,
    .run = run,
};
