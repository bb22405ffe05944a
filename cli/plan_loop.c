/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Each turn writes the scenario that follows the plan, reads it back as any scenario, and
 * simulates it. The headline is always the simulated number. Seeds of the last confirmation are
 * used nowhere else.
 */
#include "plan_loop.h"

#include <math.h>

#include "di/plan_check.h"
#include "di/plan_trial.h"
#include "di/planning_goals.h"
#include "di/statistics.h"

#include "error_report.h"
#include "interrupt.h"
#include "plan_book.h"
#include "plan_confirmation.h"
#include "plan_levers.h"
#include "plan_scenario.h"

#define FRESH_SEEDS 1000003 /* added to the seed for the confirmation */

/* ---- writing ---- */

static uint32_t quarters(const struct di_plan_loop *loop)
{
    return (uint32_t)lround(loop->scenario->model->horizon_years * 4);
}

static struct di_plan_book book_of(const struct di_plan_loop *loop, const struct di_plan *plan)
{
    return (struct di_plan_book){.model = loop->scenario->model,
                                 .country = loop->country,
                                 .plan = plan,
                                 .quarters = quarters(loop)};
}

enum di_status di_plan_loop_apply(const struct di_plan_loop *loop, const struct di_plan *plan,
                                  struct di_error *error)
{
    const struct di_plan_book book = book_of(loop, plan);
    return di_planned_file_write(loop->file, &book, error);
}

/* ---- one trial ---- */

/* The planned scenario as the plan saw it, or the one that follows the plan. */
static enum di_status load(const struct di_plan_loop *loop, bool follows_plan,
                           struct di_diagnostics *list, struct di_scenario **scenario_out,
                           struct di_error *error)
{
    if (follows_plan)
        return di_scenario_load(loop->file->path, NULL, 0, list, scenario_out, error);
    return di_scenario_load(loop->file->base, loop->sets->items, loop->sets->count, list,
                            scenario_out, error);
}

static enum di_status simulate(const struct di_plan_loop *loop, bool follows_plan,
                               uint64_t seed, struct di_plan_trial **trial_out,
                               struct di_error *error)
{
    struct di_scenario *scenario = NULL;
    struct di_warm_start *start = NULL;
    struct di_replication_set *set = NULL;
    struct di_experiment_options options;
    struct di_diagnostics list;
    const int32_t from_day = (int32_t)(loop->country->parameters->carer_lag * 91.3125);
    di_diagnostics_init(&list);
    di_experiment_options_defaults(&options);
    options.replications = loop->replications;
    options.seed = seed;
    options.threads = loop->options->threads;
    options.full_splits = true; /* years are weighted by group */
    options.is_cancelled = di_interrupt_cancels;
    enum di_status status = load(loop, follows_plan, &list, &scenario, error);
    if (status == DI_OK)
        status = di_scenario_start(scenario, &list, &start, error);
    if (status == DI_OK)
        status = di_experiment_run(scenario->model, start, &options, &set, error);
    if (status == DI_OK && set->is_interrupted)
        status = di_fail(error, DI_ERR_INTERRUPTED, "", NULL, NULL, 0);
    if (status == DI_OK)
        status = di_plan_trial_measure(scenario->model, set, from_day, trial_out, error);
    di_replication_set_destroy(set);
    di_warm_start_destroy(start);
    di_scenario_destroy(scenario);
    di_diagnostics_finish(&list);
    return status;
}

static double worst_level(const struct di_plan_trial *trial)
{
    double worst = 1;
    for (uint32_t r = 0; r < trial->regions; r++)
        if (trial->region[r].requests > 0)
            worst = fmin(worst, trial->region[r].level);
    return worst;
}

static void say_trial(const struct di_cli *cli, const struct di_plan_trial *trial,
                      uint32_t iteration)
{
    if (cli->is_json)
        return;
    DI_SAY(cli, stdout,
           N_("Trial %1: %2 {%2|year|years} in institutions simulated; placed in time in the "
              "worst "
              "region: %3%%; %4 of %5 closures by their date."),
           di_integer_arg(iteration),
           di_real_arg(round(di_plan_trial_mean(trial, trial->institution_years))),
           di_real_arg(round(worst_level(trial) * 1000) / 10),
           di_real_arg(round(trial->closures_on_time * 10) / 10),
           di_real_arg(round(trial->closures * 10) / 10));
}

/* Quarter of the horizon in which a day lies. */
static uint32_t quarter_of(const struct di_model *model, int32_t day)
{
    uint32_t quarter = 0;
    while (di_plan_book_quarter_day(model, quarter + 1) <= model->start_civil_day + day)
        quarter++;
    return quarter;
}

