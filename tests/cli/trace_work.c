/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "trace_work.h"

#include <stdio.h>
#include <string.h>

#include "di/time.h"
#include "di/trace_file.h"

#include "di_test.h"
#include "named_rows.h"
#include "scenario_kind.h"
#include "trace_shocks.h"
#include "trace_walk.h"

enum { NAME_SIZE = 72, STATES = 4 };

/* A child as case managers see it. */
struct watched {
    char region[NAME_SIZE]; /* of the placement */
    char prepared_in[NAME_SIZE];
    char schedule[NAME_SIZE]; /* kind of the placement */
    bool is_case, is_prepared;
    double case_since, prepared_since; /* days */
    int64_t begun, due;                /* clock ticks; the next visit, INT64_MAX: none */
    int64_t asked;                     /* due date of the visit last asked for */
    int64_t next_owed; /* fell due while another was being made; INT64_MAX: none */
    int64_t late_from; /* its visit is overdue from then on; INT64_MAX: none is owed */
    bool visit_waits, visit_runs;
};

static const char *const states[STATES] = {"vacant", "training", "new", "active"};

struct crew {
    char region[NAME_SIZE], role[NAME_SIZE];
    double fte[STATES];
    double since; /* day up to which time is counted */
};

static struct {
    struct trace_work *of;
    struct named_rows watched; /* of children */
    struct named_rows crews;
    struct trace_shocks shocks;
    struct trace_walk walk;
} pass;

static bool is(const char *text, const char *value)
{
    return strcmp(text, value) == 0;
}

static int64_t ticks_of(double days)
{
    return (int64_t)llround(days * 4294967296.0);
}

static void add(const char *name, const char *region, uint32_t quarter, double amount)
{
    trace_sum_add(&pass.of->sum, name, pass.walk.replication, region, "", quarter, amount);
}

static uint32_t quarter_of(double day)
{
    return trace_sum_quarter_of(&pass.of->sum,
                                pass.of->sum.start_civil_day + (int32_t)floor(day));
}

static double first_day_of(uint32_t quarter)
{
    return trace_sum_quarter_first(&pass.of->sum, quarter) - pass.of->sum.start_civil_day;
}

static void add_days(const char *name, const char *region, double from, double to)
{
    while (from < to) {
        const uint32_t quarter = quarter_of(from);
        const double next = fmin(to, first_day_of(quarter + 1));
        add(name, region, quarter, next - from);
        from = next;
    }
}

/* ---- visits ---- */

/* Of the scenario, else MODEL 8.1. */
static double rhythm(const char *key, double otherwise)
{
    const json_t *visits =
        json_object_get(json_object_get(pass.of->scenario, "resources"), "visits");
    const json_t *value = scenario_value(visits, key);
    return value == NULL ? otherwise : json_number_value(value);
}

/* "home" is monitored, "home_closed" no more. */
static int64_t interval_at(const struct watched *child, int64_t time)
{
    double per_month = 0;
    if (is(child->schedule, "home"))
        per_month = time - child->begun < ticks_of(rhythm("reunified_first", 91.3125))
                        ? rhythm("reunified_per_month", 2)
                        : rhythm("reunified_later_per_month", 1);
    else if (strstr(child->schedule, "foster") != NULL)
        per_month = rhythm("foster_per_month", 1);
    else if (is(child->schedule, "kinship"))
        per_month = rhythm("kinship_per_month", 0.333333);
    else if (is(child->schedule, "supported_independent"))
        per_month = rhythm("supported_per_month", 0);
    return per_month > 0 ? ticks_of(30.4375 / per_month) : INT64_MAX;
}

/* Visits that fell due before `time`. */
static void count_due(struct watched *child, int64_t time)
{
    while (child->due < time) {
        add("visits due", child->region, quarter_of(di_time_days(child->due)), 1);
        child->asked = child->due;
        if (child->visit_runs)
            child->next_owed = child->due;
        child->due += interval_at(child, child->due);
    }
}

/* Overdue a while after the due date of the oldest visit since the last one made. */
static void owe(struct watched *child, int64_t due, int64_t now)
{
    if (child->late_from != INT64_MAX)
        return;
    const json_t *resources = json_object_get(pass.of->scenario, "resources");
    const json_t *days = scenario_value(resources, "late_after");
    const int64_t late = due + ticks_of(days == NULL ? 30 : json_number_value(days));
    child->late_from = late > now ? late : now;
}

static void end_late(struct watched *child, double day)
{
    if (child->late_from < ticks_of(day))
        add_days("late days", child->region, di_time_days(child->late_from), day);
    child->late_from = INT64_MAX;
}

