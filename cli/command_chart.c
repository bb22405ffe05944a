/* SPDX-License-Identifier: GPL-3.0-or-later */
/* homeward chart: a picture from a results folder. Chooses rows and words; viz draws. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "di/results.h"

#include "command.h"
#include "error_report.h"

#ifdef HOMEWARD_VIEW
#include "di/fan_chart.h"
#include "di/surface.h"

#include "chart_story.h"
#endif

struct settings {
    const char *out, *indicator, *region, *theme;
    uint64_t width, height;
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
    {.name = "theme",
     .kind = DI_OPTION_CHOICE,
     .argument = "NAME",
     .choices = "light|dark|high-contrast|print-grey",
     .help = N_("colours: light, dark, high-contrast, print-grey"),
     .default_value = "light",
     .offset = offsetof(struct settings, theme)},
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
    {0},
};

#ifdef HOMEWARD_VIEW

struct fan_points { /* arrays of one series, [count] */
    size_t count;
    int32_t *day;
    double *values;   /* five quantiles one after the other */
    bool has_opening; /* the first point is the stock at day 0 */
};

static void free_points(struct fan_points *points)
{
    free(points->day);
    free(points->values);
}

static bool is_point(const struct di_results_row *row, uint32_t indicator, const char *region,
                     enum di_period period)
{
    return row->indicator == indicator && !row->is_adults && row->period == period &&
           strcmp(row->region, region) == 0 && strcmp(row->setting, "all") == 0;
}

static size_t count_points(const struct di_results *results, uint32_t indicator,
                           const char *region, enum di_period period)
{
    size_t count = 0;
    for (size_t i = 0; i < results->row_count; i++)
        count += is_point(&results->rows[i], indicator, region, period);
    return count;
}

/* Stocks by the finest period there is; what sums over a period, by year. */
static enum di_period period_of(const struct di_results *results, uint32_t indicator,
                                const char *region)
{
    const enum di_measure measure = di_indicator_at(indicator).measure;
    if (measure == DI_FLOW_COUNT || measure == DI_TIME_SPENT)
        return DI_YEAR;
    return count_points(results, indicator, region, DI_MONTH) > 0 ? DI_MONTH : DI_QUARTER;
}

static void put_point(struct fan_points *points, size_t capacity, int32_t civil_day,
                      const struct di_summary *summary)
{
    const double quantiles[5] = {summary->p05, summary->p25, summary->p50, summary->p75,
                                 summary->p95};
    points->day[points->count] = civil_day;
    for (size_t q = 0; q < 5; q++)
        points->values[q * capacity + points->count] = quantiles[q];
    points->count++;
}

/* A stock begins with the opening: the end of the day before the first. */
static bool take_points(const struct di_results *results, uint32_t indicator,
                        const char *region, enum di_period period, struct fan_points *points)
{
    const struct di_summary *opening =
        di_results_opening(results, di_indicator_at(indicator).id, region);
    const size_t rows = count_points(results, indicator, region, period);
    const size_t count = rows + (opening != NULL && rows > 0 ? 1 : 0);
    points->has_opening = count > rows;
    points->day = calloc(count + 1, sizeof *points->day);
    points->values = calloc(5 * (count + 1), sizeof *points->values);
    if (points->day == NULL || points->values == NULL)
        return false;
    if (points->has_opening)
        put_point(points, count, results->start_civil_day - 1, opening);
    for (size_t i = 0; i < results->row_count && count <= DI_FAN_POINTS_MAX; i++) {
        const struct di_results_row *row = &results->rows[i];
        if (is_point(row, indicator, region, period))
            put_point(points, count, row->last_civil_day, &row->summary);
    }
    return points->count == count;
}

static bool take_published(const struct di_results *results, const char *indicator,
                           struct di_fan_published *out, int32_t *days)
{
    for (uint32_t i = 0; i < results->published_count; i++) {
        const struct di_results_published *published = &results->published[i];
        if (strcmp(published->indicator, indicator) != 0 || published->count == 0)
            continue;
        for (uint32_t k = 0; k < published->count; k++)
            days[k] = di_date_from_civil(published->year[k], 12, 31);
        out->count = published->count;
        out->civil_day = days;
        out->value = published->value;
        return true;
    }
    return false;
}

static const char *measure_text(enum di_measure measure, enum di_period period)
{
    if (measure == DI_FLOW_COUNT)
        return _("Number of children a year");
    if (measure == DI_TIME_SPENT)
        return _("Child-years a year");
    if (measure == DI_SHARE)
        return _("Share at the end of each quarter");
    if (measure == DI_RATE)
        return _("At the end of each quarter");
    return period == DI_MONTH ? _("Number of children at the end of each month")
                              : _("Number of children at the end of each quarter");
}

static enum di_status draw(const struct di_cli *cli, const struct settings *settings,
                           const struct di_fan_data *data, const char *date,
                           struct di_error *error)
{
    struct di_fan_picture picture = {.data = data, .theme = DI_THEME_LIGHT};
    (void)di_theme_find(settings->theme, &picture.theme);
    (void)cli;
    char description[4096], title[1024];
    (void)di_fan_describe(data, description, sizeof description);
    (void)di_fan_title(data, title, sizeof title);
    const struct di_surface_metadata metadata = {
        .title = title, .description = description, .date = date};
    return di_surface_write(settings->out, (double)settings->width, (double)settings->height,
                            1.0, di_fan_picture_draw, &picture, &metadata, error);
}

