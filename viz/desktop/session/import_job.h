/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * An office's table read on a thread of its own, as `homeward import` reads it: headings and
 * what they may mean, then the whole, then what the scenario becomes. Nothing is written.
 *
 * What it finds belongs to the job and is read only once it is over.
 */
#ifndef IMPORT_JOB_H
#define IMPORT_JOB_H

#include "di/episodes.h"
#include "di/opening_import.h"

#include "import_look.h"
#include "import_summary.h"

/* What the command line says by options, and no mapping file. */
struct import_choices {
    uint32_t suppress;       /* 0: none */
    int32_t from, to, start; /* years; 0: not said */
    bool is_own;             /* a scenario of its own, in the place of the open one's part */
    char name[65];           /* id of that; "": by the file's name */
    bool is_english;         /* episodes in the form of the English return */
};

/* All texts are copied. */
struct import_request {
    const char *paths[2];
    size_t path_count;
    enum import_kind kind;      /* UNKNOWN: as the headings tell */
    const char *mapping;        /* text of a mapping file; NULL */
    struct di_office_form form; /* as the mapping says; whether it is stopped is not asked */
    struct import_choices choices;
    const char *onto;         /* scenario file that a table completes; NULL: none is open */
    const char *path, *patch; /* the same as a file and edits, to be compared with */
    double began;
};

enum import_phase {
    IMPORT_LOOKING,
    IMPORT_READING,
    IMPORT_COMPARING,
    IMPORT_DONE,
    IMPORT_CANCELLED
};

/* How far a finished job got. */
enum import_end {
    IMPORT_NOT_OPENED, /* see problems */
    IMPORT_LOOKED,     /* headings are known; the kind is not, or is not read here */
    IMPORT_ASKS,       /* years or a scenario are needed first */
    IMPORT_REFUSED,    /* see problems and survey */
    IMPORT_READ
};

struct import_outcome {
    enum import_end end;
    enum import_kind kind;
    struct import_guess guesses[2]; /* by file */
    struct import_roles roles;
    size_t look_count;
    struct import_look looks[2];
    struct di_diagnostics problems;
    struct di_office_survey survey;
    struct di_opening_book *opening; /* one of the two, if it was read */
    struct di_episodes *episodes;
    char *base; /* the file of the open scenario, merged, as JSON */
    struct import_summary before, after;
    struct import_changes homes, staff, settings; /* from one to the other */
};

struct import_job;

/* NULL if no thread or memory could be had. `wake` as of all jobs. */
struct import_job *import_job_start(const struct import_request *request,
                                    void (*wake)(void *context), void *context);
bool import_job_is_busy(struct import_job *job);
enum import_phase import_job_phase(struct import_job *job, double *seconds_out);
/* NULL while it works, and if it was cancelled. */
const struct import_outcome *import_job_outcome(struct import_job *job);
/* Returns at once. */
void import_job_cancel(struct import_job *job);
void import_job_destroy(struct import_job *job); /* waits; NULL is fine */

/* Texts of what was read, of an outcome that ended READ; free with free(), NULL: no memory or
 * there is none. They are those of the command line, byte for byte. */
char *import_job_scenario(const struct import_outcome *outcome,
                          const struct di_catalogue *catalogue, const char *schema);
char *import_job_targets(const struct import_outcome *outcome);
const struct di_data_quality *import_job_quality(const struct import_outcome *outcome);
const char *import_job_id(const struct import_outcome *outcome);

#endif
