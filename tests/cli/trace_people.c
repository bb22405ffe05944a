/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "trace_people.h"

#include <stdio.h>
#include <string.h>

#include "di/time.h"

#include "di_test.h"
#include "named_rows.h"
#include "scenario_kind.h"

enum { NAME_SIZE = 96, KEY_SIZE = 240, REVIEW_DAYS = 182 };

struct person {
    char setting[NAME_SIZE], region[NAME_SIZE], origin[NAME_SIZE], place[NAME_SIZE];
    char age_band[16], sex[12], disability[12];
    double since;           /* day up to which time is counted; NaN: nowhere that counts */
    int32_t plan_civil_day; /* INT32_MIN: no care plan in this episode */
};

static struct {
    struct trace_people *of;
    struct named_rows people;
    struct named_rows left;     /* families: day on which they gave up, double */
    struct named_rows reviewed; /* groups at the gate: day of their review, double */
    uint32_t month;             /* next stock to take */
} pass;

static bool is(const char *text, const char *value)
{
    return strcmp(text, value) == 0;
}

static bool is_kind(const char *setting, const char *kind)
{
    return is(scenario_kind(pass.of->scenario, setting), kind);
}

static bool is_residential(const char *setting)
{
    return scenario_is_residential(pass.of->scenario, setting);
}

static bool is_family(const char *setting)
{
    return scenario_is_family(pass.of->scenario, setting);
}

static bool is_care(const char *setting)
{
    return scenario_is_care(pass.of->scenario, setting);
}

/* Settings whose placements may break down. */
static bool is_placement(const char *setting)
{
    return is_family(setting) || is_kind(setting, "sgh") ||
           is_kind(setting, "supported_independent");
}

static bool is_adult(const struct person *person)
{
    return is(person->age_band, "age_18_plus");
}

/* ---- sums ---- */

static void make_key(char *key, const char *name, const struct people_group *group)
{
    const int length = snprintf(key, KEY_SIZE, "%s|%s|%s|%s|%s", name, group->population,
                                group->age_band, group->sex, group->disability);
    assert_true(length > 0 && length < KEY_SIZE);
}

static void add_to(const char *name, const struct people_group *group, const char *region,
                   const char *setting, uint32_t quarter, double amount)
{
    char key[KEY_SIZE];
    make_key(key, name, group);
    trace_sum_add(&pass.of->sum, key, 0, region, setting, quarter, amount);
}

static void add_groups(const char *name, const struct person *person, const char *population,
                       const char *region, const char *setting, uint32_t quarter, double amount)
{
    const bool is_grown = is_adult(person);
    for (unsigned which = 0; which < 8; which++) {
        const struct people_group group = {.population = population,
                                           .age_band = which & 1u ? person->age_band : "all",
                                           .sex = which & 2u ? person->sex : "all",
                                           .disability =
                                               which & 4u ? person->disability : "all"};
        if (!is_grown || (which & 1u) == 0)
            add_to(name, &group, region, setting, quarter, amount);
    }
}

/* To every group a person is of. */
static void add(const char *name, const struct person *person, const char *region,
                const char *setting, uint32_t quarter, double amount)
{
    add_groups(name, person, is_adult(person) ? "18_plus" : "0_17", region, setting, quarter,
               amount);
}

/* Whatever the age. */
static void add_everybody(const char *name, const char *region, const char *setting,
                          uint32_t quarter, double amount)
{
    static const struct people_group all = {"all", "all", "all", "all"};
    add_to(name, &all, region, setting, quarter, amount);
}

double trace_people_get(struct trace_people *people, const char *name,
                        const struct people_group *group, const char *region,
                        const char *setting, uint32_t quarter)
{
    char key[KEY_SIZE];
    make_key(key, name, group);
    return trace_sum_get(&people->sum, key, 0, region, setting, quarter);
}

static uint32_t quarter_of(int32_t civil_day)
{
    return trace_sum_quarter_of(&pass.of->sum, civil_day);
}

/* ---- time ---- */

static void add_time(const struct person *person, uint32_t quarter, double days)
{
    const double years = days / DI_DAYS_PER_YEAR;
    const char *region = person->region, *setting = person->setting;
    if (is_kind(setting, "institution"))
        add("institution years", person, person->origin, setting, quarter, years);
    if (is_residential(setting))
        add("residential years", person, person->origin, setting, quarter, years);
    if (is(setting, "unplaced"))
        add("unplaced days", person, region, setting, quarter, days);
    if (is_placement(setting)) {
        add("placement years", person, region, setting, quarter, years);
        add_everybody("placement years of all", region, setting, quarter, years);
    }
    if (is_care(setting)) {
        add("care years", person, region, setting, quarter, years);
        add("care days", person, region, setting, quarter, days);
    }
    if (is_care(setting) || is_kind(setting, "home"))
        add_everybody("years paid for", region, setting, quarter, years);
}