static enum di_status chart(const struct di_cli *cli, const struct settings *settings,
                            const struct di_results *results, struct di_error *error)
{
    const uint32_t indicator = di_indicator_find(settings->indicator);
    if (indicator == UINT32_MAX)
        return DI_FAIL(error, DI_ERR_REFERENCE, "",
                       DI_N_("There is no indicator '%1'; docs/INDICATORS.md lists them."),
                       di_text_arg(settings->indicator));
    const struct di_indicator_text text = di_indicator_at(indicator);
    const enum di_period period = period_of(results, indicator, settings->region);
    struct fan_points points = {0};
    int32_t published_days[512];
    if (!take_points(results, indicator, settings->region, period, &points)) {
        free_points(&points);
        return di_fail_memory(error);
    }
    enum di_status status = DI_OK;
    if (points.count == 0)
        status = DI_FAIL(error, DI_ERR_REFERENCE, settings->region,
                         DI_N_("These results have no '%1' for region '%2'."),
                         di_text_arg(settings->indicator), di_text_arg(settings->region));
    const size_t n = points.count;
    const bool is_russian = cli->catalogue.decimal_point == ','; /* of two languages */
    const struct di_fan_series series = {
        .name = is_russian ? results->name_ru : results->name_en,
        .role = DI_FAN_SCENARIO,
        .count = n,
        .civil_day = points.day,
        .p05 = points.values,
        .p25 = points.values + n,
        .p50 = points.values + 2 * n,
        .p75 = points.values + 3 * n,
        .p95 = points.values + 4 * n,
    };
    struct di_fan_data data = {
        .title = _(text.label),
        .measure = measure_text(text.measure, period),
        .series_count = 1,
        .series = &series,
        .runs = results->replications,
        .uncertainty = DI_FAN_CHANCE_ONLY,
        .has_illustrative_inputs = results->illustrative > 0,
        .decimals = text.measure == DI_SHARE  ? 3
                    : text.measure == DI_RATE ? 1
                                              : 0,
        .catalogue = &cli->catalogue,
    };
    struct di_fan_marker markers[DI_POLICY_KINDS];
    data.markers = markers;
    data.marker_count = di_chart_story_markers(results, markers);
    if (points.has_opening)
        di_chart_story_finding(cli, _(text.label), &data);
    if (data.finding.id != NULL)
        data.title = series.name; /* the finding names the indicator */
    char date[16];
    di_date_format(results->start_civil_day, date);
    if (strcmp(settings->region, "all") == 0)
        (void)take_published(results, settings->indicator, &data.published, published_days);
    if (status == DI_OK)
        status = draw(cli, settings, &data, date, error);
    free_points(&points);
    return status;
}

static enum di_exit draw_chart(const struct di_cli *cli, const struct settings *settings,
                               const char *folder)
{
    struct di_error error;
    di_error_clear(&error);
    struct di_results *results = NULL;
    enum di_status status = di_results_read(folder, &results, &error);
    if (status == DI_OK)
        status = chart(cli, settings, results, &error);
    di_results_destroy(results);
    if (status != DI_OK)
        return di_error_report(cli, &error);
    if (!cli->is_quiet && !cli->is_json)
        DI_SAY(cli, stderr, N_("The chart is in '%1'."), di_text_arg(settings->out));
    return DI_EXIT_DONE;
}

#else

static enum di_exit draw_chart(const struct di_cli *cli, const struct settings *settings,
                               const char *folder)
{
    (void)settings;
    (void)folder;
    struct di_error error;
    di_error_clear(&error);
    (void)!di_fail(&error, DI_ERR_FILE, "",
                   DI_N_("This program was built without charts (HOMEWARD_VIEW=OFF)."), NULL,
                   0);
    return di_error_report(cli, &error);
}

#endif

static enum di_exit run(const struct di_cli *cli, const void *settings_pointer,
                        char *const *operands, size_t operand_count)
{
    (void)operand_count;
    const struct settings *settings = settings_pointer;
    struct di_message message;
    if (strcmp(operands[1], "fan") != 0)
        DI_MESSAGE(&message, DI_N_("There is no chart '%1'; the kind of chart is 'fan'."),
                   di_text_arg(operands[1]));
    else if (settings->out == NULL)
        DI_MESSAGE(&message, DI_N_("'homeward %1' needs --out FILE."), di_text_arg("chart"));
    else
        return draw_chart(cli, settings, operands[0]);
    return di_error_report_usage(cli, &message, "chart");
}

const struct di_command di_command_chart = {
    .name = "chart",
    .summary = N_("Draw a chart of a results folder"),
    .operands = "RESULTS fan",
    .example = "homeward chart results fan --out fan.svg",
    .options = options,
    .settings_size = sizeof(struct settings),
    .operands_min = 2,
    .operands_max = 2,
    .run = run,
};
