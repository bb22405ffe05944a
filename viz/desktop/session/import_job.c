/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import_job.h"

#include <stdlib.h>
#include <string.h>

#include "di/wall_clock.h"

#include "background_job.h"

enum { FILES_MAX = 2 };

struct import_job {
    struct import_request request; /* with texts of its own: */
    char *paths[FILES_MAX], *mapping, *onto, *path, *patch, *sheet;
    struct di_opening_request opening; /* lives as long as its book */
    struct background_job background;
    struct import_outcome outcome;
};

static bool is_stopped(void *context)
{
    struct import_job *job = context;
    return background_job_is_cancelled(&job->background);
}

static const char *preset_of(const struct import_job *job)
{
    return job->request.choices.is_english ? "ssda903" : NULL;
}

/* ---- looking ---- */

static struct di_office_form form_of(struct import_job *job)
{
    struct di_office_form form = job->request.form;
    form.sheet = job->sheet;
    form.is_stopped = is_stopped;
    form.stop_context = job;
    return form;
}

static void set_kind(struct import_job *job, enum import_kind kind, const char *preset)
{
    job->outcome.kind = kind;
    job->outcome.roles = import_kind_roles(kind, preset);
}

/* Of two files one is of children. */
static bool is_of_rows(const struct import_job *job, const struct di_office_table *table)
{
    const struct import_guess guess = import_look_guess(table);
    return job->request.path_count == 1 ||
           !(guess.kind == IMPORT_KIND_EPISODES && guess.is_of_children);
}

static void bind(struct import_job *job, struct import_look *look,
                 struct di_office_table *table)
{
    const struct import_roles *roles = &job->outcome.roles;
    size_t first = 0, count = roles->count;
    if (roles->count == 0)
        return;
    if (roles->first > 0) { /* of one file all but the key that a file of children has */
        const bool is_one = job->request.path_count == 1;
        first = is_one ? 1 : is_of_rows(job, table) ? roles->first : 0;
        count = first == 0 ? roles->first : roles->count - first;
    }
    (void)import_look_bind(look, table, import_kind_id(job->outcome.kind), job->mapping, roles,
                           first, count);
    look->is_of_people = look->is_of_people || job->outcome.kind == IMPORT_KIND_EPISODES;
}

/* Opened anew: what headings leave open was noted with the table, and ends its reading. */
static void sample(struct import_job *job, struct import_look *look, const char *path)
{
    struct di_office_table *table = NULL;
    const struct di_office_form form = form_of(job);
    struct di_diagnostics list;
    struct di_error error;
    di_diagnostics_init(&list);
    if (di_office_table_open(path, &form, &list, &table, &error) == DI_OK)
        import_look_sample(look, table, &job->outcome.roles);
    di_office_table_close(table);
    di_diagnostics_finish(&list);
}

/* Of a file that was not opened. */
static void keep_problems(struct import_outcome *outcome, struct di_diagnostics *list)
{
    di_diagnostics_finish(&outcome->problems);
    outcome->problems = *list;
    di_diagnostics_init(list);
}

static bool look_at(struct import_job *job, size_t file)
{
    struct import_outcome *outcome = &job->outcome;
    struct import_look *look = &outcome->looks[file];
    struct di_office_table *table = NULL;
    const struct di_office_form form = form_of(job);
    struct di_diagnostics list; /* problems of rows are told once, by the reading */
    struct di_error error;
    di_error_clear(&error);
    di_diagnostics_init(&list);
    const bool is_open =
        di_office_table_open(job->paths[file], &form, &list, &table, &error) == DI_OK;
    if (!is_open) {
        keep_problems(outcome, &list);
        if (outcome->problems.count == 0 && error.message.id != NULL)
            (void)di_diagnostics_add(&outcome->problems, DI_SEVERITY_ERROR, error.status,
                                     job->paths[file], 0, 0, "", &error.message);
    } else if (import_look_take(look, table)) {
        outcome->look_count = file + 1;
        outcome->guesses[file] = import_look_guess(table);
        look->is_of_people =
            look->is_of_people || outcome->guesses[file].kind == IMPORT_KIND_EPISODES;
        if (file == 0 && outcome->kind == IMPORT_KIND_UNKNOWN)
            set_kind(job, outcome->guesses[0].kind, outcome->guesses[0].preset);
        bind(job, look, table);
    }
    di_office_table_close(table);
    di_diagnostics_finish(&list);
    if (is_open && !look->is_of_people && outcome->roles.count > 0)
        sample(job, look, job->paths[file]);
    return is_open;
}

static bool look(struct import_job *job)
{
    for (size_t file = 0; file < job->request.path_count; file++)
        if (!look_at(job, file))
            return false;
    return true;
}

/* ---- reading ---- */

