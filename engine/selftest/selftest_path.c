/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Paths of children through settings without limits: who leaves by which way, and when (V7,
 * V8). A known number of children enters on day 0 and the horizon outlives them all but for a
 * share below 1e-6.
 */
#include <math.h>

#include "di/message.h"
#include "di/theory_chain.h"

#include "selftest_case.h"

enum { FIRST = DI_SETTING_BUILTIN_COUNT };

static void add_children(struct draft *draft, uint32_t count)
{
    const uint16_t region = draft_region(draft, "nation");
    const uint16_t reason = draft_reason(draft, "neglect", 0);
    for (uint32_t i = 0; i < count; i++)
        (void)draft_listed(draft, 0, region, reason);
}

/* ---- V7 ---- */

enum { COMPETING_CHILDREN = 100, COMPETING_DAYS = 14610 };
static const double competing_rates[2] = {0.5, 0.3};

static void build_competing(struct draft *draft, uint32_t variant)
{
    (void)variant;
    draft_horizon(draft, 40);
    add_children(draft, COMPETING_CHILDREN);
    (void)draft_setting(draft, "institution", DI_KIND_INSTITUTION);
    (void)draft_exit(draft, FIRST, DI_PATH_INDEPENDENT, DI_SETTING_AGED_OUT,
                     competing_rates[0]);
    (void)draft_exit(draft, FIRST, DI_PATH_LEFT_COUNTRY, DI_SETTING_LEFT_COUNTRY,
                     competing_rates[1]);
}

static void observe_competing(const struct selftest_view *view, double *values)
{
    values[0] = selftest_moves(view, 0, FIRST, DI_SETTING_AGED_OUT, 0, COMPETING_DAYS) /
                COMPETING_CHILDREN;
    values[1] = selftest_child_days(view, FIRST, 0, COMPETING_DAYS) / DI_DAYS_PER_YEAR /
                COMPETING_CHILDREN;
}

static enum di_status solve_competing(struct selftest_answer *answers)
{
    double shares[2] = {0, 0}, years = 0;
    const enum di_status status = di_theory_chain_competing(2, competing_rates, shares, &years);
    answers[0].exact = shares[0];
    answers[1].exact = years;
    return status;
}

static const struct selftest_row_plan rows_competing[] = {
    {DI_N_("share that leaves by the first way"), SELFTEST_MEAN, 0},
    {DI_N_("mean stay, years"), SELFTEST_MEAN, 1}};

const struct selftest_case selftest_competing = {
    .id = "V7",
    .configuration = DI_N_("two ways out at constant rates 0.5 and 0.3 a year"),
    .replications = 400,
    .variants = 1,
    .row_count = sizeof rows_competing / sizeof rows_competing[0],
    .observation_count = 2,
    .rows = rows_competing,
    .build = build_competing,
    .observe = observe_competing,
    .solve = solve_competing};

/* ---- V8: four settings; stays in the institution are Weibull with two ways out ---- */

enum { INSTITUTION = FIRST, FOSTER, HOME, KIN, CHAIN_STATES = 4, CHAIN_EXITS = 3 };
enum { CHAIN_CHILDREN = 100, CHAIN_DAYS = 18262 };

static void build_chain(struct draft *draft, uint32_t variant)
{
    (void)variant;
    draft_horizon(draft, 50);
    add_children(draft, CHAIN_CHILDREN);
    (void)draft_setting(draft, "institution", DI_KIND_INSTITUTION);
    (void)draft_setting(draft, "foster_care", DI_KIND_FOSTER);
    (void)draft_setting(draft, "group_home", DI_KIND_SGH);
    (void)draft_setting(draft, "kinship_care", DI_KIND_KINSHIP);
    draft->settings[FOSTER].in_entry_ladder = draft->settings[KIN].in_entry_ladder = false;
    (void)draft_weibull_exit(draft, INSTITUTION, DI_PATH_PLACEMENT, FOSTER, 2, 2);
    (void)draft_weibull_exit(draft, INSTITUTION, DI_PATH_PLACEMENT, HOME, 2, 3);
    (void)draft_exit(draft, FOSTER, DI_PATH_PLACEMENT, INSTITUTION, 0.2);
    (void)draft_exit(draft, FOSTER, DI_PATH_ADOPTED, DI_SETTING_ADOPTED, 0.3);
    (void)draft_exit(draft, FOSTER, DI_PATH_PLACEMENT, KIN, 0.1);
    (void)draft_exit(draft, HOME, DI_PATH_PLACEMENT, FOSTER, 0.5);
    (void)draft_exit(draft, HOME, DI_PATH_INDEPENDENT, DI_SETTING_AGED_OUT, 0.25);
    (void)draft_exit(draft, KIN, DI_PATH_PLACEMENT, HOME, 0.25);
    (void)draft_exit(draft, KIN, DI_PATH_LEFT_COUNTRY, DI_SETTING_LEFT_COUNTRY, 0.75);
}

