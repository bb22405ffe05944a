/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pictures of a calibration say what its folder says, no more and no less: figures from
 * calibration_sample.c. */
#include <math.h>
#include <string.h>

#include "calibration_sample.h"
#include "chart_probe.h"
#include "di_test.h"

static size_t count_markers(const struct di_chart_plan *plan, enum di_shape shape)
{
    size_t count = 0;
    for (const struct di_scene_item *i = plan->scene.first; i != NULL; i = i->next)
        count += i->kind == DI_SCENE_MARKER && i->shape == shape;
    return count;
}

static void a_fit_shows_every_published_figure(void **state)
{
    struct chart_samples samples;
    chart_samples_init(&samples, false);
    struct di_chart_plan plan = chart_probe_plan(&samples, DI_CHART_FIT, 1200, 800);
    assert_string_equal(plan.title, "1 published figure is out of reach of the inputs");
    assert_true(chart_probe_says(&plan, "Children's homes, exits: At home, Adopted"));
    assert_true(chart_probe_says(&plan, "Relatives: entries in the year · North"));
    assert_int_equal(count_markers(&plan, DI_SHAPE_TRIANGLE), 1);
    /* 12 published, of these one out of reach; one of the legend */
    assert_int_equal(count_markers(&plan, DI_SHAPE_CIRCLE), 12);
    const struct di_hit *hit = chart_probe_hit(&plan, DI_HIT_TIME, "gone:2013");
    assert_string_equal(hit->rows[0].value, "80");
    assert_string_equal(hit->rows[1].value, "92");
    assert_string_equal(hit->rows[1].range, "+12");
    assert_string_equal(hit->rows[3].value, "120"); /* the last figure before */
    /* what the new definition adds is no miss: 1150 expected of 900 published, 250 of them new
     */
    hit = chart_probe_hit(&plan, DI_HIT_TIME, "there:2011");
    assert_string_equal(hit->rows[1].value, "900");
    assert_string_equal(hit->rows[1].range, "0.0");
    /* nothing published is no zero */
    hit = chart_probe_hit(&plan, DI_HIT_TIME, "gone:2012");
    assert_string_equal(hit->rows[0].value, "");
    assert_string_equal(hit->rows[2].value, "not published");
    di_chart_plan_finish(&plan);
    chart_samples_finish(&samples);
    (void)state;
}

static void an_unexplained_flow_is_none_where_a_definition_changes(void **state)
{
    struct chart_samples samples;
    chart_samples_init(&samples, false);
    struct di_chart_plan plan = chart_probe_plan(&samples, DI_CHART_UNEXPLAINED, 1200, 800);
    assert_string_equal(plan.title, "Most in 2010: 60 children left without a published exit");
    const struct di_hit *hit = chart_probe_hit(&plan, DI_HIT_BAR, "there:2010");
    assert_string_equal(hit->rows[0].value, "60");
    assert_string_equal(hit->rows[1].value, "30%"); /* of 200 entries */
    hit = chart_probe_hit(&plan, DI_HIT_BAR, "there:2011");
    assert_string_equal(hit->rows[0].value, "no flow");
    di_chart_plan_finish(&plan);
    chart_samples_finish(&samples);
    (void)state;
}

/* A tie is not nearer. */
static void a_holdout_counts_only_what_is_nearer(void **state)
{
    struct chart_samples samples;
    chart_samples_init(&samples, false);
    struct di_chart_plan plan = chart_probe_plan(&samples, DI_CHART_HOLDOUT, 1200, 800);
    assert_string_equal(plan.title, "Nearer than 'the last figure goes on' in 1 of 3 series");
    const struct di_hit *hit = chart_probe_hit(&plan, DI_HIT_BAR, "gone");
    assert_string_equal(hit->rows[0].value, "2.4");
    assert_string_equal(hit->rows[1].value, "8.0");
    di_chart_plan_finish(&plan);
    chart_samples_finish(&samples);
    (void)state;
}

static void a_folder_knows_what_nothing_tells(void **state)
{
    struct chart_samples samples;
    chart_samples_init(&samples, false);
    const struct di_calibration_folder *folder = samples.calibration;
    assert_int_equal(folder->series_count, 4);
    assert_true(folder->series[0].is_hidden);
    assert_false(folder->series[1].is_hidden);
    assert_int_equal(folder->hidden_count, 1);
    assert_string_equal(folder->hidden[0], "/policies/acceptance_share");
    assert_int_equal(folder->known_count, 1);
    assert_false(folder->is_converged);
    assert_true(folder->omits_reentries);
    assert_true(isnan(folder->series[2].holdout_error));
    assert_true(folder->series[3].figures[2].begins_anew);
    assert_false(folder->series[3].figures[1].begins_anew);
    chart_samples_finish(&samples);
    (void)state;
}

/* Two series that would read alike are told apart; places beyond three are counted. */
static void labels_tell_series_apart(void **state)
{
    struct chart_samples samples;
    chart_samples_init(&samples, true);
    const struct di_target_words series[] = {
        {"all_homes", "stock", "homes kin", "", ""},
        {"all_homes_18", "stock", "homes kin", "", ""},
        {"away", "exits", "homes", "home adopted died kin", ""}};
    char labels[3][DI_TARGET_LABEL_MAX];
    di_target_labels(&samples.calibration->names, &samples.catalogue, series, 3, labels);
    assert_string_equal(labels[0],
                        "Детские дома, Опека родственников: детей на конец года (all_homes)");
    assert_string_equal(
        labels[1], "Детские дома, Опека родственников: детей на конец года (all_homes_18)");
    assert_string_equal(labels[2], "Детские дома, выбытия: Дома, Усыновлены и ещё 2");
    chart_samples_finish(&samples);
    (void)state;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_fit_shows_every_published_figure),
        cmocka_unit_test(an_unexplained_flow_is_none_where_a_definition_changes),
        cmocka_unit_test(a_holdout_counts_only_what_is_nearer),
        cmocka_unit_test(a_folder_knows_what_nothing_tells),
        cmocka_unit_test(labels_tell_series_apart),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