static bool has_what_it_needs(const struct import_job *job)
{
    const struct import_choices *choices = &job->request.choices;
    if (job->outcome.kind == IMPORT_KIND_EPISODES) {
        const int32_t start = choices->start != 0 ? choices->start : choices->to + 1;
        return choices->from != 0 && choices->to >= choices->from && start >= choices->from &&
               start <= choices->to + 1;
    }
    return choices->is_own ? choices->start != 0 : job->onto != NULL;
}

static enum di_status read_opening(struct import_job *job, struct di_error *error)
{
    static enum di_status (*const reads[IMPORT_KINDS])(
        const struct di_opening_request *, struct di_diagnostics *, struct di_opening_book **,
        struct di_error *) = {[IMPORT_KIND_INSTITUTIONS] = di_opening_register_read,
                              [IMPORT_KIND_STOCK] = di_opening_stock_read,
                              [IMPORT_KIND_WORKFORCE] = di_opening_workforce_read};
    const struct import_choices *choices = &job->request.choices;
    const bool is_of_posts = job->outcome.kind == IMPORT_KIND_WORKFORCE;
    if (choices->name[0] == '\0')
        di_office_id_of_file(job->paths[0], job->request.choices.name);
    job->opening =
        (struct di_opening_request){.path = job->paths[0],
                                    .mapping_text = job->mapping,
                                    .form = form_of(job),
                                    .onto = choices->is_own ? NULL : job->onto,
                                    .id = choices->is_own ? choices->name : NULL,
                                    .start_year = choices->is_own ? choices->start : 0,
                                    .suppress_below = is_of_posts ? 0 : choices->suppress,
                                    .survey = &job->outcome.survey};
    return reads[job->outcome.kind](&job->opening, &job->outcome.problems,
                                    &job->outcome.opening, error);
}

static enum di_status read_episodes(struct import_job *job, struct di_error *error)
{
    const struct import_choices *choices = &job->request.choices;
    const struct di_episodes_request request = {
        .paths = {job->paths[0], job->paths[1]},
        .path_count = job->request.path_count,
        .mapping_text = job->mapping,
        .preset = preset_of(job),
        .name = choices->name[0] != '\0' ? choices->name : NULL,
        .from = choices->from,
        .to = choices->to,
        .start = choices->start != 0 ? choices->start : choices->to + 1,
        .suppress = choices->suppress,
        .form = form_of(job),
        .survey = &job->outcome.survey};
    return di_episodes_read(&request, &job->outcome.problems, &job->outcome.episodes, error);
}

/* ---- what becomes of the scenario ---- */

static bool compare_before(struct import_job *job, struct di_error *error)
{
    struct di_scenario *scenario = NULL;
    struct di_diagnostics list;
    if (job->path == NULL || job->request.choices.is_own ||
        job->outcome.kind == IMPORT_KIND_EPISODES)
        return true;
    di_diagnostics_init(&list);
    bool is_done = di_scenario_merge(job->path, &list, &job->outcome.base, error) == DI_OK &&
                   di_scenario_load_patched(job->path, job->patch, strlen(job->patch), "edits",
                                            &list, &scenario, error) == DI_OK;
    is_done = is_done && import_summary_take(&job->outcome.before, scenario);
    di_scenario_destroy(scenario);
    di_diagnostics_finish(&list);
    return is_done;
}

static bool take_changes(struct import_outcome *outcome)
{
    const struct import_summary *before = &outcome->before, *after = &outcome->after;
    return import_changes_take(&outcome->homes, &before->homes, &after->homes) &&
           import_changes_take(&outcome->staff, &before->staff, &after->staff) &&
           import_changes_take(&outcome->settings, &before->settings, &after->settings);
}

static bool compare_after(struct import_job *job, struct di_error *error)
{
    const struct di_catalogue plain = {0};
    struct di_scenario *scenario = NULL;
    char *text = import_job_scenario(&job->outcome, &plain, NULL);
    const bool is_done =
        text != NULL &&
        di_scenario_load_text(text, strlen(text), "scenario", &job->outcome.problems, &scenario,
                              error) == DI_OK &&
        import_summary_take(&job->outcome.after, scenario) && take_changes(&job->outcome);
    di_scenario_destroy(scenario);
    free(text);
    return is_done;
}

static enum import_end read_table(struct import_job *job)
{
    struct di_error error;
    di_error_clear(&error);
    background_job_enter(&job->background, IMPORT_READING);
    const enum di_status status = job->outcome.kind == IMPORT_KIND_EPISODES
                                      ? read_episodes(job, &error)
                                      : read_opening(job, &error);
    if (status == DI_OK && !is_stopped(job)) {
        background_job_enter(&job->background, IMPORT_COMPARING);
        if (compare_before(job, &error) && compare_after(job, &error))
            return IMPORT_READ;
    }
    if (job->outcome.problems.errors == 0 && error.message.id != NULL)
        (void)di_diagnostics_add(&job->outcome.problems, DI_SEVERITY_ERROR, error.status, "", 0,
                                 0, "", &error.message);
    return IMPORT_REFUSED;
}