/* A stay that ends at midnight has nothing in the quarter that begins then. */
static void count_time(struct person *person, double day)
{
    const int32_t start = pass.of->sum.start_civil_day;
    while (person->since < day) { /* false for NaN */
        const uint32_t quarter = quarter_of(start + (int32_t)floor(person->since));
        const double next =
            fmin(day, trace_sum_quarter_first(&pass.of->sum, quarter + 1) - start);
        add_time(person, quarter, next - person->since);
        person->since = next;
    }
}

/* ---- stocks ---- */

static void add_stock(const char *name, const struct person *person, const char *region)
{
    char by_month[NAME_SIZE];
    (void)snprintf(by_month, sizeof by_month, "%s by month", name);
    add(by_month, person, region, person->setting, pass.month, 1);
    if (pass.month % 3 == 2)
        add(name, person, region, person->setting, pass.month / 3, 1);
}

static void add_plan(const struct person *person, int32_t next_civil_day)
{
    if (person->plan_civil_day == INT32_MIN)
        return;
    add_stock("with plan", person, person->region);
    if (next_civil_day - 1 - person->plan_civil_day <= REVIEW_DAYS)
        add_stock("reviewed", person, person->region);
}

static void add_person(const struct person *person, int32_t next_civil_day)
{
    const char *setting = person->setting, *region = person->region;
    const bool is_disabled = !is(person->disability, "none");
    if (is_kind(setting, "institution")) {
        add_stock("institution", person, person->origin);
        if (is(person->age_band, "age_0_2"))
            add_stock("institution under 3", person, region);
    }
    if (is_residential(setting)) {
        add_stock("residential", person, person->origin);
        add_stock("residential here", person, region);
        if (is_disabled)
            add_stock("residential disabled", person, region);
        if (pass.month % 3 == 2)
            add("residential before", person, region, setting, pass.month / 3 + 1, 1);
    }
    if (is_family(setting)) {
        add_stock("family", person, region);
        if (is_disabled)
            add_stock("family disabled", person, region);
    }
    if (is_care(setting)) {
        add_stock("care", person, region);
        add_plan(person, next_civil_day);
    }
    if (is_kind(setting, "supported_independent"))
        add_stock("supported", person, region);
    if (is_kind(setting, "detention"))
        add_stock("detention", person, region);
}

static int32_t month_first(uint32_t month)
{
    int32_t year, of_year, day;
    di_date_to_civil(pass.of->sum.start_civil_day, &year, &of_year, &day);
    return di_date_from_civil(year + (int32_t)(month / 12), 1 + (int32_t)(month % 12), 1);
}

static void take_stock(void)
{
    const int32_t next = month_first(pass.month + 1);
    for (size_t i = 0; i < pass.people.names.count; i++) {
        const struct person *person = named_rows_at(&pass.people, i);
        if (!isnan(person->since))
            add_person(person, next);
    }
    pass.month++;
}

/* ---- events ---- */

static bool is_arrival(const struct di_trace_row *row)
{
    return row->event == DI_TRACE_ENTRY || row->event == DI_TRACE_REENTRY ||
           row->event == DI_TRACE_UNEXPLAINED_ENTRY;
}

static void count_admission(const struct person *person, const struct di_trace_row *row)
{
    const char *name = is_arrival(row)             ? "admitted from home"
                       : is(row->from, "unplaced") ? "admitted from unplaced"
                       : is_family(row->from)      ? "admitted from family"
                                                   : "admitted from other";
    const uint32_t quarter = quarter_of(row->civil_day);
    if (row->event == DI_TRACE_UNEXPLAINED_ENTRY)
        return;
    add(name, person, row->to_region, row->to, quarter, 1);
    add("admitted", person, row->to_region, row->to, quarter, 1);
}

