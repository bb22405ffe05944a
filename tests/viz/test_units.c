/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a fan chart says its numbers are: unit, period, percent, money; and where yearly points
 * lie. */
#include <string.h>

#include "di/chart_plan.h"

#include "chart_probe.h"
#include "di_test.h"

/* The description of `indicator` holds every one of `words`. */
static void tells(const char *indicator, const char *const words[3])
{
    static const struct di_rect frame = {0, 0, 1200, 800};
    struct chart_samples samples;
    struct di_chart_request request;
    struct di_chart_plan plan;
    chart_samples_init(&samples, false);
    samples.results.currency = samples.base_results.currency = "EUR";
    chart_samples_request(&samples, &request);
    request.kind = DI_CHART_FAN;
    request.indicator = indicator;
    assert_status(di_chart_plan_init(&request, &frame, &chart_probe_measure, &plan, NULL),
                  DI_OK);
    for (size_t i = 0; i < 3; i++)
        if (strstr(plan.description, words[i]) == NULL)
            fail_msg("%s: no '%s' in: %s", indicator, words[i], plan.description);
    di_chart_plan_finish(&plan);
    chart_samples_finish(&samples);
}

/* 18 million spent in the end; requests and days are no children, shares are in percent. */
static void numbers_are_called_by_their_unit(void **state)
{
    (void)state;
    tells(
        "K1r_residential_stock",
        (const char *const[]){"Number of children at the end of each", "on 2027-12-31", "50"});
    tells("K18_cost_cumulative", (const char *const[]){"million EUR at the end of each quarter",
                                                       "18.0", "on 2027-12-31"});
    tells("K10_requests", (const char *const[]){"Number of requests a year", "120", "in 2027"});
    tells("K10_wait_p50", (const char *const[]){"Number of days, by year", "90", "in 2027"});
    tells("K10_placed_90d_share", (const char *const[]){"Percent, by year", ".0", "in 2027"});
    tells("K4_family_based_share",
          (const char *const[]){"Percent, by quarter", "75.0", "on 2027-12-31"});
}

/* Enough places in number are not enough if children wait beside them. */
static void children_who_wait_beside_free_places_are_told(void **state)
{
    (void)state;
    struct chart_samples samples;
    chart_samples_init(&samples, false);
    struct di_csv_table *table = samples.scenario->table[DI_TABLE_RESOURCES];
    const size_t supply = di_csv_table_column(table, "supply");
    for (size_t row = 0; row < table->row_count; row++)
        table->number[row * table->column_count + supply] = 1e4;
    struct di_chart_plan plan = chart_probe_plan(&samples, DI_CHART_HEATMAP, 1200, 800);
    assert_string_equal(plan.title,
                        "Foster care: enough in number, yet children wait: look whom they fit");
    di_chart_plan_finish(&plan);
    plan = chart_probe_plan(&samples, DI_CHART_GAPS, 1200, 800);
    assert_string_equal(plan.title,
                        "Places are enough in number, yet children wait: look whom they fit");
    di_chart_plan_finish(&plan);
    chart_samples_finish(&samples);
}

/* Who has too small a picture reads how large it must be. */
static void a_picture_too_small_says_what_it_needs(void **state)
{
    (void)state;
    struct chart_samples samples;
    chart_samples_init(&samples, false);
    struct di_chart_plan plan = chart_probe_plan(&samples, DI_CHART_MULTIPLES, 420, 160);
    assert_false(plan.has_data);
    assert_non_null(strstr(plan.description, "at this size: it needs about 420 by "));
    di_chart_plan_finish(&plan);
    chart_samples_finish(&samples);
}

/* The area of a role with this number, which must be there. */
static const struct di_hit *hit_of(const struct di_chart_plan *plan, enum di_hit_role role,
                                   uint32_t index)
{
    const struct di_hit *hit = plan->scene.first_hit;
    while (hit != NULL && (hit->role != role || hit->index != index))
        hit = hit->next;
    assert_non_null(hit);
    return hit;
}

static double middle_of(const struct di_hit *hit)
{
    return hit->rect.x + hit->rect.width / 2;
}

/* A published share is in percent, and money in millions, as the lines are; what is published
 * of a year stands in its middle, where the line has its point. */
static void published_values_stand_as_the_lines_do(void **state)
{
    (void)state;
    static const struct {
        const char *indicator;
        double values[2];
        const char *shown;
        bool is_yearly;
    } cases[] = {{"K4_family_based_share", {0.4, 0.45}, "40.0", false},
                 {"K10_placed_90d_share", {0.4, 0.45}, "40.0", true},
                 {"K10_requests", {90, 95}, "90", true},
                 {"K18_cost_cumulative", {4e6, 9e6}, "4.0", false}};
    static const int32_t years[] = {2026, 2027};
    for (size_t n = 0; n < sizeof cases / sizeof cases[0]; n++) {
        const struct di_rect frame = {0, 0, 1200, 800};
        struct di_results_published published = {"p",   cases[n].indicator, "office", 2,
                                                 years, cases[n].values};
        struct chart_samples samples;
        struct di_chart_request request;
        struct di_chart_plan plan;
        chart_samples_init(&samples, false);
        samples.results.published = &published;
        samples.results.currency = samples.base_results.currency = "EUR";
        chart_samples_request(&samples, &request);
        request.kind = DI_CHART_FAN;
        request.indicator = cases[n].indicator;
        assert_status(di_chart_plan_init(&request, &frame, &chart_probe_measure, &plan, NULL),
                      DI_OK);
        const struct di_hit *first = hit_of(&plan, DI_HIT_PUBLISHED, 0);
        const struct di_rect column = hit_of(&plan, DI_HIT_TIME, 0)->rect;
        assert_string_equal(first->rows[0].value, cases[n].shown);
        if (cases[n].is_yearly) /* columns of points meet half-way between them */
            assert_near((middle_of(first) + middle_of(hit_of(&plan, DI_HIT_PUBLISHED, 1))) / 2,
                        column.x + column.width, 1e-6);
        di_chart_plan_finish(&plan);
        chart_samples_finish(&samples);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_are_called_by_their_unit),
        cmocka_unit_test(published_values_stand_as_the_lines_do),
        cmocka_unit_test(children_who_wait_beside_free_places_are_told),
        cmocka_unit_test(a_picture_too_small_says_what_it_needs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
