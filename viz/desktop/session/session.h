/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Everything the program works on while its window is open: scenarios, which of them is the
 * baseline, the running job, and the copy on disk from which a killed session is recovered.
 *
 * The copy is written after each change and removed at the end, unless it is to be kept;
 * finding one at the start means that the last session left changes, asked to or killed.
 */
#ifndef SESSION_H
#define SESSION_H

#include "document.h"
#include "run_job.h"
#include "run_log.h"
#include "shelf.h"

#define SESSION_DOCUMENTS_MAX 6
#define SESSION_ENDING_MAX 4

struct session {
    const char *program_version;
    size_t count, current;
    struct document *documents[SESSION_DOCUMENTS_MAX];
    size_t baseline; /* index, SIZE_MAX: none */
    struct shelf shelf;

    struct run_job *run; /* NULL: none */
    struct document *run_document;
    char *run_folder;
    uint64_t run_revision;
    const struct document
        *run_shown; /* whose run the state and the log tell of; NULL: none's */
    struct run_state run_state;
    struct run_log run_log;
    struct run_job *preview;
    struct document *preview_document;
    struct run_job *ending[SESSION_ENDING_MAX]; /* told to stop; freed once they have */

    uint32_t replications, threads;
    uint64_t seed;
    bool stops_when_precise;
    double precision;

    char saved_at[8];   /* "14:32" of the last autosave */
    size_t recoverable; /* edits of the last session, not yet taken back or discarded */
    bool keeps_copy;    /* at the end: the next start offers what is unsaved */
    void (*wake)(void *context); /* from worker threads */
    void *wake_context;
    /* where new files find the schema, as in desk_host; NULL: nowhere */
    char *(*link_schema)(void *context, const char *path, const char *copied);
    void *link_context;
};

void session_open(struct session *session, const char *program_version, const char *scenarios,
                  void (*wake)(void *context), void *context);
/* Stops what runs; removes the recovery copy unless it is to be kept. */
void session_close(struct session *session);

struct document *session_document(const struct session *session); /* current, or NULL */
struct document *session_baseline(const struct session *session); /* NULL if none or current */

/* Open and make current; an open file is only made current. False with `error` filled. */
bool session_add(struct session *session, const char *path, struct di_error *error);
void session_remove(struct session *session, size_t index);

/* A copy of the current scenario as a new document: its file lies in the library. */
bool session_duplicate(struct session *session, const char *name, struct di_error *error);

/* `$schema` for a file to be written at `path` that is made from `copied`; free with free();
 * NULL: none. */
char *session_schema(const struct session *session, const char *path, const char *copied);

/* Call after each change of a document: autosave, preview. */
void session_changed(struct session *session);

/* Simulate the current scenario as it stands, so that the first edit is compared at once; does
 * nothing the second time. */
void session_prepare(struct session *session);

/* Previews with other luck are forgotten. */
void session_set_seed(struct session *session, uint64_t seed);

bool session_start_run(struct session *session);
void session_cancel_run(struct session *session);

/* Look after the workers; true if anything changed. `error` is filled if a run failed. */
bool session_poll(struct session *session, struct di_error *error);
bool session_is_busy(const struct session *session);

bool session_recover(struct session *session);
void session_discard(struct session *session);

#endif
