/* SPDX-License-Identifier: GPL-3.0-or-later */
/* homeward report: the printable report of a results folder. */
#include <string.h>

#include "command.h"
#include "common_options.h"
#include "error_report.h"
#include "output_folder.h"
#include "own_file.h"

#ifdef HOMEWARD_VIEW
#include "di/report.h"
#include "di/schema.h"
#endif

struct settings {
    const char *out, *baseline, *plan, *sensitivity, *audience, *format, *theme;
    bool is_forced;
};

static const struct di_command_option options[] = {
    {.name = "out",
     .kind = DI_OPTION_TEXT,
     .argument = "FILE",
     .help = N_("the report: .pdf or .html by its ending"),
     .offset = offsetof(struct settings, out)},
    DI_OPTION_ROW_BASELINE(offsetof(struct settings, baseline)),
    DI_OPTION_ROW_PLAN_FOLDER(offsetof(struct settings, plan)),
    DI_OPTION_ROW_SENSITIVITY_FOLDER(offsetof(struct settings, sensitivity)),
    {.name = "audience",
     .kind = DI_OPTION_CHOICE,
     .argument = "NAME",
     .choices = "minister|technical",
     .help = N_("minister: two pages; technical: all of it"),
     .default_value = "technical",
     .offset = offsetof(struct settings, audience)},
    {.name = "format",
     .kind = DI_OPTION_CHOICE,
     .argument = "NAME",
     .choices = "auto|pdf|html",
     .help = N_("pdf or html; auto: by the ending"),
     .default_value = "auto",
     .offset = offsetof(struct settings, format)},
    DI_OPTION_ROW_THEME(offsetof(struct settings, theme)),
    DI_OPTION_ROW_FORCE(offsetof(struct settings, is_forced)),
    {0},
};

#ifdef HOMEWARD_VIEW

static bool is_html(const struct settings *settings)
{
    if (strcmp(settings->format, "auto") != 0)
        return strcmp(settings->format, "html") == 0;
    return di_output_has_ending(settings->out, "html|htm");
}

static enum di_status report(const struct di_cli *cli, const struct settings *settings,
                             const struct di_results_folder *scenario,
                             const struct di_results_folder *baseline, unsigned *pages,
                             struct di_error *error)
{
    struct di_report_request request = {
        .scenario = scenario,
        .baseline = baseline,
        .catalogue = &cli->catalogue,
        .language = cli->catalogue.language,
        .audience = strcmp(settings->audience, "minister") == 0 ? DI_REPORT_MINISTER
                                                                : DI_REPORT_TECHNICAL,
        .format = is_html(settings) ? DI_REPORT_HTML : DI_REPORT_PDF,
        .program_version = HOMEWARD_VERSION,
        .input_text = di_schema_pointer_text,
    };
    (void)di_theme_find(settings->theme, &request.theme);
    return di_report_write(settings->out, &request, pages, error);
}

static enum di_exit write_report(const struct di_cli *cli, const struct settings *settings,
                                 const char *folder)
{
    struct di_error error;
    unsigned pages = 0;
    di_error_clear(&error);
    const enum di_exit code = di_own_file_check(cli, settings->out, settings->is_forced);
    if (code != DI_EXIT_DONE)
        return code;
    struct di_results_folder *scenario = NULL, *baseline = NULL;
    enum di_status status = di_results_folder_read(folder, &scenario, &error);
    if (status == DI_OK && settings->baseline != NULL)
        status = di_results_folder_read(settings->baseline, &baseline, &error);
    if (status == DI_OK && settings->plan != NULL)
        status = di_results_folder_load_table(scenario, settings->plan, DI_TABLE_PLAN, &error);
    if (status == DI_OK && settings->sensitivity != NULL)
        status = di_results_folder_load_table(scenario, settings->sensitivity,
                                              DI_TABLE_SENSITIVITY, &error);
    if (status == DI_OK)
        status = report(cli, settings, scenario, baseline, &pages, &error);
    di_results_folder_destroy(baseline);
    di_results_folder_destroy(scenario);
    if (status != DI_OK)
        return di_error_report(cli, &error);
    if (cli->is_json)
        di_output_print_json(settings->out);
    if (cli->is_quiet || cli->is_json)
        return DI_EXIT_DONE;
    if (pages > 0)
        DI_SAY(cli, stderr, N_("The report is in '%1', pages: %2."), di_text_arg(settings->out),
               di_integer_arg(pages));
    else
        DI_SAY(cli, stderr, N_("The report is in '%1'."), di_text_arg(settings->out));
    return DI_EXIT_DONE;
}

#else

static enum di_exit write_report(const struct di_cli *cli, const struct settings *settings,
                                 const char *folder)
{
    (void)settings;
    (void)folder;
    return di_error_report_no_charts(cli);
}

#endif

/* A PDF named .html, or the other way round: whoever opens it sees garbage. */
static bool is_named_otherwise(const struct settings *settings)
{
    return (strcmp(settings->format, "pdf") == 0 &&
            di_output_has_ending(settings->out, "html|htm")) ||
           (strcmp(settings->format, "html") == 0 &&
            di_output_has_ending(settings->out, "pdf"));
}

static enum di_exit run(const struct di_cli *cli, const void *settings_pointer,
                        char *const *operands, size_t operand_count)
{
    (void)operand_count;
    const struct settings *settings = settings_pointer;
    struct di_message message;
    const bool is_auto = strcmp(settings->format, "auto") == 0;
    if (settings->out == NULL)
        DI_MESSAGE(&message, DI_N_("'homeward %1' needs --out FILE."), di_text_arg("report"));
    else if (is_auto && !di_output_has_ending(settings->out, "pdf|html|htm"))
        DI_MESSAGE(&message, DI_N_("The report's name must end in .pdf or .html, not '%1'."),
                   di_text_arg(settings->out));
    else if (is_named_otherwise(settings))
        DI_MESSAGE(&message,
                   DI_N_("--format %1 and the name '%2' contradict each other: the ending says "
                         "another format."),
                   di_text_arg(settings->format), di_text_arg(settings->out));
    else
        return write_report(cli, settings, operands[0]);
    return di_error_report_usage(cli, &message, "report");
}

const struct di_command di_command_report = {
    .name = "report",
    .summary = N_("Write the printable report of a results folder"),
    .operands = "RESULTS",
    .example = "homeward report results --out report.pdf --audience minister",
    .options = options,
    .settings_size = sizeof(struct settings),
    .operands_min = 1,
    .operands_max = 1,
    .run = run,
};