static void work(void *context)
{
    struct import_job *job = context;
    enum import_end end = IMPORT_NOT_OPENED;
    if (look(job)) {
        end = !import_kind_is_office(job->outcome.kind) ? IMPORT_LOOKED
              : has_what_it_needs(job)                  ? read_table(job)
                                                        : IMPORT_ASKS;
    }
    job->outcome.end = end;
    background_job_enter(&job->background, is_stopped(job) ? IMPORT_CANCELLED : IMPORT_DONE);
}

/* ---- start and end ---- */

static void free_job(struct import_job *job)
{
    struct import_outcome *outcome = &job->outcome;
    background_job_finish(&job->background);
    di_opening_destroy(outcome->opening);
    di_episodes_destroy(outcome->episodes);
    import_summary_finish(&outcome->before);
    import_summary_finish(&outcome->after);
    free(outcome->homes.items);
    free(outcome->staff.items);
    free(outcome->settings.items);
    di_office_survey_finish(&outcome->survey);
    di_diagnostics_finish(&outcome->problems);
    for (size_t i = 0; i < FILES_MAX; i++) {
        import_look_finish(&outcome->looks[i]);
        free(job->paths[i]);
    }
    free(outcome->base);
    free(job->mapping);
    free(job->onto);
    free(job->path);
    free(job->patch);
    free(job->sheet);
    free(job);
}

/* False if memory ran out. */
static bool copy(char **to, const char *from)
{
    *to = from != NULL ? strdup(from) : NULL;
    return from == NULL || *to != NULL;
}

static bool copy_texts(struct import_job *job, const struct import_request *request)
{
    bool is_well = copy(&job->mapping, request->mapping) && copy(&job->onto, request->onto) &&
                   copy(&job->path, request->path) && copy(&job->patch, request->patch) &&
                   copy(&job->sheet, request->form.sheet);
    for (size_t i = 0; i < request->path_count; i++)
        is_well = is_well && copy(&job->paths[i], request->paths[i]);
    return is_well;
}

struct import_job *import_job_start(const struct import_request *request,
                                    void (*wake)(void *context), void *context)
{
    struct import_job *job = calloc(1, sizeof *job);
    if (job == NULL)
        return NULL;
    job->request = *request;
    di_diagnostics_init(&job->outcome.problems);
    const bool is_ready = copy_texts(job, request);
    const bool has_base =
        background_job_init(&job->background, IMPORT_DONE, request->began, wake, context);
    set_kind(job, request->kind, preset_of(job));
    if (!is_ready || !has_base || !background_job_start(&job->background, work, job)) {
        free_job(job);
        return NULL;
    }
    return job;
}

bool import_job_is_busy(struct import_job *job)
{
    return background_job_phase_now(&job->background) < IMPORT_DONE;
}

enum import_phase import_job_phase(struct import_job *job, double *seconds_out)
{
    background_job_lock(&job->background);
    const int phase = background_job_phase(&job->background, seconds_out);
    background_job_unlock(&job->background);
    return (enum import_phase)phase;
}

const struct import_outcome *import_job_outcome(struct import_job *job)
{
    return background_job_phase_now(&job->background) == IMPORT_DONE ? &job->outcome : NULL;
}

void import_job_cancel(struct import_job *job)
{
    background_job_cancel(&job->background);
}

void import_job_destroy(struct import_job *job)
{
    if (job != NULL)
        free_job(job);
}

/* ---- what was read ---- */

char *import_job_scenario(const struct import_outcome *outcome,
                          const struct di_catalogue *catalogue, const char *schema)
{
    return outcome->opening != NULL
               ? di_opening_scenario(outcome->opening, schema)
               : di_episodes_scenario(outcome->episodes, catalogue, schema);
}

char *import_job_targets(const struct import_outcome *outcome)
{
    return outcome->episodes != NULL && di_episodes_has_targets(outcome->episodes)
               ? di_episodes_targets(outcome->episodes)
               : NULL;
}

const struct di_data_quality *import_job_quality(const struct import_outcome *outcome)
{
    return outcome->opening != NULL    ? di_opening_quality(outcome->opening)
           : outcome->episodes != NULL ? di_episodes_quality(outcome->episodes)
                                       : NULL;
}

const char *import_job_id(const struct import_outcome *outcome)
{
    return outcome->opening != NULL ? di_opening_id(outcome->opening)
                                    : di_episodes_id(outcome->episodes);
}
