/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "trace_recount.h"

#include <stdio.h>
#include <string.h>

#include "di/time.h"
#include "di/trace_file.h"

#include "di_test.h"
#include "named_rows.h"
#include "scenario_kind.h"
#include "trace_walk.h"

enum { NAME_SIZE = 72, REVIEW_DAYS = 182 };

struct life {
    char setting[NAME_SIZE], region[NAME_SIZE], origin[NAME_SIZE];
    double since; /* days; NaN: nowhere that counts */
    bool is_adult;
    int32_t plan_civil_day; /* INT32_MIN: no care plan in this episode */
};

static struct {
    struct trace_recount *of;
    struct named_rows lives;    /* of children, in one replication */
    struct named_rows families; /* how many dated carers have now: double */
    struct trace_walk walk;
} pass;

static struct life *life_of(const char *child)
{
    bool is_new;
    struct life *life = named_rows_of(&pass.lives, child, &is_new);
    if (is_new)
        *life = (struct life){.since = (double)NAN, .plan_civil_day = INT32_MIN};
    return life;
}

static void add(const char *name, const char *region, const char *setting, int32_t civil_day,
                double amount)
{
    trace_sum_add(&pass.of->sum, name, pass.walk.replication, region, setting,
                  trace_sum_quarter_of(&pass.of->sum, civil_day), amount);
}

/* ---- stays ---- */

static void add_time(const struct life *life, uint32_t quarter, double days)
{
    const uint32_t r = pass.walk.replication;
    struct trace_sum *sum = &pass.of->sum;
    trace_sum_add(sum, "days", r, life->region, life->setting, quarter, days);
    if (life->is_adult)
        return;
    if (strcmp(scenario_kind(pass.of->scenario, life->setting), "institution") == 0)
        trace_sum_add(sum, "institution years", r, life->origin, life->setting, quarter,
                      days / DI_DAYS_PER_YEAR);
    if (scenario_is_residential(pass.of->scenario, life->setting))
        trace_sum_add(sum, "residential years", r, life->origin, life->setting, quarter,
                      days / DI_DAYS_PER_YEAR);
    if (strcmp(life->setting, "unplaced") == 0)
        trace_sum_add(sum, "unplaced days", r, life->region, life->setting, quarter, days);
}

/* Time up to `day` in the state that a line ends, quarter by quarter. */
static void end_stay(struct life *life, double day)
{
    const int32_t start = pass.of->sum.start_civil_day;
    while (life->since < day) { /* false for NaN */
        const uint32_t quarter =
            trace_sum_quarter_of(&pass.of->sum, start + (int32_t)floor(life->since));
        const double next =
            fmin(day, trace_sum_quarter_first(&pass.of->sum, quarter + 1) - start);
        add_time(life, quarter, next - life->since);
        life->since = next;
    }
}

static void take_stock(void)
{
    const int32_t next = trace_sum_quarter_first(&pass.of->sum, pass.walk.quarter + 1);
    for (size_t i = 0; i < pass.lives.names.count; i++) {
        const struct life *life = named_rows_at(&pass.lives, i);
        if (isnan(life->since) || life->is_adult ||
            !scenario_is_care(pass.of->scenario, life->setting))
            continue;
        const bool has_plan = life->plan_civil_day != INT32_MIN;
        const bool is_reviewed = has_plan && next - 1 - life->plan_civil_day <= REVIEW_DAYS;
        const uint32_t r = pass.walk.replication;
        struct trace_sum *sum = &pass.of->sum;
        trace_sum_add(sum, "in care", r, life->region, "", pass.walk.quarter, 1);
        trace_sum_add(sum, "with plan", r, life->region, "", pass.walk.quarter, has_plan);
        trace_sum_add(sum, "reviewed", r, life->region, "", pass.walk.quarter, is_reviewed);
    }
}

static void finish_replication(void)
{
    for (size_t i = 0; i < pass.lives.names.count; i++)
        end_stay(named_rows_at(&pass.lives, i),
                 pass.of->sum.last_civil_day + 1 - pass.of->sum.start_civil_day);
    named_rows_clear(&pass.lives);
    named_rows_clear(&pass.families);
}

/* ---- events ---- */

static bool is(const char *text, const char *value)
{
    return strcmp(text, value) == 0;
}

static bool is_arrival(const struct di_trace_row *row)
{
    return row->event == DI_TRACE_ENTRY || row->event == DI_TRACE_REENTRY ||
           row->event == DI_TRACE_UNEXPLAINED_ENTRY;
}

static void count_admission(const struct di_trace_row *row)
{
    if (row->event == DI_TRACE_UNEXPLAINED_ENTRY)
        return;
    const char *from = is_arrival(row)                                    ? "home"
                       : is(row->from, "unplaced")                        ? "unplaced"
                       : scenario_is_family(pass.of->scenario, row->from) ? "family_placement"
                                                                          : "other";
    char name[NAME_SIZE];
    (void)snprintf(name, sizeof name, "admitted from %s", from);
    add(name, row->to_region, row->to, row->civil_day, 1);
    add("admitted", row->to_region, row->to, row->civil_day, 1);
}