/* Dates that trials have not kept move to where the last child has left in nine of ten. */
static void postpone(const struct di_plan_loop *loop, const struct di_plan *plan,
                     const struct di_plan_trial *trial)
{
    const struct di_model *model = loop->scenario->model;
    struct di_fluid_country *country = loop->country;
    const struct di_plan_book book = book_of(loop, plan);
    for (uint32_t i = 0; i < country->parameters->institutions; i++) {
        const uint32_t planned = di_plan_book_closure(&book, i);
        country->late[i] = 0;
        if (planned == UINT32_MAX || country->unit[i] == UINT32_MAX)
            continue;
        const int32_t day = trial->closed_day[country->unit[i]];
        const uint32_t quarter = day != DI_NO_DAY ? quarter_of(model, day) : 0;
        if (day == DI_NO_DAY)
            country->late[i] = DI_FLUID_NO_CLOSURE;
        else if (quarter > planned)
            country->late[i] = quarter - planned;
    }
}

/* ---- the loop ---- */

struct turns {
    const struct di_plan_loop *loop;
    struct di_plan_trial *without; /* the scenario alone */
    struct di_plan_levers levers;  /* with which the best plan was made */
    struct
    try {
        struct di_plan_trial *trial;
        double promised; /* weighted years until the horizon */
        struct di_trial_verdict verdict;
        bool harms;
    }
    best;
    double target;
    uint32_t made;
    enum di_trials_end end;
    bool is_over;
    json_t *tried; /* scenario of the last trial */
};

/* Is there more of it in `a` than in `b`, with the same luck? 1: yes; -1: less; 0: chance. */
static int more(const double *a, const double *b, uint32_t count)
{
    struct di_paired paired;
    di_paired_compute(b, a, count, &paired);
    return (paired.ci_low > 0) - (paired.ci_high < 0);
}

/*
 * All aims and no harm come first, then the level, then doing no harm. Of plans that harm the
 * one that by more than chance leaves fewer children without any place, or else brings fewer
 * back. Where the level is out of reach it says little: what counts then is how long children
 * are without a family.
 */
static uint32_t rank_of(const struct try *try)
{
    if (di_trial_is_met(&try->verdict) && !try->harms)
        return 0;
    return (try->verdict.reaches_level ? 1u : 3u) + (try->harms ? 1u : 0u);
}

static bool is_better(const struct try *a, const struct try *b)
{
    if (rank_of(a) != rank_of(b))
        return rank_of(a) < rank_of(b);
    const uint32_t count = a->trial->replications;
    int sign = a->harms ? more(a->trial->unplaced_years, b->trial->unplaced_years, count) : 0;
    if (sign == 0 && a->harms)
        sign = more(a->trial->reentries, b->trial->reentries, count);
    if (sign != 0)
        return sign < 0;
    return di_plan_trial_mean(a->trial, a->trial->without_family_years) <
           di_plan_trial_mean(b->trial, b->trial->without_family_years);
}

/* What the next plan must take into account: harm first, then waits. Dates and promises have no
 * lever of their own (MODEL 13.8): false. */
static bool learn(const struct turns *turns, const struct try *try)
{
    struct di_fluid_country *country = turns->loop->country;
    if (try->harms && di_plan_levers_repair(country, try->trial))
        return true;
    return (try->harms || !try->verdict.reaches_level) &&
           di_plan_levers_tighten(country, try->trial, turns->target);
}

/* Stop, or what the next plan takes into account. */
static void decide(struct turns *turns, const struct try *try)
{
    if (rank_of(try) == 0)
        turns->end = DI_TRIALS_MET;
    else if (turns->made == turns->loop->iterations)
        turns->end = DI_TRIALS_COUNTED;
    else if (!learn(turns, try))
        turns->end = DI_TRIALS_SETTLED;
    else
        return;
    turns->is_over = true;
}

static void say_promise(const struct di_cli *cli, const struct try *try,
                        const struct di_plan *plan)
{
    const struct di_summary *years = &try->trial->weighted_years;
    const double gap = di_plan_gap(&plan->goal[DI_GOAL_RESIDENTIAL]);
    if (cli->is_json)
        return;
    DI_SAY(cli, stdout,
           N_("  weighted years in care: %1 promised, %2 simulated (%3); the plan costs %4"),
           di_real_arg(round(try->promised)), di_real_arg(round(years->mean)),
           di_range_arg(years->ci_low, years->ci_high, false),
           di_real_arg(round(plan->goal[DI_GOAL_COST].value)));
    if (gap > 0 && gap < HUGE_VAL)
        DI_SAY(cli, stdout, N_("  the plan is within %1%% of the best of its model"),
               di_real_arg(ceil(gap * 1000) / 10));
}

