/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * All that is decided is decided before the draw is known, as a scenario that follows a plan
 * has one set of dates; children go where there is room in each draw. Better is: closures kept
 * in more draws, then less unmet need, then fewer weighted years, as means over draws.
 */
#include "plan_draws.h"

#include <math.h>
#include <stdlib.h>

#include "di/fluid_build.h"
#include "di/plan_check.h"
#include "di/plan_policy.h"

#include "error_report.h"
#include "input_draws.h"
#include "interrupt.h"
#include "text_table.h"

#define SAME 1e-6 /* relative: not a reason to choose */

/* A draw as the optimizer sees it. */
struct world {
    struct di_variant variant;
    struct di_fluid_country *country; /* NULL: the values are not possible */
};

struct search {
    const struct di_draws_task *task;
    struct di_input_draws inputs;
    struct world *world; /* [draws] */
    struct di_plan_draws *out;
};

/* ---- worlds ---- */

static enum di_status open_worlds(struct search *search, struct di_error *error)
{
    const struct di_draws_task *task = search->task;
    enum di_status status =
        di_uncertainty_read(task->scenario->resolved, &search->inputs.uncertainty, error);
    if (status == DI_OK && search->inputs.uncertainty.count == 0)
        status = di_input_draws_fail(task->path, error);
    if (status != DI_OK)
        return status;
    search->inputs.drawn = di_input_draws_source(task->path, task->sets,
                                                 &search->inputs.uncertainty, task->scenario);
    search->inputs.per_row = 1;
    search->world = calloc(task->draws, sizeof *search->world);
    if (search->world == NULL)
        return di_fail_memory(error);
    status = di_input_draws_sample(&search->inputs, task->seed, task->draws, error);
    for (uint32_t n = 0; n < task->draws && status == DI_OK; n++) {
        struct world *world = &search->world[n];
        if (di_input_draws_make(&search->inputs, n, &world->variant, NULL) != DI_OK)
            continue; /* values that no scenario may have: the draw is left out */
        status =
            di_fluid_build(world->variant.model, world->variant.start, &world->country, error);
        search->out->tried += status == DI_OK;
    }
    return status;
}

static void close_worlds(struct search *search)
{
    for (uint32_t n = 0; search->world != NULL && n < search->task->draws; n++) {
        di_fluid_country_destroy(search->world[n].country);
        if (search->world[n].variant.model != NULL)
            di_input_draws_drop(&search->inputs, &search->world[n].variant);
    }
    free(search->world);
    di_input_draws_finish(&search->inputs);
}

/* ---- candidates ---- */

/* The decisions under the scenario as it stands, if they keep its limits. */
static enum di_status allow(const struct search *search, const struct di_plan *decided,
                            struct di_draws_candidate *candidate, struct di_error *error)
{
    const struct di_fluid_parameters *p = search->task->country->parameters;
    struct di_policy_outcome outcome = {0};
    struct di_plan_verdict verdict;
    const enum di_status status =
        di_plan_policy_try(p, decided, true, search->task->options, &outcome, error);
    if (status != DI_OK || !outcome.is_possible)
        return status;
    di_plan_check(p, outcome.plan, false, &verdict);
    candidate->is_allowed = verdict.is_kept;
    candidate->plan = outcome.plan;
    return DI_OK;
}

static enum di_status try_everywhere(const struct search *search, const struct di_plan *decided,
                                     struct di_draws_candidate *candidate,
                                     struct di_error *error)
{
    for (uint32_t n = 0; n < search->task->draws; n++) {
        struct di_policy_outcome outcome;
        if (search->world[n].country == NULL)
            continue;
        const enum di_status status =
            di_plan_policy_try(search->world[n].country->parameters, decided, false,
                               search->task->options, &outcome, error);
        if (status != DI_OK)
            return status;
        if (!outcome.is_possible)
            continue;
        candidate->kept++;
        candidate->unmet += outcome.unmet;
        candidate->residential += outcome.residential;
        candidate->overspend += outcome.overspend;
        candidate->worst = fmax(candidate->worst, outcome.residential);
        di_plan_destroy(outcome.plan);
    }
    if (candidate->kept > 0) {
        candidate->unmet /= candidate->kept;
        candidate->residential /= candidate->kept;
        candidate->overspend /= candidate->kept;
    }
    return DI_OK;
}

