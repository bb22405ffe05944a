/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Families through the carer pipeline (V5): every enquiry is an application, every application
 * an approval, at once; families leave at a constant hazard. Nobody is in care. A "year" is a
 * third of the 1096 days of 2026 to 2028, as in selftest_stock.c.
 */
#include "di/message.h"
#include "di/theory_stock.h"

#include "selftest_case.h"

enum { FOSTER = DI_SETTING_BUILTIN_COUNT, THREE_YEARS = 1096 /* days */ };

static const double year = THREE_YEARS / (3 * DI_DAYS_PER_YEAR); /* in years of 365.25 days */

static void build_carers(struct draft *draft, uint32_t variant)
{
    (void)variant;
    const uint16_t region = draft_region(draft, "nation");
    (void)draft_setting(draft, "foster", DI_KIND_FOSTER);
    const uint32_t carers = draft_carers(draft, "families", region, FOSTER, 40, 1);
    struct di_recruitment *recruitment = draft_recruitment(draft, carers, 24 / year);
    recruitment->leave_per_year = 0.12 / year;
}

static void observe_carers(const struct selftest_view *view, double *values)
{
    values[0] = selftest_places(view, DI_PLACE_UNITS, THREE_YEARS);
}

static enum di_status solve_carers(struct selftest_answer *answers)
{
    struct di_theory_stock stock = {0, 0};
    const enum di_status status = di_theory_stock_transient(40, 24, 0.12, 3, &stock);
    answers[0].exact = stock.mean;
    answers[1].exact = stock.variance;
    return status;
}

static const struct selftest_row_plan rows_carers[] = {
    {DI_N_("mean number of families after 3 years"), SELFTEST_MEAN, 0},
    {DI_N_("variance of the number of families after 3 years"), SELFTEST_VARIANCE, 0}};

const struct selftest_case selftest_carers = {
    .id = "V5",
    .configuration =
        DI_N_("carers: 40 families at the start, 24 approved a year without a lag, "
              "each leaves at 0.12 a year"),
    .replications = 2000,
    .variants = 1,
    .row_count = sizeof rows_carers / sizeof rows_carers[0],
    .rows = rows_carers,
    .observation_count = 1,
    .build = build_carers,
    .observe = observe_carers,
    .solve = solve_carers};
