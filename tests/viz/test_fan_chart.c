/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Drawings: cairo status, ink where it belongs, files the same every time. */
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "di/surface.h"

#include "di_test.h"
#include "fan_picture.h"
#include "fan_samples.h"

static struct fan_sample sample;

static char *read_all(const char *path, size_t *length_out)
{
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    assert_int_equal(fseek(file, 0, SEEK_END), 0);
    const size_t length = (size_t)ftell(file);
    rewind(file);
    char *text = calloc(length + 1, 1);
    assert_non_null(text);
    assert_int_equal(fread(text, 1, length, file), length);
    (void)fclose(file);
    *length_out = length;
    return text;
}

static enum di_status write_chart(const char *path, enum di_theme_id theme,
                                  struct di_error *error)
{
    struct fan_picture picture = {&sample.data, theme, 0};
    const struct di_surface_metadata metadata = {"Children & homes", "Runs: 200 <median>",
                                                 "2026-01-01"};
    return di_surface_write(path, 900, 560, 1, fan_picture_draw, &picture, &metadata, error);
}

static void every_theme_draws_inside_its_frame(void **state)
{
    (void)state;
    const struct di_rect frame = {20, 20, 600, 400};
    for (int theme = 0; theme < DI_THEMES; theme++)
        for (int language = 0; language < 2; language++) {
            fan_sample_fill(&sample, 3, (enum sample_language)language);
            cairo_surface_t *surface =
                cairo_image_surface_create(CAIRO_FORMAT_ARGB32, 640, 440);
            cairo_t *cr = cairo_create(surface);
            assert_status(fan_chart_draw(cr, &sample.data, (enum di_theme_id)theme, &frame, 0,
                                         NULL, NULL),
                          DI_OK);
            assert_int_equal(cairo_status(cr), CAIRO_STATUS_SUCCESS);
            cairo_surface_flush(surface);
            const unsigned char *pixels = cairo_image_surface_get_data(surface);
            const int stride = cairo_image_surface_get_stride(surface);
            for (int y = 0; y < 440; y++)
                for (int x = 0; x < 640; x++) {
                    const bool is_inside = x >= 20 && x < 620 && y >= 20 && y < 420;
                    const bool has_ink = pixels[y * stride + 4 * x + 3] != 0;
                    if (is_inside != has_ink)
                        fail_msg("theme %d: pixel %d, %d", theme, x, y);
                }
            cairo_destroy(cr);
            cairo_surface_destroy(surface);
        }
}

static void files_are_the_same_bytes_every_time(void **state)
{
    (void)state;
    static const char *const paths[][2] = {
        {"viz_a.png", "viz_b.png"}, {"viz_a.svg", "viz_b.svg"}, {"viz_a.pdf", "viz_b.pdf"}};
    fan_sample_fill(&sample, 2, SAMPLE_RUSSIAN);
    for (size_t i = 0; i < 3; i++) {
        size_t length[2];
        char *bytes[2];
        for (size_t k = 0; k < 2; k++) {
            assert_status(write_chart(paths[i][k], DI_THEME_LIGHT, NULL), DI_OK);
            bytes[k] = read_all(paths[i][k], &length[k]);
            assert_int_equal(unlink(paths[i][k]), 0);
        }
        assert_int_equal(length[0], length[1]);
        if (memcmp(bytes[0], bytes[1], length[0]) != 0)
            fail_msg("%s differs", paths[i][0]);
        free(bytes[0]);
        free(bytes[1]);
    }
}

static void an_svg_carries_title_and_description(void **state)
{
    (void)state;
    size_t length = 0;
    fan_sample_fill(&sample, 2, SAMPLE_ENGLISH);
    assert_status(write_chart("viz_words.svg", DI_THEME_LIGHT, NULL), DI_OK);
    char *text = read_all("viz_words.svg", &length);
    assert_non_null(strstr(text, "<title>Children &amp; homes</title>"));
    assert_non_null(strstr(text, "<desc>Runs: 200 &lt;median&gt;</desc>"));
    free(text);
    assert_int_equal(unlink("viz_words.svg"), 0);
}

static void a_pdf_has_text_and_embedded_fonts(void **state)
{
    (void)state;
    if (system("command -v pdftotext >/dev/null 2>&1 && command -v pdffonts >/dev/null 2>&1") !=
        0)
        skip();
    fan_sample_fill(&sample, 2, SAMPLE_RUSSIAN);
    assert_status(write_chart("viz_text.pdf", DI_THEME_PRINT_GREY, NULL), DI_OK);
    assert_int_equal(system("pdftotext viz_text.pdf - | tr '\\n' ' ' | grep -q 'Базовый'"), 0);
    assert_int_equal(system("pdffonts viz_text.pdf | grep -q yes"), 0);
    assert_int_not_equal(
        system("pdffonts viz_text.pdf | tail -n +3 | awk '{print $(NF-4)}' | grep -q no"), 0);
    assert_int_equal(unlink("viz_text.pdf"), 0);
}

static void what_cannot_be_written_is_said_in_a_sentence(void **state)
{
    (void)state;
    struct di_error error;
    char text[512];
    fan_sample_fill(&sample, 2, SAMPLE_ENGLISH);
    assert_status(write_chart("no/such/folder/a.png", DI_THEME_LIGHT, &error), DI_ERR_FILE);
    di_message_render(&error.message, NULL, text, sizeof text);
    assert_non_null(strstr(text, "no/such/folder/a.png"));
    assert_status(write_chart("a.gif", DI_THEME_LIGHT, &error), DI_ERR_RANGE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_theme_draws_inside_its_frame),
        cmocka_unit_test(files_are_the_same_bytes_every_time),
        cmocka_unit_test(an_svg_carries_title_and_description),
        cmocka_unit_test(a_pdf_has_text_and_embedded_fonts),
        cmocka_unit_test(what_cannot_be_written_is_said_in_a_sentence),
    };
    return cmocka_run_group_tests_name("viz.fan_chart", tests, NULL, NULL);
}