static const char *destination(const char *to)
{
    static const char *const kinds[][2] = {{"home", "home"},
                                           {"home_closed", "home"},
                                           {"unplaced", "unplaced"},
                                           {"kinship", "kinship"},
                                           {"foster", "foster"},
                                           {"specialised_foster", "foster"},
                                           {"adopted", "adopted"},
                                           {"supported_independent", "supported_living"},
                                           {"aged_out", "aged_out"},
                                           {"adult_institution", "adult_institution"},
                                           {"died", "died"},
                                           {"emergency_foster", "foster"},
                                           {"left_country", "left_country"}};
    const char *kind = scenario_kind(pass.of->scenario, to);
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
        if (is(kind, kinds[i][0]))
            return kinds[i][1];
    return "other";
}

static void count_departure(const struct di_trace_row *row)
{
    char name[NAME_SIZE];
    const char *to = destination(row->to);
    if (is(row->to, "unexplained_out"))
        return;
    (void)snprintf(name, sizeof name, "left to %s", to);
    add(name, row->from_region, row->from, row->civil_day, 1);
    add("left", row->from_region, row->from, row->civil_day, 1);
    if (is(to, "home") || is(to, "kinship") || is(to, "foster") || is(to, "adopted"))
        add("left to family", row->from_region, row->from, row->civil_day, 1);
}

static bool is_change(const struct di_trace_row *row)
{
    return is_arrival(row) || row->event == DI_TRACE_MOVE || row->event == DI_TRACE_HOME ||
           row->event == DI_TRACE_EXIT;
}

static void count_change(const struct di_trace_row *row)
{
    const bool was = !is_arrival(row) && scenario_is_residential(pass.of->scenario, row->from);
    const bool will_be = scenario_is_residential(pass.of->scenario, row->to);
    if (was && will_be)
        add("transfers", row->to_region, row->to, row->civil_day, 1);
    if (!was && will_be)
        count_admission(row);
    if (was && !will_be)
        count_departure(row);
    if (row->event == DI_TRACE_EXIT && is(row->to, "died") &&
        scenario_is_care(pass.of->scenario, row->from))
        add("deaths", row->from_region, row->from, row->civil_day, 1);
}

static void live_on(struct life *life, const struct di_trace_row *row)
{
    const bool is_move = trace_is_move(row);
    if (!is_move && row->event != DI_TRACE_BIRTHDAY)
        return;
    end_stay(life, row->day);
    life->is_adult = is(row->age_band, "age_18_plus");
    (void)snprintf(life->origin, NAME_SIZE, "%s", row->origin);
    if (!is_move)
        return;
    (void)snprintf(life->setting, NAME_SIZE, "%s", row->to);
    (void)snprintf(life->region, NAME_SIZE, "%s", row->to_region);
    life->since = row->event == DI_TRACE_EXIT ? (double)NAN : row->day;
    if (is_arrival(row) || row->event == DI_TRACE_EXIT)
        life->plan_civil_day = INT32_MIN;
}

/* The strip of who is drawn by an empty bed is numbered from here on (docs/TRACE.md). */
#define FIRST_STRIP_OF_BEDS 4194304

/* child: region-reason-strip-ordinal-member */
static bool is_drawn_by_a_bed(const struct di_trace_row *row)
{
    const char *field = row->child;
    for (int hyphens = 0; field != NULL && hyphens < 2; hyphens++) {
        field = strchr(field, '-');
        field = field == NULL ? NULL : field + 1;
    }
    return row->event == DI_TRACE_ENTRY && field != NULL &&
           strtol(field, NULL, 10) >= FIRST_STRIP_OF_BEDS;
}

/* Lines that are counted as they stand, in one of the regions they name. */
enum side { ORIGIN, FROM, TO };
static const struct {
    enum di_trace_event event;
    const char *sum;
    enum side side;
} counted[] = {{DI_TRACE_PREVENTED, "prevented", ORIGIN},
               {DI_TRACE_DIVERTED, "diverted", ORIGIN},
               {DI_TRACE_PREVENTION, "in prevention", ORIGIN},
               {DI_TRACE_STAYS_ON, "stayed on", TO},
               {DI_TRACE_REFUSED, "refused", FROM},
               {DI_TRACE_FIRST_PLACE_REFUSED, "first place refused", FROM},
               {DI_TRACE_PREVENTION_FULL, "prevention full", ORIGIN},
               {DI_TRACE_DIVERSION_FULL, "diversion full", FROM},
               {DI_TRACE_OVERFILL, "overfilled", TO},
               {DI_TRACE_OVERRUNS, "overrun", FROM},
               {DI_TRACE_DISCHARGED, "discharged", FROM},
               {DI_TRACE_TRACED, "traced", ORIGIN},
               {DI_TRACE_EVACUATED, "evacuated", FROM}};

