/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "life_job.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "di/wall_clock.h"

#include "background_job.h"

enum { TABLE_COLUMNS = 7 };

/* One child while the trace is read. */
struct candidate {
    struct life_child child;
    double asked;  /* day of an open request; NaN: none */
    size_t picked; /* among the chosen, SIZE_MAX: not */
};

struct life_job {
    struct background_job background;
    char *folder;
    int32_t start_civil_day, last_civil_day;
    struct di_arena arena;
    uint32_t candidate_count, candidate_room;
    struct candidate *candidates;
    size_t slot_count; /* a power of two */
    uint32_t *slots;   /* by name, 0: free, else number + 1 */
    bool is_out_of_memory;
    struct life_set set;
    struct di_csv_table *table;
    struct di_error error;
};

/* ---- names ---- */

static uint64_t hash_of(const char *name)
{
    uint64_t hash = UINT64_C(14695981039346656037);
    for (const char *c = name; *c != '\0'; c++)
        hash = (hash ^ (unsigned char)*c) * UINT64_C(1099511628211);
    return hash ^ (hash >> 29);
}

/* Where a name stands, or would. */
static size_t slot_of(const struct life_job *job, const char *name)
{
    size_t at = (size_t)hash_of(name) & (job->slot_count - 1);
    while (job->slots[at] != 0 &&
           strcmp(job->candidates[job->slots[at] - 1].child.id, name) != 0)
        at = (at + 1) & (job->slot_count - 1);
    return at;
}

static bool make_room(struct life_job *job)
{
    if (job->slot_count > 0 && 2 * (size_t)job->candidate_count < job->slot_count)
        return true;
    const size_t count = job->slot_count == 0 ? 4096 : 2 * job->slot_count;
    uint32_t *slots = calloc(count, sizeof *slots);
    if (slots == NULL)
        return false;
    free(job->slots);
    job->slots = slots;
    job->slot_count = count;
    for (uint32_t i = 0; i < job->candidate_count; i++)
        job->slots[slot_of(job, job->candidates[i].child.id)] = i + 1;
    return true;
}

static struct candidate *find(struct life_job *job, const char *name)
{
    const uint32_t number = job->slots[slot_of(job, name)];
    return number == 0 ? NULL : &job->candidates[number - 1];
}

static struct candidate *add(struct life_job *job, const struct di_trace_row *row)
{
    if (!make_room(job))
        return NULL;
    const size_t slot = slot_of(job, row->child);
    if (job->slots[slot] != 0)
        return &job->candidates[job->slots[slot] - 1];
    if (job->candidate_count == job->candidate_room) {
        struct candidate *more =
            di_arena_grow(&job->arena, job->candidates, &job->candidate_room, sizeof *more);
        if (more == NULL)
            return NULL;
        job->candidates = more;
    }
    struct candidate *candidate = &job->candidates[job->candidate_count++];
    *candidate =
        (struct candidate){.child = {.id = di_arena_copy_text(&job->arena, row->child),
                                     .is_girl = strcmp(row->sex, "female") == 0,
                                     .birth_civil_day = row->birth_civil_day,
                                     .origin = di_arena_copy_text(&job->arena, row->origin)},
                           .asked = (double)NAN,
                           .picked = SIZE_MAX};
    job->slots[slot] = job->candidate_count;
    return candidate->child.id != NULL && candidate->child.origin != NULL ? candidate : NULL;
}

/* ---- the first reading ---- */

static bool is_of_a_child(const struct di_trace_row *row)
{
    return row->child[0] != '\0' && row->birth_civil_day != INT32_MIN;
}

static void note_wait(struct candidate *candidate, double day)
{
    if (!isnan(candidate->asked))
        candidate->child.waited = fmax(candidate->child.waited, day - candidate->asked);
    candidate->asked = (double)NAN;
}

/* As the picture of a life counts them. */
static bool is_move(enum di_trace_event event)
{
    return event == DI_TRACE_ENTRY || event == DI_TRACE_REENTRY || event == DI_TRACE_MOVE ||
           event == DI_TRACE_HOME || event == DI_TRACE_EXIT ||
           event == DI_TRACE_UNEXPLAINED_ENTRY;
}

static void note(struct candidate *candidate, const struct di_trace_row *row)
{
    const enum di_trace_event event = row->event;
    candidate->child.moves += is_move(event);
    candidate->child.returns += event == DI_TRACE_REENTRY;
    if (event == DI_TRACE_REQUEST)
        candidate->asked = row->day;
    if (event == DI_TRACE_REQUEST_END)
        note_wait(candidate, row->day);
}

