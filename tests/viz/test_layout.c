/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Layout with a fixed-width fake font: every number here is exact. */
#include <string.h>

#include "di/axis.h"
#include "di/fan_layout.h"
#include "di/time.h"

#include "../../viz/layout/label_stack.h"
#include "di_test.h"
#include "fan_samples.h"

/* 0.6 of the size per letter, bold 0.65 */
static double fake_width(void *context, const char *text, const struct di_text_style *style)
{
    (void)context;
    size_t letters = 0;
    for (; *text != '\0'; text++)
        letters += ((unsigned char)*text & 0xC0u) != 0x80u;
    return (double)letters * style->size * (style->is_bold ? 0.65 : 0.6);
}

static const struct di_text_measure fake = {fake_width, NULL};

static void value_ticks_are_round_and_inside(void **state)
{
    (void)state;
    const struct di_ticks ticks = di_ticks_of_values(0, 11000, 5, true);
    assert_int_equal(ticks.count, 5);
    for (size_t i = 0; i < ticks.count; i++)
        assert_true(ticks.value[i] == 2500.0 * (double)i);
    const struct di_ticks shares = di_ticks_of_values(0, 0.31, 4, false);
    assert_true(shares.step == 0.1);
    assert_int_equal(shares.decimals, 1);
    assert_true(di_ticks_of_values(0, 3, 6, true).step == 1);
}

static void years_are_1_january_and_keep_apart(void **state)
{
    (void)state;
    const struct di_scale days = {di_date_from_civil(2019, 12, 31),
                                  di_date_from_civil(2036, 1, 1), 0, 480};
    const struct di_ticks ticks = di_ticks_of_years(&days, 50);
    assert_int_equal(ticks.count, 9);
    assert_int_equal(ticks.year[0], 2020);
    assert_int_equal(ticks.year[8], 2036);
    assert_true(ticks.value[0] == di_date_from_civil(2020, 1, 1));
}

static void pixels_follow_the_data_from_end_to_end(void **state)
{
    (void)state;
    const struct di_scale scale = {0, 11000, 500, 20};
    assert_true(di_scale_pixel(&scale, 0) == 500);
    assert_true(di_scale_pixel(&scale, 11000) == 20);
    assert_true(di_scale_pixel(&scale, 5500) == 260);
}

static void chart_numbers_follow_the_catalogue(void **state)
{
    (void)state;
    char text[DI_CHART_NUMBER_MAX];
    const struct di_catalogue russian = {.decimal_point = ',',
                                         .group_separator = "\xE2\x80\xAF"};
    di_chart_number(2500, 0, NULL, text);
    assert_string_equal(text, "2,500");
    di_chart_number(-1234567.25, 1, &russian, text);
    assert_string_equal(text, "\xE2\x88\x92"
                              "1\xE2\x80\xAF"
                              "234\xE2\x80\xAF"
                              "567,2");
}

static void labels_move_apart_in_order_and_within_bounds(void **state)
{
    (void)state;
    uint32_t luck = 12345;
    for (int round = 0; round < 2000; round++) {
        struct stack_label labels[LABEL_STACK_MAX];
        luck = luck * 1664525u + 1013904223u;
        const size_t count = 1 + (luck >> 16) % LABEL_STACK_MAX;
        double sum = 0;
        for (size_t i = 0; i < count; i++) {
            luck = luck * 1664525u + 1013904223u;
            labels[i].wanted = (double)(luck >> 8 & 0x3FF);
            labels[i].height = 5 + (double)(luck >> 20 & 0xF);
            sum += labels[i].height;
        }
        label_stack_solve(labels, count, 100, 100 + sum + round % 300);
        for (size_t i = 0; i < count; i++) {
            assert_true(labels[i].centre - labels[i].height / 2 >= 100 - 1e-9);
            assert_true(labels[i].centre + labels[i].height / 2 <=
                        100 + sum + round % 300 + 1e-9);
            for (size_t k = 0; k < i; k++) {
                const double apart = fabs(labels[i].centre - labels[k].centre);
                if (apart < (labels[i].height + labels[k].height) / 2 - 1e-9)
                    fail_msg("round %d: labels %zu and %zu overlap", round, k, i);
            }
        }
    }
}

