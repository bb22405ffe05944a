/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The results are made, not simulated, so that the measure needs no file and no minute. Their
 * sizes are those of the shipped demo: monthly fans, quarterly rows of 8 regions and 10
 * settings, ten years of requests.
 */
#include "di/chart_benchmark.h"

#include <stdlib.h>

#include "di/chart.h"
#include "di/time.h"

enum { REGIONS = 8, SETTINGS = 10, YEARS = 10, FRAMES_MAX = 200, CARDS = 6, ROWS = 20000 };

static const char resolved[] =
    "{\"regions\":{\"r0\":{},\"r1\":{},\"r2\":{},\"r3\":{},\"r4\":{},\"r5\":{},\"r6\":{},"
    "\"r7\":{}"
    "},\"settings\":{\"s0\":{\"kind\":\"institution\"},\"s1\":{\"kind\":\"institution\"},"
    "\"s2\":{\"kind\":\"institution\"},\"s3\":{\"kind\":\"sgh\"},\"s4\":{\"kind\":\"foster\"},"
    "\"s5\":{\"kind\":\"specialised_foster\"},\"s6\":{\"kind\":\"emergency_foster\"},"
    "\"s7\":{\"kind\":\"kinship\"},\"s8\":{\"kind\":\"supported_independent\"},"
    "\"unplaced\":{}}}";
static const char *const regions[REGIONS + 1] = {"all", "r0", "r1", "r2", "r3",
                                                 "r4",  "r5", "r6", "r7"};
static const char *const settings[SETTINGS] = {"s0", "s1", "s2", "s3", "s4",
                                               "s5", "s6", "s7", "s8", "unplaced"};

static void add(struct di_results *results, const char *indicator, enum di_period period,
                int32_t first, int32_t last, const char *region, const char *setting,
                double value)
{
    if (results->row_count == results->row_capacity)
        return;
    results->rows[results->row_count++] = (struct di_results_row){
        .indicator = di_indicator_find(indicator),
        .period = period,
        .first_civil_day = first,
        .last_civil_day = last,
        .region = region,
        .setting = setting,
        .summary = {20, value, 0.03 * value, 0.98 * value, 1.02 * value, 0.92 * value,
                    0.97 * value, value, 1.03 * value, 1.08 * value}};
}

static int32_t month_start(int month) /* from the first month of the run */
{
    return di_date_from_civil(2026 + month / 12, 1 + month % 12, 1);
}

static void add_rows(struct di_results *results)
{
    for (int m = 0; m < 12 * YEARS; m++)
        add(results, "K1r_residential_stock", DI_MONTH, month_start(m), month_start(m + 1) - 1,
            "all", "all", 8000.0 - 55 * m);
    for (int q = 0; q < 4 * YEARS; q++) {
        const int32_t first = month_start(3 * q), last = month_start(3 * q + 3) - 1;
        for (size_t r = 0; r <= REGIONS; r++) {
            add(results, "K1r_residential_stock", DI_QUARTER, first, last, regions[r], "all",
                (8000.0 - 165 * q) / (r == 0 ? 1 : 8));
            for (size_t s = 0; s < SETTINGS; s++)
                add(results, "K3_formal_care_stock", DI_QUARTER, first, last, regions[r],
                    settings[s], 100.0 + 10 * (double)s + q);
        }
        add(results, "K4_family_based_share", DI_QUARTER, first, last, "all", "all",
            0.4 + 0.01 * q);
    }
    for (int y = 0; y < YEARS; y++) {
        const int32_t first = month_start(12 * y), last = month_start(12 * y + 12) - 1;
        add(results, "K10_requests", DI_YEAR, first, last, "all", "all", 1500 + 100.0 * y);
        add(results, "K10_placed_90d_share", DI_YEAR, first, last, "all", "all", 0.6);
    }
}

enum di_status di_chart_sample_make(struct di_chart_sample *out, struct di_error *error)
{
    struct di_results *results = calloc(1, sizeof *results);
    *out = (struct di_chart_sample){.results = results};
    if (results == NULL)
        return di_fail_memory(error);
    *results = (struct di_results){.scenario = "bench",
                                   .name_en = "Benchmark",
                                   .name_ru = "Benchmark",
                                   .method = "simulation",
                                   .resolved = resolved,
                                   .start_civil_day = month_start(0),
                                   .last_civil_day = month_start(12 * YEARS) - 1,
                                   .replications = 20,
                                   .requested = 20,
                                   .row_capacity = ROWS};
    results->rows = calloc(ROWS, sizeof *results->rows);
    if (results->rows == NULL)
        return di_fail_memory(error);
    add_rows(results);
    return di_results_folder_wrap(results, &out->folder, error);
}

