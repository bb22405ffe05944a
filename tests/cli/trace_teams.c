/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "trace_teams.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "di/time.h"
#include "di/trace_file.h"

#include "di_test.h"
#include "named_rows.h"
#include "scenario_kind.h"
#include "trace_shocks.h"
#include "trace_walk.h"

enum { NAME_SIZE = 72, KEY_MAX = 400, SHARES = 9, ANY = SHARES - 1 };

static const char *const classes[ANY] = {"crisis",  "urgent_assessment", "preparation",
                                         "visits",  "assessment",        "adoption_file",
                                         "renewal", "carer_assessment"};

struct team {
    char region[NAME_SIZE], role[NAME_SIZE];
    double fresh, active;   /* FTE: in the first quarter of work, and after it */
    double running[SHARES]; /* jobs, by the hours they use */
    double waiting;
    double since;         /* day up to which time is counted */
    double *asked;        /* days on which nobody's jobs joined the queue, in order */
    size_t first, behind; /* of them, still waiting: from first to before behind */
    size_t capacity;
};

struct told_job {
    size_t team;
    int share;
    double asked;
    bool waits, runs;
};

static struct {
    struct trace_sum *sum;
    const json_t *roles;
    struct named_rows teams, jobs;
    struct trace_shocks shocks;
    struct trace_walk walk;
} pass;

static struct team *team_at(size_t team)
{
    return named_rows_at(&pass.teams, team);
}

static void add(const struct team *team, const char *name, uint32_t quarter, double amount)
{
    trace_sum_add(pass.sum, name, pass.walk.replication, team->region, "", quarter, amount);
}

static uint32_t quarter_of(double day)
{
    return trace_sum_quarter_of(pass.sum, pass.sum->start_civil_day + (int32_t)floor(day));
}

/* ---- hours ---- */

static double of_role(const struct team *team, const char *key, double otherwise)
{
    const json_t *value = scenario_value(json_object_get(pass.roles, team->role), key);
    return value == NULL ? otherwise : json_number_value(value);
}

/* Hours a day are whole multiples of 2^-24. */
static double whole_rate(double hours_per_day)
{
    return (double)llround(hours_per_day * 16777216.0);
}

static double kept_share(const struct team *team, int share)
{
    const json_t *shares =
        json_object_get(json_object_get(pass.roles, team->role), "reserve_shares");
    const json_t *value = shares == NULL ? NULL : scenario_value(shares, classes[share]);
    return value == NULL ? 0 : json_number_value(value);
}

static double rate_of(const struct team *team)
{
    const double a_day = of_role(team, "hours_per_year", 1680) *
                         (1 - of_role(team, "overhead_share", 0.15)) / DI_DAYS_PER_YEAR;
    const double full = whole_rate(of_role(team, "max_parallel_hours_per_day", a_day));
    const double all = (double)llround(
        whole_rate(a_day) * (team->active + of_role(team, "ramp_share", 0.5) * team->fresh) *
        trace_shocks_hours(&pass.shocks, team->region));
    double rest = all, rate = 0;
    for (int share = 0; share < ANY; share++) {
        const double kept = (double)llround(all * kept_share(team, share));
        rest -= kept;
        rate += fmin(kept, full * team->running[share]);
    }
    return (rate + fmin(fmax(rest, 0), full * team->running[ANY])) / 16777216.0;
}

static void count_time(struct team *team, double day)
{
    while (team->since < day) {
        const uint32_t quarter = quarter_of(team->since);
        const double next = fmin(day, trace_sum_quarter_first(pass.sum, quarter + 1) -
                                          pass.sum->start_civil_day);
        add(team, "hours worked", quarter, rate_of(team) * (next - team->since));
        team->since = next;
    }
}

/* ---- lines ---- */

/* `place` is a role, or a role and the class of work the hours are kept for. */
static size_t team_of(const struct di_trace_row *row, int *share_out)
{
    char name[2 * NAME_SIZE], role[NAME_SIZE];
    const char *dash = strchr(row->place, '-');
    const size_t length = dash == NULL ? strlen(row->place) : (size_t)(dash - row->place);
    (void)snprintf(role, sizeof role, "%.*s", (int)length, row->place);
    (void)snprintf(name, sizeof name, "%s|%s", row->to_region, role);
    *share_out = ANY;
    for (int share = 0; dash != NULL && share < ANY; share++)
        if (strcmp(classes[share], dash + 1) == 0)
            *share_out = share;
    assert_true(dash == NULL || *share_out != ANY);
    bool is_new;
    const size_t at = named_rows_find(&pass.teams, name, &is_new);
    if (is_new) {
        (void)snprintf(team_at(at)->region, NAME_SIZE, "%s", row->to_region);
        (void)snprintf(team_at(at)->role, NAME_SIZE, "%s", role);
    }
    return at;
}

static struct told_job *job_of(const struct di_trace_row *row)
{
    char key[KEY_MAX];
    (void)snprintf(key, sizeof key, "%s|%s", row->child, row->what);
    bool is_new;
    return named_rows_of(&pass.jobs, key, &is_new);
}

