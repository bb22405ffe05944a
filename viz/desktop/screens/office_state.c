/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "office_state.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "di/disk_file.h"
#include "di/wall_clock.h"

#include "import_table.h"
#include "mapping_shelf.h"
#include "user_file.h"

/* ---- jobs ---- */

/* Nobody waits for a worker that was told to stop, unless there are too many of them. */
static void let_end(struct desk *desk, struct import_job *job)
{
    size_t at = 0;
    if (job == NULL)
        return;
    import_job_cancel(job);
    while (at < DESK_ENDING_IMPORTS - 1 && desk->ending_imports[at] != NULL)
        at++;
    import_job_destroy(desk->ending_imports[at]);
    desk->ending_imports[at] = job;
}

static void free_ended(struct desk *desk)
{
    for (size_t i = 0; i < DESK_ENDING_IMPORTS; i++) {
        struct import_job *job = desk->ending_imports[i];
        if (job == NULL || import_job_is_busy(job))
            continue;
        import_job_destroy(job);
        desk->ending_imports[i] = NULL;
    }
}

static void cancel(struct desk *desk)
{
    let_end(desk, desk->office->running);
    desk->office->running = NULL;
}

void office_close(struct desk *desk)
{
    struct office_state *state = desk->office;
    if (state == NULL)
        return;
    cancel(desk);
    let_end(desk, state->shown);
    if (state->copy_path[0] != '\0')
        (void)di_disk_file_remove(state->copy_path);
    import_mapping_finish(&state->mapping);
    free(state);
    desk->office = NULL;
}

void office_finish(struct desk *desk)
{
    office_close(desk);
    for (size_t i = 0; i < DESK_ENDING_IMPORTS; i++)
        import_job_destroy(desk->ending_imports[i]);
}

void office_stop(struct desk *desk)
{
    if (!office_is_busy(desk->office))
        return;
    cancel(desk);
    desk->office->is_stopped = true;
}

bool office_is_busy(const struct office_state *state)
{
    return state != NULL && state->running != NULL;
}

const struct import_outcome *office_outcome(const struct office_state *state)
{
    return state != NULL && state->shown != NULL ? import_job_outcome(state->shown) : NULL;
}

void office_forget(struct desk *desk, const struct document *document)
{
    struct office_state *state = desk->office;
    if (state == NULL || state->document != document)
        return;
    cancel(desk);
    let_end(desk, state->shown);
    state->shown = NULL;
    state->document = NULL;
    state->revision = 0;
}

/* ---- reading ---- */

bool office_may_complete(const struct desk *desk)
{
    const struct document *document = session_document(&desk->session);
    return document != NULL && document->scenario != NULL;
}

/* The file that a table completes: the open scenario's own, or a copy of it as it stands, which
 * goes with the state. */
static char *onto_path(struct office_state *state, const struct document *document)
{
    char name[120];
    if (edits_now(&document->edits)->count == 0)
        return strdup(document->path);
    (void)snprintf(name, sizeof name, "import/%s.json", document->id);
    char *path = user_file_path(USER_FILE_DATA, name);
    char *text = di_scenario_copy_text(document->scenario, document->id, "", NULL);
    desk_copy_text(state->copy_path, sizeof state->copy_path, path);
    const bool is_written =
        path != NULL && text != NULL && user_file_write(path, text, strlen(text));
    free(text);
    if (is_written)
        return path;
    free(path);
    return NULL;
}

static bool says(const struct import_mapping *mapping, const char *key, const char *value)
{
    const char *now = import_mapping_option(mapping, key);
    return now != NULL && strcmp(now, value) == 0;
}

/* For the look that comes before the mapping is read. */
static struct di_office_form form_of(const struct import_mapping *mapping)
{
    return (struct di_office_form){
        .encoding = says(mapping, "encoding", "utf-8")    ? DI_TEXT_UTF8
                    : says(mapping, "encoding", "utf-16") ? DI_TEXT_UTF16
                    : says(mapping, "encoding", "cp1251") ? DI_TEXT_CP1251
                    : says(mapping, "encoding", "cp1252") ? DI_TEXT_CP1252
                                                          : DI_TEXT_GUESS,
        .separator = says(mapping, "separator", "comma")       ? ','
                     : says(mapping, "separator", "semicolon") ? ';'
                     : says(mapping, "separator", "tab")       ? '\t'
                                                               : '\0',
        .sheet = import_mapping_option(mapping, "sheet"),
        .heading_row = (uint32_t)import_mapping_heading_row(mapping)};
}