static enum di_status add_candidate(struct search *search, uint32_t source,
                                    const struct di_plan *decided, struct di_error *error)
{
    struct di_draws_candidate *candidate = &search->out->candidate[search->out->count++];
    candidate->source = source;
    enum di_status status = DI_OK;
    if (source == 0)
        candidate->is_allowed = true; /* a plan of the scenario keeps its limits */
    else
        status = allow(search, decided, candidate, error);
    if (status == DI_OK && candidate->is_allowed)
        status = try_everywhere(search, decided, candidate, error);
    return status;
}

static enum di_status make_candidates(struct search *search, const struct di_plan *plan,
                                      struct di_error *error)
{
    enum di_status status = add_candidate(search, 0, plan, error);
    for (uint32_t n = 0; n < search->task->draws && status == DI_OK; n++) {
        struct di_plan *drawn = NULL;
        if (di_interrupt_requested())
            return di_fail(error, DI_ERR_INTERRUPTED, "", NULL, NULL, 0);
        if (search->world[n].country == NULL ||
            di_optimize(search->world[n].country->parameters, search->task->options, &drawn,
                        NULL) != DI_OK)
            continue; /* no plan for this draw: it still judges the others */
        status = add_candidate(search, n + 1, drawn, error);
        di_plan_destroy(drawn);
    }
    return status;
}

/* Nearly equal means do not decide: then the earlier candidate stays. */
static int compare(double a, double b)
{
    return fabs(a - b) <= SAME * (1 + fabs(b)) ? 0 : a < b ? -1 : 1;
}

static bool is_better(const struct di_draws_candidate *a, const struct di_draws_candidate *b)
{
    if (a->is_allowed != b->is_allowed)
        return a->is_allowed;
    if (a->kept != b->kept)
        return a->kept > b->kept;
    const int unmet = compare(a->unmet, b->unmet);
    return unmet != 0 ? unmet < 0 : compare(a->residential, b->residential) < 0;
}

static void choose(struct search *search, struct di_plan **plan)
{
    struct di_plan_draws *out = search->out;
    for (uint32_t n = 1; n < out->count; n++)
        if (is_better(&out->candidate[n], &out->candidate[out->chosen]))
            out->chosen = n;
    if (out->chosen == 0)
        return;
    struct di_plan *copy = di_plan_copy(out->candidate[out->chosen].plan);
    if (copy == NULL)
        return;
    for (uint32_t goal = 0; goal < DI_GOALS; goal++) { /* bounds are those of the scenario */
        copy->goal[goal].bound = (*plan)->goal[goal].bound;
        copy->goal[goal].is_solved = (*plan)->goal[goal].is_solved;
    }
    copy->status = DI_PLAN_WITHIN_GAP;
    copy->is_aggregated = (*plan)->is_aggregated;
    di_plan_destroy(*plan);
    *plan = copy;
}

enum di_exit di_plan_draws_run(const struct di_cli *cli, const struct di_draws_task *task,
                               struct di_plan **plan, struct di_plan_draws *draws_out)
{
    struct search search = {.task = task, .out = draws_out};
    struct di_error error;
    di_error_clear(&error);
    *draws_out = (struct di_plan_draws){.draws = task->draws};
    draws_out->candidate = calloc((size_t)task->draws + 1, sizeof *draws_out->candidate);
    enum di_status status = draws_out->candidate != NULL ? DI_OK : di_fail_memory(&error);
    if (status == DI_OK)
        status = open_worlds(&search, &error);
    if (status == DI_OK)
        status = make_candidates(&search, *plan, &error);
    if (status == DI_OK)
        choose(&search, plan);
    close_worlds(&search);
    if (status == DI_ERR_INTERRUPTED || di_interrupt_requested())
        return DI_EXIT_INTERRUPTED;
    return status == DI_OK ? DI_EXIT_DONE : di_error_report(cli, &error);
}

