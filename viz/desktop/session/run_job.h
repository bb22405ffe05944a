/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Work of the simulator on a thread of its own: a whole run into a results folder, or the
 * preview of an edit. The window looks at `run_job_state` when woken and never waits.
 *
 * A job works on its own copy of the scenario, loaded from file and patch, so nothing the user
 * does meanwhile can reach it.
 */
#ifndef RUN_JOB_H
#define RUN_JOB_H

#include "di/error.h"
#include "di/statistics.h"

#include "document.h"

#define RUN_JOB_VALUES_MAX 10000

enum run_phase {
    RUN_LOADING,
    RUN_WARMING, /* who is in care on the first day */
    RUN_SIMULATING,
    RUN_WRITING, /* tables */
    RUN_DONE,
    RUN_FAILED,
    RUN_CANCELLED /* before anything was complete */
};

struct run_request {
    const char *path, *patch; /* borrowed for the call */
    const char *folder;       /* for the results; NULL: preview */
    const char *program_version;
    uint32_t replications;
    uint64_t seed;
    uint32_t threads;
    bool stops_when_precise;
    double precision; /* relative half-width of the stop */
    double began;     /* di_wall_clock_seconds(); of a preview, when the change began */
    const struct preview *known; /* preview: replications of the base already known */
    bool has_edits;              /* else only the base is simulated, for previews to come */
};

/* A copy to look at: numbers of one moment. */
struct run_state {
    enum run_phase phase;
    uint32_t done, total;
    double seconds;          /* since the start, or in all */
    struct di_summary stock; /* children in institutions at the end, so far */
    bool is_interrupted;
    struct preview preview;
    struct di_error error;
};

struct run_job;

/* Starts at once. `wake` is called from the worker after each change, `context` with it.
 * NULL if no thread or memory could be had. */
struct run_job *run_job_start(const struct run_request *request, void (*wake)(void *context),
                              void *context);

void run_job_state(struct run_job *job, struct run_state *state_out);

/* Running replications are given up; finished ones become results. Returns at once. */
void run_job_cancel(struct run_job *job);

/* Cancels, waits and frees; NULL is fine. */
void run_job_destroy(struct run_job *job);

#endif
