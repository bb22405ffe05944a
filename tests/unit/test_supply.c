/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Beds that fill themselves, against the law of independent beds. */
#include "di_test.h"
#include "draft_run.h"

enum { HOMES = DI_SETTING_BUILTIN_COUNT, BEDS = 10, LAST = 3 };

/* One region, one reason without entries of its own, ten beds; nobody leaves. */
static struct draft_run run_beds(double per_year, double age_from_years, uint32_t replication)
{
    struct draft draft;
    draft_begin(&draft, 2026, 1);
    const uint16_t region = draft_region(&draft, "nation");
    const uint16_t reason = draft_reason(&draft, "poverty", 0); /* children of 8 */
    const uint16_t homes = draft_setting(&draft, "homes", DI_KIND_SGH);
    (void)draft_institution(&draft, "house", region, homes, BEDS);
    draft.settings[homes].supply_response_per_year = per_year;
    draft.settings[homes].supply_reason = reason;
    draft.settings[homes].age_from_years = age_from_years;
    return draft_run(&draft, replication);
}

/* Each empty bed fills at rate r, apart from the others: binomial(10, 1 - exp(-r t)). */
static void each_empty_bed_fills_at_its_rate(void **state)
{
    enum { REPLICATIONS = 400 };
    (void)state;
    double sum = 0;
    for (uint32_t i = 0; i < REPLICATIONS; i++) {
        struct draft_run run = run_beds(2, 0, i);
        sum += draft_run_stock(&run, LAST, HOMES);
        draft_run_finish(&run);
    }
    const double filled = 1 - exp(-2 * 365 / 365.25);
    const double se = sqrt(BEDS * filled * (1 - filled) / REPLICATIONS);
    assert_true(fabs(sum / REPLICATIONS - BEDS * filled) <= 4 * se);
}

static void beds_draw_nobody_unless_asked(void **state)
{
    (void)state;
    struct draft_run run = run_beds(0, 0, 0);
    assert_int_equal(draft_run_stock(&run, LAST, HOMES), 0);
    draft_run_finish(&run);
}

static void a_child_whom_no_bed_admits_does_not_come(void **state)
{
    (void)state;
    struct draft_run run = run_beds(20, 12, 0);
    assert_int_equal(draft_run_stock(&run, LAST, HOMES), 0);
    assert_int_equal(draft_run_stock(&run, LAST, DI_SETTING_UNPLACED), 0);
    draft_run_finish(&run);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_empty_bed_fills_at_its_rate),
        cmocka_unit_test(beds_draw_nobody_unless_asked),
        cmocka_unit_test(a_child_whom_no_bed_admits_does_not_come),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
