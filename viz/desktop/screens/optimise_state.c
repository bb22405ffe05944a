/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One search at a time; a new one replaces the plan before it. */
#include "optimise_state.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "desk_action.h"
#include "machine.h"

#define N_(text) text

void optimise_cancel(struct optimise_state *state)
{
    if (state != NULL && state->job != NULL)
        plan_job_cancel(state->job);
}

void optimise_destroy(struct optimise_state *state)
{
    if (state == NULL)
        return;
    plan_job_destroy(state->job);
    free(state);
}

bool optimise_is_busy(const struct optimise_state *state)
{
    return state != NULL && state->job != NULL && plan_job_outcome(state->job) == NULL;
}

void optimise_forget(struct optimise_state *state, const struct document *document)
{
    if (state == NULL || state->document != document)
        return;
    plan_job_destroy(state->job);
    state->job = NULL;
    state->document = NULL;
}

static struct optimise_state *state_of(struct desk *desk)
{
    if (desk->optimise == NULL) {
        desk->optimise = calloc(1, sizeof *desk->optimise);
        if (desk->optimise != NULL)
            *desk->optimise = (struct optimise_state){.seconds = 60, .gap = 0.01};
    }
    return desk->optimise;
}

static void start(struct desk *desk)
{
    struct optimise_state *state = state_of(desk);
    const struct document *document = session_document(&desk->session);
    if (state == NULL || document == NULL || document->scenario == NULL)
        return;
    plan_job_destroy(state->job);
    state->job = NULL;
    char *patch = edits_patch(&document->edits, NULL);
    if (patch == NULL)
        return;
    const struct plan_request request = {
        .path = document->path, .patch = patch, .seconds = state->seconds, .gap = state->gap};
    state->job = plan_job_start(&request, desk->session.wake, desk->session.wake_context);
    state->document = document;
    state->revision = document->revision;
    free(patch);
}

/* The plan as overrides, laid over the whole scenario in the library. */
static void make_scenario(struct desk *desk)
{
    const struct optimise_state *state = desk->optimise;
    const struct plan_outcome *outcome =
        state != NULL && state->job != NULL ? plan_job_outcome(state->job) : NULL;
    struct di_error error;
    char name[160], base_name[100];
    if (outcome == NULL || outcome->plan == NULL || desk->host.make_plan_scenario == NULL)
        return;
    (void)snprintf(base_name, sizeof base_name, "%.64s_base.json",
                   outcome->scenario->model->id);
    (void)snprintf(name, sizeof name, "library/%s", base_name);
    char *base_path = machine_place_path(MACHINE_DATA, name);
    (void)snprintf(name, sizeof name, "library/%.64s_optimised.json",
                   outcome->scenario->model->id);
    char *path = machine_place_path(MACHINE_DATA, name);
    char *base = di_scenario_copy_text(outcome->scenario, outcome->scenario->model->id);
    char *text = desk->host.make_plan_scenario(desk->host.context, outcome->scenario->model,
                                               outcome->country, outcome->plan, base_name);
    const bool is_written = base_path != NULL && path != NULL && base != NULL && text != NULL &&
                            machine_write(base_path, base, strlen(base)) &&
                            machine_write(path, text, strlen(text));
    if (is_written && session_add(&desk->session, path, &error))
        desk_say_about(desk, false,
                       N_("The plan is the open scenario '%1' now. Run it: its figures are "
                          "promises until then."),
                       session_document(&desk->session)->id);
    else
        desk_say(desk, true,
                 desk_tr(desk, N_("The scenario of the plan could not be written.")));
    free(base_path);
    free(path);
    free(base);
    free(text);
}

bool optimise_act(struct desk *desk, const struct ui_action *action)
{
    struct optimise_state *state = state_of(desk);
    switch (action->kind) {
    case ACT_OPTIMISE:
        start(desk);
        return true;
    case ACT_OPTIMISE_VALUE: {
        char *end = NULL;
        const double value = action->text != NULL ? strtod(action->text, &end) : 0;
        if (state != NULL && value >= 1 && value <= 3600)
            state->seconds = value;
        else
            desk_say(desk, true, desk_tr(desk, N_("The search may take 1 to 3600 seconds.")));
        return true;
    }
    case ACT_MAKE_SCENARIO:
        make_scenario(desk);
        return true;
    default:
        return false;
    }
}
