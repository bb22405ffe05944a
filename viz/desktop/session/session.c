/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One run and one preview at a time; a new preview replaces the one before it. */
#include "session.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "di/disk_file.h"
#include "di/platform.h"
#include "di/wall_clock.h"

#include "autosave.h"
#include "user_file.h"

void session_open(struct session *session, const char *program_version, const char *scenarios,
                  void (*wake)(void *context), void *context)
{
    memset(session, 0, sizeof *session);
    session->program_version = program_version;
    session->baseline = SIZE_MAX;
    session->replications = 40;
    session->threads = di_platform_processor_count();
    session->seed = 1;
    session->precision = 0.02;
    session->wake = wake;
    session->wake_context = context;
    shelf_open(&session->shelf, scenarios);
    session->recoverable = autosave_count();
}

/* Nobody waits for a worker that was told to stop, unless there are too many of them. */
static void let_end(struct session *session, struct run_job *job)
{
    size_t at = 0;
    while (at < SESSION_ENDING_MAX - 1 && session->ending[at] != NULL)
        at++;
    run_job_destroy(session->ending[at]);
    session->ending[at] = job;
    run_job_cancel(job);
}

static void free_ended(struct session *session, bool waits)
{
    struct run_state state;
    for (size_t i = 0; i < SESSION_ENDING_MAX; i++) {
        if (session->ending[i] == NULL)
            continue;
        run_job_state(session->ending[i], &state);
        if (!waits && state.phase < RUN_DONE)
            continue;
        run_job_destroy(session->ending[i]);
        session->ending[i] = NULL;
    }
}

/* What is finished is kept. */
static void stop_preview(struct session *session)
{
    struct run_state state;
    if (session->preview == NULL)
        return;
    run_job_state(session->preview, &state);
    session->preview_document->preview = state.preview;
    session->preview_document->preview.is_running = false;
    let_end(session, session->preview);
    session->preview = NULL;
    session->preview_document = NULL;
}

static void stop_run(struct session *session)
{
    run_job_destroy(session->run);
    session->run = NULL;
    session->run_document = NULL;
    free(session->run_folder);
    session->run_folder = NULL;
}

void session_close(struct session *session)
{
    stop_preview(session);
    stop_run(session);
    free_ended(session, true);
    if (session->keeps_copy)
        autosave_write(session);
    else if (session->recoverable == 0)
        autosave_remove();
    for (size_t i = 0; i < session->count; i++)
        document_close(session->documents[i]);
    shelf_finish(&session->shelf);
    memset(session, 0, sizeof *session);
}

struct document *session_document(const struct session *session)
{
    return session->count > 0 ? session->documents[session->current] : NULL;
}

struct document *session_baseline(const struct session *session)
{
    if (session->baseline >= session->count || session->baseline == session->current)
        return NULL;
    return session->documents[session->baseline];
}

/* ---- documents ---- */

/* Median children in institutions by quarter; returns how many. */
static uint32_t spark_of(const struct document *document, double spark[SHELF_SPARK_MAX])
{
    uint32_t count = 0;
    if (document->results == NULL)
        return 0;
    const struct di_results *results = document->results->results;
    const uint32_t indicator = di_indicator_find("K1_institution_stock");
    const struct di_row_span span = di_results_span(results, indicator);
    for (size_t i = span.first; i < span.end && count < SHELF_SPARK_MAX; i++) {
        const struct di_results_row *row = &results->rows[i];
        if (row->indicator == indicator && row->period == DI_QUARTER && !row->is_adults &&
            strcmp(row->region, "all") == 0 && strcmp(row->setting, "all") == 0)
            spark[count++] = row->summary.p50;
    }
    return count;
}

static void note(struct session *session, const struct document *document)
{
    double spark[SHELF_SPARK_MAX];
    const uint32_t count = spark_of(document, spark);
    shelf_note(&session->shelf, document->folder != NULL ? document->folder : document->path,
               document->name_en, document->name_ru, spark, count);
}

static size_t place_of(const struct session *session, const char *path)
{
    char *real = di_disk_file_real_path(path);
    size_t at = SIZE_MAX;
    for (size_t i = 0; real != NULL && i < session->count; i++) {
        const struct document *document = session->documents[i];
        const bool is_same = strcmp(document->path, real) == 0 ||
                             (document->folder != NULL && strcmp(document->folder, path) == 0);
        at = is_same ? i : at;
    }
    free(real);
    return at;
}

