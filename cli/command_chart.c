/* SPDX-License-Identifier: GPL-3.0-or-later */
/* homeward chart: a picture from a results folder. viz plans and draws it. */
#include <stdio.h>
#include <string.h>

#include "command.h"
#include "common_options.h"
#include "error_report.h"
#include "output_folder.h"
#include "own_file.h"

#ifdef HOMEWARD_VIEW
#include "di/chart_file.h"
#include "di/comparison.h"
#include "di/schema.h"
#endif

struct settings {
    const char *out, *indicator, *region, *resource, *child, *theme, *baseline, *plan,
        *sensitivity, *view, *by;
    uint64_t from_year, to_year, width, height, scale;
    bool is_forced;
};

static const struct di_command_option options[] = {
    {.name = "out",
     .kind = DI_OPTION_TEXT,
     .argument = "FILE",
     .help = N_("the picture: .png, .svg or .pdf by its ending"),
     .offset = offsetof(struct settings, out)},
    {.name = "indicator",
     .kind = DI_OPTION_TEXT,
     .argument = "ID",
     .help = N_("what is shown; docs/INDICATORS.md lists the ids"),
     .default_value = "K1r_residential_stock",
     .offset = offsetof(struct settings, indicator)},
    {.name = "region",
     .kind = DI_OPTION_TEXT,
     .argument = "ID",
     .help = N_("where; all is the nation"),
     .default_value = "all",
     .offset = offsetof(struct settings, region)},
    DI_OPTION_ROW_BASELINE(offsetof(struct settings, baseline)),
    DI_OPTION_ROW_PLAN_FOLDER(offsetof(struct settings, plan)),
    DI_OPTION_ROW_SENSITIVITY_FOLDER(offsetof(struct settings, sensitivity)),
    {.name = "view",
     .kind = DI_OPTION_CHOICE,
     .argument = "NAME",
     .choices = "scenario|baseline|difference",
     .help = N_("whose pathways a Sankey shows: scenario, baseline, difference"),
     .default_value = "scenario",
     .offset = offsetof(struct settings, view)},
    {.name = "by",
     .kind = DI_OPTION_CHOICE,
     .argument = "NAME",
     .choices = "region|indicator",
     .help = N_("what small multiples are of: region, indicator"),
     .default_value = "region",
     .offset = offsetof(struct settings, by)},
    {.name = "from-year",
     .kind = DI_OPTION_INTEGER,
     .argument = "YEAR",
     .help = N_("first year of pathways; without it the first of the run"),
     .maximum = 9999,
     .offset = offsetof(struct settings, from_year)},
    {.name = "to-year",
     .kind = DI_OPTION_INTEGER,
     .argument = "YEAR",
     .help = N_("last year of pathways; without it the last of the run"),
     .maximum = 9999,
     .offset = offsetof(struct settings, to_year)},
    {.name = "resource",
     .kind = DI_OPTION_TEXT,
     .argument = "ID",
     .help = N_("places or hours of a heatmap, as in resources.csv; without it foster care"),
     .offset = offsetof(struct settings, resource)},
    {.name = "child",
     .kind = DI_OPTION_TEXT,
     .argument = "ID",
     .help = N_("child of a life line, as in the trace; without it the first"),
     .offset = offsetof(struct settings, child)},
    DI_OPTION_ROW_THEME(offsetof(struct settings, theme)),
    {.name = "width",
     .kind = DI_OPTION_INTEGER,
     .argument = "PIXELS",
     .help = N_("width of the picture"),
     .default_value = "1600",
     .minimum = 320,
     .maximum = 16384,
     .offset = offsetof(struct settings, width)},
    {.name = "height",
     .kind = DI_OPTION_INTEGER,
     .argument = "PIXELS",
     .help = N_("height of the picture"),
     .default_value = "1000",
     .minimum = 240,
     .maximum = 16384,
     .offset = offsetof(struct settings, height)},
    {.name = "scale",
     .kind = DI_OPTION_INTEGER,
     .argument = "N",
     .help = N_("device pixels per pixel of a PNG"),
     .default_value = "1",
     .minimum = 1,
     .maximum = 4,
     .offset = offsetof(struct settings, scale)},
    DI_OPTION_ROW_FORCE(offsetof(struct settings, is_forced)),
    {0},
};

#ifdef HOMEWARD_VIEW