static const char *departure(const char *to)
{
    static const char *const ways[][2] = {{"home", "left to home"},
                                          {"home_closed", "left to home"},
                                          {"unplaced", "left to unplaced"},
                                          {"kinship", "left to kinship"},
                                          {"foster", "left to foster"},
                                          {"specialised_foster", "left to foster"},
                                          {"emergency_foster", "left to foster"},
                                          {"adopted", "left to adopted"},
                                          {"supported_independent", "left to supported"},
                                          {"aged_out", "left to aged_out"},
                                          {"adult_institution", "left to adult_institution"},
                                          {"left_country", "left to left_country"},
                                          {"died", "left to died"}};
    for (size_t i = 0; i < sizeof ways / sizeof ways[0]; i++)
        if (is_kind(to, ways[i][0]))
            return ways[i][1];
    return "left to other";
}

static void count_departure(const struct person *person, const struct di_trace_row *row)
{
    const uint32_t quarter = quarter_of(row->civil_day);
    const char *way = departure(row->to);
    if (is(row->to, "unexplained_out"))
        return;
    add(way, person, row->from_region, row->from, quarter, 1);
    add("left", person, row->from_region, row->from, quarter, 1);
    if (is(row->move, "unplanned"))
        add("left unplanned", person, row->from_region, row->from, quarter, 1);
    if (is(way, "left to home") || is(way, "left to kinship") || is(way, "left to foster") ||
        is(way, "left to adopted"))
        add("left to family", person, row->from_region, row->from, quarter, 1);
}

static void group_name(char *name, const char *child)
{
    (void)snprintf(name, NAME_SIZE, "%.*s", (int)(strrchr(child, '-') - child), child);
}

/* Through the gate: its group was reviewed at this instant. */
static bool is_reviewed(const struct di_trace_row *row)
{
    char name[NAME_SIZE];
    bool is_new;
    group_name(name, row->child);
    const double *day = named_rows_of(&pass.reviewed, name, &is_new);
    return !is_new && fabs(*day - row->day) <= 0;
}

static void count_arrival(const struct person *person, const struct di_trace_row *row)
{
    const uint32_t quarter = quarter_of(row->civil_day);
    if (is_kind(row->to, "detention"))
        add("detained", person, row->to_region, row->to, quarter, 1);
    if (is_kind(row->to, "diversion"))
        add("diverted", person, row->to_region, row->to, quarter, 1);
    if (!is_care(row->to))
        return;
    if (row->event == DI_TRACE_UNEXPLAINED_ENTRY) {
        add("unexplained in", person, row->to_region, row->to, quarter, 1);
        return;
    }
    add(row->event == DI_TRACE_ENTRY ? "first entries" : "reentries", person, row->origin,
        row->to, quarter, 1);
    if (row->event == DI_TRACE_ENTRY && is_reviewed(row))
        add("assessed at entry", person, row->origin, "", quarter, 1);
}

/* Of a family that gave up at this instant. */
static void count_lost_family(const char *place, const struct di_trace_row *row)
{
    bool is_new;
    const double *day = named_rows_of(&pass.left, place, &is_new);
    if (!is_new && fabs(*day - row->day) <= 0)
        add_everybody("families lost", row->from_region, row->from, quarter_of(row->civil_day),
                      1);
}

static void count_change(const struct person *person, const char *place,
                         const struct di_trace_row *row)
{
    const uint32_t quarter = quarter_of(row->civil_day);
    const bool was = !is_arrival(row) && is_residential(row->from);
    const bool will_be = is_residential(row->to);
    if (is_arrival(row))
        count_arrival(person, row);
    if (was && will_be)
        add("transfers", person, row->to_region, row->to, quarter, 1);
    if (!was && will_be)
        count_admission(person, row);
    if (was && !will_be)
        count_departure(person, row);
    if (row->event == DI_TRACE_MOVE && is_care(row->from) && is_care(row->to))
        add("moves", person, row->to_region, row->to, quarter, 1);
    if (row->event == DI_TRACE_MOVE &&
        strstr(scenario_kind(pass.of->scenario, row->from), "foster") != NULL)
        count_lost_family(place, row);
    if (is(row->to, "unexplained_out"))
        add("unexplained out", person, row->from_region, row->from, quarter, 1);
    if (row->event == DI_TRACE_EXIT && is(row->to, "died") && is_care(row->from))
        add("deaths", person, row->from_region, row->from, quarter, 1);
}

/* Of those who are of age, as whom they were at 17. */
static void count_coming_of_age(const struct person *person, const struct di_trace_row *row)
{
    struct person young = *person;
    char name[NAME_SIZE];
    (void)snprintf(young.age_band, sizeof young.age_band, "age_15_17");
    (void)snprintf(name, sizeof name, "at 18 %s",
                   row->event == DI_TRACE_STAYS_ON ? "stays" : row->what);
    add_groups(name, &young, "all", row->to_region, "", quarter_of(row->civil_day), 1);
}