static void observe_chain(const struct selftest_view *view, double *values)
{
    double days = 0;
    for (uint16_t setting = INSTITUTION; setting <= KIN; setting++)
        days += selftest_child_days(view, setting, 0, CHAIN_DAYS);
    values[0] = days / DI_DAYS_PER_YEAR / CHAIN_CHILDREN;
    values[1] = selftest_moves(view, 0, DI_NONE, INSTITUTION, 0, CHAIN_DAYS) / CHAIN_CHILDREN;
    values[2] = selftest_moves(view, 0, DI_NONE, FOSTER, 0, CHAIN_DAYS) / CHAIN_CHILDREN;
    values[3] =
        selftest_moves(view, 0, DI_NONE, DI_SETTING_ADOPTED, 0, CHAIN_DAYS) / CHAIN_CHILDREN;
    values[4] =
        selftest_moves(view, 0, DI_NONE, DI_SETTING_AGED_OUT, 0, CHAIN_DAYS) / CHAIN_CHILDREN;
}

/* Two Weibull causes of one shape k: shares go by scale^-k, and the first of them is Weibull
 * with the sum of these. */
static enum di_status solve_chain(struct selftest_answer *answers)
{
    const double foster = 1.0 / 4, home = 1.0 / 9;
    const double stay = tgamma(1.5) / sqrt(foster + home);
    const double moves[CHAIN_STATES][CHAIN_STATES] = {
        {0, foster / (foster + home), home / (foster + home), 0},
        {0.2 / 0.6, 0, 0, 0.1 / 0.6},
        {0, 0.5 / 0.75, 0, 0},
        {0, 0, 0.25, 0}};
    const double exits[CHAIN_STATES][CHAIN_EXITS] = {
        {0, 0, 0}, {0.3 / 0.6, 0, 0}, {0, 0.25 / 0.75, 0}, {0, 0, 0.75}};
    const double sojourns[CHAIN_STATES] = {stay, 1 / 0.6, 1 / 0.75, 1};
    const struct di_theory_chain chain = {CHAIN_STATES, CHAIN_EXITS, &moves[0][0], &exits[0][0],
                                          sojourns};
    double visits[CHAIN_STATES * CHAIN_STATES] = {0};
    double years[CHAIN_STATES] = {0};
    double absorption[CHAIN_STATES * CHAIN_EXITS] = {0};
    const enum di_status status = di_theory_chain_absorb(&chain, visits, years, absorption);
    answers[0].exact = years[0];
    answers[1].exact = visits[0];
    answers[2].exact = visits[1];
    answers[3].exact = absorption[0];
    answers[4].exact = absorption[1];
    return status;
}

static const struct selftest_row_plan rows_chain[] = {
    {DI_N_("years in care of a child"), SELFTEST_MEAN, 0},
    {DI_N_("stays in the institution of a child"), SELFTEST_MEAN, 1},
    {DI_N_("stays in foster care of a child"), SELFTEST_MEAN, 2},
    {DI_N_("share adopted"), SELFTEST_MEAN, 3},
    {DI_N_("share that leaves to independent life"), SELFTEST_MEAN, 4}};

const struct selftest_case selftest_chain = {
    .id = "V8",
    .configuration = DI_N_("institution (stays Weibull, shape 2), foster care, group home and "
                           "kinship care, all pathways by rate, three ways out"),
    .replications = 400,
    .variants = 1,
    .row_count = sizeof rows_chain / sizeof rows_chain[0],
    .observation_count = 5,
    .rows = rows_chain,
    .build = build_chain,
    .observe = observe_chain,
    .solve = solve_chain};