static void count_as_it_stands(const struct di_trace_row *row)
{
    const char *const region[] = {
        [ORIGIN] = row->origin, [FROM] = row->from_region, [TO] = row->to_region};
    for (size_t i = 0; i < sizeof counted / sizeof counted[0]; i++)
        if (row->event == counted[i].event)
            add(counted[i].sum, region[counted[i].side], "", row->civil_day, 1);
    if (row->event == DI_TRACE_EVACUATED && row->value > 0)
        add("evacuated over", row->to_region, "", row->civil_day, 1);
    if (is_drawn_by_a_bed(row))
        add("drawn by a bed", row->to_region, "", row->civil_day, 1);
}

static void count_of_child(const struct di_trace_row *row)
{
    struct life *life = life_of(row->child);
    live_on(life, row);
    if (is_change(row) && !is(row->age_band, "age_18_plus"))
        count_change(row);
    const bool is_plan =
        row->event == DI_TRACE_DECISION ||
        (row->event == DI_TRACE_START && is(row->what, "assessed")) ||
        (row->event == DI_TRACE_ACTIVITY_END &&
         (is(row->what, "care_plan") || is(row->what, "renewal") || is(row->what, "review")));
    if (is_plan)
        life->plan_civil_day = row->civil_day;
    if (row->event == DI_TRACE_MOVE ||
        (row->event == DI_TRACE_HOME && is(row->move, "planned")))
        add("moved in", row->to_region, row->to, row->civil_day, 1);
    if (row->event == DI_TRACE_BREAKDOWN)
        add("breakdowns", row->from_region, row->from, row->civil_day, 1);
    if (row->event == DI_TRACE_BREAKDOWN && !is(row->age_band, "age_18_plus"))
        add("child breakdowns", row->from_region, row->from, row->civil_day, 1);
}

/* Families of dated carers, in this replication. */
static double *families_of(const char *carers, double at_start)
{
    bool is_new;
    double *families = named_rows_of(&pass.families, carers, &is_new);
    if (is_new)
        *families = at_start;
    return families;
}

/* Families that come or go one by one: place is "carers-number". */
static void count_family(const struct di_trace_row *row)
{
    char carers[NAME_SIZE];
    const size_t length = (size_t)(strrchr(row->place, '-') - row->place);
    (void)snprintf(carers, sizeof carers, "%.*s", (int)length, row->place);
    const json_t *item = json_object_get(json_object_get(pass.of->scenario, "carers"), carers);
    add(row->event == DI_TRACE_FAMILY_LEFT ? "left fostering" : "approved", row->to_region,
        json_string_value(json_object_get(item, "setting")), row->civil_day, 1);
}

/* Families of a dated number: place is their carers, value how many there are now. */
static void count_dated_families(const struct di_trace_row *row)
{
    const json_t *item =
        json_object_get(json_object_get(pass.of->scenario, "carers"), row->place);
    if (item == NULL)
        return; /* an institution's places */
    double *now = families_of(row->place, json_number_value(scenario_value(item, "families")));
    add(row->value < *now ? "left fostering" : "approved", row->to_region,
        json_string_value(json_object_get(item, "setting")), row->civil_day,
        fabs(row->value - *now));
    *now = row->value;
}

static const char *setting_of_carers(const char *carers)
{
    const json_t *item = json_object_get(json_object_get(pass.of->scenario, "carers"), carers);
    return json_string_value(json_object_get(item, "setting"));
}

static bool count_row(void *context, const struct di_trace_row *row)
{
    (void)context;
    trace_walk_to(&pass.walk, row);
    if (row->event == DI_TRACE_FAMILY_APPROVED || row->event == DI_TRACE_FAMILY_LEFT)
        count_family(row);
    if (row->event == DI_TRACE_CAPACITY)
        count_dated_families(row);
    if (row->event == DI_TRACE_APPLIES)
        add("applied", row->to_region, setting_of_carers(row->place), row->civil_day, 1);
    count_as_it_stands(row);
    if (row->birth_civil_day != INT32_MIN)
        count_of_child(row);
    return true;
}

void trace_recount_read(struct trace_recount *recount, const char *folder)
{
    memset(&pass, 0, sizeof pass);
    *recount = (struct trace_recount){0};
    pass.of = recount;
    pass.walk = (struct trace_walk){
        .sum = &recount->sum, .take_stock = take_stock, .finish = finish_replication};
    pass.lives.row_size = sizeof(struct life);
    pass.families.row_size = sizeof(double);
    assert_status(di_results_read(folder, &recount->results, NULL), DI_OK);
    recount->scenario = json_loads(recount->results->resolved, 0, NULL);
    assert_non_null(recount->scenario);
    trace_sum_begin(&recount->sum, recount->results);
    assert_status(di_trace_read(folder, count_row, NULL, NULL), DI_OK);
    trace_walk_end(&pass.walk);
}

void trace_recount_free(struct trace_recount *recount)
{
    trace_sum_end(&recount->sum);
    json_decref(recount->scenario);
    di_results_destroy(recount->results);
}
