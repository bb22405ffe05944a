/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Waiting for hours (V1, V10): the assessment is the only activity that takes any, places are
 * endless, so a child waits in the institution for a worker and nothing else. A worker does one
 * assessment at a time, so a team of c workers is M/M/c. A unit is 9.13125 days.
 */
#include "di/message.h"
#include "di/theory_queue.h"

#include "selftest_case.h"

enum { INSTITUTION = DI_SETTING_BUILTIN_COUNT, HOME };
enum { ONE_YEAR = 365, TWO_YEARS = 730, EIGHT_YEARS = 2922 };

static const double units_per_year = 40;
static const double unit_days = DI_DAYS_PER_YEAR / 40;
static const double hours_per_day = 4;

static void add_desk(struct draft *draft, double workers, double services_per_unit)
{
    const uint16_t region = draft_region(draft, "nation");
    (void)draft_setting(draft, "institution", DI_KIND_INSTITUTION);
    (void)draft_setting(draft, "group_home", DI_KIND_SGH);
    draft->settings[HOME].in_entry_ladder = false;
    (void)draft_request(draft, INSTITUTION, HOME);
    (void)draft_team(draft, "assessors", region, DI_ROLE_ASSESSOR, workers, hours_per_day);
    struct di_activity_plan *assessment =
        &draft->model->staffing.activities[DI_ACTIVITY_ASSESSMENT];
    assessment->hours = unit_days / services_per_unit * hours_per_day;
    assessment->law.form = DI_WORK_EXPONENTIAL;
}

static double mean_days_there(const struct selftest_view *view, double arrivals_per_unit,
                              int32_t from, int32_t to)
{
    return selftest_child_days(view, INSTITUTION, from, to) / (double)(to - from) /
           arrivals_per_unit;
}

/* ---- V1 ---- */

static const struct di_theory_queue delay = {10, 2.5, 5};

static void build_hours(struct draft *draft, uint32_t variant)
{
    (void)variant;
    draft_horizon(draft, 8);
    add_desk(draft, delay.workers, delay.services_per_year);
    (void)draft_exit(draft, HOME, DI_PATH_INDEPENDENT, DI_SETTING_AGED_OUT, 4);
    (void)draft_reason(draft, "neglect", delay.arrivals_per_year * units_per_year);
}

/* Mean time in the institution is the wait and the assessment itself. */
static void observe_hours(const struct selftest_view *view, double *values)
{
    const struct selftest_work work = selftest_work(view, TWO_YEARS, EIGHT_YEARS);
    values[0] = work.waited / work.started;
    values[1] = work.wait_days / unit_days / work.started;
    values[2] = mean_days_there(view, delay.arrivals_per_year, TWO_YEARS, EIGHT_YEARS);
    values[3] = work.hours_worked / work.hours_available;
}

static enum di_status solve_hours(struct selftest_answer *answers)
{
    struct di_theory_queue_answer answer = {0};
    const enum di_status status = di_theory_queue_delay(&delay, &answer);
    answers[0].exact = answer.wait_probability;
    answers[1].exact = answer.mean_wait_years;
    answers[2].exact = answer.mean_wait_years + 1 / delay.services_per_year;
    answers[3].exact = answer.utilization;
    return status;
}

static const struct selftest_row_plan rows_hours[] = {
    {DI_N_("share of assessments that wait for a worker"), SELFTEST_MEAN, 0},
    {DI_N_("mean wait for a worker, units"), SELFTEST_MEAN, 1},
    {DI_N_("mean time until the decision, units"), SELFTEST_MEAN, 2},
    {DI_N_("hours worked over hours available"), SELFTEST_MEAN, 3}};

const struct selftest_case selftest_hours = {
    .id = "V1",
    .configuration = DI_N_("M/M/c through worker hours: 10 arrivals and 2.5 assessments a unit "
                           "(9.13 days), 5 workers; warm-up 2 of 8 years"),
    .replications = 300,
    .variants = 1,
    .row_count = sizeof rows_hours / sizeof rows_hours[0],
    .rows = rows_hours,
    .observation_count = 4,
    .build = build_hours,
    .observe = observe_hours,
    .solve = solve_hours};

/* ---- V10: a quarter of the placements breaks down, and the child is assessed again ---- */

static const double first_arrivals = 6, desk_services = 3, desk_workers = 4;
static const double deaths = 0.375, breakdowns = 0.125; /* a unit */

static void build_feedback(struct draft *draft, uint32_t variant)
{
    (void)variant;
    draft_horizon(draft, 8);
    add_desk(draft, desk_workers, desk_services);
    (void)draft_exit(draft, HOME, DI_PATH_DIED, DI_SETTING_DIED, deaths * units_per_year);
    (void)draft_exit(draft, HOME, DI_PATH_BREAKDOWN, HOME, breakdowns * units_per_year);
    (void)draft_reason(draft, "neglect", first_arrivals * units_per_year);
}

static void observe_feedback(const struct selftest_view *view, double *values)
{
    const struct selftest_work work = selftest_work(view, TWO_YEARS, EIGHT_YEARS);
    values[0] = work.wait_days / unit_days / work.started;
    values[1] = work.started * unit_days / (EIGHT_YEARS - TWO_YEARS);
}

static enum di_status solve_feedback(struct selftest_answer *answers)
{
    struct di_theory_queue desk = {0, desk_services, (uint32_t)desk_workers};
    struct di_theory_queue_answer answer = {0};
    enum di_status status = di_theory_queue_feedback(
        first_arrivals, breakdowns / (deaths + breakdowns), &desk.arrivals_per_year);
    if (status == DI_OK)
        status = di_theory_queue_delay(&desk, &answer);
    answers[0].exact = answer.mean_wait_years;
    answers[1].exact = desk.arrivals_per_year;
    return status;
}

static const struct selftest_row_plan rows_feedback[] = {
    {DI_N_("mean wait for a worker, units"), SELFTEST_MEAN, 0},
    {DI_N_("assessments a unit, repeats included"), SELFTEST_MEAN, 1}};

const struct selftest_case selftest_feedback = {
    .id = "V10",
    .configuration =
        DI_N_("institution, a desk of 4 workers, group home; a quarter of the placements "
              "breaks down and is assessed again; 6 arrivals and 3 assessments a unit "
              "(9.13 days); warm-up 2 of 8 years"),
    .replications = 300,
    .variants = 1,
    .row_count = sizeof rows_feedback / sizeof rows_feedback[0],
    .rows = rows_feedback,
    .observation_count = 2,
    .build = build_feedback,
    .observe = observe_feedback,
    .solve = solve_feedback};
