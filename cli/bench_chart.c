/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The median of 20 frames, times --repeat. Milliseconds: what a frame is spoken of in. */
#include "bench_chart.h"

#include "error_report.h"
#include "platform.h"

#ifdef HOMEWARD_VIEW

#include <jansson.h>

#include "di/chart_benchmark.h"

enum { FRAMES = 20 };

static double clock_seconds(void *context)
{
    (void)context;
    return di_platform_seconds();
}

static void print_json(const struct di_chart_benchmark_result *result)
{
    const double seconds = result->fan_seconds + result->dashboard_seconds;
    json_t *line =
        json_pack("{s:s, s:i, s:f, s:f, s:f, s:f, s:f, s:i, s:i}", "benchmark", "chart",
                  "events", 2, "seconds", seconds, "events_per_second", 2 / seconds, "fan_ms",
                  1e3 * result->fan_seconds, "dashboard_ms", 1e3 * result->dashboard_seconds,
                  "hover_ms", 1e3 * result->hover_seconds, "width", 1600, "height", 1000);
    (void)json_dumpf(line, stdout, JSON_COMPACT | JSON_REAL_PRECISION(9));
    (void)fputc('\n', stdout);
    (void)fflush(stdout);
    json_decref(line);
}

enum di_exit di_bench_chart(const struct di_cli *cli, uint64_t repeat)
{
    const struct di_benchmark_clock clock = {.seconds = clock_seconds};
    struct di_chart_benchmark_result result;
    struct di_error error;
    di_error_clear(&error);
    if (di_chart_benchmark((unsigned)(FRAMES * repeat), &clock, &result, &error) != DI_OK)
        return di_error_report(cli, &error);
    if (cli->is_json) {
        print_json(&result);
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
    return DI_EXIT_DONE;
}

#else

enum di_exit di_bench_chart(const struct di_cli *cli, uint64_t repeat)
{
    (void)cli;
    (void)repeat;
    return DI_EXIT_DONE;
}

#endif