static bool choose(void *context, const struct di_trace_row *row)
{
    struct life_job *job = context;
    if (row->replication > 0 || background_job_is_cancelled(&job->background))
        return false;
    if (!is_of_a_child(row))
        return true;
    struct candidate *candidate = add(job, row);
    if (candidate == NULL) {
        job->is_out_of_memory = true;
        return false;
    }
    note(candidate, row);
    return true;
}

/* A name ends in its number among brothers and sisters: somebody else has another one. */
static bool has_siblings(struct life_job *job, const char *name)
{
    char other[DI_TRACE_CHILD_MAX];
    const char *dash = strrchr(name, '-');
    if (dash == NULL)
        return false;
    const bool is_first = strcmp(dash, "-0") == 0;
    (void)snprintf(other, sizeof other, "%.*s-%d", (int)(dash - name), name, is_first ? 1 : 0);
    return find(job, other) != NULL;
}

/* How much a child has of what a list is about; 0: nothing. */
static double measure(const struct life_child *child, enum life_list list)
{
    switch (list) {
    case LIFE_WAITED:
        return child->waited;
    case LIFE_CAME_BACK:
        return child->returns;
    case LIFE_SIBLINGS:
        return child->has_siblings ? child->moves : 0;
    case LIFE_MOVED:
    case LIFE_LISTS:
        break;
    }
    return child->moves;
}

/* The first of equals stays first: the order of the trace is that of every run. */
static void list_children(struct life_job *job, enum life_list list)
{
    size_t best[LIFE_LIST_MAX], count = 0;
    for (uint32_t i = 0; i < job->candidate_count; i++) {
        const double own = measure(&job->candidates[i].child, list);
        size_t at = count;
        while (at > 0 && measure(&job->candidates[best[at - 1]].child, list) < own)
            at--;
        if (own <= 0 || at == LIFE_LIST_MAX)
            continue;
        count += count < LIFE_LIST_MAX;
        for (size_t k = count - 1; k > at; k--)
            best[k] = best[k - 1];
        best[at] = i;
    }
    job->set.list_count[list] = count;
    for (size_t k = 0; k < count; k++) {
        struct candidate *candidate = &job->candidates[best[k]];
        if (candidate->picked == SIZE_MAX) {
            candidate->picked = job->set.count;
            job->set.children[job->set.count++] = candidate->child;
        }
        job->set.list[list][k] = candidate->picked;
    }
}

static bool make_lists(struct life_job *job)
{
    const double end = job->last_civil_day + 1 - job->start_civil_day;
    job->set.children =
        DI_ARENA_NEW(&job->arena, LIFE_LISTS * LIFE_LIST_MAX, struct life_child);
    if (job->set.children == NULL || !make_room(job))
        return false;
    for (uint32_t i = 0; i < job->candidate_count; i++) {
        note_wait(&job->candidates[i], end);
        job->candidates[i].child.has_siblings = has_siblings(job, job->candidates[i].child.id);
    }
    for (int list = 0; list < LIFE_LISTS; list++)
        list_children(job, (enum life_list)list);
    return true;
}

/* ---- the second reading ---- */

struct rows {
    struct life_job *job;
    uint32_t room[LIFE_LISTS * LIFE_LIST_MAX];
};

static bool copy_row(struct life_job *job, const struct di_trace_row *row,
                     struct di_trace_row *out)
{
    *out = *row;
    const char **const texts[] = {&out->child,       &out->sex,    &out->disability,
                                  &out->age_band,    &out->origin, &out->from,
                                  &out->from_region, &out->to,     &out->to_region,
                                  &out->move,        &out->place,  &out->what};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        *texts[i] = di_arena_copy_text(&job->arena, *texts[i]);
        if (*texts[i] == NULL)
            return false;
    }
    return true;
}

static bool take(void *context, const struct di_trace_row *row)
{
    struct rows *rows = context;
    struct life_job *job = rows->job;
    if (row->replication > 0 || background_job_is_cancelled(&job->background))
        return false;
    const struct candidate *candidate = is_of_a_child(row) ? find(job, row->child) : NULL;
    if (candidate == NULL || candidate->picked == SIZE_MAX)
        return true;
    struct life_child *child = &job->set.children[candidate->picked];
    uint32_t *room = &rows->room[candidate->picked];
    if (child->row_count == *room) {
        struct di_trace_row *more = di_arena_grow(&job->arena, child->rows, room, sizeof *more);
        job->is_out_of_memory = more == NULL;
        if (more == NULL)
            return false;
        child->rows = more;
    }
    job->is_out_of_memory = !copy_row(job, row, &child->rows[child->row_count]);
    child->row_count++;
    return !job->is_out_of_memory;
}