bool session_add(struct session *session, const char *path, struct di_error *error)
{
    const size_t open = place_of(session, path);
    if (open != SIZE_MAX) {
        session->current = open;
        return true;
    }
    if (session->count == SESSION_DOCUMENTS_MAX) {
        (void)!DI_FAIL(error, DI_ERR_LIMIT, path,
                       DI_N_("%1 scenarios are open, the most. Close one first."),
                       di_integer_arg(SESSION_DOCUMENTS_MAX));
        return false;
    }
    struct document *document = document_open(path, error);
    if (document == NULL)
        return false;
    session->current = session->count;
    session->documents[session->count++] = document;
    if (session->baseline == SIZE_MAX && document->folder == NULL &&
        strstr(path, "baseline") != NULL)
        session->baseline = session->current;
    note(session, document);
    session_changed(session);
    return true;
}

void session_remove(struct session *session, size_t index)
{
    if (index >= session->count)
        return;
    struct document *document = session->documents[index];
    if (session->preview_document == document)
        stop_preview(session);
    if (session->run_document == document)
        stop_run(session);
    if (session->run_shown == document)
        session->run_shown = NULL;
    document_close(document);
    memmove(&session->documents[index], &session->documents[index + 1],
            (session->count - index - 1) * sizeof document);
    session->count--;
    if (session->current >= index && session->current > 0)
        session->current--;
    if (session->baseline == index)
        session->baseline = SIZE_MAX;
    else if (session->baseline != SIZE_MAX && session->baseline > index)
        session->baseline--;
    autosave_write(session);
}

char *session_schema(const struct session *session, const char *path, const char *copied)
{
    return session->link_schema != NULL
               ? session->link_schema(session->link_context, path, copied)
               : NULL;
}

bool session_duplicate(struct session *session, const char *name, struct di_error *error)
{
    const struct document *document = session_document(session);
    char relative[160];
    if (document == NULL || document->scenario == NULL)
        return false;
    for (int number = 2;; number++) {
        (void)snprintf(relative, sizeof relative, "library/%.60s_%d.json", name, number);
        char *path = user_file_path(USER_FILE_DATA, relative);
        if (path == NULL || di_disk_file_kind(path) != DI_DISK_MISSING) {
            free(path);
            if (path == NULL || number > 999)
                break;
            continue;
        }
        const char *slash = strrchr(relative, '/');
        char id[100], suffix[16];
        (void)snprintf(suffix, sizeof suffix, " (%d)", number);
        (void)snprintf(id, sizeof id, "%.60s_%d", name, number);
        char *schema = session_schema(session, path, document->path);
        char *text = slash != NULL
                         ? di_scenario_copy_text(document->scenario, id, suffix, schema)
                         : NULL;
        free(schema);
        const bool is_written = text != NULL && user_file_write(path, text, strlen(text));
        free(text);
        const bool is_added = is_written && session_add(session, path, error);
        free(path);
        if (is_written)
            return is_added;
        break;
    }
    (void)!DI_FAIL(error, DI_ERR_FILE, "",
                   DI_N_("The copy could not be written into the library folder '%1'."),
                   di_text_arg("library"));
    return false;
}

/* ---- workers ---- */

static void start_preview(struct session *session, struct document *document)
{
    char *patch = edits_patch(&document->edits, NULL);
    if (patch == NULL)
        return;
    const struct run_request request = {.path = document->path,
                                        .patch = patch,
                                        .program_version = session->program_version,
                                        .seed = session->seed,
                                        .threads = 1,
                                        .began = document->changed_at,
                                        .known = &document->preview,
                                        .has_edits = edits_now(&document->edits)->count > 0};
    session->preview = run_job_start(&request, session->wake, session->wake_context);
    session->preview_document = session->preview != NULL ? document : NULL;
    document->preview.is_running = session->preview != NULL;
    document->is_prepared = true;
    free(patch);
}

void session_changed(struct session *session)
{
    struct document *document = session_document(session);
    if (session->recoverable == 0)
        autosave_write(session);
    if (document == NULL || document->scenario == NULL)
        return;
    stop_preview(session);
    document->preview.count = document->preview.reached = 0;
    document->preview.seconds = 0;
    if (edits_now(&document->edits)->count > 0)
        start_preview(session, document);
}

