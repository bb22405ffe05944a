/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "trace_workers.h"

#include <stdio.h>
#include <string.h>

#include "di/time.h"

#include "di_test.h"
#include "named_rows.h"
#include "trace_walk.h"

enum { NAME_SIZE = 72 };

enum stage { NOBODY, VACANT, TRAINING, NEW, ACTIVE, GONE, STAGES };

static const char *const stages[STAGES] = {"", "vacant", "training", "new", "active", "gone"};

struct member {
    char region[NAME_SIZE];
    enum stage stage;
    double fte, since;
};

static struct {
    struct trace_workers *of;
    struct named_rows members;
    struct trace_walk walk;
} pass;

static void add(const char *name, const char *region, uint32_t quarter, double amount)
{
    trace_sum_add(&pass.of->sum, name, pass.walk.replication, region, "", quarter, amount);
}

static enum stage stage_of(const char *text)
{
    enum stage stage = VACANT;
    while (stage < STAGES && strcmp(stages[stage], text) != 0)
        stage++;
    assert_true(stage < STAGES);
    return stage;
}

/* On the first day workers are there at once; who is redeployed is trained without a post. */
static bool may_follow(enum stage stage, enum stage before, double day)
{
    static const bool follows[STAGES][STAGES] = {
        [VACANT] = {[NOBODY] = true, [VACANT] = true},
        [TRAINING] = {[NOBODY] = true, [VACANT] = true, [TRAINING] = true},
        [NEW] = {[TRAINING] = true, [NEW] = true},
        [ACTIVE] = {[NEW] = true, [ACTIVE] = true},
        [GONE] = {[VACANT] = true, [TRAINING] = true, [NEW] = true, [ACTIVE] = true}};
    return follows[stage][before] || (day <= 0 && before == NOBODY && stage == ACTIVE);
}

static bool is_trained(enum stage stage)
{
    return stage == NEW || stage == ACTIVE;
}

static void count_worker(const struct di_trace_row *row)
{
    bool is_new;
    struct member *member = named_rows_of(&pass.members, row->place, &is_new);
    const enum stage stage = stage_of(row->what);
    pass.of->skipped += !may_follow(stage, member->stage, row->day);
    if (stage == ACTIVE && member->stage == NEW)
        pass.of->skipped += fabs(row->day - member->since - DI_DAYS_PER_YEAR / 4) > 1e-6;
    pass.of->trained += stage == NEW && member->stage == TRAINING;
    if (stage == GONE && is_trained(member->stage))
        add("left", row->to_region, trace_sum_quarter_of(&pass.of->sum, row->civil_day), 1);
    if (stage != member->stage)
        member->since = row->day;
    member->stage = stage;
    member->fte = row->value;
    (void)snprintf(member->region, NAME_SIZE, "%s", row->to_region);
}

static void take_stock(void)
{
    for (size_t i = 0; i < pass.members.names.count; i++) {
        const struct member *member = named_rows_at(&pass.members, i);
        const char *name = is_trained(member->stage)   ? "trained"
                           : member->stage == TRAINING ? "in training"
                           : member->stage == VACANT   ? "vacant"
                                                       : NULL;
        if (name != NULL)
            add(name, member->region, pass.walk.quarter, member->fte);
    }
}

static void finish_replication(void)
{
    named_rows_clear(&pass.members);
}

static bool count_row(void *context, const struct di_trace_row *row)
{
    (void)context;
    trace_walk_to(&pass.walk, row);
    if (row->event == DI_TRACE_WORKER)
        count_worker(row);
    return true;
}

void trace_workers_read(struct trace_workers *workers, const char *folder,
                        const struct trace_lie *lie)
{
    memset(&pass, 0, sizeof pass);
    *workers = (struct trace_workers){0};
    pass.of = workers;
    pass.walk = (struct trace_walk){
        .sum = &workers->sum, .take_stock = take_stock, .finish = finish_replication};
    pass.members.row_size = sizeof(struct member);
    assert_status(di_results_read(folder, &workers->results, NULL), DI_OK);
    workers->scenario = json_loads(workers->results->resolved, 0, NULL);
    assert_non_null(workers->scenario);
    trace_sum_begin(&workers->sum, workers->results);
    workers->sum.tolerance = 1e-6; /* full-time equivalents are kept to a millionth */
    trace_lie_read(folder, lie, count_row, NULL);
    trace_walk_end(&pass.walk);
}

void trace_workers_free(struct trace_workers *workers)
{
    trace_sum_end(&workers->sum);
    json_decref(workers->scenario);
    di_results_destroy(workers->results);
}
