/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plan_confirmation.h"

#include <math.h>
#include <stdio.h>

#include "di/statistics.h"

#include "error_report.h"

/* What is compared, in the order it is shown. */
static const struct {
    const char *id;       /* in plan.json */
    const char *sentence; /* marked for translation */
    size_t offset;        /* of the member of di_plan_trial */
} compared[] = {
    {"institution_years",
     DI_N_("  years in institutions: %1 with the plan, %2 without; difference %3 (%4)"),
     offsetof(struct di_plan_trial, institution_years)},
    {"without_family_years",
     DI_N_("  years in institutions, group homes or without a place: %1 with the plan, %2 "
           "without; difference %3 (%4)"),
     offsetof(struct di_plan_trial, without_family_years)},
    {"unplaced_years",
     DI_N_("  years without any place: %1 with the plan, %2 without; difference %3 (%4)"),
     offsetof(struct di_plan_trial, unplaced_years)},
    {"reentries", DI_N_("  re-entries: %1 with the plan, %2 without; difference %3 (%4)"),
     offsetof(struct di_plan_trial, reentries)},
};
enum { COMPARED = sizeof compared / sizeof compared[0] };

static const double *member(const struct di_plan_trial *trial, size_t offset)
{
    return *(double *const *)(const void *)((const char *)trial + offset);
}

static double mean(const struct di_plan_trial *trial, size_t offset)
{
    return di_plan_trial_mean(trial, member(trial, offset));
}

static struct di_paired difference(const struct di_confirmation *made, size_t offset)
{
    struct di_paired paired;
    di_paired_compute(member(made->without, offset), member(made->plan, offset),
                      made->plan->replications, &paired);
    return paired;
}

static struct di_trial_verdict judge(const struct di_confirmation *made)
{
    return di_plan_trial_judge(made->plan, made->level, made->promised);
}

static bool is_good(const struct di_confirmation *made, const struct di_trial_verdict *verdict)
{
    return di_trial_is_met(verdict) && !di_plan_trial_harms(made->plan, made->without);
}

/* ---- in words ---- */

static struct di_argument percent(double share)
{
    return di_real_arg(round(share * 1000) / 10);
}

static void say_differences(const struct di_cli *cli, const struct di_confirmation *made)
{
    for (size_t n = 0; n < COMPARED; n++) {
        const size_t offset = compared[n].offset;
        const struct di_paired paired = difference(made, offset);
        struct di_message message;
        DI_MESSAGE(&message, compared[n].sentence, di_real_arg(round(mean(made->plan, offset))),
                   di_real_arg(round(mean(made->without, offset))),
                   di_real_arg(round(paired.mean_difference)),
                   di_range_arg(paired.ci_low, paired.ci_high, false));
        di_error_report_print(cli, stdout, &message);
        (void)fputc('\n', stdout);
    }
}

static void say_promise(const struct di_cli *cli, const struct di_confirmation *made)
{
    const struct di_plan_trial *plan = made->plan;
    const struct di_summary *years = &plan->weighted_years;
    DI_SAY(cli, stdout, N_("  weighted years in care: %1 simulated (%2), %3 promised"),
           di_real_arg(round(years->mean)), di_range_arg(years->ci_low, years->ci_high, false),
           di_real_arg(round(made->promised)));
    if (plan->dates > 0)
        DI_SAY(cli, stdout,
               N_("  closures: %1 of %2 by their date; %3 {%3|date|dates} kept in nine of ten "
                  "runs"),
               di_real_arg(round(plan->closures_on_time * 10) / 10),
               di_real_arg(round(plan->closures * 10) / 10), di_integer_arg(plan->dates_kept));
}

/* One run has a level and no range. */
static void say_region(const struct di_cli *cli, const struct di_confirmation *made, uint32_t r)
{
    const struct di_trial_region *region = &made->plan->region[r];
    const struct di_argument name = di_text_arg(made->model->regions[r].name.id);
    const struct di_argument level = percent(region->level);
    if (made->plan->replications < 2)
        DI_SAY(cli, stdout, N_("  %1: %2%% placed in time in one run, aim %3%%"), name, level,
               percent(made->level));
    else if (region->is_small)
        DI_SAY(cli, stdout,
               N_("  %1: %2%% placed in time (%3%% to %4%%); with few requests it is judged "
                  "together with its neighbours: %5%% (at least %6%%)"),
               name, level, percent(region->level_low), percent(region->level_high),
               percent(region->judged_level), percent(region->judged_low));
    else
        DI_SAY(cli, stdout, N_("  %1: %2%% placed in time (at least %3%%), aim %4%%"), name,
               level, percent(region->level_low), percent(made->level));
}

static void say_end(const struct di_cli *cli, const struct di_confirmation *made)
{
    if (made->end == DI_TRIALS_MET)
        (void)puts(_("A trial met the aims; with fresh luck they are not met:"));
    else if (made->end == DI_TRIALS_SETTLED)
        (void)puts(_("The aims are not reachable with these limits:"));
    else
        DI_SAY(cli, stdout,
               N_("The aims were not reached within %1 {%1|trial|trials} (more: --iterations), "
                  "perhaps not with these limits:"),
               di_integer_arg(made->trials));
}

