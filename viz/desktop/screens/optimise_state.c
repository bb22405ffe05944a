/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One search at a time; a new one replaces the plan before it. */
#include "optimise_state.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "di/number.h"

#include "desk_action.h"
#include "office_state.h"
#include "user_file.h"

#define SECONDS_MOST 3600

void optimise_cancel(struct optimise_state *state)
{
    if (state == NULL || state->job == NULL)
        return;
    state->is_stopping = true;
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
    return state != NULL && state->job != NULL && plan_job_is_busy(state->job);
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

static void start(struct desk *desk, struct optimise_state *state)
{
    const struct document *document = session_document(&desk->session);
    if (document == NULL || document->scenario == NULL)
        return;
    char *patch = edits_patch(&document->edits, NULL);
    if (patch == NULL)
        return;
    plan_job_destroy(state->job);
    const struct plan_request request = {.path = document->path,
                                         .patch = patch,
                                         .seconds = state->seconds,
                                         .gap = state->gap,
                                         .seed = desk->session.seed,
                                         .make_scenario = desk->host.make_plan_scenario,
                                         .make_context = desk->host.context};
    state->job = plan_job_start(&request, desk->session.wake, desk->session.wake_context);
    state->is_stopping = false;
    state->document = document;
    state->revision = document->revision;
    free(patch);
    if (state->job == NULL)
        desk_say(desk, true, desk_tr(desk, N_("The search could not be started.")));
}

/* ---- the plan as a scenario ---- */

static void name_in(struct desk *desk, const char *language, const char *name, json_t *names)
{
    struct di_message message;
    char text[400];
    desk->host.open_catalogue(desk->host.context, language, &desk->catalogue);
    DI_MESSAGE(&message, N_("%1: optimised"), di_text_arg(name));
    (void)di_message_render(&message, &desk->catalogue, text, sizeof text);
    (void)json_object_set_new(names, language, json_string(text));
}

/* The plan has no name of its own: it gets the scenario's, marked, in both languages. */
static char *named(struct desk *desk, const struct di_model *model, const char *text,
                   const char *schema)
{
    json_t *plan = text != NULL ? json_loads(text, 0, NULL) : NULL;
    json_t *scenario = plan != NULL ? json_pack("{s:s*}", "$schema", schema) : NULL;
    (void)json_object_update(scenario, plan);
    json_decref(plan);
    if (scenario == NULL)
        return NULL;
    if (desk->host.open_catalogue != NULL) {
        json_t *names = json_object();
        name_in(desk, "en", model->name_en, names);
        name_in(desk, "ru", model->name_ru, names);
        (void)json_object_set_new(scenario, "name", names);
        desk_set_language(desk, desk->language); /* a catalogue holds until the next */
    }
    char *copy = json_dumps(scenario, JSON_INDENT(2) | JSON_REAL_PRECISION(12));
    json_decref(scenario);
    return copy;
}

static bool write_pair(struct desk *desk, const struct plan_outcome *outcome, char **path_out)
{
    const struct di_model *model = outcome->scenario->model;
    char name[160], base_name[100];
    (void)snprintf(base_name, sizeof base_name, "%.64s_base.json", model->id);
    (void)snprintf(name, sizeof name, "library/%s", base_name);
    char *base_path = user_file_path(USER_FILE_DATA, name);
    (void)snprintf(name, sizeof name, "library/%.64s_optimised.json", model->id);
    *path_out = user_file_path(USER_FILE_DATA, name);
    const char *copied = session_document(&desk->session)->path;
    char *schema = base_path != NULL ? session_schema(&desk->session, base_path, copied) : NULL;
    char *base = di_scenario_copy_text(outcome->scenario, model->id, "", schema);
    char *bare = desk->host.make_plan_scenario(desk->host.context, model, outcome->country,
                                               outcome->plan, base_name);
    char *text = named(desk, model, bare, schema);
    free(schema);
    const bool is_written = base_path != NULL && *path_out != NULL && base != NULL &&
                            text != NULL && user_file_write(base_path, base, strlen(base)) &&
                            user_file_write(*path_out, text, strlen(text));
    free(base_path);
    free(base);
    free(bare);
    free(text);
    return is_written;
}

static void close_document(struct desk *desk, struct optimise_state *state, size_t index)
{
    chart_views_finish(&desk->charts);
    optimise_forget(state, desk->session.documents[index]);
    office_forget(desk, desk->session.documents[index]);
    session_remove(&desk->session, index);
}

/* The plan as overrides, laid over the whole scenario in the library. An earlier plan of the
 * same scenario is replaced, so its document is opened anew. */
static void make_scenario(struct desk *desk, struct optimise_state *state)
{
    const struct plan_outcome *outcome =
        state->job != NULL ? plan_job_outcome(state->job) : NULL;
    struct session *session = &desk->session;
    struct di_error error;
    char *path = NULL;
    if (outcome == NULL || outcome->plan == NULL || desk->host.make_plan_scenario == NULL)
        return;
    const struct document *planned = session_document(session);
    bool is_open = write_pair(desk, outcome, &path);
    for (size_t i = 0; is_open && i < session->count; i++)
        if (strcmp(session->documents[i]->path, path) == 0)
            close_document(desk, state, i);
    di_error_clear(&error);
    is_open = is_open && session_add(session, path, &error);
    for (size_t i = 0; is_open && session->baseline == SIZE_MAX && i < session->count; i++)
        if (session->documents[i] == planned)
            session->baseline = i;
    if (is_open)
        desk_say_about(desk, false,
                       N_("The plan is the open scenario '%1' now. Run it: its figures are "
                          "promises until then."),
                       session_document(session)->id);
    else if (error.message.id != NULL)
        desk_say_error(desk, &error);
    else
        desk_say(desk, true,
                 desk_tr(desk, N_("The scenario of the plan could not be written.")));
    free(path);
}

/* ---- targets ---- */

static void set_target(struct desk *desk, const struct optimise_state *state)
{
    struct document *document = session_document(&desk->session);
    char json[120], number[DI_NUMBER_TEXT_MAX];
    double residents;
    int32_t day;
    if (document == NULL)
        return;
    if (!desk_number_between(state->residents, 0, 1e9, &residents)) {
        desk_say_about(desk, true, N_("'%1' is not a number of children."), state->residents);
        return;
    }
    if (!di_date_parse(state->by, &day)) {
        desk_say_about(desk, true, N_("'%1' is not a date. Write it like 2028-01-01."),
                       state->by);
        return;
    }
    (void)di_number_format(residents, number);
    (void)snprintf(json, sizeof json, "{\"residents\": %s, \"by\": \"%s\"}", number, state->by);
    if (document_set(document, "/goals/targets/own", "", json))
        desk_after_change(desk, true);
    else if (document->problems.count > 0) {
        char text[sizeof desk->message];
        (void)di_message_render(&document->problems.items[0].message, &desk->catalogue, text,
                                sizeof text);
        desk_say(desk, true, text);
    }
}

static void set_value(struct desk *desk, struct optimise_state *state,
                      const struct ui_action *action)
{
    double value;
    switch ((enum optimise_value)action->number) {
    case OPTIMISE_SECONDS:
        if (desk_number_between(action->text, 1, SECONDS_MOST, &value))
            state->seconds = value;
        else
            desk_say(desk, true, desk_tr(desk, N_("The search may take 1 to 3600 seconds.")));
        break;
    case OPTIMISE_RESIDENTS:
        desk_copy_text(state->residents, sizeof state->residents, action->text);
        break;
    case OPTIMISE_BY:
        desk_copy_text(state->by, sizeof state->by, action->text);
        break;
    }
}

bool optimise_act(struct desk *desk, const struct ui_action *action)
{
    struct optimise_state *state = state_of(desk);
    if (state == NULL)
        return false;
    switch (action->kind) {
    case ACT_OPTIMISE:
        start(desk, state);
        return true;
    case ACT_OPTIMISE_TARGET:
        set_target(desk, state);
        return true;
    case ACT_OPTIMISE_VALUE:
        set_value(desk, state, action);
        return true;
    case ACT_OPTIMISE_FAMILIES:
        desk->shows_families = !desk->shows_families;
        return true;
    case ACT_MAKE_SCENARIO:
        make_scenario(desk, state);
        return true;
    default:
        return false;
    }
}