static struct import_job *start(struct desk *desk, struct office_state *state)
{
    const struct document *document = session_document(&desk->session);
    const bool has_scenario = office_may_complete(desk);
    const bool has_mapping = import_kind_is_office(state->kind);
    char *onto = has_scenario ? onto_path(state, document) : NULL;
    char *patch = has_scenario ? edits_patch(&document->edits, NULL) : NULL;
    char *mapping = has_mapping ? import_mapping_text(&state->mapping) : NULL;
    const struct import_request request = {.paths = {state->path, state->second},
                                           .path_count = state->second[0] != '\0' ? 2 : 1,
                                           .kind = state->kind,
                                           .mapping = mapping,
                                           .form = form_of(&state->mapping),
                                           .choices = state->choices,
                                           .onto = onto,
                                           .path = has_scenario ? document->path : NULL,
                                           .patch = patch,
                                           .began = di_wall_clock_seconds()};
    struct import_job *job =
        import_job_start(&request, desk->session.wake, desk->session.wake_context);
    free(onto);
    free(patch);
    free(mapping);
    state->document = document;
    state->revision = document != NULL ? document->revision : 0;
    return job;
}

void office_read(struct desk *desk)
{
    struct office_state *state = desk->office;
    if (state == NULL || state->kind == IMPORT_KIND_VALUES)
        return;
    cancel(desk);
    state->is_taken = state->is_stopped = false;
    state->running = start(desk, state);
    if (state->running == NULL)
        desk_say(desk, true, desk_tr(desk, N_("The file could not be read: no memory.")));
}

void office_open(struct desk *desk, const char *path)
{
    struct office_state *state = calloc(1, sizeof *state);
    office_close(desk);
    if (state == NULL)
        return;
    desk_copy_text(state->path, sizeof state->path, path);
    import_mapping_init(&state->mapping, IMPORT_KIND_UNKNOWN);
    *desk_scroll(desk, "page:import") = 0;
    desk->message[0] = '\0';
    state->choices.is_own = !office_may_complete(desk);
    desk->office = state;
    office_read(desk);
}

/* ---- after a reading ---- */

/* What a kept mapping says of the other form of file does not hold for this one. */
static void fit_mapping(struct office_state *state, const struct import_look *look)
{
    const char *sheet = import_mapping_option(&state->mapping, "sheet");
    bool has_sheet = false;
    for (size_t i = 0; sheet != NULL && i < look->sheet_count; i++)
        has_sheet = has_sheet || strcmp(look->sheets[i], sheet) == 0;
    if (!has_sheet)
        import_mapping_set_option(&state->mapping, "sheet", NULL);
    if (!look->is_sheet)
        return;
    import_mapping_set_option(&state->mapping, "encoding", NULL);
    import_mapping_set_option(&state->mapping, "separator", NULL);
}

/* The mapping of an earlier file with these headings; true if there is one. */
static bool take_kept(struct office_state *state, const struct import_look *look)
{
    char *path = mapping_shelf_find((const char *const *)look->headings, look->column_count);
    char *text = path != NULL ? user_file_read(path, NULL) : NULL;
    const bool is_taken =
        text != NULL && import_mapping_take_text(&state->mapping, text, &state->kind);
    if (is_taken) {
        fit_mapping(state, look);
        desk_copy_text(state->mapping_path, sizeof state->mapping_path, path);
    }
    state->is_mapping_kept = is_taken;
    free(text);
    free(path);
    return is_taken;
}

static bool are_values(const struct desk *desk, const struct import_look *look)
{
    const struct document *document = session_document(&desk->session);
    return office_may_complete(desk) && look->column_count > 1 &&
           import_columns_know_first(look->headings[0], &document->now);
}

void office_name_mapping(struct office_state *state)
{
    char *path = mapping_shelf_path(state->kind, state->path);
    if (state->mapping_path[0] == '\0')
        desk_copy_text(state->mapping_path, sizeof state->mapping_path, path);
    free(path);
}

void office_read_values(struct desk *desk)
{
    const struct import_outcome *outcome = office_outcome(desk->office);
    const struct document *document = session_document(&desk->session);
    const char *sheet = import_mapping_option(&desk->office->mapping, "sheet");
    table_import_destroy(desk->import);
    desk->import = table_import_read(
        desk->office->path, document != NULL ? &document->now : NULL, &desk->catalogue);
    for (size_t i = 0; sheet != NULL && outcome != NULL && i < outcome->looks[0].sheet_count;
         i++)
        if (desk->import != NULL && strcmp(outcome->looks[0].sheets[i], sheet) == 0)
            table_import_reform(desk->import, &(struct import_form){.sheet = i},
                                document != NULL ? &document->now : NULL, &desk->catalogue);
}

/* Does one of two files tell a form that nobody has spoken of? */
static bool has_preset(const struct office_state *state, const struct import_outcome *outcome)
{
    return state->kind == IMPORT_KIND_EPISODES && !state->has_said_form &&
           !state->choices.is_english &&
           (outcome->guesses[0].preset != NULL || outcome->guesses[1].preset != NULL);
}

