/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Waiting for places (V1, V4, V6) and being refused one (V2), in the long run: the time after a
 * stated warm-up is counted, replications are the unit.
 *
 * Waiting is not a state: a child waits in the institution, or unplaced, until a family has a
 * place. Nobody is there for any other reason in these cases, so the mean wait is the mean
 * number there over the known arrivals (Little's law), exact child-days over exact days.
 */
#include <math.h>

#include "di/message.h"
#include "di/theory_queue.h"

#include "selftest_case.h"

enum { INSTITUTION = DI_SETTING_BUILTIN_COUNT, FOSTER };
enum {
    ONE_YEAR = 365,
    TWO_YEARS = 730,
    THREE_YEARS = 1096,
    FOUR_YEARS = 1461,
    EIGHT_YEARS = 2922
};

/* V1, V2 and V6 are in units of 9.13125 days, V4 in days. */
static const double units_per_year = 40;
static const double unit_days = DI_DAYS_PER_YEAR / 40;

/* An endless institution whose residents ask for foster families of one place each. */
static uint16_t add_queue(struct draft *draft, double families, double services_per_year)
{
    const uint16_t region = draft_region(draft, "nation");
    (void)draft_setting(draft, "institution", DI_KIND_INSTITUTION);
    (void)draft_setting(draft, "foster_care", DI_KIND_FOSTER);
    draft->settings[FOSTER].in_entry_ladder = false;
    (void)draft_carers(draft, "families", region, FOSTER, families, 1);
    (void)draft_request(draft, INSTITUTION, FOSTER);
    (void)draft_exit(draft, FOSTER, DI_PATH_INDEPENDENT, DI_SETTING_AGED_OUT,
                     services_per_year);
    return region;
}

/* ---- V1 ---- */

static const struct di_theory_queue delay = {10, 2.5, 5};

static void build_delay(struct draft *draft, uint32_t variant)
{
    (void)variant;
    draft_horizon(draft, 8);
    (void)add_queue(draft, delay.workers, delay.services_per_year * units_per_year);
    (void)draft_reason(draft, "neglect", delay.arrivals_per_year * units_per_year);
}

static void observe_delay(const struct selftest_view *view, double *values)
{
    const double days = EIGHT_YEARS - TWO_YEARS;
    values[0] = selftest_child_days(view, INSTITUTION, TWO_YEARS, EIGHT_YEARS) / days /
                delay.arrivals_per_year;
    values[1] = selftest_child_days(view, FOSTER, TWO_YEARS, EIGHT_YEARS) / days;
}

static enum di_status solve_delay(struct selftest_answer *answers)
{
    struct di_theory_queue_answer answer = {0};
    const enum di_status status = di_theory_queue_delay(&delay, &answer);
    answers[0].exact = answer.mean_wait_years;
    answers[1].exact = answer.utilization * delay.workers;
    return status;
}

static const struct selftest_row_plan rows_delay[] = {
    {DI_N_("mean wait for a family, units"), SELFTEST_MEAN, 0},
    {DI_N_("families in use"), SELFTEST_MEAN, 1}};

const struct selftest_case selftest_delay = {
    .id = "V1_places",
    .configuration =
        DI_N_("M/M/c through the places queue: 10 arrivals and 2.5 services a unit "
              "(9.13 days), 5 families; warm-up 2 of 8 years"),
    .replications = 300,
    .variants = 1,
    .row_count = sizeof rows_delay / sizeof rows_delay[0],
    .rows = rows_delay,
    .observation_count = 2,
    .build = build_delay,
    .observe = observe_delay,
    .solve = solve_delay};

/* ---- V2 ---- */

enum { REFUSAL_PLACES = 25, REFUSAL_LOAD = 20 };
static const double refusal_arrivals = 400; /* a year */

static void build_refusal(struct draft *draft, uint32_t variant)
{
    (void)variant;
    draft_horizon(draft, 4);
    (void)draft_region(draft, "nation");
    const uint16_t reason = draft_reason(draft, "neglect", refusal_arrivals);
    const uint16_t home = draft_setting(draft, "group_home", DI_KIND_SGH);
    draft_capacity(draft, home, REFUSAL_PLACES);
    (void)draft_weibull_exit(draft, home, DI_PATH_INDEPENDENT, DI_SETTING_AGED_OUT, 0.7,
                             REFUSAL_LOAD / refusal_arrivals / tgamma(1 + 1 / 0.7));
    double *ages = draft_factors(draft, 18, 0);
    if (ages == NULL)
        return;
    ages[7] = 1;
    draft->reasons[reason].entry_age_weights = ages;
}

static void observe_refusal(const struct selftest_view *view, double *values)
{
    const double arrivals = refusal_arrivals * (FOUR_YEARS - ONE_YEAR) / DI_DAYS_PER_YEAR;
    values[0] = selftest_moves(view, 0, DI_FROM_OUTSIDE_NEW, DI_SETTING_UNPLACED, ONE_YEAR,
                               FOUR_YEARS) /
                arrivals;
}

static enum di_status solve_refusal(struct selftest_answer *answers)
{
    return di_theory_queue_erlang_b(REFUSAL_LOAD, REFUSAL_PLACES, &answers[0].exact);
}

static const struct selftest_row_plan rows_refusal[] = {
    {DI_N_("share of entrants refused, who are unplaced"), SELFTEST_MEAN, 0}};

const struct selftest_case selftest_refusal = {
    .id = "V2",
    .configuration = DI_N_("a group home of 25 places that refuses, load 20, stays Weibull of "
                           "shape 0.7; warm-up 1 of 4 years"),
    .replications = 400,
    .variants = 1,
    .row_count = sizeof rows_refusal / sizeof rows_refusal[0],
    .rows = rows_refusal,
    .observation_count = 1,
    .build = build_refusal,
    .observe = observe_refusal,
    .solve = solve_refusal};

/* ---- V4: urgent children have a disability, which no institution admits ---- */

static const double class_arrivals[2] = {0.3, 0.4}; /* a day: unplaced, residents */

static void build_classes(struct draft *draft)
{
    (void)add_queue(draft, 1, DI_DAYS_PER_YEAR);
    const uint16_t urgent =
        draft_reason(draft, "disability", class_arrivals[0] * DI_DAYS_PER_YEAR);
    (void)draft_reason(draft, "neglect", class_arrivals[1] * DI_DAYS_PER_YEAR);
    draft->settings[INSTITUTION].disability_mask = 1u << DI_DISABILITY_NONE;
    draft->reasons[urgent].disability_share[0].series = draft_constant(draft, 1);
}

static void build_priority(struct draft *draft, uint32_t variant)
{
    (void)variant;
    build_classes(draft);
    draft->model->policies.priority[0] = DI_PRIORITY_URGENT;
    draft->model->policies.priority_count = 1;
}

static void build_fifo(struct draft *draft, uint32_t variant)
{
    (void)variant;
    build_classes(draft);
    draft->model->policies.priority_count = 0;
}

static void observe_classes(const struct selftest_view *view, double *values)
{
    const double days = THREE_YEARS - ONE_YEAR;
    const double unplaced =
        selftest_child_days(view, DI_SETTING_UNPLACED, ONE_YEAR, THREE_YEARS) / days;
    const double resident =
        selftest_child_days(view, INSTITUTION, ONE_YEAR, THREE_YEARS) / days;
    values[0] = unplaced / class_arrivals[0];
    values[1] = resident / class_arrivals[1];
    values[2] = (unplaced + resident) / (class_arrivals[0] + class_arrivals[1]);
}

static enum di_status solve_priority(struct selftest_answer *answers)
{
    double waits[2] = {0, 0};
    const enum di_status status = di_theory_queue_priority(2, class_arrivals, 1, 1, waits);
    answers[0].exact = waits[0];
    answers[1].exact = waits[1];
    return status;
}

static enum di_status solve_fifo(struct selftest_answer *answers)
{
    const struct di_theory_queue queue = {class_arrivals[0] + class_arrivals[1], 1, 1};
    struct di_theory_queue_answer answer = {0};
    const enum di_status status = di_theory_queue_delay(&queue, &answer);
    for (uint32_t i = 0; i < 3; i++)
        answers[i].exact = answer.mean_wait_years;
    return status;
}

static const struct selftest_row_plan rows_priority[] = {
    {DI_N_("mean wait of unplaced children, days"), SELFTEST_MEAN, 0},
    {DI_N_("mean wait of residents, days"), SELFTEST_MEAN, 1}};
static const struct selftest_row_plan rows_fifo[] = {
    {DI_N_("mean wait of unplaced children, days"), SELFTEST_MEAN, 0},
    {DI_N_("mean wait of residents, days"), SELFTEST_MEAN, 1},
    {DI_N_("mean wait, days"), SELFTEST_MEAN, 2}};

const struct selftest_case selftest_priority = {
    .id = "V4",
    .configuration = DI_N_("one foster place, unplaced children before residents: 0.3 and 0.4 "
                           "arrivals a day, services 1 a day; warm-up 1 of 3 years"),
    .replications = 1000,
    .variants = 1,
    .row_count = sizeof rows_priority / sizeof rows_priority[0],
    .rows = rows_priority,
    .observation_count = 3,
    .build = build_priority,
    .observe = observe_classes,
    .solve = solve_priority};

const struct selftest_case selftest_fifo = {
    .id = "V4_fifo",
    .configuration = DI_N_("the same without priority: the earliest request first"),
    .replications = 1000,
    .variants = 1,
    .row_count = sizeof rows_fifo / sizeof rows_fifo[0],
    .rows = rows_fifo,
    .observation_count = 3,
    .build = build_fifo,
    .observe = observe_classes,
    .solve = solve_fifo};

/* ---- V6 ---- */

static const struct di_theory_queue impatient = {12, 1, 10};
static const double leaving = 0.25; /* a unit, of each one waiting */

static void build_impatient(struct draft *draft, uint32_t variant)
{
    (void)variant;
    draft_horizon(draft, 4);
    (void)add_queue(draft, impatient.workers, impatient.services_per_year * units_per_year);
    (void)draft_reason(draft, "neglect", impatient.arrivals_per_year * units_per_year);
    (void)draft_exit(draft, INSTITUTION, DI_PATH_SPONTANEOUS_HOME, DI_SETTING_HOME_CLOSED,
                     leaving * units_per_year);
}

static void observe_impatient(const struct selftest_view *view, double *values)
{
    const double units = (FOUR_YEARS - ONE_YEAR) / unit_days;
    values[0] =
        selftest_moves(view, 0, INSTITUTION, DI_SETTING_HOME_CLOSED, ONE_YEAR, FOUR_YEARS) /
        units / impatient.arrivals_per_year;
}

static enum di_status solve_impatient(struct selftest_answer *answers)
{
    struct di_theory_queue_answer answer = {0};
    const enum di_status status = di_theory_queue_impatient(&impatient, leaving, &answer);
    answers[0].exact = answer.leave_probability;
    return status;
}

static const struct selftest_row_plan rows_impatient[] = {
    {DI_N_("share that goes home by itself before a family is found"), SELFTEST_MEAN, 0}};

const struct selftest_case selftest_impatient = {
    .id = "V6",
    .configuration =
        DI_N_("10 foster places, 12 arrivals and 1 service a unit (9.13 days), who "
              "waits goes home at 0.25 a unit; warm-up 1 of 4 years"),
    .replications = 300,
    .variants = 1,
    .row_count = sizeof rows_impatient / sizeof rows_impatient[0],
    .rows = rows_impatient,
    .observation_count = 1,
    .build = build_impatient,
    .observe = observe_impatient,
    .solve = solve_impatient};