static bool is_plan(const struct di_trace_row *row)
{
    return row->event == DI_TRACE_DECISION ||
           (row->event == DI_TRACE_START && is(row->what, "assessed")) ||
           (row->event == DI_TRACE_ACTIVITY_END &&
            (is(row->what, "care_plan") || is(row->what, "renewal") ||
             is(row->what, "review")));
}

static void know(struct person *person, const struct di_trace_row *row)
{
    (void)snprintf(person->origin, NAME_SIZE, "%s", row->origin);
    (void)snprintf(person->age_band, sizeof person->age_band, "%s", row->age_band);
    (void)snprintf(person->sex, sizeof person->sex, "%s", row->sex);
    (void)snprintf(person->disability, sizeof person->disability, "%s", row->disability);
}

static void settle(struct person *person, const struct di_trace_row *row)
{
    (void)snprintf(person->setting, NAME_SIZE, "%s", row->to);
    (void)snprintf(person->region, NAME_SIZE, "%s", row->to_region);
    (void)snprintf(person->place, NAME_SIZE, "%s", row->place);
    person->since = row->event == DI_TRACE_EXIT ? (double)NAN : row->day;
    if (is_arrival(row) || row->event == DI_TRACE_EXIT)
        person->plan_civil_day = INT32_MIN;
}

static void count_person(const struct di_trace_row *row)
{
    bool is_new;
    struct person *person = named_rows_of(&pass.people, row->child, &is_new);
    if (is_new)
        *person = (struct person){.since = (double)NAN, .plan_civil_day = INT32_MIN};
    count_time(person, row->day);
    know(person, row);
    if (trace_is_move(row)) {
        if (row->event != DI_TRACE_START && row->event != DI_TRACE_MONITORING_END)
            count_change(person, person->place, row);
        settle(person, row);
    }
    if (row->event == DI_TRACE_START && is_residential(row->to))
        add("residential before", person, row->to_region, row->to, 0, 1);
    if (is_plan(row))
        person->plan_civil_day = row->civil_day;
    if (row->event == DI_TRACE_STAYS_ON || row->event == DI_TRACE_LEAVES_AT_18)
        count_coming_of_age(person, row);
    if (row->event == DI_TRACE_BREAKDOWN) {
        const uint32_t quarter = quarter_of(row->civil_day);
        add("breakdowns", person, row->from_region, row->from, quarter, 1);
        add_everybody("breakdowns of all", row->from_region, row->from, quarter, 1);
    }
}

static bool count_row(void *context, const struct di_trace_row *row)
{
    (void)context;
    char name[NAME_SIZE];
    bool is_new;
    assert_int_equal(row->replication, 0);
    while (month_first(pass.month + 1) <= row->civil_day)
        take_stock();
    if (row->event == DI_TRACE_FAMILY_LEFT)
        *(double *)named_rows_of(&pass.left, row->place, &is_new) = row->day;
    if (row->event == DI_TRACE_AT_GATE) {
        group_name(name, row->child);
        *(double *)named_rows_of(&pass.reviewed, name, &is_new) = row->day;
    }
    if (row->birth_civil_day != INT32_MIN)
        count_person(row);
    return true;
}

void trace_people_read(struct trace_people *people, const char *folder,
                       const struct trace_lie *lie)
{
    memset(&pass, 0, sizeof pass);
    *people = (struct trace_people){0};
    pass.of = people;
    pass.people.row_size = sizeof(struct person);
    pass.left.row_size = pass.reviewed.row_size = sizeof(double);
    assert_status(di_results_read(folder, &people->results, NULL), DI_OK);
    assert_int_equal(people->results->replications, 1);
    people->scenario = json_loads(people->results->resolved, 0, NULL);
    assert_non_null(people->scenario);
    trace_sum_begin(&people->sum, people->results);
    trace_lie_read(folder, lie, count_row, NULL);
    while (month_first(pass.month) <= people->sum.last_civil_day)
        take_stock();
    const double end = people->sum.last_civil_day + 1 - people->sum.start_civil_day;
    for (size_t i = 0; i < pass.people.names.count; i++)
        count_time(named_rows_at(&pass.people, i), end);
    named_rows_clear(&pass.people);
    named_rows_clear(&pass.left);
    named_rows_clear(&pass.reviewed);
}

void trace_people_free(struct trace_people *people)
{
    trace_sum_end(&people->sum);
    json_decref(people->scenario);
    di_results_destroy(people->results);
}