/* ---- what charts read ---- */

static void fill_row(struct di_csv_table *table, size_t at, const struct di_trace_row *row)
{
    const char **text = &table->text[at * TABLE_COLUMNS];
    double *number = &table->number[at * TABLE_COLUMNS];
    const char *const cells[TABLE_COLUMNS] = {
        "0", "", di_trace_event_id(row->event), row->child, "", row->sex, row->to};
    for (size_t c = 0; c < TABLE_COLUMNS; c++) {
        text[c] = di_arena_copy_text(&table->arena, cells[c]);
        number[c] = (double)NAN;
    }
    number[0] = 0;
    number[1] = row->day;
    number[4] = row->birth_civil_day;
}

static bool make_table(struct life_job *job)
{
    static const char *const names[TABLE_COLUMNS] = {"replication", "day", "event", "child",
                                                     "birth_date",  "sex", "to"};
    size_t rows = 0;
    for (size_t i = 0; i < job->set.count; i++)
        rows += job->set.children[i].row_count;
    struct di_csv_table *table = calloc(1, sizeof *table);
    if (table == NULL)
        return false;
    di_arena_init(&table->arena);
    job->table = table;
    table->names = DI_ARENA_NEW(&table->arena, TABLE_COLUMNS, const char *);
    table->text = DI_ARENA_NEW(&table->arena, rows * TABLE_COLUMNS + 1, const char *);
    table->number = DI_ARENA_NEW(&table->arena, rows * TABLE_COLUMNS + 1, double);
    if (table->names == NULL || table->text == NULL || table->number == NULL)
        return false;
    table->column_count = TABLE_COLUMNS;
    for (size_t c = 0; c < TABLE_COLUMNS; c++)
        table->names[c] = names[c];
    for (size_t i = 0; i < job->set.count; i++)
        for (size_t k = 0; k < job->set.children[i].row_count; k++)
            fill_row(table, table->row_count++, &job->set.children[i].rows[k]);
    return true;
}

/* ---- the worker ---- */

static enum di_status status_of(struct life_job *job, enum di_status status)
{
    if (status == DI_OK && job->is_out_of_memory)
        return di_fail_memory(&job->error);
    if (status == DI_OK && background_job_is_cancelled(&job->background))
        return DI_ERR_INTERRUPTED;
    return status;
}

static void work(void *context)
{
    struct life_job *job = context;
    struct rows rows = {.job = job};
    enum di_status status =
        status_of(job, di_trace_read(job->folder, choose, job, &job->error));
    if (status == DI_OK && !make_lists(job))
        status = di_fail_memory(&job->error);
    if (status == DI_OK) {
        background_job_enter(&job->background, LIFE_READING);
        status = status_of(job, di_trace_read(job->folder, take, &rows, &job->error));
    }
    if (status == DI_OK && !make_table(job))
        status = di_fail_memory(&job->error);
    background_job_enter(&job->background, status == DI_OK ? LIFE_DONE : LIFE_FAILED);
}

struct life_job *life_job_start(const char *folder, int32_t start_civil_day,
                                int32_t last_civil_day, void (*wake)(void *context),
                                void *context)
{
    struct life_job *job = calloc(1, sizeof *job);
    if (job == NULL)
        return NULL;
    di_arena_init(&job->arena);
    di_error_clear(&job->error);
    job->start_civil_day = start_civil_day;
    job->last_civil_day = last_civil_day;
    job->folder = strdup(folder);
    if (job->folder == NULL ||
        !background_job_init(&job->background, LIFE_DONE, di_wall_clock_seconds(), wake,
                             context) ||
        !background_job_start(&job->background, work, job)) {
        life_job_destroy(job);
        return NULL;
    }
    return job;
}

void life_job_destroy(struct life_job *job)
{
    if (job == NULL)
        return;
    background_job_finish(&job->background);
    di_csv_table_destroy(job->table);
    di_arena_finish(&job->arena);
    free(job->slots);
    free(job->folder);
    free(job);
}

enum life_phase life_job_phase(struct life_job *job, double *seconds_out)
{
    background_job_lock(&job->background);
    const int phase = background_job_phase(&job->background, seconds_out);
    background_job_unlock(&job->background);
    return (enum life_phase)phase;
}

const struct life_set *life_job_set(const struct life_job *job)
{
    return &job->set;
}

struct di_csv_table *life_job_take_table(struct life_job *job)
{
    struct di_csv_table *table = job->table;
    job->table = NULL;
    return table;
}

const struct di_error *life_job_error(const struct life_job *job)
{
    return &job->error;
}
