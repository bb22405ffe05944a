/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The median of 20 frames of charts, times --repeat, and the least of 5 of each screen.
 * Milliseconds: what a frame is spoken of in. */
#include "bench_chart.h"

#include "error_report.h"

#ifdef HOMEWARD_VIEW

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>

#include "di/chart_benchmark.h"
#ifdef HOMEWARD_DESKTOP
#include "di/desktop_benchmark.h"
#include "di/wall_clock.h"

#include "scenario_folder.h"
#endif

enum { FRAMES = 20 };

static double clock_seconds(void *context)
{
    (void)context;
    return di_wall_clock_seconds();
}

/* Times of the window's screens; without the desktop view there are none. */
struct screens {
#ifdef HOMEWARD_DESKTOP
    struct di_desktop_timing timing[DI_DESKTOP_SCREENS_MAX];
#endif
    size_t count;
};

#ifdef HOMEWARD_DESKTOP

enum { SCREEN_REPEATS = 5 };

static enum di_status measure_screens(struct screens *screens, uint64_t repeat,
                                      struct di_error *error)
{
    char *folder = di_scenario_folder();
    char path[4200];
    if (folder == NULL)
        return di_fail_memory(error);
    (void)snprintf(path, sizeof path, "%s/demo/baseline.json", folder);
    free(folder);
    return di_desktop_benchmark(path, (unsigned)(SCREEN_REPEATS * repeat), screens->timing,
                                &screens->count, error);
}

static json_t *screens_json(const struct screens *screens)
{
    json_t *list = json_array();
    for (size_t i = 0; i < screens->count; i++)
        (void)json_array_append_new(
            list, json_pack("{s:s, s:f, s:f, s:f}", "screen", screens->timing[i].screen,
                            "redraw_ms", 1e3 * screens->timing[i].whole_seconds,
                            "charts_kept_ms", 1e3 * screens->timing[i].kept_seconds, "hover_ms",
                            1e3 * screens->timing[i].hover_seconds));
    return list;
}

static void say_screens(const struct di_cli *cli, const struct screens *screens)
{
    for (size_t i = 0; i < screens->count; i++) {
        char whole[DI_CATALOGUE_NUMBER_MAX], kept[DI_CATALOGUE_NUMBER_MAX],
            hover[DI_CATALOGUE_NUMBER_MAX];
        di_catalogue_real(&cli->catalogue, 1e3 * screens->timing[i].whole_seconds, 1, whole);
        di_catalogue_real(&cli->catalogue, 1e3 * screens->timing[i].kept_seconds, 1, kept);
        di_catalogue_real(&cli->catalogue, 1e3 * screens->timing[i].hover_seconds, 1, hover);
        DI_SAY(cli, stdout,
               N_("window, screen %1: full redraw %2 ms, with kept charts %3 ms, hover %4 ms."),
               di_text_arg(screens->timing[i].screen), di_text_arg(whole), di_text_arg(kept),
               di_text_arg(hover));
    }
}

#else

static enum di_status measure_screens(struct screens *screens, uint64_t repeat,
                                      struct di_error *error)
{
    (void)screens;
    (void)repeat;
    (void)error;
    return DI_OK;
}

static json_t *screens_json(const struct screens *screens)
{
    (void)screens;
    return json_array();
}

static void say_screens(const struct di_cli *cli, const struct screens *screens)
{
    (void)cli;
    (void)screens;
}

#endif

static void print_json(const struct di_chart_benchmark_result *result,
                       const struct screens *screens)
{
    const double seconds = result->fan_seconds + result->dashboard_seconds;
    json_t *line =
        json_pack("{s:s, s:i, s:f, s:f, s:f, s:f, s:f, s:i, s:i, s:o}", "benchmark", "chart",
                  "events", 2, "seconds", seconds, "events_per_second", 2 / seconds, "fan_ms",
                  1e3 * result->fan_seconds, "dashboard_ms", 1e3 * result->dashboard_seconds,
                  "hover_ms", 1e3 * result->hover_seconds, "width", 1600, "height", 1000,
                  "screens", screens_json(screens));
    (void)json_dumpf(line, stdout, JSON_COMPACT | JSON_REAL_PRECISION(9));
    (void)fputc('\n', stdout);
    (void)fflush(stdout);
    json_decref(line);
}

const bool di_bench_has_charts = true;

enum di_exit di_bench_chart(const struct di_cli *cli, uint64_t repeat)
{
    const struct di_benchmark_clock clock = {.seconds = clock_seconds};
    struct di_chart_benchmark_result result;
    struct screens screens = {.count = 0};
    struct di_error error;
    di_error_clear(&error);
    if (measure_screens(&screens, repeat, &error) != DI_OK ||
        di_chart_benchmark((unsigned)(FRAMES * repeat), &clock, &result, &error) != DI_OK)
        return di_error_report(cli, &error);
    if (cli->is_json) {
        print_json(&result, &screens);
        return DI_EXIT_DONE;
    }
    char fan[DI_CATALOGUE_NUMBER_MAX], dashboard[DI_CATALOGUE_NUMBER_MAX],
        hover[DI_CATALOGUE_NUMBER_MAX];
    di_catalogue_real(&cli->catalogue, 1e3 * result.fan_seconds, 1, fan);
    di_catalogue_real(&cli->catalogue, 1e3 * result.dashboard_seconds, 1, dashboard);
    di_catalogue_real(&cli->catalogue, 1e3 * result.hover_seconds, 1, hover);
    DI_SAY(cli, stdout,
           N_("chart, 1600 x 1000: fan %1 ms, dashboard of six charts %2 ms, hover %3 ms."),
           di_text_arg(fan), di_text_arg(dashboard), di_text_arg(hover));
    say_screens(cli, &screens);
    return DI_EXIT_DONE;
}

#else

const bool di_bench_has_charts = false;

enum di_exit di_bench_chart(const struct di_cli *cli, uint64_t repeat)
{
    (void)repeat;
    return di_error_report_no_charts(cli);
}

#endif
