/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "di/hazard.h"
#include "di/kind.h"
#include "di/model.h"

#include "di_test.h"

static const double from_years[] = {0, 1, 4};
static const double rates[] = {0.5, 0, 0.1};

static struct di_hazard piecewise(void)
{
    return (struct di_hazard){.form = DI_HAZARD_PIECEWISE,
                              .pieces = 3,
                              .from_years = from_years,
                              .rate_per_year = rates};
}

static struct di_hazard weibull(double shape, double scale_years)
{
    return (struct di_hazard){
        .form = DI_HAZARD_WEIBULL, .shape = shape, .scale_years = scale_years};
}

static void assert_round_trip(const struct di_hazard *hazard)
{
    static const double elapsed[] = {0, 0.3, 1, 2.5, 4, 17.2};
    static const double factors[] = {0.01, 1, 7.5};
    static const double exponentials[] = {1e-9, 0.02, 0.7, 5};
    for (size_t i = 0; i < 6; i++)
        for (size_t j = 0; j < 3; j++)
            for (size_t k = 0; k < 4; k++) {
                const double u = elapsed[i];
                const double v = di_hazard_invert(hazard, u, factors[j], exponentials[k]);
                assert_true(v >= u && v < HUGE_VAL);
                const double used =
                    di_hazard_cumulative(hazard, v) - di_hazard_cumulative(hazard, u);
                assert_true(fabs(used * factors[j] - exponentials[k]) < 1e-9);
            }
}

static void inversion_uses_up_exactly_the_exponential(void **state)
{
    (void)state;
    const struct di_hazard hazards[] = {piecewise(), weibull(0.7, 3), weibull(1, 2),
                                        weibull(2.5, 8)};
    for (size_t i = 0; i < 4; i++)
        assert_round_trip(&hazards[i]);
}

static void a_gap_without_hazard_is_stepped_over(void **state)
{
    (void)state;
    const struct di_hazard hazard = piecewise();
    assert_near(di_hazard_cumulative(&hazard, 1), 0.5, 1e-15);
    assert_near(di_hazard_cumulative(&hazard, 3), 0.5, 1e-15);
    assert_near(di_hazard_cumulative(&hazard, 6), 0.7, 1e-15);
    assert_near(di_hazard_invert(&hazard, 0, 1, 0.6), 5, 1e-12);
    assert_near(di_hazard_invert(&hazard, 0, 1, 0.5), 1, 1e-12);
    assert_true(di_hazard_rate(&hazard, 0.999) == 0.5);
    assert_true(di_hazard_rate(&hazard, 1) == 0);
    assert_true(di_hazard_rate(&hazard, 100) == 0.1);
}

static void no_hazard_never_fires(void **state)
{
    (void)state;
    static const double zero[] = {0};
    const struct di_hazard never = {.pieces = 1, .from_years = zero, .rate_per_year = zero};
    const struct di_hazard hazard = piecewise();
    assert_true(isinf(di_hazard_invert(&never, 0, 1, 0.1)));
    assert_true(isinf(di_hazard_invert(&hazard, 0, 0, 0.1)));
    assert_true(di_hazard_invert(&hazard, 2, 0, 0) == 2);
}

static void a_weibull_of_shape_one_is_constant(void **state)
{
    (void)state;
    const struct di_hazard hazard = weibull(1, 4);
    assert_near(di_hazard_rate(&hazard, 3), 0.25, 1e-15);
    assert_near(di_hazard_invert(&hazard, 2, 1, 1), 6, 1e-12);
}

static void a_step_holds_from_its_day(void **state)
{
    (void)state;
    static const int32_t day[] = {INT32_MIN, 0, 10, 20};
    static const double value[] = {1, 2, 3, 4};
    const struct di_series series = {4, day, value};
    assert_true(di_series_at(&series, -5) == 1);
    assert_true(di_series_at(&series, 0) == 2);
    assert_true(di_series_at(&series, 9) == 2);
    assert_true(di_series_at(&series, 10) == 3);
    assert_true(di_series_at(&series, INT32_MAX) == 4);
    assert_int_equal(di_series_step(&series, INT32_MIN), 0);
}

static void multipliers_of_a_person_multiply(void **state)
{
    (void)state;
    static const int32_t day[] = {INT32_MIN};
    static const double value[] = {0.5};
    static const double by_age[] = {1, 2, 3}, by_disability[] = {1, 1, 10};
    static const double cuts[] = {1, 3}, by_years[] = {1, 0.5, 0.25};
    const struct di_quantity quantity = {.series = {1, day, value},
                                         .by_age_band = by_age,
                                         .by_disability = by_disability,
                                         .years_in_care_cuts = 2,
                                         .years_in_care = cuts,
                                         .by_years_in_care = by_years};
    const struct di_person person = {
        .age_band = 1, .disability = DI_DISABILITY_SEVERE, .years_in_care = 1};
    assert_near(di_quantity_at(&quantity, 5, &person), 0.5 * 2 * 10 * 0.5, 1e-15);
    const struct di_quantity plain = {.series = {1, day, value}};
    assert_true(di_quantity_factor(&plain, &person) == 1);
}

static void kinds_are_grouped_as_the_model_says(void **state)
{
    (void)state;
    assert_string_equal(di_kind_id(DI_KIND_SGH), "sgh");
    assert_true(di_kind_is_residential(DI_KIND_SGH));
    assert_false(di_kind_is_family_based(DI_KIND_SGH));
    assert_true(di_kind_is_family_based(DI_KIND_KINSHIP));
    assert_false(di_kind_is_foster(DI_KIND_KINSHIP));
    assert_true(di_kind_is_foster(DI_KIND_EMERGENCY_FOSTER));
    assert_true(di_kind_is_formal_care(DI_KIND_UNPLACED));
    assert_true(di_kind_is_absorbing(DI_KIND_HOME_CLOSED));
    assert_false(di_kind_is_absorbing(DI_KIND_REUNIFIED_MONITORED));
}

static void an_age_falls_into_the_band_that_starts_at_it(void **state)
{
    (void)state;
    struct di_model *model = di_model_create();
    assert_non_null(model);
    static const double from[] = {0, 3, 7, 12, 15, 18};
    model->age_band_count = 6;
    for (size_t i = 0; i < 6; i++)
        model->age_band_from[i] = from[i];
    assert_int_equal(di_model_age_band(model, 0), 0);
    assert_int_equal(di_model_age_band(model, 2.999), 0);
    assert_int_equal(di_model_age_band(model, 3), 1);
    assert_int_equal(di_model_age_band(model, 17.9), 4);
    assert_int_equal(di_model_age_band(model, 40), 5);
    di_model_destroy(model);
    di_model_destroy(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(inversion_uses_up_exactly_the_exponential),
        cmocka_unit_test(a_gap_without_hazard_is_stepped_over),
        cmocka_unit_test(no_hazard_never_fires),
        cmocka_unit_test(a_weibull_of_shape_one_is_constant),
        cmocka_unit_test(a_step_holds_from_its_day),
        cmocka_unit_test(multipliers_of_a_person_multiply),
        cmocka_unit_test(kinds_are_grouped_as_the_model_says),
        cmocka_unit_test(an_age_falls_into_the_band_that_starts_at_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