void di_chart_sample_finish(struct di_chart_sample *sample)
{
    di_results_folder_destroy(sample->folder);
    if (sample->results != NULL)
        free(sample->results->rows);
    free(sample->results);
    *sample = (struct di_chart_sample){.results = NULL};
}

/* The cards of the overview: place as in the visual target. */
static const struct {
    enum di_chart_kind kind;
    struct di_rect frame;
} cards[CARDS] = {
    {DI_CHART_FAN, {240, 246, 872, 465}},        {DI_CHART_HEATMAP, {1128, 246, 432, 237}},
    {DI_CHART_MULTIPLES, {1128, 498, 432, 213}}, {DI_CHART_WAITS, {240, 728, 428, 248}},
    {DI_CHART_SHARES, {684, 728, 428, 248}},     {DI_CHART_GAPS, {1128, 728, 432, 248}},
};

static enum di_status draw_cards(cairo_t *cr, const struct di_results_folder *folder,
                                 struct di_error *error)
{
    for (size_t i = 0; i < CARDS; i++) {
        struct di_chart_request request;
        di_chart_request_defaults(&request);
        request.kind = cards[i].kind;
        request.scenario = folder;
        request.text_scale = 1;
        request.is_card = true;
        const enum di_status status =
            di_chart_draw(cr, &request, DI_THEME_LIGHT, &cards[i].frame, NULL, error);
        if (status != DI_OK)
            return status;
    }
    return DI_OK;
}

static enum di_status draw_fan(cairo_t *cr, const struct di_results_folder *folder,
                               struct di_chart_plan *plan_out, struct di_error *error)
{
    struct di_chart_request request;
    const struct di_rect frame = {0, 0, 1600, 1000};
    di_chart_request_defaults(&request);
    request.scenario = folder;
    return di_chart_draw(cr, &request, DI_THEME_LIGHT, &frame, plan_out, error);
}

static void draw_hover(cairo_t *cr, const struct di_chart_plan *plan)
{
    const struct di_rect frame = {0, 0, 1600, 1000};
    const struct di_hit *hit = di_scene_hit_at(&plan->scene, 800, 500);
    if (hit != NULL)
        di_chart_hover_draw(cr, plan, hit, DI_THEME_LIGHT, &frame, false, NULL);
}

static double median(double *seconds, unsigned count)
{
    for (unsigned i = 1; i < count; i++) {
        const double value = seconds[i];
        unsigned at = i;
        for (; at > 0 && seconds[at - 1] > value; at--)
            seconds[at] = seconds[at - 1];
        seconds[at] = value;
    }
    return seconds[count / 2];
}

static double now(const struct di_benchmark_clock *clock)
{
    return clock->seconds(clock->context);
}

struct timings {
    double fan[FRAMES_MAX], dashboard[FRAMES_MAX], hover[FRAMES_MAX];
};

static enum di_status measure(cairo_t *cr, const struct di_results_folder *folder,
                              unsigned frames, const struct di_benchmark_clock *clock,
                              struct timings *timings, struct di_error *error)
{
    enum di_status status = DI_OK;
    for (unsigned i = 0; i <= frames && status == DI_OK; i++) {
        const unsigned at = i > 0 ? i - 1 : 0; /* the first frame is overwritten */
        struct di_chart_plan plan;
        const double start = now(clock);
        status = draw_fan(cr, folder, &plan, error);
        if (status != DI_OK)
            return status;
        const double fan = now(clock);
        draw_hover(cr, &plan);
        const double hover = now(clock);
        di_chart_plan_finish(&plan);
        const double before = now(clock);
        status = draw_cards(cr, folder, error);
        timings->fan[at] = fan - start;
        timings->hover[at] = hover - fan;
        timings->dashboard[at] = now(clock) - before;
    }
    return status;
}

enum di_status di_chart_benchmark(unsigned frames, const struct di_benchmark_clock *clock,
                                  struct di_chart_benchmark_result *out, struct di_error *error)
{
    struct di_chart_sample sample = {.results = NULL};
    const unsigned count = frames < 1 ? 1 : frames > FRAMES_MAX ? FRAMES_MAX : frames;
    struct timings *timings = calloc(1, sizeof *timings);
    enum di_status status =
        timings == NULL ? di_fail_memory(error) : di_chart_sample_make(&sample, error);
    cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, 1600, 1000);
    cairo_t *cr = cairo_create(surface);
    if (status == DI_OK)
        status = measure(cr, sample.folder, count, clock, timings, error);
    if (status == DI_OK)
        *out = (struct di_chart_benchmark_result){
            .fan_seconds = median(timings->fan, count),
            .dashboard_seconds = median(timings->dashboard, count),
            .hover_seconds = median(timings->hover, count),
            .frames = count};
    cairo_destroy(cr);
    cairo_surface_destroy(surface);
    di_chart_sample_finish(&sample);
    free(timings);
    return status;
}
