/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Quarters of a plan are counted from the scenario's start; what is planned by calendar
 * quarters comes with the next of those, never before the plan has it. */
#include "di/time.h"

#include "di_test.h"
#include "plan_book.h"

static const struct {
    int32_t year, month, day; /* start */
    uint32_t quarter;
    const char *begins, *calendar, *id, *label;
} cases[] = {
    {2026, 1, 1, 0, "2026-01-01", "2026-01-01", "2026_q1", "2026"},
    {2026, 1, 1, 7, "2027-10-01", "2027-10-01", "2027_q4", "2027"},
    {2026, 7, 1, 0, "2026-07-01", "2026-07-01", "2026_q3", "2026/27"},
    {2026, 8, 10, 0, "2026-08-10", "2026-10-01", "2026_q4", "2026/27"},
    {2026, 8, 10, 3, "2027-05-10", "2027-07-01", "2027_q3", "2026/27"},
    {2026, 2, 1, 0, "2026-02-01", "2026-04-01", "2026_q2", "2026/27"},
    {2026, 11, 15, 1, "2027-02-15", "2027-04-01", "2027_q2", "2026/27"},
    {2025, 11, 30, 1, "2026-02-28", "2026-04-01", "2026_q2", "2025/26"},
    {2099, 12, 31, 0, "2099-12-31", "2100-01-01", "2100_q1", "2099/00"},
};

static void quarters_begin_where_the_scenario_does(void **state)
{
    (void)state;
    for (size_t n = 0; n < sizeof cases / sizeof cases[0]; n++) {
        const struct di_model model = {
            .start_civil_day = di_date_from_civil(cases[n].year, cases[n].month, cases[n].day)};
        char text[16];
        di_date_format(di_plan_book_quarter_day(&model, cases[n].quarter), text);
        assert_string_equal(text, cases[n].begins);
        di_date_format(di_plan_book_calendar_day(&model, cases[n].quarter), text);
        assert_string_equal(text, cases[n].calendar);
        di_plan_book_quarter_id(&model, cases[n].quarter, text);
        assert_string_equal(text, cases[n].id);
        di_plan_book_year(&model, cases[n].quarter / 4, text);
        assert_string_equal(text, cases[n].label);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(quarters_begin_where_the_scenario_does),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
