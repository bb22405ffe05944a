/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Draws the sample charts into a folder, to be looked at, and prints the time of a redraw. */
#include <stdio.h>
#include <time.h>

#include "di/surface.h"

#include "fan_picture.h"
#include "fan_samples.h"

static double now_ms(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec * 1e3 + (double)time.tv_nsec / 1e6;
}

static int draw(const char *folder, const char *name, size_t series,
                enum sample_language language, enum di_theme_id theme, double width,
                double height)
{
    static struct fan_sample sample;
    char path[1024];
    struct di_error error;
    fan_sample_fill(&sample, series, language);
    struct fan_picture picture = {&sample.data, theme, 0};
    const struct di_surface_metadata metadata = {sample.data.title, sample.data.measure, NULL};
    (void)snprintf(path, sizeof path, "%s/%s", folder, name);
    if (di_surface_write(path, width, height, 1, fan_picture_draw, &picture, &metadata,
                         &error) == DI_OK)
        return 0;
    char text[512];
    di_message_render(&error.message, NULL, text, sizeof text);
    (void)fprintf(stderr, "%s: %s\n", path, text);
    return 1;
}

static void time_redraw(void)
{
    static struct fan_sample sample;
    fan_sample_fill(&sample, 6, SAMPLE_ENGLISH);
    cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, 1600, 1000);
    cairo_t *cr = cairo_create(surface);
    const struct di_rect frame = {0, 0, 1600, 1000};
    double best = 1e9;
    for (int i = 0; i < 10; i++) {
        const double start = now_ms();
        if (fan_chart_draw(cr, &sample.data, DI_THEME_LIGHT, &frame, 0, NULL, NULL) != DI_OK)
            break;
        const double spent = now_ms() - start;
        best = spent < best ? spent : best;
    }
    (void)printf("full redraw 1600x1000, 6 series: %.1f ms\n", best);
    cairo_destroy(cr);
    cairo_surface_destroy(surface);
}

int main(int count, char **arguments)
{
    if (count != 2)
        return 2;
    const char *to = arguments[1];
    int failed = draw(to, "large-light.png", 2, SAMPLE_ENGLISH, DI_THEME_LIGHT, 1600, 1000);
    failed += draw(to, "card-light.png", 2, SAMPLE_ENGLISH, DI_THEME_LIGHT, 900, 560);
    failed += draw(to, "card-dark-six.png", 6, SAMPLE_ENGLISH, DI_THEME_DARK, 900, 560);
    failed += draw(to, "card-six.png", 6, SAMPLE_ENGLISH, DI_THEME_LIGHT, 900, 560);
    failed += draw(to, "card-grey-ru.png", 4, SAMPLE_RUSSIAN, DI_THEME_PRINT_GREY, 900, 560);
    failed += draw(to, "large-ru.png", 2, SAMPLE_RUSSIAN, DI_THEME_LIGHT, 1600, 1000);
    failed += draw(to, "small.png", 2, SAMPLE_ENGLISH, DI_THEME_HIGH_CONTRAST, 400, 300);
    failed += draw(to, "small-ru.png", 6, SAMPLE_RUSSIAN, DI_THEME_LIGHT, 400, 300);
    failed += draw(to, "card.svg", 2, SAMPLE_ENGLISH, DI_THEME_LIGHT, 900, 560);
    failed += draw(to, "card.pdf", 2, SAMPLE_RUSSIAN, DI_THEME_PRINT_GREY, 900, 560);
    time_redraw();
    return failed > 0;
}