/* Which limits of the plan hold children up in a region. */
static void say_reason(const struct di_cli *cli, const struct di_confirmation *made, uint32_t r)
{
    const struct di_trial_region *region = &made->plan->region[r];
    const struct di_argument name = di_text_arg(made->model->regions[r].name.id);
    if (!(region->level < made->level))
        DI_SAY(cli, stdout,
               N_("  %1: the level is reached on average, but not surely: chance is too large "
                  "(more runs: --replications)"),
               name);
    else if (region->late_hours_days > region->late_place_days)
        DI_SAY(cli, stdout, N_("  %1: children wait for a worker (limit hires_per_year)"),
               name);
    else
        DI_SAY(cli, stdout,
               N_("  %1: children wait for a family or a place (limits approvals_per_year, "
                  "homes_per_year)"),
               name);
}

static void say_what_fails(const struct di_cli *cli, const struct di_confirmation *made,
                           const struct di_trial_verdict *verdict)
{
    for (uint32_t r = 0; r < made->plan->regions; r++)
        if (!di_trial_region_reaches(&made->plan->region[r], made->level))
            say_reason(cli, made, r);
    if (di_plan_trial_harms(made->plan, made->without))
        (void)puts(_("  the plan does harm: more children are without any place, or come back "
                     "into care, than without it"));
    if (!verdict->keeps_dates)
        DI_SAY(cli, stdout,
               N_("  %1 closing {%1|date is|dates are} missed in more than one of ten runs"),
               di_integer_arg(made->plan->dates - made->plan->dates_kept));
    if (!verdict->keeps_promise)
        (void)puts(_("  children spend more than 3% longer in care than the plan promised: "
                     "quote the simulated years"));
}

void di_confirmation_print(const struct di_cli *cli, const struct di_confirmation *made)
{
    const struct di_trial_verdict verdict = judge(made);
    (void)puts(_("Confirmed with fresh luck (the same for both scenarios):"));
    say_differences(cli, made);
    say_promise(cli, made);
    for (uint32_t r = 0; r < made->plan->regions; r++)
        if (made->plan->region[r].requests > 0)
            say_region(cli, made, r);
    if (is_good(made, &verdict)) {
        (void)puts(_("All aims are met: every region's level, every closing date, no more "
                     "years in care than promised, and no harm."));
        return;
    }
    say_end(cli, made);
    say_what_fails(cli, made, &verdict);
}

/* ---- for machines ---- */

/* NaN, what cannot be said, is null. */
static json_t *number(double value)
{
    return isnan(value) ? json_null() : json_real(value);
}

static json_t *interval_json(double mean, double low, double high)
{
    return json_pack("{s:o, s:o, s:o}", "mean", number(mean), "low", number(low), "high",
                     number(high));
}

/* One run has no bounds. */
static json_t *region_json(const struct di_trial_region *region, double level, bool is_one_run)
{
    const double nothing = (double)NAN;
    return json_pack(
        "{s:f, s:o, s:o, s:o, s:b, s:o, s:o, s:b}", "requests", region->requests, "level",
        number(region->level), "low", number(is_one_run ? nothing : region->level_low), "high",
        number(is_one_run ? nothing : region->level_high), "judged_with_neighbours",
        region->is_small, "judged_level", number(region->judged_level), "judged_low",
        number(is_one_run ? nothing : region->judged_low), "reaches_level",
        di_trial_region_reaches(region, level));
}

static json_t *aims_json(const struct di_confirmation *made)
{
    static const char *const ends[] = {[DI_TRIALS_MET] = "met",
                                       [DI_TRIALS_SETTLED] = "nothing_left_to_change",
                                       [DI_TRIALS_COUNTED] = "iterations"};
    const struct di_trial_verdict verdict = judge(made);
    return json_pack("{s:f, s:b, s:b, s:b, s:b, s:b, s:s, s:i}", "service_level", made->level,
                     "met", is_good(made, &verdict), "levels_reached", verdict.reaches_level,
                     "dates_kept", verdict.keeps_dates, "promise_kept", verdict.keeps_promise,
                     "harms", di_plan_trial_harms(made->plan, made->without), "trials_ended_by",
                     ends[made->end], "trials", (int)made->trials);
}

json_t *di_confirmation_json(const struct di_confirmation *made)
{
    const struct di_plan_trial *plan = made->plan;
    const struct di_summary *years = &plan->weighted_years;
    json_t *regions = json_object();
    json_t *object =
        json_pack("{s:i, s:I, s:o, s:f, s:o, s:i, s:i}", "replications",
                  (int)plan->replications, "seed", (json_int_t)made->seed, "aims",
                  aims_json(made), "promised_weighted_years", made->promised, "weighted_years",
                  interval_json(years->mean, years->ci_low, years->ci_high), "closing_dates",
                  (int)plan->dates, "closing_dates_kept", (int)plan->dates_kept);
    for (size_t n = 0; n < COMPARED; n++) {
        const size_t offset = compared[n].offset;
        const struct di_paired paired = difference(made, offset);
        (void)json_object_set_new(
            object, compared[n].id,
            json_pack("{s:f, s:f, s:o}", "plan", mean(plan, offset), "without",
                      mean(made->without, offset), "difference",
                      interval_json(paired.mean_difference, paired.ci_low, paired.ci_high)));
    }
    for (uint32_t r = 0; r < plan->regions; r++)
        if (plan->region[r].requests > 0)
            (void)json_object_set_new(
                regions, made->model->regions[r].name.id,
                region_json(&plan->region[r], made->level, plan->replications < 2));
    (void)json_object_set_new(object, "regions", regions);
    return object;
}
