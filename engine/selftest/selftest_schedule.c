/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Schedules without chance (V11 without hours): a dated list of groups, families and homes that
 * open on known days, stays of exactly 100 days. Every child's minutes in each place are worked
 * out by hand below and must come out to the minute.
 */
#include "di/message.h"

#include "selftest_listed.h"

enum { INSTITUTION = DI_SETTING_BUILTIN_COUNT, FOSTER, HOME };

static const double foster_days = 100;

/* Endless institution; foster stays of 100 days; group homes that nobody leaves. */
static void add_settings(struct draft *draft)
{
    (void)draft_region(draft, "nation");
    (void)draft_reason(draft, "neglect", 0);
    (void)draft_setting(draft, "institution", DI_KIND_INSTITUTION);
    (void)draft_setting(draft, "foster_care", DI_KIND_FOSTER);
    (void)draft_setting(draft, "group_home", DI_KIND_SGH);
    draft->settings[FOSTER].in_entry_ladder = draft->settings[HOME].in_entry_ladder = false;
    (void)draft_timed_exit(draft, FOSTER, DI_PATH_INDEPENDENT, DI_SETTING_AGED_OUT,
                           foster_days);
    (void)draft_request(draft, INSTITUTION, FOSTER);
}

/* ---- capacity steps, the second option after a wait, skips and a hold ---- */

enum { A, B, C, D, S, T, E1, E2, U, V, W, CHILDREN };

/* S to W have a disability, which only the `large` family with its two places takes; A to D
 * have none and go to the `small` families with one place. */
static const struct listed_child children[CHILDREN] = {
    [A] = {1.25, 5, DI_FEMALE, DI_DISABILITY_NONE, 1},
    [B] = {10.5, 9, DI_FEMALE, DI_DISABILITY_NONE, 1},
    [C] = {20, 13, DI_FEMALE, DI_DISABILITY_NONE, 1},
    [D] = {30.125, 16, DI_FEMALE, DI_DISABILITY_NONE, 1},
    [S] = {95, 5, DI_FEMALE, DI_DISABILITY_MODERATE, 1},
    [T] = {110, 9, DI_FEMALE, DI_DISABILITY_MODERATE, 1},
    [E1] = {120, 16, DI_MALE, DI_DISABILITY_MODERATE, 2},
    [E2] = {120, 13, DI_MALE, DI_DISABILITY_MODERATE, 0},
    [U] = {150, 13, DI_FEMALE, DI_DISABILITY_MODERATE, 1},
    [V] = {160.75, 16, DI_FEMALE, DI_DISABILITY_MODERATE, 1},
    [W] = {170, 9, DI_MALE, DI_DISABILITY_MODERATE, 1}};

static const struct listed_stay stays[] = {
    {A, INSTITUTION, 0},               /* the one small family is free: a request is */
    {A, FOSTER, 100},                  /* ready at once; leaves on day 101.25 */
    {B, INSTITUTION, 50 - 10.5},       /* waits for the second small family, day 50 */
    {C, INSTITUTION, 80 - 20},         /* asks for a group home 60 days later: day 80 */
    {C, HOME, 1096 - 80},              /* and stays there to the end */
    {D, INSTITUTION, 101.25 - 30.125}, /* no home left on day 90.125; A's place */
    {D, FOSTER, 100},                  /* */
    {S, FOSTER, 100},                  /* days 95 to 195, large family */
    {T, FOSTER, 100},                  /* days 110 to 210, its other place */
    {E1, INSTITUTION, 310 - 120},      /* two who stay together: V leaves on day 310 */
    {E2, INSTITUTION, 310 - 120},      /* and the place of U was held for them */
    {E1, FOSTER, 100},                 /* days 310 to 410 */
    {U, INSTITUTION, 195 - 150},       /* S's place: the first skip of the two */
    {V, INSTITUTION, 210 - 160.75},    /* T's place: the second skip begins the hold */
    {W, INSTITUTION, 410 - 170},       /* gets a place when the two leave */
    {W, FOSTER, 100}};

enum { STAYS = sizeof stays / sizeof stays[0] };

static void build_schedule(struct draft *draft, uint32_t variant)
{
    (void)variant;
    add_settings(draft);
    const uint32_t small = draft_carers(draft, "small", 0, FOSTER, 1, 1);
    const uint32_t large = draft_carers(draft, "large", 0, FOSTER, 1, 2);
    static const int32_t second_family[1] = {50}, home_opens[1] = {70};
    static const double two[1] = {2}, one[1] = {1};
    draft->carers[small].families = draft_steps(draft, 1, 1, second_family, two);
    draft->carers[small].disability_mask = 1u << DI_DISABILITY_NONE;
    draft->carers[large].disability_mask = 1u << DI_DISABILITY_MODERATE;
    draft_capacity(draft, HOME, 0);
    draft->settings[HOME].capacity.series = draft_steps(draft, 0, 1, home_opens, one);
    draft->settings[HOME].disability_mask = 1u << DI_DISABILITY_NONE;
    (void)draft_request(draft, INSTITUTION, HOME);
    struct di_policies *policies = &draft->model->policies;
    policies->option_wait_days = 60;
    policies->together_share[0] = 1;
    policies->max_skips = 2;
    listed_enter(draft, children, CHILDREN);
}