static void count_visit(struct watched *child, const struct di_trace_row *row)
{
    const int64_t now = ticks_of(row->day);
    const bool takes_no_time = row->event == DI_TRACE_ACTIVITY_END && row->value <= 0;
    /* What ends at an instant ends before what falls due at it. */
    count_due(child, row->event == DI_TRACE_ACTIVITY_END && !takes_no_time ? now : now + 1);
    if (row->event == DI_TRACE_ACTIVITY_END) {
        add("visits made", row->to_region, quarter_of(row->day), 1);
        end_late(child, row->day);
        child->asked = child->next_owed;
        child->next_owed = INT64_MAX;
        child->visit_runs = false;
    } else if (row->event == DI_TRACE_WORK_BEGIN) {
        child->visit_runs = true;
        child->visit_waits = false;
    } else if (row->event == DI_TRACE_WORK_WAITS && !child->visit_waits) {
        child->visit_waits = true;
        owe(child, child->asked, now);
    } else if (row->event == DI_TRACE_VISIT_MISSED) {
        add("visits missed", row->to_region, quarter_of(row->day), 1);
        owe(child, now, now);
    }
}

static void end_case(struct watched *child, double day)
{
    if (child->is_case)
        add_days("case days", child->region, child->case_since, day);
    child->is_case = false;
}

static void end_prepared(struct watched *child, double day)
{
    if (child->is_prepared)
        add_days("case days", child->prepared_in, child->prepared_since, day);
    child->is_prepared = false;
}

static void end_watch(struct watched *child, double day)
{
    count_due(child, ticks_of(day));
    child->due = INT64_MAX;
    end_late(child, day);
    end_case(child, day);
    child->visit_waits = child->visit_runs = false;
    child->next_owed = INT64_MAX;
}

static void begin_watch(struct watched *child, const struct di_trace_row *row)
{
    const double years = row->event == DI_TRACE_START ? row->value : 0;
    const int64_t now = ticks_of(row->day);
    (void)snprintf(child->schedule, NAME_SIZE, "%s", scenario_kind(pass.of->scenario, row->to));
    (void)snprintf(child->region, NAME_SIZE, "%s", row->to_region);
    child->begun = now - ticks_of(years * DI_DAYS_PER_YEAR);
    child->case_since = row->day;
    child->is_case =
        is(child->schedule, "home") || scenario_is_family(pass.of->scenario, row->to);
    const int64_t interval = interval_at(child, now);
    if (interval != INT64_MAX)
        child->due = child->begun + ((now - child->begun) / interval + 1) * interval;
}

/* ---- children ---- */

static struct watched *child_of(const char *name)
{
    bool is_new;
    struct watched *child = named_rows_of(&pass.watched, name, &is_new);
    if (is_new)
        *child =
            (struct watched){.due = INT64_MAX, .next_owed = INT64_MAX, .late_from = INT64_MAX};
    return child;
}

static void count_child(const struct di_trace_row *row)
{
    struct watched *child = child_of(row->child);
    if (trace_is_move(row)) {
        end_watch(child, row->day);
        begin_watch(child, row);
    }
    if (row->event == DI_TRACE_PREPARES) {
        child->is_prepared = true;
        child->prepared_since = row->day;
        (void)snprintf(child->prepared_in, NAME_SIZE, "%s", row->to_region);
    }
    if (row->event == DI_TRACE_UNRESERVED || row->event == DI_TRACE_REQUEST_END)
        end_prepared(child, row->day);
    if (row->event == DI_TRACE_VISIT_MISSED || is(row->what, "visit"))
        count_visit(child, row);
}

/* ---- staff ---- */

static double of_role(const char *role, const char *key, double otherwise)
{
    const json_t *item = json_object_get(json_object_get(pass.of->scenario, "roles"), role);
    const json_t *value = scenario_value(item, key);
    return value == NULL ? otherwise : json_number_value(value);
}

static void add_work(const struct crew *crew, uint32_t quarter, double days)
{
    const double a_day = of_role(crew->role, "hours_per_year", 1680) *
                         (1 - of_role(crew->role, "overhead_share", 0.15)) / DI_DAYS_PER_YEAR;
    const double whole = crew->fte[3] + of_role(crew->role, "ramp_share", 0.5) * crew->fte[2];
    const double factor = trace_shocks_hours(&pass.shocks, crew->region);
    const double unit = 0x1p-24; /* hours a day of a worker and of a team are whole ones */
    add("hours available", crew->region, quarter,
        round(round(a_day / unit) * whole * factor) * unit * days);
    const double employed = (crew->fte[1] + crew->fte[2] + crew->fte[3]) * days;
    add("fte days", crew->region, quarter, employed);
    add("pay", crew->region, quarter,
        employed / DI_DAYS_PER_YEAR * of_role(crew->role, "cost_per_fte_year", 0));
}

static void count_time(struct crew *crew, double day)
{
    while (crew->since < day) {
        const uint32_t quarter = quarter_of(crew->since);
        const double next = fmin(day, first_day_of(quarter + 1));
        add_work(crew, quarter, next - crew->since);
        crew->since = next;
    }
}