void session_set_seed(struct session *session, uint64_t seed)
{
    stop_preview(session);
    session->seed = seed;
    for (size_t i = 0; i < session->count; i++) {
        session->documents[i]->preview = (struct preview){.count = 0};
        session->documents[i]->is_prepared = false;
    }
}

void session_prepare(struct session *session)
{
    struct document *document = session_document(session);
    const bool is_needed = document != NULL && document->scenario != NULL &&
                           !document->is_prepared && session->preview == NULL &&
                           session->run == NULL;
    if (is_needed)
        start_preview(session, document);
}

/* Same scenario, edits and numbers: same folder. */
static char *folder_for(const struct session *session, const struct document *document,
                        const char *patch)
{
    uint64_t hash = UINT64_C(14695981039346656037);
    const char *texts[] = {document->path, patch};
    char name[160];
    for (size_t t = 0; t < 2; t++)
        for (const char *c = texts[t]; *c != '\0'; c++)
            hash = (hash ^ (unsigned char)*c) * UINT64_C(1099511628211);
    hash = (hash ^ session->seed) * UINT64_C(1099511628211);
    (void)snprintf(name, sizeof name, "runs/%s-%08x", document->id,
                   (unsigned)(hash ^ (hash >> 32)));
    return user_file_path(USER_FILE_DATA, name);
}

bool session_start_run(struct session *session)
{
    struct document *document = session_document(session);
    if (document == NULL || document->scenario == NULL || session->run != NULL)
        return false;
    stop_preview(session);
    char *patch = edits_patch(&document->edits, NULL);
    char *folder = patch != NULL ? folder_for(session, document, patch) : NULL;
    const struct run_request request = {.path = document->path,
                                        .patch = patch,
                                        .folder = folder,
                                        .program_version = session->program_version,
                                        .replications = session->replications,
                                        .seed = session->seed,
                                        .threads = session->threads,
                                        .began = di_wall_clock_seconds(),
                                        .stops_when_precise = session->stops_when_precise,
                                        .precision = session->precision};
    if (folder != NULL)
        session->run = run_job_start(&request, session->wake, session->wake_context);
    free(patch);
    if (session->run == NULL) {
        free(folder);
        return false;
    }
    session->run_document = document;
    session->run_shown = document;
    session->run_folder = folder;
    session->run_revision = document->revision;
    session->run_log.count = 0; /* its thread may be past the reading already */
    run_log_note(&session->run_log, &(struct run_state){.phase = RUN_LOADING});
    run_job_state(session->run, &session->run_state);
    run_log_note(&session->run_log, &session->run_state);
    return true;
}

void session_cancel_run(struct session *session)
{
    if (session->run != NULL)
        run_job_cancel(session->run);
}

static bool poll_preview(struct session *session)
{
    struct run_state state;
    if (session->preview == NULL)
        return false;
    run_job_state(session->preview, &state);
    session->preview_document->preview = state.preview;
    if (state.phase >= RUN_DONE)
        stop_preview(session);
    return true;
}

bool session_poll(struct session *session, struct di_error *error)
{
    bool has_changed = poll_preview(session);
    free_ended(session, false);
    if (session->run == NULL)
        return has_changed;
    run_job_state(session->run, &session->run_state);
    run_log_note(&session->run_log, &session->run_state);
    if (session->run_state.phase < RUN_DONE)
        return true;
    struct document *document = session->run_document;
    if (session->run_state.phase == RUN_FAILED) {
        *error = session->run_state.error;
        di_message_copy(&error->message, &session->run_state.error.message);
    } else if (session->run_state.phase == RUN_DONE) {
        const bool is_current = document->revision == session->run_revision;
        if (document_take_results(document, session->run_folder, error)) {
            document->are_results_older = !is_current;
            note(session, document);
        }
    }
    stop_run(session);
    autosave_write(session);
    return true;
}

bool session_is_busy(const struct session *session)
{
    return session->run != NULL || session->preview != NULL;
}

/* ---- recovery ---- */

bool session_recover(struct session *session)
{
    const bool is_recovered = autosave_restore(session);
    session->recoverable = 0;
    session_changed(session);
    return is_recovered;
}

void session_discard(struct session *session)
{
    session->recoverable = 0;
    autosave_write(session);
}
