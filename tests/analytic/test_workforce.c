/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From posts to trained workers (MODEL 8.1, 8.5): lags by their laws. */
#include <math.h>
#include <string.h>

#include "country.h"

enum { SEED = 9, RUNS = 10, POSTS = 400 };

#define ROLE(id, members)                                                                      \
    "\"" id "\":{\"kind\":\"generic\",\"turnover_per_year\":0," members "}"
#define WORKERS(id) "\"" id "\":{\"region\":\"r\",\"role\":\"" id "\",\"fte\":0,\"posts\":400}"

static const char text[] =
    "{\"format\":1,\"id\":\"a\",\"horizon\":{\"start\":\"2026-01-01\",\"years\":1},"
    "\"regions\":{\"r\":{\"population_0_17\":1000}},\"entries\":{\"entry_cv\":0},"
    "\"settings\":{\"house\":{\"kind\":\"institution\",\"capacity\":9}},"
    "\"roles\":{" ROLE(
        "chance",
        "\"hire_lag\":90,\"hire_lag_law\":{\"law\":\"exponential\"},"
        "\"training\":0") "," ROLE("course",
                                   "\"hire_lag\":0,\"training\":180,\"training_law\":{\"law\":"
                                   "\"lognormal\","
                                   "\"shape\":0.5}") "," ROLE("observed",
                                                              "\"hire_lag_law\":{\"law\":"
                                                              "\"empirical\",\"sample\":[10,20,"
                                                              "30,200]},"
                                                              "\"training\":0") "," ROLE("fixe"
                                                                                         "d",
                                                                                         "\"hir"
                                                                                         "e_"
                                                                                         "lag\""
                                                                                         ":91,"
                                                                                         "\"tra"
                                                                                         "ining"
                                                                                         "\":0") "},"
                                                                                                 "\"resources\":{\"workers\":{" WORKERS("chance") "," WORKERS(
                                                                                                     "course") "," WORKERS("observed") "," WORKERS("fixed") "}}}";

/* Mean share of the posts of a role that have a trained worker at the end of a quarter. */
static double trained(struct country *country, uint32_t role, uint32_t quarter)
{
    double sum = 0;
    for (uint32_t r = 0; r < RUNS; r++) {
        (void)country_run(country, r, NULL);
        const struct di_work_result *work = &country->result->work;
        sum += (double)work->teams[(size_t)quarter * work->roles + role].active_fte;
    }
    return sum / RUNS / POSTS;
}

static uint32_t role_of(const struct country *country, const char *id)
{
    const struct di_staffing *staffing = &country->model->staffing;
    for (uint32_t i = 0; i < staffing->role_count; i++)
        if (strcmp(staffing->roles[i].name.id, id) == 0)
            return i;
    fail_msg("no role %s", id);
    return 0;
}

static void assert_share(double share, double expected)
{
    const double sd = sqrt(expected * (1 - expected) / (RUNS * POSTS));
    if (fabs(share - expected) >= 4 * sd)
        fail_msg("%g of the posts are filled, not %g", share, expected);
}

/* Days from the start to the ends of the first two quarters: 90 and 181. */
static void posts_are_filled_as_the_laws_say(void **state)
{
    (void)state;
    struct country country;
    country_load(&country, text, SEED);
    assert_share(trained(&country, role_of(&country, "chance"), 0), 1 - exp(-1));
    assert_share(trained(&country, role_of(&country, "chance"), 1), 1 - exp(-181.0 / 90));
    const double z = (log(181.0 / 180) + 0.125) / 0.5; /* mean 180: median 180 exp(-1/8) */
    assert_share(trained(&country, role_of(&country, "course"), 1), 0.5 * erfc(-z / sqrt(2)));
    assert_share(trained(&country, role_of(&country, "observed"), 0), 0.75);
    assert_near(trained(&country, role_of(&country, "observed"), 2), 1, 1e-12);
    assert_near(trained(&country, role_of(&country, "fixed"), 0) + 1, 1, 1e-12);
    assert_near(trained(&country, role_of(&country, "fixed"), 1), 1, 1e-12);
    country_destroy(&country);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(posts_are_filled_as_the_laws_say)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
