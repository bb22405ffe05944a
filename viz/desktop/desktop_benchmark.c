/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The document is laid into the session by hand, so that no list of recent files remembers it.
 */
#include "di/desktop_benchmark.h"

#include <stdlib.h>

#include "di/chart_benchmark.h"

#include "frame_times.h"

static void ignore_wake(void *context)
{
    (void)context;
}

static void open_english(void *context, const char *language,
                         struct di_catalogue *catalogue_out)
{
    (void)context;
    (void)language;
    *catalogue_out =
        (struct di_catalogue){.language = "en", .decimal_point = '.', .group_separator = ","};
}

static enum di_status lay_document(struct desk *desk, const char *scenario,
                                   struct di_chart_sample *sample, struct di_error *error)
{
    struct document *document = document_open(scenario, error);
    if (document == NULL)
        return error->status;
    desk->session.documents[0] = document;
    desk->session.count = 1;
    document->is_prepared = true; /* no simulation beside the measure */
    document->results = sample->folder;
    sample->folder = NULL;
    document->revision++;
    return headlines_take(&document->headlines, document->results->results)
               ? DI_OK
               : di_fail_memory(error);
}

static void take_document_out(struct desk *desk)
{
    if (desk->session.count == 0)
        return;
    document_close(desk->session.documents[0]);
    desk->session.count = 0;
}

static void measure(struct stage *stage, unsigned repeats, struct di_desktop_timing *out,
                    size_t *count_out)
{
    for (int i = 0; i < SCREENS && i < DI_DESKTOP_SCREENS_MAX; i++) {
        stage->desk.screen = (enum screen_id)i;
        const struct frame_times times = frame_times_measure(stage, repeats);
        out[i] = (struct di_desktop_timing){screen_key((enum screen_id)i), times.whole,
                                            times.kept, times.hover};
        *count_out = (size_t)i + 1;
    }
}

enum di_status di_desktop_benchmark(const char *scenario, unsigned repeats,
                                    struct di_desktop_timing *out, size_t *count_out,
                                    struct di_error *error)
{
    const struct window_options options = {1600, 1000, true};
    const struct desk_host host = {
        .wake = ignore_wake, .open_catalogue = open_english, .program_version = ""};
    struct di_chart_sample sample = {.folder = NULL};
    struct window *window = NULL;
    double zoom = 0;
    enum di_theme_id theme = DI_THEME_LIGHT;
    *count_out = 0;
    enum di_status status = window_open(&options, &window, error);
    if (status != DI_OK)
        return status;
    struct stage *stage = calloc(1, sizeof *stage);
    if (stage == NULL || !stage_open(stage, window, &host))
        status = di_fail_memory(error);
    if (status == DI_OK) {
        zoom = stage->desk.zoom;
        theme = stage->desk.theme;
        status = di_chart_sample_make(&sample, error);
    }
    if (status == DI_OK)
        status = lay_document(&stage->desk, scenario, &sample, error);
    if (status == DI_OK) {
        desk_set_zoom(&stage->desk, 1);
        stage->desk.theme = DI_THEME_LIGHT;
        measure(stage, repeats, out, count_out);
    }
    if (stage != NULL &&
        stage->widths != NULL) { /* as it was remembered: closing writes it down */
        stage->desk.zoom = zoom;
        stage->desk.theme = theme;
        take_document_out(&stage->desk);
        stage_close(stage);
    }
    di_chart_sample_finish(&sample);
    free(stage);
    window_close(window);
    return status;
}