static enum di_status draw(const struct settings *settings,
                           const struct di_chart_request *request, struct di_error *error)
{
    struct di_chart_picture picture = {.request = request, .theme = DI_THEME_LIGHT};
    (void)di_theme_find(settings->theme, &picture.theme);
    return di_chart_file_write(settings->out, (double)settings->width, (double)settings->height,
                               (double)settings->scale, &picture, error);
}

static enum di_chart_view view_of(const char *key)
{
    return strcmp(key, "scenario") == 0   ? DI_VIEW_SCENARIO
           : strcmp(key, "baseline") == 0 ? DI_VIEW_BASELINE
                                          : DI_VIEW_DIFFERENCE;
}

/* A picture of nothing would hide a mistyped name. */
static enum di_status check_resource(const struct settings *settings,
                                     const struct di_results_folder *scenario,
                                     struct di_error *error)
{
    const struct di_csv_table *table = scenario->table[DI_TABLE_RESOURCES];
    if (settings->resource == NULL || table == NULL ||
        strcmp(settings->resource, "unplaced") == 0)
        return DI_OK;
    const size_t column = di_csv_table_column(table, "resource");
    for (size_t row = 0; row < table->row_count; row++)
        if (strcmp(di_csv_table_text(table, row, column), settings->resource) == 0)
            return DI_OK;
    return DI_FAIL(error, DI_ERR_REFERENCE, "",
                   DI_N_("These results have no places or hours '%1'; resources.csv lists "
                         "them."),
                   di_text_arg(settings->resource));
}

static enum di_status chart(const struct di_cli *cli, const struct settings *settings,
                            struct di_chart_request request, struct di_error *error)
{
    request.view = view_of(settings->view);
    request.facet =
        strcmp(settings->by, "region") == 0 ? DI_FACET_REGIONS : DI_FACET_INDICATORS;
    request.resource = settings->resource;
    request.child = settings->child;
    request.from_year = (int32_t)settings->from_year;
    request.to_year = (int32_t)settings->to_year;
    request.catalogue = &cli->catalogue;
    request.language = cli->catalogue.language;
    request.input_text = di_schema_pointer_text;
    request.indicator = settings->indicator;
    request.region = settings->region;
    return draw(settings, &request, error);
}

/* "fan, multiples, ...": keys are the same in every language */
static void list_kinds(char *list, size_t size)
{
    list[0] = '\0';
    for (unsigned i = 0; i < DI_CHARTS; i++) {
        const size_t used = strlen(list);
        (void)snprintf(list + used, size - used, "%s%s", i == 0 ? "" : ", ",
                       di_chart_kind_key((enum di_chart_kind)i));
    }
}

static enum di_exit fail_kind(const struct di_cli *cli, const char *key)
{
    struct di_message message;
    char list[DI_MESSAGE_TEXT_MAX];
    list_kinds(list, sizeof list);
    DI_MESSAGE(&message, DI_N_("There is no chart '%1'; the kinds of chart are: %2."),
               di_text_arg(key), di_text_arg(list));
    return di_error_report_usage(cli, &message, "chart");
}

static enum di_status chart_results(const struct di_cli *cli, const struct settings *settings,
                                    const char *folder, struct di_chart_request *request,
                                    struct di_error *error)
{
    struct di_results_folder *scenario = NULL, *baseline = NULL;
    enum di_status status = di_results_folder_read(folder, &scenario, error);
    if (status == DI_OK && settings->baseline != NULL)
        status = di_results_folder_read(settings->baseline, &baseline, error);
    if (status == DI_OK && baseline != NULL)
        status = di_comparison_check(baseline->results, scenario->results, error);
    if (status == DI_OK && settings->plan != NULL)
        status = di_results_folder_load_table(scenario, settings->plan, DI_TABLE_PLAN, error);
    if (status == DI_OK && settings->sensitivity != NULL)
        status = di_results_folder_load_table(scenario, settings->sensitivity,
                                              DI_TABLE_SENSITIVITY, error);
    if (status == DI_OK && request->kind == DI_CHART_LIFE)
        status = di_results_folder_load_child(scenario, folder, settings->child, error);
    if (status == DI_OK)
        status = check_resource(settings, scenario, error);
    request->scenario = scenario;
    request->baseline = baseline;
    if (status == DI_OK)
        status = chart(cli, settings, *request, error);
    di_results_folder_destroy(baseline);
    di_results_folder_destroy(scenario);
    return status;
}

