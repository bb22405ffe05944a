/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Each turn writes the scenario that follows the plan, reads it back as any scenario, and
 * simulates it. The headline is always the simulated number. Seeds of the last confirmation are
 * used nowhere else.
 */
#include "plan_loop.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "di/plan_trial.h"
#include "di/planning_goals.h"
#include "di/statistics.h"

#include "error_report.h"
#include "interrupt.h"
#include "plan_book.h"
#include "plan_levers.h"

#define FRESH_SEEDS 1000003 /* added to the seed for the confirmation */

static bool is_cancelled(void *context)
{
    (void)context;
    return di_interrupt_requested();
}

/* ---- writing ---- */

enum di_status di_plan_loop_apply(const struct di_plan_loop *loop, const struct di_plan *plan,
                                  struct di_error *error)
{
    const struct di_plan_book book = {
        .model = loop->scenario->model,
        .country = loop->country,
        .plan = plan,
        .quarters = (uint32_t)lround(loop->scenario->model->horizon_years * 4),
    };
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
    options.is_cancelled = is_cancelled;
    enum di_status status = load(loop, follows_plan, &list, &scenario, error);
    if (status == DI_OK)
        status = di_warm_start_prepare(scenario->model, &list, &start, error);
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

static double mean_of(const double *values, uint32_t count)
{
    double sum = 0;
    for (uint32_t n = 0; n < count; n++)
        sum += values[n];
    return count > 0 ? sum / count : 0;
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
           di_real_arg(round(mean_of(trial->institution_years, trial->replications))),
           di_real_arg(round(worst_level(trial) * 1000) / 10),
           di_real_arg(round(trial->closures_on_time * 10) / 10),
           di_real_arg(round(trial->closures * 10) / 10));
}

/*
 * Reaching the aim comes first, then doing no harm. Where the aim is out of reach, the level
 * says little: what counts then is how long children are without a family.
 */