static void begin(struct team *team, int share, double day, double waited)
{
    team->running[share]++;
    add(team, "begun", quarter_of(day), 1);
    add(team, "waited", quarter_of(day), waited);
}

/* A job stops to wait or to run: it is begun, complete or dropped. */
static void leave(struct told_job *job, double day)
{
    struct team *team = team_at(job->team);
    count_time(team, day);
    team->waiting -= job->waits;
    team->running[job->share] -= job->runs;
    job->waits = job->runs = false;
}

static void count_job(const struct di_trace_row *row)
{
    int share;
    const size_t at = team_of(row, &share);
    struct told_job *job = job_of(row);
    const double asked = job->waits ? job->asked : row->day;
    leave(job, row->day);
    job->team = at;
    job->share = share;
    job->asked = asked;
    count_time(team_at(at), row->day);
    if (row->event == DI_TRACE_WORK_WAITS) {
        job->waits = true;
        team_at(at)->waiting++;
    } else if (row->event == DI_TRACE_WORK_BEGIN) {
        job->runs = true;
        begin(team_at(at), share, row->day, row->day - asked);
    }
}

/* The assessment of carers is nobody's: who asked first is served first, nothing is dropped. */
static void count_carers(const struct di_trace_row *row)
{
    int share;
    struct team *team = team_at(team_of(row, &share));
    count_time(team, row->day);
    assert_int_not_equal(row->event, DI_TRACE_WORK_DROPPED);
    assert_int_not_equal(row->event, DI_TRACE_HOURS_DONE);
    if (row->event == DI_TRACE_ACTIVITY_END) {
        team->running[ANY]--;
    } else if (row->event == DI_TRACE_WORK_BEGIN) {
        assert_int_equal(share, ANY);
        assert_true(team->first < team->behind);
        team->waiting--;
        begin(team, share, row->day, row->day - team->asked[team->first++]);
    } else {
        if (team->behind == team->capacity) {
            team->capacity = 2 * team->capacity + 64;
            team->asked = realloc(team->asked, team->capacity * sizeof *team->asked);
            assert_non_null(team->asked);
        }
        team->asked[team->behind++] = row->day;
        team->waiting++;
    }
}

static void count_staff(const struct di_trace_row *row)
{
    int share;
    struct team *team = team_at(team_of(row, &share));
    count_time(team, row->day);
    if (strcmp(row->what, "new") == 0)
        team->fresh = row->value;
    if (strcmp(row->what, "active") == 0)
        team->active = row->value;
}

/* A visit that waits when the next falls due gives its place to that one, which waits anew. */
static void count_missed(const struct di_trace_row *row)
{
    const struct di_trace_row visit = {.child = row->child, .what = "visit"};
    struct told_job *job = job_of(&visit);
    if (job->waits && row->what[0] == '\0')
        job->asked = row->day;
}

static void count_shock(const struct di_trace_row *row)
{
    for (size_t i = 0; i < pass.teams.names.count; i++)
        count_time(team_at(i), row->day);
    trace_shocks_count(&pass.shocks, row);
}

/* ---- the run ---- */

static void take_stock(void)
{
    for (size_t i = 0; i < pass.teams.names.count; i++)
        add(team_at(i), "waiting", pass.walk.quarter, team_at(i)->waiting);
}

static void finish_replication(void)
{
    for (size_t i = 0; i < pass.teams.names.count; i++) {
        count_time(team_at(i), pass.sum->last_civil_day + 1 - pass.sum->start_civil_day);
        free(team_at(i)->asked);
    }
    named_rows_clear(&pass.teams);
    named_rows_clear(&pass.jobs);
    trace_shocks_begin(&pass.shocks, pass.shocks.scenario);
}

static bool is_work(enum di_trace_event event)
{
    return event == DI_TRACE_WORK_WAITS || event == DI_TRACE_WORK_BEGIN ||
           event == DI_TRACE_HOURS_DONE || event == DI_TRACE_ACTIVITY_END ||
           event == DI_TRACE_WORK_DROPPED;
}

static bool count_row(void *context, const struct di_trace_row *row)
{
    (void)context;
    trace_walk_to(&pass.walk, row);
    if (row->event == DI_TRACE_STAFF)
        count_staff(row);
    else if (row->event == DI_TRACE_SHOCK)
        count_shock(row);
    else if (row->event == DI_TRACE_VISIT_MISSED)
        count_missed(row);
    else if (is_work(row->event) && row->child[0] == '\0')
        count_carers(row);
    else if (is_work(row->event))
        count_job(row);
    return true;
}

void trace_teams_read(struct trace_sum *sum, const json_t *scenario, const char *folder)
{
    memset(&pass, 0, sizeof pass);
    pass.sum = sum;
    pass.walk =
        (struct trace_walk){.sum = sum, .take_stock = take_stock, .finish = finish_replication};
    pass.teams.row_size = sizeof(struct team);
    pass.jobs.row_size = sizeof(struct told_job);
    pass.roles = json_object_get(scenario, "roles");
    trace_shocks_begin(&pass.shocks, scenario);
    assert_status(di_trace_read(folder, count_row, NULL, NULL), DI_OK);
    trace_walk_end(&pass.walk);
}