static void observe_schedule(const struct selftest_view *view, double *values)
{
    listed_observe(view, children, stays, STAYS, values);
}

static enum di_status solve_schedule(struct selftest_answer *answers)
{
    listed_answer(stays, STAYS, answers);
    return DI_OK;
}

static const struct selftest_row_plan rows[STAYS] = {
    {DI_N_("child A: minutes in the institution"), SELFTEST_MEAN, 0},
    {DI_N_("child A: minutes in foster care"), SELFTEST_MEAN, 1},
    {DI_N_("child B waits for a new family: minutes in the institution"), SELFTEST_MEAN, 2},
    {DI_N_("child C takes its second option: minutes in the institution"), SELFTEST_MEAN, 3},
    {DI_N_("child C: minutes in the group home"), SELFTEST_MEAN, 4},
    {DI_N_("child D waits for the place of A: minutes in the institution"), SELFTEST_MEAN, 5},
    {DI_N_("child D: minutes in foster care"), SELFTEST_MEAN, 6},
    {DI_N_("child S: minutes in foster care"), SELFTEST_MEAN, 7},
    {DI_N_("child T: minutes in foster care"), SELFTEST_MEAN, 8},
    {DI_N_("first of two who stay together: minutes in the institution"), SELFTEST_MEAN, 9},
    {DI_N_("second of the two: minutes in the institution"), SELFTEST_MEAN, 10},
    {DI_N_("first of the two: minutes in foster care"), SELFTEST_MEAN, 11},
    {DI_N_("child U passes the two once: minutes in the institution"), SELFTEST_MEAN, 12},
    {DI_N_("child V passes them twice: minutes in the institution"), SELFTEST_MEAN, 13},
    {DI_N_("child W waits behind their hold: minutes in the institution"), SELFTEST_MEAN, 14},
    {DI_N_("child W: minutes in foster care"), SELFTEST_MEAN, 15}};

const struct selftest_case selftest_schedule = {
    .id = "V11",
    .configuration = DI_N_("no chance: dated groups, families and a home that open on known "
                           "days, a second option after 60 days, two skips, then a hold"),
    .replications = 100,
    .variants = 1,
    .full_splits = true,
    .row_count = STAYS,
    .rows = rows,
    .observation_count = STAYS,
    .build = build_schedule,
    .observe = observe_schedule,
    .solve = solve_schedule};

/* ---- a group that may be split after 180 days ---- */

enum { FIRST, SECOND, LATER, SPLIT_CHILDREN };

static const struct listed_child split_children[SPLIT_CHILDREN] = {
    [FIRST] = {10, 13, DI_FEMALE, DI_DISABILITY_NONE, 2},
    [SECOND] = {10, 9, DI_MALE, DI_DISABILITY_NONE, 0},
    [LATER] = {15.5, 5, DI_FEMALE, DI_DISABILITY_NONE, 1}};

static const struct listed_stay split_stays[] = {
    {FIRST, INSTITUTION, 180},  /* no family has two places: split on day 190 */
    {SECOND, INSTITUTION, 280}, /* the same family again, day 290 */
    {LATER, INSTITUTION, 0},    /* never blocked by the two: days 15.5 to 115.5 */
    {LATER, FOSTER, 100}};

enum { SPLIT_STAYS = sizeof split_stays / sizeof split_stays[0] };

static void build_schedule_split(struct draft *draft, uint32_t variant)
{
    (void)variant;
    add_settings(draft);
    (void)draft_carers(draft, "small", 0, FOSTER, 1, 1);
    draft->model->policies.together_share[1] = 1;
    listed_enter(draft, split_children, SPLIT_CHILDREN);
}

static void observe_schedule_split(const struct selftest_view *view, double *values)
{
    listed_observe(view, split_children, split_stays, SPLIT_STAYS, values);
}

static enum di_status solve_schedule_split(struct selftest_answer *answers)
{
    listed_answer(split_stays, SPLIT_STAYS, answers);
    return DI_OK;
}

static const struct selftest_row_plan split_rows[SPLIT_STAYS] = {
    {DI_N_("elder of two, who may be split: minutes in the institution"), SELFTEST_MEAN, 0},
    {DI_N_("younger of the two: minutes in the institution"), SELFTEST_MEAN, 1},
    {DI_N_("a child who came later: minutes in the institution"), SELFTEST_MEAN, 2},
    {DI_N_("a child who came later: minutes in foster care"), SELFTEST_MEAN, 3}};

const struct selftest_case selftest_schedule_split = {
    .id = "V11_split",
    .configuration = DI_N_("no chance: a sibling group that prefers to stay together is split "
                           "after 180 days, one family of one place"),
    .replications = 100,
    .variants = 1,
    .full_splits = true,
    .row_count = SPLIT_STAYS,
    .rows = split_rows,
    .observation_count = SPLIT_STAYS,
    .build = build_schedule_split,
    .observe = observe_schedule_split,
    .solve = solve_schedule_split};
