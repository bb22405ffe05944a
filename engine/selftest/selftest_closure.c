/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Two institutions close, by hours (V11 with hours). No chance. From day 10 on `north` and
 * `south` wind down; `west` stays open. Three families: `first` and, from day 150, `third` take
 * one child without disability each, `pair` two children with one. Foster stays last 100 days.
 *
 * One worker gives 4 hours a day. A second post is opened on day 10: hired after 20 days,
 * trained for 40, so from day 70 on at half hours (2 a day), and 91.3125 days later, from day
 * 161.3125, at 4. An activity gets at most 4 hours a day. Assessment: 24 hours, at least 7
 * days; plan: 8 hours; preparation: 20 hours, before everything else in the queue.
 *
 *   day     P Q R1 R2 S T U V are the children; a = assessment, l = plan, p = preparation
 *     1     P enters north and begins a: hours done on day 7, complete on day 8
 *     2     Q enters north, which is full;  3  R1, R2 enter south;  4  S enters south
 *     7-13  a of Q (complete 14)            8  l of P is asked for
 *    13-15  l of P: decided, matched to `first`
 *    15-20  p of P, who moves on day 20 (and leaves on day 120)
 *    20-22  l of Q: decided, no place
 *    22-28  a of R1 (complete 29);   28-34  a of R2 (complete 35)
 *    34-36  l of R1, who waits for the decision on R2
 *    36-38  l of R2: both decided, matched to `pair`
 *    38-43  p of R1;  43-48  p of R2; both move on day 48 (and leave on day 148)
 *    48-54  a of S (complete 55);  55-57  l of S: decided, no place
 *    70     6 hours a day
 *   119     T enters west, the only one open; a of T at 4 hours a day to day 125
 *   120     P leaves: Q is matched to `first`; p of Q gets the other 2 hours a day,
 *   125     10 of its 20 hours are done, the rest at 4 a day: 2.5 days
 *   126     a of T complete; l of T gets 2 hours a day, 3 hours to day 127.5
 *   127.5   Q moves; north is empty and closes. l of T at 4 hours a day: 5 hours, 1.25 days
 *   128.75  T decided, no place
 *   150     `third` opens: S, who asked before T;  p of S to day 155
 *   155     S moves; south is empty and closes
 *   161.3   8 hours a day
 *   227.5   Q leaves: T is matched to `first`;  p of T to day 232.5
 *   240     U and V enter west; both a at 4 hours a day to 246 (complete 247), both l to 249
 *   249     V is matched to `pair`, p to 254. U waits for S, who leaves on day 255: p to 260
 *
 * Hours: 8 assessments of 24, 8 plans of 8, 8 preparations of 20: 416.
 */
#include <math.h>
#include <string.h>

#include "di/closure.h"
#include "di/message.h"

#include "selftest_listed.h"

enum { INSTITUTION = DI_SETTING_BUILTIN_COUNT, FOSTER };
enum { P, Q, R1, R2, S, T, U, V, CHILDREN };

static const struct listed_child children[CHILDREN] = {
    [P] = {1, 5, DI_FEMALE, DI_DISABILITY_NONE, 1},
    [Q] = {2, 9, DI_FEMALE, DI_DISABILITY_NONE, 1},
    [R1] = {3, 13, DI_FEMALE, DI_DISABILITY_MODERATE, 2},
    [R2] = {3, 9, DI_MALE, DI_DISABILITY_MODERATE, 0},
    [S] = {4, 16, DI_FEMALE, DI_DISABILITY_NONE, 1},
    [T] = {119, 13, DI_FEMALE, DI_DISABILITY_NONE, 1},
    [U] = {240, 5, DI_MALE, DI_DISABILITY_NONE, 1},
    [V] = {240, 5, DI_FEMALE, DI_DISABILITY_MODERATE, 1}};

static const struct listed_stay stays[] = {
    {P, INSTITUTION, 20 - 1},     {Q, INSTITUTION, 127.5 - 2}, {R1, INSTITUTION, 48 - 3},
    {R2, INSTITUTION, 48 - 3},    {S, INSTITUTION, 155 - 4},   {T, INSTITUTION, 232.5 - 119},
    {U, INSTITUTION, 260 - 240.}, {V, INSTITUTION, 254 - 240}, {Q, FOSTER, 100}};

enum { STAYS = sizeof stays / sizeof stays[0], NORTH = STAYS, SOUTH, HOURS, ROWS };

static void add_workers(struct draft *draft)
{
    static const int32_t posts_from[1] = {10};
    static const double two[1] = {2};
    const uint32_t team = draft_team(draft, "workers", 0, DI_ROLE_GENERIC, 1, 4);
    struct di_workers *workers = &draft->workers[team];
    struct di_role *role = &draft->roles[workers->role];
    struct di_activity_plan *activities = draft->model->staffing.activities;
    workers->posts = draft_steps(draft, 1, 1, posts_from, two);
    role->hire_lag_days = 20;
    role->training_days = 40;
    role->ramp_share = 0.5;
    activities[DI_ACTIVITY_ASSESSMENT].hours = 24;
    activities[DI_ACTIVITY_ASSESSMENT].min_days = 7;
    activities[DI_ACTIVITY_CARE_PLAN].hours = 8;
    activities[DI_ACTIVITY_PREPARATION].hours = 20;
}

