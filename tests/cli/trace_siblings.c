/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "trace_siblings.h"

#include <stdio.h>
#include <string.h>

#include "di_test.h"
#include "named_rows.h"
#include "scenario_kind.h"
#include "trace_walk.h"

enum { NAME_SIZE = 192, PLACE_SIZE = 160, GROUP_MAX = 8 };

/* Where a child of a group is: setting, region and, but for pools, the very home or family. */
struct whereabouts {
    char place[PLACE_SIZE], region[72];
    int32_t birth_civil_day;
    bool is_in_care, is_unplaced;
};

struct family {
    struct whereabouts members[GROUP_MAX]; /* by the last part of their names */
};

static struct {
    struct trace_siblings *of;
    struct named_rows families;
    struct trace_walk walk;
} pass;

static void add(const char *name, const char *region, uint32_t quarter)
{
    trace_sum_add(&pass.of->sum, name, pass.walk.replication, region, "", quarter, 1);
}

static unsigned member_of(const char *child)
{
    const unsigned member = (unsigned)(strrchr(child, '-')[1] - '0');
    assert_true(member < GROUP_MAX);
    return member;
}

static struct family *family_of(const char *child)
{
    char name[NAME_SIZE];
    bool is_new;
    (void)snprintf(name, sizeof name, "%.*s", (int)(strrchr(child, '-') - child), child);
    return named_rows_of(&pass.families, name, &is_new);
}

static void settle(struct whereabouts *child, const struct di_trace_row *row)
{
    child->is_in_care =
        row->event != DI_TRACE_EXIT && scenario_is_care(pass.of->scenario, row->to);
    child->is_unplaced = strcmp(row->to, "unplaced") == 0;
    child->birth_civil_day = row->birth_civil_day;
    (void)snprintf(child->region, sizeof child->region, "%s", row->to_region);
    const int length =
        snprintf(child->place, PLACE_SIZE, "%s|%s|%s", row->to, row->to_region, row->place);
    assert_true(length > 0 && length < PLACE_SIZE);
}

static void count_placed_apart(const struct di_trace_row *row)
{
    const struct family *family = family_of(row->child);
    unsigned others = 0;
    for (unsigned m = 0; m < GROUP_MAX; m++)
        others += m != member_of(row->child) && family->members[m].is_in_care;
    pass.of->alone += others == 0;
    add("placed apart", row->to_region, trace_sum_quarter_of(&pass.of->sum, row->civil_day));
}

static void count_family(const struct family *family)
{
    const struct whereabouts *eldest = NULL;
    unsigned members = 0;
    bool is_apart = false;
    for (unsigned m = 0; m < GROUP_MAX; m++) {
        const struct whereabouts *child = &family->members[m];
        if (!child->is_in_care)
            continue;
        members++;
        if (eldest == NULL || child->birth_civil_day < eldest->birth_civil_day)
            eldest = child;
    }
    for (unsigned m = 0; m < GROUP_MAX; m++) {
        const struct whereabouts *child = &family->members[m];
        if (child->is_in_care && child != eldest)
            is_apart = is_apart || child->is_unplaced || eldest->is_unplaced ||
                       strcmp(child->place, eldest->place) != 0;
    }
    if (members >= 2)
        add("groups", eldest->region, pass.walk.quarter);
    if (members >= 2 && is_apart)
        add("apart", eldest->region, pass.walk.quarter);
}

static void take_stock(void)
{
    for (size_t i = 0; i < pass.families.names.count; i++)
        count_family(named_rows_at(&pass.families, i));
}

static void finish_replication(void)
{
    named_rows_clear(&pass.families);
}

static bool count_row(void *context, const struct di_trace_row *row)
{
    (void)context;
    trace_walk_to(&pass.walk, row);
    if (row->birth_civil_day == INT32_MIN)
        return true; /* groups at the gate, the system */
    if (trace_is_move(row))
        settle(&family_of(row->child)->members[member_of(row->child)], row);
    if (row->event == DI_TRACE_SPLIT)
        count_placed_apart(row);
    return true;
}

void trace_siblings_read(struct trace_siblings *siblings, const char *folder,
                         const struct trace_lie *lie)
{
    memset(&pass, 0, sizeof pass);
    *siblings = (struct trace_siblings){0};
    pass.of = siblings;
    pass.walk = (struct trace_walk){
        .sum = &siblings->sum, .take_stock = take_stock, .finish = finish_replication};
    pass.families.row_size = sizeof(struct family);
    assert_status(di_results_read(folder, &siblings->results, NULL), DI_OK);
    siblings->scenario = json_loads(siblings->results->resolved, 0, NULL);
    assert_non_null(siblings->scenario);
    trace_sum_begin(&siblings->sum, siblings->results);
    trace_lie_read(folder, lie, count_row, NULL);
    trace_walk_end(&pass.walk);
}

void trace_siblings_free(struct trace_siblings *siblings)
{
    trace_sum_end(&siblings->sum);
    json_decref(siblings->scenario);
    di_results_destroy(siblings->results);
}