/* As long as nobody has said what the file holds, its headings tell. */
static void settle(struct desk *desk, struct office_state *state,
                   const struct import_outcome *outcome)
{
    const struct import_look *look = &outcome->looks[0];
    if (outcome->look_count == 0)
        return;
    state->guess = outcome->guesses[0];
    if (has_preset(state, outcome)) {
        state->choices.is_english = true;
        office_read(desk);
        return;
    }
    if (!state->has_looked && take_kept(state, look)) {
        state->has_looked = true;
        office_read(desk);
        return;
    }
    state->has_looked = true;
    if (state->kind != IMPORT_KIND_UNKNOWN)
        return;
    state->kind = outcome->kind;
    state->choices.is_english = state->guess.preset != NULL;
    if (state->kind == IMPORT_KIND_UNKNOWN && are_values(desk, look)) {
        state->kind = IMPORT_KIND_VALUES;
        office_read_values(desk);
    }
    if (import_kind_is_office(state->kind)) {
        import_mapping_set_kind(&state->mapping, state->kind, &outcome->roles);
        office_name_mapping(state);
    }
}

bool office_poll(struct desk *desk)
{
    struct office_state *state = desk->office;
    free_ended(desk);
    if (!office_is_busy(state))
        return false;
    if (import_job_is_busy(state->running))
        return true;
    struct import_job *done = state->running;
    state->running = NULL;
    const struct import_outcome *outcome = import_job_outcome(done);
    if (outcome == NULL) {
        let_end(desk, done);
        return true;
    }
    let_end(desk, state->shown);
    state->shown = done;
    settle(desk, state, outcome);
    return true;
}

void office_update(struct desk *desk)
{
    struct office_state *state = desk->office;
    const struct document *document = session_document(&desk->session);
    if (state != NULL && !office_may_complete(desk))
        state->choices.is_own = true;
    if (state == NULL || !import_kind_is_office(state->kind) || !state->has_looked)
        return;
    if (state->document != document ||
        (document != NULL && document->revision != state->revision))
        office_read(desk);
}

/* ---- words ---- */

struct listing {
    struct office_word *words;
    size_t room, count;
};

static void list(struct listing *listing, const struct office_word *word)
{
    if (listing->words != NULL && listing->count < listing->room)
        listing->words[listing->count] = *word;
    listing->count++;
}

/* A column of people that was taken for words shows none. */
static bool may_show(const struct import_outcome *outcome, size_t role)
{
    for (size_t f = 0; f < outcome->look_count; f++)
        for (size_t c = 0; c < outcome->looks[f].column_count; c++)
            if (outcome->looks[f].roles[c] == role &&
                di_office_is_personal(outcome->looks[f].headings[c]))
                return false;
    return true;
}

/* What was said of it since the last reading counts; what that reading could not use does not.
 */
static bool is_open(const struct office_state *state, const char *role,
                    const struct di_office_word *word)
{
    const char *now = import_mapping_code(&state->mapping, role, word->text);
    return now == NULL || (word->code != NULL && strcmp(word->code, now) == 0);
}

static void list_asked(struct listing *listing, const struct office_state *state,
                       const struct import_outcome *outcome, size_t role)
{
    const char *id = outcome->roles.items[role].id;
    for (size_t i = 0; i < outcome->survey.word_count; i++) {
        const struct di_office_word *word = &outcome->survey.words[i];
        const struct office_word asked = {id, word->text, NULL, word->nearest, word->rows};
        if (word->role == role && may_show(outcome, role) && is_open(state, id, word))
            list(listing, &asked);
    }
}

static bool is_asked(const struct office_state *state, const struct import_outcome *outcome,
                     size_t role, const char *text)
{
    for (size_t i = 0; i < outcome->survey.word_count; i++)
        if (outcome->survey.words[i].role == role &&
            strcmp(outcome->survey.words[i].text, text) == 0)
            return is_open(state, outcome->roles.items[role].id, &outcome->survey.words[i]);
    return false;
}

static void list_said(struct listing *listing, const struct office_state *state,
                      const struct import_outcome *outcome, size_t role)
{
    const char *id = outcome->roles.items[role].id;
    const char *text;
    json_t *meaning;
    json_object_foreach(import_mapping_codes(&state->mapping, id), text, meaning)
    {
        const struct office_word said = {id, text, json_string_value(meaning), NULL, 0};
        if (!is_asked(state, outcome, role, text))
            list(listing, &said);
    }
}

size_t office_words(const struct office_state *state, struct office_word *words, size_t room)
{
    struct listing listing = {words, room, 0};
    const struct import_outcome *outcome = office_outcome(state);
    if (outcome == NULL || outcome->kind != state->kind)
        return 0;
    for (size_t role = 0; role < outcome->roles.count; role++)
        list_asked(&listing, state, outcome, role);
    for (size_t role = 0; role < outcome->roles.count; role++)
        if (strcmp(outcome->roles.items[role].id, "heading") != 0)
            list_said(&listing, state, outcome, role);
    return listing.count;
}
