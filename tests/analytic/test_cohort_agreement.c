/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The simulator against expected stocks and flows (MODEL 1): on random countries without limits
 * and with all pathways by rate, means over replications equal the cohort computation. */
#include <stdlib.h>

#include "di/cohort.h"
#include "di/experiment.h"

#include "cohort_moves.h"
#include "di_test.h"
#include "random_model.h"
#include "test_scale.h"

enum { COUNTRIES = 4, REPLICATIONS = 100 };

/* What the cohort computation may be off by: a thousandth, and rounding near zero. */
static const double allowed_relative = 2e-3;
static const double allowed_children = 0.05;
static const double allowed_errors = 4.5; /* of some hundred comparisons a run */

struct comparison {
    uint64_t seed;
    const struct di_model *model;
    const struct di_cohort *cohort;
    const struct di_replication_set *set;
    uint32_t failed, count;
};

static void compare(struct comparison *comparison, double expected, const double *values,
                    const char *what, uint32_t quarter)
{
    double scratch[REPLICATIONS];
    struct di_summary summary;
    di_summary_compute(values, comparison->set->count, scratch, &summary);
    const double error = summary.sd / sqrt((double)summary.n);
    comparison->count++;
    if (fabs(summary.mean - expected) <=
        allowed_errors * error + allowed_relative * fabs(expected) + allowed_children)
        return;
    comparison->failed++;
    print_error("country %llu, quarter %u, %s: expected %.4f, simulated %.4f, standard error "
                "%.4f\n",
                (unsigned long long)comparison->seed, quarter, what, expected, summary.mean,
                error);
}

static double stock_of(const struct di_result *result, uint32_t quarter, uint32_t setting)
{
    double stock = 0;
    for (uint32_t r = 0; r < result->dims.regions; r++)
        for (uint32_t adult = 0; adult < 2; adult++)
            stock +=
                result->stock[di_result_stock_index(&result->dims, quarter, r, setting, adult)];
    return stock;
}

static void compare_stocks(struct comparison *comparison, uint32_t quarter)
{
    for (uint32_t s = 0; s < comparison->model->setting_count; s++) {
        double values[REPLICATIONS], expected = 0;
        if (!di_kind_is_formal_care(comparison->model->settings[s].kind))
            continue;
        for (uint32_t r = 0; r < comparison->cohort->regions; r++)
            for (uint32_t adult = 0; adult < 2; adult++)
                expected +=
                    comparison->cohort
                        ->stock[di_cohort_index(comparison->cohort, quarter, r, s, adult)];
        for (uint32_t i = 0; i < comparison->set->count; i++)
            values[i] = stock_of(comparison->set->results[i], quarter, s);
        compare(comparison, expected, values, comparison->model->settings[s].name.id, quarter);
    }
}

static double moves_of(const struct di_result *result, uint16_t from, uint16_t to)
{
    double moves = 0;
    for (uint32_t f = 0; f < result->flow_count; f++)
        if ((from == DI_NONE || result->flows[f].key.from == from) &&
            (to == DI_NONE || result->flows[f].key.to == to))
            for (uint32_t e = result->flows[f].first;
                 e < result->flows[f].first + result->flows[f].count; e++)
                if (di_result_cell_is_everyone(&result->dims, result->entries[e].cell))
                    moves += result->entries[e].count;
    return moves;
}

static void compare_moves(struct comparison *comparison, uint16_t from, uint16_t to,
                          const char *what)
{
    double values[REPLICATIONS];
    const uint32_t quarters = comparison->cohort->quarters;
    for (uint32_t i = 0; i < comparison->set->count; i++)
        values[i] = moves_of(comparison->set->results[i], from, to);
    compare(comparison, cohort_moves(comparison->cohort, from, to, 0, quarters), values, what,
            quarters - 1);
}

static void compare_all(struct comparison *comparison)
{
    for (uint32_t quarter = 0; quarter < comparison->cohort->quarters; quarter += 4)
        compare_stocks(comparison, quarter);
    compare_stocks(comparison, comparison->cohort->quarters - 1);
    compare_moves(comparison, DI_FROM_OUTSIDE_NEW, DI_NONE, "first entries");
    compare_moves(comparison, DI_FROM_OUTSIDE_RETURN, DI_NONE, "re-entries");
    compare_moves(comparison, DI_SETTING_UNEXPLAINED_IN, DI_NONE, "unexplained entries");
    compare_moves(comparison, DI_NONE, DI_SETTING_UNEXPLAINED_OUT, "unexplained exits");
    for (uint16_t s = 0; s < comparison->model->setting_count; s++)
        if (di_kind_is_formal_care(comparison->model->settings[s].kind)) {
            compare_moves(comparison, DI_FROM_OUTSIDE_NEW, s, "first entries to a setting");
            compare_moves(comparison, DI_FROM_OUTSIDE_RETURN, s, "re-entries to a setting");
        }
    for (uint16_t s = DI_SETTING_HOME_CLOSED; s <= DI_SETTING_DIED; s++)
        compare_moves(comparison, DI_NONE, s, comparison->model->settings[s].name.id);
}

static void compare_country(struct comparison *comparison)
{
    const struct random_model_options options = {.seed = comparison->seed,
                                                 .expected = true,
                                                 .unexplained = true,
                                                 .unexplained_per_year = 60};
    struct di_model *model = random_model_create(&options);
    struct di_diagnostics diagnostics;
    struct di_warm_start *start = NULL;
    struct di_cohort *cohort = NULL;
    struct di_replication_set *set = NULL;
    struct di_cohort_options cohort_options;
    struct di_experiment_options run_options;
    di_diagnostics_init(&diagnostics);
    di_cohort_options_defaults(&cohort_options);
    di_experiment_options_defaults(&run_options);
    run_options.replications = REPLICATIONS;
    run_options.threads = 2;
    assert_non_null(model);
    assert_status(di_warm_start_prepare(model, &diagnostics, &start, NULL), DI_OK);
    assert_status(di_cohort_run(model, start, &cohort_options, &cohort, NULL), DI_OK);
    assert_status(di_experiment_run(model, start, &run_options, &set, NULL), DI_OK);
    comparison->model = model;
    comparison->cohort = cohort;
    comparison->set = set;
    compare_all(comparison);
    di_replication_set_destroy(set);
    di_cohort_destroy(cohort);
    di_warm_start_destroy(start);
    di_diagnostics_finish(&diagnostics);
    di_model_destroy(model);
}

static void simulated_means_are_the_expected_numbers(void **state)
{
    (void)state;
    struct comparison comparison = {.seed = 0};
    for (uint32_t i = 0; i < test_cases(COUNTRIES); i++) {
        comparison.seed = i + 1;
        compare_country(&comparison);
    }
    assert_int_equal(comparison.failed, 0);
    assert_true(comparison.count >= 40);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(simulated_means_are_the_expected_numbers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