void di_plan_draws_finish(struct di_plan_draws *draws)
{
    for (uint32_t n = 0; draws->candidate != NULL && n < draws->count; n++)
        di_plan_destroy(draws->candidate[n].plan);
    free(draws->candidate);
    *draws = (struct di_plan_draws){0};
}

/* ---- showing ---- */

static void add_candidate_row(const struct di_cli *cli, const struct di_plan_draws *draws,
                              const struct di_draws_candidate *candidate,
                              struct di_text_table *table)
{
    char name[64], kept[32];
    if (candidate->source == 0)
        (void)snprintf(name, sizeof name, "%s", _("scenario as it stands"));
    else
        (void)snprintf(name, sizeof name, "%u", candidate->source);
    di_text_table_add(table, name);
    if (!candidate->is_allowed) {
        di_text_table_add(table, _("breaks a limit"));
        for (uint32_t n = 0; n < 4; n++)
            di_text_table_add(table, "");
        return;
    }
    (void)snprintf(kept, sizeof kept, "%u/%u", candidate->kept, draws->tried);
    di_text_table_add(table, kept);
    di_text_table_add_real(table, &cli->catalogue, candidate->unmet, 1);
    di_text_table_add_real(table, &cli->catalogue, candidate->residential, 0);
    di_text_table_add_real(table, &cli->catalogue, candidate->worst, 0);
    di_text_table_add_real(table, &cli->catalogue, candidate->overspend, 0);
}

void di_plan_draws_print(const struct di_cli *cli, const struct di_plan_draws *draws)
{
    struct di_text_table table;
    di_text_table_init(&table, 6);
    di_text_table_add(&table, _("decisions of draw"));
    di_text_table_add(&table, _("closures kept in"));
    di_text_table_add(&table, _("unmet need"));
    di_text_table_add(&table, _("weighted years in care"));
    di_text_table_add(&table, _("in the worst draw"));
    di_text_table_add(&table, _("over the budget"));
    for (uint32_t n = 0; n < draws->count; n++)
        add_candidate_row(cli, draws, &draws->candidate[n], &table);
    (void)putchar('\n');
    (void)di_text_table_print(&table, stdout);
    di_text_table_finish(&table);
    if (draws->chosen == 0)
        (void)puts(_("The plan for the scenario as it stands does best over all draws."));
    else
        DI_SAY(cli, stdout,
               N_("The plan shown holds the decisions made for draw %1: over all draws they do "
                  "best."),
               di_integer_arg(draws->candidate[draws->chosen].source));
}

json_t *di_plan_draws_json(const struct di_plan_draws *draws)
{
    json_t *list = json_array();
    for (uint32_t n = 0; n < draws->count; n++) {
        const struct di_draws_candidate *candidate = &draws->candidate[n];
        json_t *item = json_pack("{s:i, s:b}", "draw", (int)candidate->source, "allowed",
                                 candidate->is_allowed);
        if (candidate->is_allowed)
            (void)json_object_update_new(
                item,
                json_pack("{s:i, s:f, s:f, s:f, s:f}", "closures_kept_in", (int)candidate->kept,
                          "unmet_need", candidate->unmet, "residential_years",
                          candidate->residential, "worst_residential_years", candidate->worst,
                          "overspend", candidate->overspend));
        (void)json_array_append_new(list, item);
    }
    return json_pack("{s:i, s:i, s:i, s:o}", "draws", (int)draws->draws, "planned",
                     (int)draws->tried, "chosen", (int)draws->candidate[draws->chosen].source,
                     "candidates", list);
}
