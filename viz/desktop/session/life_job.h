/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Children of a trace whose lives are worth telling, found by a worker: a national trace takes
 * seconds to read and does not fit in memory, so it is read twice, once to choose and once for
 * the lines of the chosen. Of several replications the first is taken.
 */
#ifndef LIFE_JOB_H
#define LIFE_JOB_H

#include "di/csv_table.h"
#include "di/trace_file.h"

enum life_phase {
    LIFE_CHOOSING,
    LIFE_READING,
    LIFE_DONE,
    LIFE_FAILED /* or cancelled */
};

/* Why a child is in a list; the one that has most of it first. */
enum life_list { LIFE_WAITED, LIFE_CAME_BACK, LIFE_SIBLINGS, LIFE_MOVED, LIFE_LISTS };

enum { LIFE_LIST_MAX = 12 };

struct life_child {
    const char *id;
    bool is_girl, has_siblings;
    int32_t birth_civil_day;
    const char *origin; /* region */
    double waited;      /* days of the longest request, open ones to the end of the run */
    uint32_t moves, returns;
    size_t row_count;
    struct di_trace_row *rows; /* in order */
};

struct life_set {
    size_t count;
    struct life_child *children;
    size_t list_count[LIFE_LISTS];
    size_t list[LIFE_LISTS][LIFE_LIST_MAX]; /* indices of children */
};

struct life_job;

/* Begin to read a results folder's trace; NULL: no memory. */
struct life_job *life_job_start(const char *folder, int32_t start_civil_day,
                                int32_t last_civil_day, void (*wake)(void *context),
                                void *context);
void life_job_destroy(struct life_job *job); /* NULL is fine */

enum life_phase life_job_phase(struct life_job *job, double *seconds_out);

/* Once it is done; owned by the job. */
const struct life_set *life_job_set(const struct life_job *job);
/* Lines of the chosen children as charts read them, once; the caller owns it then. */
struct di_csv_table *life_job_take_table(struct life_job *job);
/* Why it failed. */
const struct di_error *life_job_error(const struct life_job *job);

#endif