static bool is_better(const struct di_plan_trial *a, const struct di_plan_trial *b,
                      const struct di_plan_trial *without, double target)
{
    const bool a_reaches = di_plan_trial_reaches(a, target);
    const bool b_reaches = di_plan_trial_reaches(b, target);
    const bool a_harms = di_plan_trial_harms(a, without);
    const bool b_harms = di_plan_trial_harms(b, without);
    if (a_reaches != b_reaches)
        return a_reaches;
    if (a_harms != b_harms)
        return b_harms;
    return mean_of(a->without_family_years, a->replications) <
           mean_of(b->without_family_years, b->replications);
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
    const struct di_plan_book book = {.model = model,
                                      .country = country,
                                      .plan = plan,
                                      .quarters = (uint32_t)lround(model->horizon_years * 4)};
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

/* ---- the end ---- */

static void say_difference(const struct di_cli *cli, const char *id, const double *base,
                           const double *plan, uint32_t count)
{
    struct di_paired paired;
    struct di_message message;
    di_paired_compute(base, plan, count, &paired);
    DI_MESSAGE(&message, id, di_real_arg(round(mean_of(plan, count))),
               di_real_arg(round(mean_of(base, count))),
               di_real_arg(round(paired.mean_difference)), di_real_arg(round(paired.ci_low)),
               di_real_arg(round(paired.ci_high)));
    di_error_report_print(cli, stdout, &message);
    (void)fputc('\n', stdout);
}

static void say_regions(const struct di_cli *cli, const struct di_plan_loop *loop,
                        const struct di_plan_trial *trial, double target)
{
    for (uint32_t r = 0; r < trial->regions; r++) {
        const struct di_trial_region *region = &trial->region[r];
        if (!(region->requests > 0))
            continue;
        DI_SAY(cli, stdout, N_("  %1: %2%% placed in time (at least %3%%), aim %4%%"),
               di_text_arg(loop->scenario->model->regions[r].name.id),
               di_real_arg(round(region->level * 1000) / 10),
               di_real_arg(round(region->level_low * 1000) / 10),
               di_real_arg(round(target * 1000) / 10));
    }
}

/* Which limits of the plan hold children up, region by region. */
static void say_reasons(const struct di_cli *cli, const struct di_plan_loop *loop,
                        const struct di_plan_trial *trial, double target)
{
    (void)puts(_("The aim is not reachable with these limits, or not within these trials:"));
    for (uint32_t r = 0; r < trial->regions; r++) {
        const struct di_trial_region *region = &trial->region[r];
        if (!(region->requests > 0) || region->level >= target)
            continue;
        struct di_message message;
        if (region->late_hours_days > region->late_place_days)
            DI_MESSAGE(&message,
                       DI_N_("  %1: children wait for a worker (limit hires_per_year)"),
                       di_text_arg(loop->scenario->model->regions[r].name.id));
        else
            DI_MESSAGE(&message,
                       DI_N_("  %1: children wait for a family or a place (limits "
                             "approvals_per_year, homes_per_year)"),
                       di_text_arg(loop->scenario->model->regions[r].name.id));
        di_error_report_print(cli, stdout, &message);
        (void)fputc('\n', stdout);
    }
}

static enum di_status confirm(const struct di_cli *cli, const struct di_plan_loop *loop,
                              double target, struct di_error *error)
{
    struct di_plan_trial *base = NULL, *plan = NULL;
    const uint64_t seed = loop->seed + FRESH_SEEDS;
    enum di_status status = simulate(loop, false, seed, &base, error);
    if (status == DI_OK)
        status = simulate(loop, true, seed, &plan, error);
    if (status == DI_OK && !cli->is_json) {
        (void)puts(_("Confirmed with fresh luck (the same for both scenarios):"));
        say_difference(
            cli,
            DI_N_("  years in institutions: %1 with the plan, %2 without; difference "
                  "%3 (%4 to %5)"),
            base->institution_years, plan->institution_years, plan->replications);
        say_difference(cli,
                       DI_N_("  years in institutions, group homes or without a place: %1 with "
                             "the plan, %2 without; difference %3 (%4 to %5)"),
                       base->without_family_years, plan->without_family_years,
                       plan->replications);
        say_difference(cli,
                       DI_N_("  years without any place: %1 with the plan, %2 without; "
                             "difference %3 (%4 to %5)"),
                       base->unplaced_years, plan->unplaced_years, plan->replications);
        say_difference(cli,
                       DI_N_("  re-entries: %1 with the plan, %2 without; difference %3 (%4 to "
                             "%5)"),
                       base->reentries, plan->reentries, plan->replications);
        if (plan->closures > 0)
            DI_SAY(cli, stdout, N_("  closures: %1 of %2 by their date"),
                   di_real_arg(round(plan->closures_on_time * 10) / 10),
                   di_real_arg(round(plan->closures * 10) / 10));
        say_regions(cli, loop, plan, target);
        if (!di_plan_trial_reaches(plan, target))
            say_reasons(cli, loop, plan, target);
    }
    di_plan_trial_destroy(base);
    di_plan_trial_destroy(plan);
    return status;
}

/* ---- the loop ---- */

/* What the next plan must take into account: harm first, then waits. false: this is the end */
static bool learn(const struct di_plan_loop *loop, const struct di_plan_trial *trial,
                  const struct di_plan_trial *without, double target)
{
    const bool harms = di_plan_trial_harms(trial, without);
    if (harms && di_plan_levers_repair(loop->country, trial))
        return true;
    return (harms || !di_plan_trial_reaches(trial, target)) &&
           di_plan_levers_tighten(loop->country, trial, target);
}

struct turns {
    const struct di_plan_loop *loop;
    struct di_plan_trial *without, *best; /* the scenario alone; of the best plan */
    struct di_plan_levers levers;         /* with which the best was made */
    double target;
};

/* Try a plan; it is taken over if it is the best so far, else freed. */
static enum di_status try_plan(const struct di_cli *cli, struct turns *turns, uint32_t number,
                               struct di_plan *now, struct di_plan **plan, bool *is_last_out,
                               struct di_error *error)
{
    const struct di_plan_loop *loop = turns->loop;
    struct di_plan_trial *trial = NULL;
    enum di_status status = simulate(loop, true, loop->seed, &trial, error);
    if (status != DI_OK) {
        di_plan_destroy(now);
        return status;
    }
    say_trial(cli, trial, number);
    const bool is_kept =
        turns->best == NULL || is_better(trial, turns->best, turns->without, turns->target);
    if (is_kept && !di_plan_levers_save(&turns->levers, loop->country))
        status = di_fail_memory(error);
    *is_last_out =
        number == loop->iterations || !learn(loop, trial, turns->without, turns->target);
    di_plan_trial_destroy(is_kept ? turns->best : trial);
    di_plan_destroy(is_kept ? *plan : now);
    if (is_kept) {
        turns->best = trial;
        *plan = now;
    }
    return status;
}

static enum di_status take_turns(const struct di_cli *cli, const struct di_plan_loop *loop,
                                 struct di_plan **plan, double target, struct di_error *error)
{
    struct turns turns = {.loop = loop, .target = target};
    struct di_plan *now = di_plan_copy(*plan);
    bool is_last = false;
    enum di_status status = now != NULL ? DI_OK : di_fail_memory(error);
    if (status == DI_OK)
        status = simulate(loop, false, loop->seed, &turns.without, error);
    for (uint32_t n = 1; now != NULL && status == DI_OK; n++) {
        status = di_plan_loop_apply(loop, now, error);
        if (status != DI_OK)
            break;
        status = try_plan(cli, &turns, n, now, plan, &is_last, error);
        now = NULL;
        /* tighter factors may leave no plan: then the best so far stands */
        if (status != DI_OK || is_last ||
            di_optimize(loop->country->parameters, loop->options, &now, NULL) != DI_OK)
            break;
    }
    di_plan_levers_restore(&turns.levers, loop->country);
    if (turns.best != NULL)
        postpone(loop, *plan, turns.best);
    di_plan_destroy(now);
    di_plan_trial_destroy(turns.best);
    di_plan_trial_destroy(turns.without);
    return status;
}

enum di_exit di_plan_loop_run(const struct di_cli *cli, const struct di_plan_loop *loop,
                              struct di_plan **plan)
{
    struct di_error error = {0};
    const double target = loop->scenario->model->goals->service_level;
    enum di_status status = take_turns(cli, loop, plan, target, &error);
    if (status == DI_OK)
        status = di_plan_loop_apply(loop, *plan, &error);
    if (status == DI_OK)
        status = confirm(cli, loop, target, &error);
    if (status == DI_OK)
        return DI_EXIT_DONE;
    return status == DI_ERR_INTERRUPTED ? DI_EXIT_INTERRUPTED : di_error_report(cli, &error);
}