static void add_families(struct draft *draft)
{
    static const int32_t third_from[1] = {150};
    static const double two[1] = {2};
    const uint32_t single = draft_carers(draft, "first_and_third", 0, FOSTER, 1, 1);
    const uint32_t pair = draft_carers(draft, "pair", 0, FOSTER, 1, 2);
    draft->carers[single].families = draft_steps(draft, 1, 1, third_from, two);
    draft->carers[single].disability_mask = 1u << DI_DISABILITY_NONE;
    draft->carers[pair].disability_mask = 1u << DI_DISABILITY_MODERATE;
}

static void close_by(struct draft *draft, uint32_t institution, int32_t day)
{
    struct di_institution *home = &draft->institutions[institution];
    home->moratorium_day = home->wind_down_day = 10;
    home->close_by_day = day;
}

static void build(struct draft *draft, uint32_t variant)
{
    (void)variant;
    (void)draft_region(draft, "nation");
    (void)draft_reason(draft, "neglect", 0);
    (void)draft_setting(draft, "institution", DI_KIND_INSTITUTION);
    (void)draft_setting(draft, "foster_care", DI_KIND_FOSTER);
    draft->settings[FOSTER].in_entry_ladder = false;
    (void)draft_timed_exit(draft, FOSTER, DI_PATH_INDEPENDENT, DI_SETTING_AGED_OUT, 100);
    (void)draft_request(draft, INSTITUTION, FOSTER);
    close_by(draft, draft_institution(draft, "north", 0, INSTITUTION, 2), 60);
    close_by(draft, draft_institution(draft, "south", 0, INSTITUTION, 3), 200);
    (void)draft_institution(draft, "west", 0, INSTITUTION, 10);
    add_families(draft);
    add_workers(draft);
    draft->model->policies.together_share[0] = 1;
    listed_enter(draft, children, CHILDREN);
}

static double closed_minute(const struct selftest_view *view, const char *id)
{
    for (uint32_t i = 0; i < view->model->institution_count; i++)
        if (strcmp(view->model->institutions[i].name.id, id) == 0)
            return round(di_time_days(view->results[0]->closures[i].closed_at) *
                         LISTED_MINUTES);
    return (double)NAN;
}

static void observe(const struct selftest_view *view, double *values)
{
    const struct di_result *result = view->results[0];
    listed_observe(view, children, stays, STAYS, values);
    values[NORTH] = closed_minute(view, "north");
    values[SOUTH] = closed_minute(view, "south");
    values[HOURS] = 0;
    for (uint32_t q = 0; q < result->dims.quarters; q++)
        values[HOURS] += result->work.teams[q].hours_worked;
    values[HOURS] = round(values[HOURS] * 60) / 60;
}

static enum di_status solve(struct selftest_answer *answers)
{
    listed_answer(stays, STAYS, answers);
    answers[NORTH].exact = 127.5 * LISTED_MINUTES;
    answers[SOUTH].exact = 155 * LISTED_MINUTES;
    answers[HOURS].exact = CHILDREN * (24 + 8 + 20);
    return DI_OK;
}

static const struct selftest_row_plan rows[ROWS] = {
    {DI_N_("child P: minutes in the institution"), SELFTEST_MEAN, 0},
    {DI_N_("child Q waits for a place, prepared by half a worker: minutes"), SELFTEST_MEAN, 1},
    {DI_N_("elder of two, who waits for the decision on the younger: minutes"), SELFTEST_MEAN,
     2},
    {DI_N_("younger of the two: minutes"), SELFTEST_MEAN, 3},
    {DI_N_("child S waits for the third family: minutes"), SELFTEST_MEAN, 4},
    {DI_N_("child T, in the institution that stays open: minutes"), SELFTEST_MEAN, 5},
    {DI_N_("child U, assessed beside V by two workers: minutes"), SELFTEST_MEAN, 6},
    {DI_N_("child V: minutes in the institution"), SELFTEST_MEAN, 7},
    {DI_N_("child Q: minutes in foster care"), SELFTEST_MEAN, 8},
    {DI_N_("first institution closes: minute"), SELFTEST_MEAN, NORTH},
    {DI_N_("second institution closes: minute"), SELFTEST_MEAN, SOUTH},
    {DI_N_("hours worked"), SELFTEST_MEAN, HOURS}};

const struct selftest_case selftest_closure = {
    .id = "V11_hours",
    .configuration = DI_N_("no chance: two institutions close, three families, siblings, one "
                           "worker and a second after hiring, training and a quarter at half "
                           "hours"),
    .replications = 100,
    .variants = 1,
    .full_splits = true,
    .row_count = ROWS,
    .rows = rows,
    .observation_count = ROWS,
    .build = build,
    .observe = observe,
    .solve = solve};