static void check_texts(const struct di_fan_layout *layout, const char *where)
{
    for (const struct di_scene_item *a = layout->scene.first; a != NULL; a = a->next) {
        if (a->kind != DI_SCENE_TEXT)
            continue;
        if (!di_rect_contains(&layout->frame, &a->box))
            fail_msg("%s: '%s' is clipped", where, a->text);
        for (const struct di_scene_item *b = a->next; b != NULL; b = b->next)
            if (b->kind == DI_SCENE_TEXT && di_rect_overlaps(&a->box, &b->box))
                fail_msg("%s: '%s' overlaps '%s'", where, a->text, b->text);
    }
}

static void no_text_is_clipped_or_overlaps_at_any_size(void **state)
{
    (void)state;
    static const double sizes[][2] = {{400, 300}, {480, 320},  {640, 400},  {700, 900},
                                      {900, 560}, {1600, 500}, {1600, 1000}};
    static struct fan_sample sample;
    for (size_t series = 1; series <= DI_FAN_SERIES_MAX; series++)
        for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++)
            for (int language = 0; language < 2; language++) {
                struct di_fan_layout layout;
                char where[64];
                const struct di_rect frame = {5, 7, sizes[i][0], sizes[i][1]};
                fan_sample_fill(&sample, series, (enum sample_language)language);
                snprintf(where, sizeof where, "%zu series, %g x %g, language %d", series,
                         frame.width, frame.height, language);
                assert_status(di_fan_layout_init(&sample.data, &frame, 0, &fake, &layout, NULL),
                              DI_OK);
                check_texts(&layout, where);
                di_fan_layout_finish(&layout);
            }
}

static void hover_finds_the_values_of_the_month(void **state)
{
    (void)state;
    static struct fan_sample sample;
    struct di_fan_layout layout;
    const struct di_rect frame = {0, 0, 900, 560};
    fan_sample_fill(&sample, 2, SAMPLE_ENGLISH);
    assert_status(di_fan_layout_init(&sample.data, &frame, 1, &fake, &layout, NULL), DI_OK);
    const double x = di_scale_pixel(&layout.days, sample.day[60]);
    const struct di_hit *hit = di_scene_hit_at(&layout.scene, x, layout.plot.y + 1);
    assert_non_null(hit);
    assert_int_equal(hit->role, DI_HIT_TIME);
    assert_int_equal(hit->index, 60);
    assert_string_equal(hit->title, "2031-01-01");
    assert_int_equal(hit->row_count, 2);
    assert_string_equal(hit->rows[1].label, "Baseline");
    assert_true(layout.values.data_low == 0);
    di_fan_layout_finish(&layout);
}

static bool has_text(const struct di_fan_layout *layout, const char *part)
{
    for (const struct di_scene_item *a = layout->scene.first; a != NULL; a = a->next)
        if (a->kind == DI_SCENE_TEXT && strstr(a->text, part) != NULL)
            return true;
    return false;
}

static void the_chart_says_what_it_shows(void **state)
{
    (void)state;
    static struct fan_sample sample;
    struct di_fan_layout layout;
    const struct di_rect frame = {0, 0, 1600, 1000};
    fan_sample_fill(&sample, 2, SAMPLE_ENGLISH);
    assert_status(di_fan_layout_init(&sample.data, &frame, 1, &fake, &layout, NULL), DI_OK);
    static const char *const said[] = {"fall from 8,200",
                                       "number of children",
                                       "Runs: 200",
                                       "50% of runs",
                                       "90% of runs",
                                       "published",
                                       "illustrative",
                                       "10,000",
                                       "2028",
                                       "Family First",
                                       "1,680",
                                       "National target: 2,000",
                                       "First closures",
                                       "recorded",
                                       "90%: 1,"};
    for (size_t i = 0; i < sizeof said / sizeof said[0]; i++)
        if (!has_text(&layout, said[i]))
            fail_msg("the chart does not say '%s'", said[i]);
    di_fan_layout_finish(&layout);
    memset(&sample.data.finding, 0, sizeof sample.data.finding);
    assert_status(di_fan_layout_init(&sample.data, &frame, 1, &fake, &layout, NULL), DI_OK);
    assert_true(has_text(&layout, "Children living in institutions"));
    di_fan_layout_finish(&layout);
}

static uint32_t draw_below(uint32_t *luck, uint32_t bound)
{
    *luck = *luck * 1664525u + 1013904223u;
    return (*luck >> 8) % bound;
}