/* Try a plan; it is taken over if it is the best so far, else freed. */
static enum di_status try_plan(const struct di_cli *cli, struct turns *turns,
                               struct di_plan *now, struct di_plan **plan,
                               struct di_error *error)
{
    const struct di_plan_loop *loop = turns->loop;
    struct try try = {
        .promised = di_plan_bracket_years(loop->country->parameters, now, quarters(loop))};
    enum di_status status = simulate(loop, true, loop->seed, &try.trial, error);
    if (status != DI_OK) {
        di_plan_destroy(now);
        return status;
    }
    try.verdict = di_plan_trial_judge(try.trial, turns->target, try.promised);
    try.harms = di_plan_trial_harms(try.trial, turns->without);
    turns->made++;
    say_trial(cli, try.trial, turns->made);
    say_promise(cli, &try, now);
    const bool is_kept = turns->best.trial == NULL || is_better(&try, &turns->best);
    if (is_kept && !di_plan_levers_save(&turns->levers, loop->country))
        status = di_fail_memory(error);
    decide(turns, &try);
    di_plan_trial_destroy(is_kept ? turns->best.trial : try.trial);
    di_plan_destroy(is_kept ? *plan : now);
    if (is_kept) {
        turns->best = try;
        *plan = now;
    }
    return status;
}

/* Is the scenario that follows the plan the one tried last? Then it would be tried in vain. */
static bool is_repeated(struct turns *turns, const struct di_plan *plan)
{
    const struct di_plan_book book = book_of(turns->loop, plan);
    json_t *scenario = di_plan_scenario_make(&book, NULL);
    const bool is_same = scenario != NULL && json_equal(scenario, turns->tried) != 0;
    json_decref(turns->tried);
    turns->tried = scenario;
    return is_same;
}

/* Plan and try in turns; `now` is the first plan, which is taken over. */
static enum di_status take_turns(const struct di_cli *cli, struct turns *turns,
                                 struct di_plan *now, struct di_plan **plan,
                                 struct di_error *error)
{
    const struct di_plan_loop *loop = turns->loop;
    enum di_status status = DI_OK;
    while (status == DI_OK && !turns->is_over) {
        turns->end = DI_TRIALS_SETTLED;
        turns->is_over = is_repeated(turns, now);
        if (turns->is_over)
            break;
        status = di_plan_loop_apply(loop, now, error);
        if (status != DI_OK)
            break;
        status = try_plan(cli, turns, now, plan, error);
        now = NULL;
        /* tighter factors may leave no plan: then the best so far stands */
        if (status == DI_OK && !turns->is_over)
            turns->is_over =
                di_optimize(loop->country->parameters, loop->options, &now, NULL) != DI_OK;
    }
    di_plan_destroy(now);
    return status;
}

static enum di_status search(const struct di_cli *cli, struct turns *turns,
                             struct di_plan **plan, struct di_error *error)
{
    struct di_plan *first = di_plan_copy(*plan);
    enum di_status status = first != NULL ? DI_OK : di_fail_memory(error);
    if (status == DI_OK)
        status = simulate(turns->loop, false, turns->loop->seed, &turns->without, error);
    if (status == DI_OK)
        status = take_turns(cli, turns, first, plan, error);
    else
        di_plan_destroy(first);
    di_plan_levers_restore(&turns->levers, turns->loop->country);
    if (turns->best.trial != NULL)
        postpone(turns->loop, *plan, turns->best.trial);
    return status;
}

static enum di_status confirm(const struct di_cli *cli, const struct turns *turns,
                              const struct di_plan *plan, struct di_error *error)
{
    const struct di_plan_loop *loop = turns->loop;
    struct di_plan_trial *base = NULL, *planned = NULL;
    const uint64_t seed = loop->seed + FRESH_SEEDS;
    enum di_status status = simulate(loop, false, seed, &base, error);
    if (status == DI_OK)
        status = simulate(loop, true, seed, &planned, error);
    if (status == DI_OK) {
        const struct di_confirmation made = {
            .model = loop->scenario->model,
            .without = base,
            .plan = planned,
            .level = turns->target,
            .promised = di_plan_bracket_years(loop->country->parameters, plan, quarters(loop)),
            .seed = seed,
            .trials = turns->made,
            .end = turns->end};
        if (!cli->is_json)
            di_confirmation_print(cli, &made);
        *loop->simulated = di_confirmation_json(&made);
    }
    di_plan_trial_destroy(base);
    di_plan_trial_destroy(planned);
    return status;
}

enum di_exit di_plan_loop_run(const struct di_cli *cli, const struct di_plan_loop *loop,
                              struct di_plan **plan)
{
    struct di_error error = {0};
    struct turns turns = {.loop = loop, .target = loop->scenario->model->goals->service_level};
    enum di_status status = search(cli, &turns, plan, &error);
    if (status == DI_OK)
        status = di_plan_loop_apply(loop, *plan, &error);
    if (status == DI_OK)
        status = confirm(cli, &turns, *plan, &error);
    json_decref(turns.tried);
    di_plan_trial_destroy(turns.best.trial);
    di_plan_trial_destroy(turns.without);
    if (status == DI_OK)
        return DI_EXIT_DONE;
    return status == DI_ERR_INTERRUPTED ? DI_EXIT_INTERRUPTED : di_error_report(cli, &error);
}