static void count_staff(const struct di_trace_row *row)
{
    char name[2 * NAME_SIZE];
    (void)snprintf(name, sizeof name, "%s|%s", row->to_region, row->place);
    bool is_new;
    struct crew *crew = named_rows_of(&pass.crews, name, &is_new);
    if (is_new) {
        (void)snprintf(crew->region, NAME_SIZE, "%s", row->to_region);
        (void)snprintf(crew->role, NAME_SIZE, "%s", row->place);
    }
    count_time(crew, row->day);
    for (size_t state = 0; state < STATES; state++)
        if (is(row->what, states[state]))
            crew->fte[state] = row->value;
}

static void count_shock(const struct di_trace_row *row)
{
    for (size_t i = 0; i < pass.crews.names.count; i++)
        count_time(named_rows_at(&pass.crews, i), row->day);
    trace_shocks_count(&pass.shocks, row);
}

/* ---- quarters ---- */

static double case_limit(void)
{
    const json_t *value =
        scenario_value(json_object_get(pass.of->scenario, "resources"), "caseload_limit");
    return value == NULL ? 20 : json_number_value(value);
}

static const char *kind_of(const char *role)
{
    const json_t *roles = json_object_get(pass.of->scenario, "roles");
    return json_string_value(json_object_get(json_object_get(roles, role), "kind"));
}

static bool has_case_managers(const char *region)
{
    const json_t *workers =
        json_object_get(json_object_get(pass.of->scenario, "resources"), "workers");
    const json_t *entry;
    const char *id;
    json_object_foreach((json_t *)(uintptr_t)workers, id, entry)
    {
        if (is(json_string_value(json_object_get(entry, "region")), region) &&
            is(kind_of(json_string_value(json_object_get(entry, "role"))), "case_manager"))
            return true;
    }
    return false;
}

/* Case managers; in a region without them generic workers. */
static bool bears_cases(const struct crew *crew)
{
    return is(kind_of(crew->role),
              has_case_managers(crew->region) ? "case_manager" : "generic");
}

static void take_stock(void)
{
    for (size_t i = 0; i < pass.watched.names.count; i++) {
        const struct watched *child = named_rows_at(&pass.watched, i);
        if (child->is_case)
            add("cases", child->region, pass.walk.quarter, 1);
        if (child->is_prepared)
            add("cases", child->prepared_in, pass.walk.quarter, 1);
        if (child->late_from < ticks_of(first_day_of(pass.walk.quarter + 1)))
            add("late", child->region, pass.walk.quarter, 1);
    }
    for (size_t i = 0; i < pass.crews.names.count; i++) {
        const struct crew *crew = named_rows_at(&pass.crews, i);
        add("vacant", crew->region, pass.walk.quarter, crew->fte[0]);
        add("in training", crew->region, pass.walk.quarter, crew->fte[1]);
        add("trained", crew->region, pass.walk.quarter, crew->fte[2] + crew->fte[3]);
        if (bears_cases(crew))
            add("case limit", crew->region, pass.walk.quarter,
                case_limit() * (crew->fte[2] + crew->fte[3]));
    }
}

static void finish_replication(void)
{
    const double end = pass.of->sum.last_civil_day + 1 - pass.of->sum.start_civil_day;
    for (size_t i = 0; i < pass.watched.names.count; i++) {
        end_watch(named_rows_at(&pass.watched, i), end);
        end_prepared(named_rows_at(&pass.watched, i), end);
    }
    for (size_t i = 0; i < pass.crews.names.count; i++)
        count_time(named_rows_at(&pass.crews, i), end);
    named_rows_clear(&pass.watched);
    named_rows_clear(&pass.crews);
    trace_shocks_begin(&pass.shocks, pass.of->scenario);
}

static bool count_row(void *context, const struct di_trace_row *row)
{
    (void)context;
    trace_walk_to(&pass.walk, row);
    if (row->event == DI_TRACE_SHOCK)
        count_shock(row);
    if (row->event == DI_TRACE_STAFF)
        count_staff(row);
    if (row->birth_civil_day != INT32_MIN)
        count_child(row);
    return true;
}

void trace_work_read(struct trace_work *work, const char *folder)
{
    memset(&pass, 0, sizeof pass);
    *work = (struct trace_work){0};
    pass.of = work;
    pass.walk = (struct trace_walk){
        .sum = &work->sum, .take_stock = take_stock, .finish = finish_replication};
    pass.watched.row_size = sizeof(struct watched);
    pass.crews.row_size = sizeof(struct crew);
    assert_status(di_results_read(folder, &work->results, NULL), DI_OK);
    work->scenario = json_loads(work->results->resolved, 0, NULL);
    assert_non_null(work->scenario);
    trace_shocks_begin(&pass.shocks, work->scenario);
    trace_sum_begin(&work->sum, work->results);
    assert_status(di_trace_read(folder, count_row, NULL, NULL), DI_OK);
    trace_walk_end(&pass.walk);
}

void trace_work_free(struct trace_work *work)
{
    trace_sum_end(&work->sum);
    json_decref(work->scenario);
    di_results_destroy(work->results);
}
