/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "di/result.h"

#include "di_test.h"

static struct di_model model_of(int32_t year, int32_t month, int32_t day, int32_t days)
{
    return (struct di_model){.start_civil_day = di_date_from_civil(year, month, day),
                             .horizon_days = days,
                             .age_band_count = 6,
                             .region_count = 2,
                             .setting_count = 12};
}

static void a_scenario_from_new_year_has_whole_quarters_and_months(void **state)
{
    (void)state;
    const struct di_model model = model_of(2007, 1, 1, 365 + 366);
    assert_int_equal(di_model_quarters(&model), 8);
    assert_int_equal(di_model_months(&model), 24);
    assert_int_equal(di_result_quarter_first_day(&model, 0), 0);
    assert_int_equal(di_result_quarter_first_day(&model, 1), 90);
    assert_int_equal(di_result_quarter_first_day(&model, 4), 365);
    assert_int_equal(di_result_quarter_first_day(&model, 8), 731);
    assert_int_equal(di_result_month_first_day(&model, 14), 365 + 31 + 29);
}

static void a_scenario_from_mid_quarter_has_cut_edges(void **state)
{
    (void)state;
    const struct di_model model = model_of(2026, 2, 15, 365);
    assert_int_equal(di_model_quarters(&model), 5);
    assert_int_equal(di_model_months(&model), 13);
    assert_int_equal(di_result_quarter_first_day(&model, 0), 0);
    assert_int_equal(di_result_quarter_first_day(&model, 1), 14 + 31);
    assert_int_equal(di_result_quarter_first_day(&model, 5), 365);
    assert_int_equal(di_result_month_first_day(&model, 1), 14);
}

static void every_person_of_a_margin_is_counted_once_per_dimension(void **state)
{
    (void)state;
    const struct di_model model = model_of(2026, 1, 1, 365);
    struct di_result *result = NULL;
    assert_status(di_result_create(&model, false, &result), DI_OK);
    uint32_t cells[4], hits[13] = {0};
    assert_int_equal(result->dims.cells, 12);
    for (uint32_t band = 0; band < 6; band++)
        for (uint32_t sex = 0; sex < 2; sex++)
            for (uint32_t disability = 0; disability < 3; disability++) {
                const uint32_t n = di_result_cells(&result->dims, band, sex, disability, cells);
                for (uint32_t i = 0; i < n; i++)
                    hits[cells[i]]++;
            }
    assert_int_equal(hits[0], 30);
    assert_int_equal(hits[1], 6);
    for (uint32_t band = 0; band < 5; band++)
        assert_int_equal(hits[2 + band], 6);
    assert_int_equal(hits[7], 15);
    assert_int_equal(hits[8], 15);
    for (uint32_t disability = 0; disability < 3; disability++)
        assert_int_equal(hits[9 + disability], 10);
    di_result_destroy(result);
}

static void full_splits_give_each_kind_of_person_a_cell(void **state)
{
    (void)state;
    const struct di_model model = model_of(2026, 1, 1, 365);
    struct di_result *result = NULL;
    assert_status(di_result_create(&model, true, &result), DI_OK);
    uint32_t cells[4], next = 0;
    for (uint32_t band = 0; band < 6; band++)
        for (uint32_t sex = 0; sex < 2; sex++)
            for (uint32_t disability = 0; disability < 3; disability++) {
                assert_int_equal(di_result_cells(&result->dims, band, sex, disability, cells),
                                 1);
                assert_int_equal(cells[0], next++);
            }
    assert_int_equal(next, result->dims.cells);
    di_result_destroy(result);
    di_result_destroy(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_scenario_from_new_year_has_whole_quarters_and_months),
        cmocka_unit_test(a_scenario_from_mid_quarter_has_cut_edges),
        cmocka_unit_test(every_person_of_a_margin_is_counted_once_per_dimension),
        cmocka_unit_test(full_splits_give_each_kind_of_person_a_cell),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