static enum di_status chart_calibration(const struct di_cli *cli,
                                        const struct settings *settings, const char *folder,
                                        struct di_chart_request *request,
                                        struct di_error *error)
{
    struct di_calibration_folder *calibration = NULL;
    enum di_status status = di_calibration_folder_read(folder, &calibration, error);
    request->calibration = calibration;
    if (status == DI_OK)
        status = chart(cli, settings, *request, error);
    di_calibration_folder_destroy(calibration);
    return status;
}

static enum di_exit draw_chart(const struct di_cli *cli, const struct settings *settings,
                               const char *folder, const char *key)
{
    struct di_chart_request request;
    di_chart_request_defaults(&request);
    if (!di_chart_kind_find(key, &request.kind))
        return fail_kind(cli, key);
    const enum di_exit code = di_own_file_check(cli, settings->out, settings->is_forced);
    if (code != DI_EXIT_DONE)
        return code;
    struct di_error error;
    di_error_clear(&error);
    const enum di_status status =
        di_chart_kind_is_of_calibration(request.kind)
            ? chart_calibration(cli, settings, folder, &request, &error)
            : chart_results(cli, settings, folder, &request, &error);
    if (status != DI_OK)
        return di_error_report(cli, &error);
    if (cli->is_json)
        di_output_print_json(settings->out);
    else if (!cli->is_quiet)
        DI_SAY(cli, stderr, N_("The chart is in '%1'."), di_text_arg(settings->out));
    return DI_EXIT_DONE;
}

#else

static enum di_exit draw_chart(const struct di_cli *cli, const struct settings *settings,
                               const char *folder, const char *key)
{
    (void)settings;
    (void)folder;
    (void)key;
    return di_error_report_no_charts(cli);
}

#endif

static enum di_exit run(const struct di_cli *cli, const void *settings_pointer,
                        char *const *operands, size_t operand_count)
{
    (void)operand_count;
    const struct settings *settings = settings_pointer;
    struct di_message message;
    if (settings->out == NULL)
        DI_MESSAGE(&message, DI_N_("'homeward %1' needs --out FILE."), di_text_arg("chart"));
    else if (!di_output_has_ending(settings->out, "png|svg|pdf"))
        DI_MESSAGE(&message,
                   DI_N_("The picture's name must end in .png, .svg or .pdf, not '%1'."),
                   di_text_arg(settings->out));
    else if (settings->to_year > 0 && settings->from_year > settings->to_year)
        di_message_set(&message, DI_N_("--from-year is later than --to-year."), NULL, 0);
    else
        return draw_chart(cli, settings, operands[0], operands[1]);
    return di_error_report_usage(cli, &message, "chart");
}

const struct di_command di_command_chart = {
    .name = "chart",
    .summary = N_("Draw a chart of a results folder"),
    .operands = "RESULTS KIND",
    .example = "homeward chart results fan --out fan.svg",
    .notes =
        N_("Kinds:\n"
           "  fan         one number over time, with the ranges of the runs\n"
           "  multiples   the same for each region, or for each indicator (--by)\n"
           "  sankey      how children come into each kind of care and leave it (--view)\n"
           "  shares      where children in care live\n"
           "  waits       requests by year: placed within 90 days, or not\n"
           "  heatmap     places or hours in use by region and quarter (--resource)\n"
           "  gaps        the tightest quarter of each region\n"
           "  closures    when institutions close, and whether in time\n"
           "  costs       cost by year and kind of care\n"
           "  cumulative  cost so far, less that of a --baseline: when it breaks even\n"
           "  waterfall   from the cost of a --baseline to this one's, line by line\n"
           "  tornado     which inputs move the result most (run 'homeward sensitivity')\n"
           "  plan        what a plan promised and what came of it (run 'homeward optimize')\n"
           "  life        one invented child's places and waits (run with --trace)\n"
           "  backtest    simulated numbers beside published ones\n"
           "Of a folder that 'homeward calibrate' wrote, in place of RESULTS:\n"
           "  fit         published figures beside the fitted ones, series by series\n"
           "  unexplained what the published stocks leave unexplained, by year\n"
           "  holdout     years kept back, beside 'the last figure goes on'"),
    .options = options,
    .settings_size = sizeof(struct settings),
    .operands_min = 2,
    .operands_max = 2,
    .run = run,
};