static void shake(struct fan_sample *s, uint32_t *luck)
{
    static const char letters[] = "Foster care with a long name and kinship first";
    static char names[DI_FAN_SERIES_MAX][sizeof letters];
    for (size_t k = 0; k < s->data.series_count; k++) {
        const double factor = draw_below(luck, 2000) / 100.0;
        for (size_t q = 0; q < 5; q++)
            for (size_t i = 0; i < SAMPLE_MONTHS; i++)
                s->value[k][q][i] =
                    draw_below(luck, 50) == 0 ? nan("") : s->value[k][q][i] * factor;
        snprintf(names[k], sizeof names[k], "%.*s", 3 + (int)draw_below(luck, 40), letters);
        s->series[k].name = names[k];
    }
    for (size_t i = 0; i < s->data.marker_count; i++)
        s->markers[i].civil_day = s->day[0] + (int32_t)draw_below(luck, 3600);
    s->data.target.value = draw_below(luck, 20000);
}

static void random_charts_keep_their_texts_apart(void **state)
{
    (void)state;
    static struct fan_sample sample;
    uint32_t luck = 2026;
    size_t drawn = 0;
    for (int round = 0; round < 400; round++) {
        struct di_fan_layout layout;
        char where[32];
        const struct di_rect frame = {0, 0, 320 + draw_below(&luck, 1300),
                                      240 + draw_below(&luck, 900)};
        fan_sample_fill(&sample, 1 + draw_below(&luck, DI_FAN_SERIES_MAX),
                        (enum sample_language)draw_below(&luck, 2));
        shake(&sample, &luck);
        snprintf(where, sizeof where, "round %d", round);
        if (di_fan_layout_init(&sample.data, &frame, 0, &fake, &layout, NULL) != DI_OK)
            continue; /* no room at all: said in words, not drawn badly */
        drawn++;
        check_texts(&layout, where);
        di_fan_layout_finish(&layout);
    }
    assert_true(drawn > 350);
}

static void the_description_says_the_same_in_words(void **state)
{
    (void)state;
    static struct fan_sample sample;
    char text[2048], cut[16];
    fan_sample_fill(&sample, 2, SAMPLE_ENGLISH);
    const size_t length = di_fan_describe(&sample.data, text, sizeof text);
    assert_int_equal(length, strlen(text));
    assert_non_null(strstr(text, "Family First: 1,680 on 2036-01-01; 90% of runs lie in 1,"));
    assert_non_null(strstr(text, "National target: 2,000\nRuns: 200."));
    assert_int_equal(di_fan_describe(&sample.data, cut, sizeof cut), length);
    assert_int_equal(strlen(cut), sizeof cut - 1);
    di_fan_title(&sample.data, text, sizeof text);
    assert_string_equal(text, "Children in institutions fall from 8,200 to 1,680 by 2036");
}

static void gaps_and_broken_data_are_told_apart(void **state)
{
    (void)state;
    static struct fan_sample sample;
    struct di_fan_layout layout;
    struct di_error error;
    const struct di_rect frame = {0, 0, 900, 560}, tiny = {0, 0, 100, 80};
    fan_sample_fill(&sample, 2, SAMPLE_ENGLISH);
    for (size_t i = 40; i < 50; i++)
        sample.value[0][2][i] = (double)NAN;
    assert_status(di_fan_layout_init(&sample.data, &frame, 1, &fake, &layout, &error), DI_OK);
    di_fan_layout_finish(&layout);
    assert_status(di_fan_layout_init(&sample.data, &tiny, 1, &fake, &layout, &error),
                  DI_ERR_RANGE);
    sample.value[0][2][60] = HUGE_VAL;
    assert_status(di_fan_layout_init(&sample.data, &frame, 1, &fake, &layout, &error),
                  DI_ERR_INCONSISTENT);
    sample.data.series_count = 0;
    sample.data.published.count = 0;
    assert_status(di_fan_layout_init(&sample.data, &frame, 1, &fake, &layout, &error),
                  DI_ERR_MISSING);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(value_ticks_are_round_and_inside),
        cmocka_unit_test(years_are_1_january_and_keep_apart),
        cmocka_unit_test(pixels_follow_the_data_from_end_to_end),
        cmocka_unit_test(chart_numbers_follow_the_catalogue),
        cmocka_unit_test(labels_move_apart_in_order_and_within_bounds),
        cmocka_unit_test(no_text_is_clipped_or_overlaps_at_any_size),
        cmocka_unit_test(hover_finds_the_values_of_the_month),
        cmocka_unit_test(the_chart_says_what_it_shows),
        cmocka_unit_test(random_charts_keep_their_texts_apart),
        cmocka_unit_test(the_description_says_the_same_in_words),
        cmocka_unit_test(gaps_and_broken_data_are_told_apart),
    };
    return cmocka_run_group_tests_name("viz.layout", tests, NULL, NULL);
}
