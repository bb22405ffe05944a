/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Elapsed stays of residents against the stationary, length-biased law (V9). */
#include <stdlib.h>

#include "di/warm_start.h"

#include "di_test.h"
#include "plain_model.h"

#define RESIDENTS 40000

/* Mean and standard error of the elapsed stay of a stationary stock. */
static void elapsed_moments(struct plain_model *plain, double *mean_out, double *error_out)
{
    plain->model.policies.ageing = false;
    struct di_margin *margin = plain_margin(plain, 1, DI_DIMENSION_SETTING, DI_DIMENSIONS);
    plain_leaf(plain, margin, PLAIN_HOME, 0, RESIDENTS);
    struct di_diagnostics diagnostics;
    di_diagnostics_init(&diagnostics);
    struct di_warm_start *start = NULL;
    assert_status(di_warm_start_prepare(&plain->model, &diagnostics, &start, NULL), DI_OK);
    struct di_resident *residents = calloc(RESIDENTS, sizeof *residents);
    uint64_t count;
    di_warm_start_draw(start, 3, 0, residents, &count);
    assert_int_equal(count, RESIDENTS);
    double sum = 0.0;
    double squares = 0.0;
    for (uint64_t i = 0; i < count; i++) {
        sum += residents[i].elapsed_years;
        squares += residents[i].elapsed_years * residents[i].elapsed_years;
    }
    *mean_out = sum / RESIDENTS;
    *error_out = sqrt((squares / RESIDENTS - *mean_out * *mean_out) / RESIDENTS);
    free(residents);
    di_diagnostics_finish(&diagnostics);
    di_warm_start_destroy(start);
}

static void weibull_stays_are_length_biased(void **state)
{
    (void)state;
    static struct plain_model plain;
    plain_model_init(&plain);
    plain_weibull(&plain, PLAIN_HOME, DI_PATH_HOME, DI_SETTING_HOME_CLOSED, 0.7, 3.0);
    double mean;
    double error;
    elapsed_moments(&plain, &mean, &error);
    /* E[S^2] / (2 E[S]) = c Gamma(1 + 2/k) / (2 Gamma(1 + 1/k)) */
    const double expected = 3.0 * tgamma(1.0 + 2.0 / 0.7) / (2.0 * tgamma(1.0 + 1.0 / 0.7));
    if (!(fabs(mean - expected) <= 4.0 * error)) {
        fail_msg("mean elapsed %g, expected %g, standard error %g", mean, expected, error);
    }
}

static void exponential_stays_have_no_memory(void **state)
{
    (void)state;
    static struct plain_model plain;
    plain_model_init(&plain);
    plain_constant(&plain, PLAIN_HOME, DI_PATH_HOME, DI_SETTING_HOME_CLOSED, 0.25);
    double mean;
    double error;
    elapsed_moments(&plain, &mean, &error);
    if (!(fabs(mean - 4.0) <= 4.0 * error)) {
        fail_msg("mean elapsed %g, expected 4, standard error %g", mean, error);
    }
}

static void historic_exits_replace_pathways_by_request(void **state)
{
    (void)state;
    static struct plain_model plain;
    plain_model_init(&plain);
    struct di_pathway *pathway =
        plain_weibull(&plain, PLAIN_HOME, DI_PATH_HOME, DI_SETTING_HOME_CLOSED, 0.7, 3.0);
    pathway->mode = plain_series(&plain, DI_MODE_BY_REQUEST);
    pathway->historic_exit = 0.5;
    double mean;
    double error;
    elapsed_moments(&plain, &mean, &error);
    if (!(fabs(mean - 2.0) <= 4.0 * error)) {
        fail_msg("mean elapsed %g, expected 2, standard error %g", mean, error);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(weibull_stays_are_length_biased),
        cmocka_unit_test(exponential_stays_have_no_memory),
        cmocka_unit_test(historic_exits_replace_pathways_by_request),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
