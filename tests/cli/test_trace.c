/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A sceptic's recount: stocks, entries and exits of a run, recomputed from its trace alone by
 * code that shares nothing with the recorder, equal the run's own numbers in every replication
 * and quarter. Argument "demo": the large scenario.
 */
#include <stdlib.h>
#include <string.h>

#include "di/results.h"
#include "di/trace_file.h"

#include "di_test.h"
#include "program.h"
#include "scenario_kind.h"

enum { CHILDREN_MAX = 1 << 18, QUARTERS_MAX = 80, YEARS_MAX = 20 };

struct life {
    char child[DI_TRACE_CHILD_MAX];
    bool is_residential, is_care, is_family, is_adult;
    double requested, returned; /* days; NaN: no open request, not at home */
    double ended;               /* its request, just now: the next line says how */
};

struct count { /* of one replication, by quarter */
    double residential[QUARTERS_MAX], care[QUARTERS_MAX], family[QUARTERS_MAX];
    double first_entries[QUARTERS_MAX], reentries[QUARTERS_MAX], exits_home[QUARTERS_MAX];
    double requests[QUARTERS_MAX];
    double waiting[QUARTERS_MAX];
    /* by year of request or return */
    double asked[YEARS_MAX], placed_90d[YEARS_MAX], returns[YEARS_MAX], back_1y[YEARS_MAX];
};

struct recount {
    const struct di_results *results;
    json_t *scenario;
    const char *adult_band;
    bool ageing;
    struct life *lives;   /* open addressing by name */
    struct count *counts; /* [replications] */
    uint32_t replication, quarter;
};

static uint32_t hash(const char *text)
{
    uint32_t value = 2166136261u;
    for (; *text != '\0'; text++)
        value = (value ^ (uint8_t)*text) * 16777619u;
    return value;
}

static struct life *life_of(struct recount *recount, const char *child)
{
    uint32_t i = hash(child) & (CHILDREN_MAX - 1);
    while (recount->lives[i].child[0] != '\0' && strcmp(recount->lives[i].child, child) != 0)
        i = (i + 1) & (CHILDREN_MAX - 1);
    if (recount->lives[i].child[0] == '\0') {
        (void)snprintf(recount->lives[i].child, sizeof recount->lives[i].child, "%s", child);
        recount->lives[i].requested = recount->lives[i].returned = (double)NAN;
    }
    return &recount->lives[i];
}

static int32_t quarter_first(const struct recount *recount, uint32_t quarter)
{
    int32_t year, month, day;
    di_date_to_civil(recount->results->start_civil_day, &year, &month, &day);
    return di_date_from_civil(year + (int32_t)(quarter / 4), 1 + 3 * (int32_t)(quarter % 4), 1);
}

/* A stock holds at the last instant of a quarter: taken when the first later line comes. */
static void take_stock(struct recount *recount)
{
    struct count *count = &recount->counts[recount->replication];
    for (uint32_t i = 0; i < CHILDREN_MAX; i++) {
        const struct life *life = &recount->lives[i];
        if (life->child[0] == '\0')
            continue;
        count->waiting[recount->quarter] += life->requested >= 0;
        if (life->is_adult)
            continue;
        count->residential[recount->quarter] += life->is_residential;
        count->care[recount->quarter] += life->is_care;
        count->family[recount->quarter] += life->is_family;
    }
    recount->quarter++;
}

static uint32_t quarters_of(const struct recount *recount)
{
    uint32_t quarters = 0;
    while (quarter_first(recount, quarters) <= recount->results->last_civil_day)
        quarters++;
    assert_true(quarters <= QUARTERS_MAX);
    return quarters;
}

static void finish_replication(struct recount *recount)
{
    while (recount->quarter < quarters_of(recount))
        take_stock(recount);
    recount->quarter = 0;
    memset(recount->lives, 0, CHILDREN_MAX * sizeof *recount->lives);
}

static void settle(const struct recount *recount, struct life *life, const char *setting)
{
    life->is_residential = scenario_is_residential(recount->scenario, setting);
    life->is_care = scenario_is_care(recount->scenario, setting);
    life->is_family = scenario_is_family(recount->scenario, setting);
}

static uint32_t year_of(const struct recount *recount, double day)
{
    uint32_t year = 0;
    while (quarter_first(recount, 4 * (year + 1)) - recount->results->start_civil_day <= day)
        year++;
    return year;
}

/* The move after a request's end says whether the child was placed; work that is not needed any
 * more stands between. */
static void count_wait(const struct recount *recount, struct life *life,
                       const struct di_trace_row *row, struct count *count)
{
    if (row->event == DI_TRACE_REQUEST)
        life->requested = row->day;
    if (row->event == DI_TRACE_REQUEST)
        count->asked[year_of(recount, row->day)] += row->day > 0;
    if (row->event == DI_TRACE_REQUEST_END) {
        life->ended = life->requested;
        life->requested = (double)NAN;
    } else if (row->event == DI_TRACE_MOVE || row->event == DI_TRACE_HOME ||
               row->event == DI_TRACE_EXIT) {
        const bool is_placed =
            row->event == DI_TRACE_MOVE ||
            (row->event == DI_TRACE_HOME && strcmp(row->move, "planned") == 0);
        if (life->ended > 0 && is_placed && row->day - life->ended <= 90)
            count->placed_90d[year_of(recount, life->ended)]++;
        life->ended = 0;
    }
}

static void count_return(const struct recount *recount, struct life *life,
                         const struct di_trace_row *row, struct count *count)
{
    if (row->event == DI_TRACE_HOME) {
        const bool is_eighteen =
            recount->ageing && row->civil_day >= di_day_at_age(row->birth_civil_day, 18);
        life->returned = is_eighteen ? (double)NAN : row->day;
        if (life->returned >= 0)
            count->returns[year_of(recount, row->day)]++;
    }
    if (row->event == DI_TRACE_REENTRY && life->returned >= 0) {
        if (row->day - life->returned <= DI_DAYS_PER_YEAR)
            count->back_1y[year_of(recount, life->returned)]++;
        life->returned = (double)NAN;
    }
}

static bool count_row(void *context, const struct di_trace_row *row)
{
    struct recount *recount = context;
    if (row->replication != recount->replication) {
        finish_replication(recount);
        recount->replication = row->replication;
    }
    while (quarter_first(recount, recount->quarter + 1) <= row->civil_day)
        take_stock(recount);
    if (row->birth_civil_day == INT32_MIN)
        return true; /* groups at the gate, the system */
    struct count *count = &recount->counts[row->replication];
    struct life *life = life_of(recount, row->child);
    const bool was_residential = life->is_residential;
    life->is_adult = strcmp(row->age_band, recount->adult_band) == 0;
    const bool is_child = !life->is_adult;
    count_wait(recount, life, row, count);
    count_return(recount, life, row, count);
    if (row->event == DI_TRACE_ENTRY)
        count->first_entries[recount->quarter] += is_child;
    if (row->event == DI_TRACE_REENTRY)
        count->reentries[recount->quarter] += is_child;
    if (row->event == DI_TRACE_HOME)
        count->exits_home[recount->quarter] += is_child && was_residential;
    if (row->event == DI_TRACE_REQUEST)
        count->requests[recount->quarter]++;
    if (row->event == DI_TRACE_START || row->event == DI_TRACE_ENTRY ||
        row->event == DI_TRACE_REENTRY || row->event == DI_TRACE_MOVE ||
        row->event == DI_TRACE_HOME || row->event == DI_TRACE_EXIT ||
        row->event == DI_TRACE_UNEXPLAINED_ENTRY)
        settle(recount, life, row->to);
    return true;
}

static size_t compare(const struct recount *recount, const char *indicator, size_t offset)
{
    size_t compared = 0;
    for (uint32_t q = 0; q < quarters_of(recount); q++) {
        const struct di_results_row *row = di_results_find(
            recount->results, indicator, DI_QUARTER, quarter_first(recount, q), false);
        assert_non_null(row);
        for (uint32_t r = 0; r < recount->results->replications; r++) {
            const double *series =
                (const double *)(const void *)((const char *)&recount->counts[r] + offset);
            if (row->values[r] != series[q])
                fail_msg("%s, replication %u, quarter %u: %g in the results, %g in the trace",
                         indicator, r, q, row->values[r], series[q]);
            compared += series[q] > 0;
        }
    }
    return compared;
}

/* Shares of the years whose every request or return was followed to the end. */
static size_t compare_share(const struct recount *recount, const char *indicator,
                            size_t numerator, size_t denominator, double followed_days)
{
    size_t compared = 0;
    const int32_t start = recount->results->start_civil_day;
    const double horizon = recount->results->last_civil_day + 1 - start;
    for (uint32_t y = 0; quarter_first(recount, 4 * (y + 1)) - start + followed_days <= horizon;
         y++) {
        const struct di_results_row *row = di_results_find(
            recount->results, indicator, DI_YEAR, quarter_first(recount, 4 * y), false);
        if (row == NULL)
            return 0; /* nobody waits in this scenario */
        for (uint32_t r = 0; r < recount->results->replications; r++) {
            const char *count = (const char *)&recount->counts[r];
            const double above = ((const double *)(const void *)(count + numerator))[y];
            const double below = ((const double *)(const void *)(count + denominator))[y];
            if (below == 0)
                continue;
            assert_near(row->values[r] + 1, above / below + 1, 1e-9);
            compared++;
        }
    }
    return compared;
}

/* `cohorts`: at least so many shares of waits or returns are compared. */
static void assert_trace_agrees(const char *scenario, const char *replications, size_t cohorts)
{
    char line[200];
    program_begin("trace");
    (void)snprintf(line, sizeof line,
                   "run %%%s --replications %s --quiet --no-workbook --trace --out @run",
                   scenario, replications);
    assert_int_equal(program_run(line), 0);
    struct di_results *results = NULL;
    assert_status(di_results_read(program_path("run"), &results, NULL), DI_OK);
    json_error_t problem;
    struct recount recount = {.results = results,
                              .scenario = json_loads(results->resolved, 0, &problem),
                              .adult_band = "age_18_plus",
                              .lives = calloc(CHILDREN_MAX, sizeof(struct life)),
                              .counts = calloc(results->replications, sizeof(struct count))};
    assert_non_null(recount.scenario);
    recount.ageing =
        !json_is_false(scenario_value(json_object_get(recount.scenario, "policies"), "ageing"));
    assert_status(di_trace_read(program_path("run"), count_row, &recount, NULL), DI_OK);
    finish_replication(&recount);
    assert_true(
        compare(&recount, "K1r_residential_stock", offsetof(struct count, residential)) > 10);
    assert_true(compare(&recount, "K3_formal_care_stock", offsetof(struct count, care)) > 10);
    (void)compare(&recount, "K4_family_based_stock", offsetof(struct count, family));
    (void)compare(&recount, "K6_first_entries", offsetof(struct count, first_entries));
    (void)compare(&recount, "K6_reentries", offsetof(struct count, reentries));
    (void)compare(&recount, "K7r_exits_home", offsetof(struct count, exits_home));
    (void)compare(&recount, "C_requests", offsetof(struct count, requests));
    const size_t waits =
        compare_share(&recount, "K10_placed_90d_share", offsetof(struct count, placed_90d),
                      offsetof(struct count, asked), 90);
    const size_t returns =
        compare_share(&recount, "K14_reentry_1y_share", offsetof(struct count, back_1y),
                      offsetof(struct count, returns), DI_DAYS_PER_YEAR);
    assert_true(waits + returns >= cohorts);
    if (waits > 0)
        (void)compare(&recount, "K10_still_waiting", offsetof(struct count, waiting));
    free(recount.lives);
    free(recount.counts);
    json_decref(recount.scenario);
    di_results_destroy(results);
}

static void the_trace_recounts_rates_and_reentries(void **unused)
{
    (void)unused;
    assert_trace_agrees("scenarios/tutorial/07-reentry.json", "3", 6);
}

static void the_trace_recounts_requests(void **unused)
{
    (void)unused;
    assert_trace_agrees("scenarios/tutorial/08-two-regions.json", "3", 6);
}

static void the_trace_recounts_eighteenth_birthdays(void **unused)
{
    (void)unused;
    assert_trace_agrees("scenarios/tutorial/10-turning-eighteen.json", "3", 0);
}

static void the_trace_recounts_the_demo(void **unused)
{
    (void)unused;
    assert_trace_agrees("scenarios/demo/family_first.json", "2", 20);
}

static void the_trace_is_the_same_for_any_threads(void **unused)
{
    (void)unused;
    program_begin("trace_threads");
    const char *const line = "run %scenarios/tutorial/08-two-regions.json --replications 4 "
                             "--quiet --no-workbook --trace --threads 1 --out @one";
    assert_int_equal(program_run(line), 0);
    assert_int_equal(program_run("run %scenarios/tutorial/08-two-regions.json --replications 4 "
                                 "--quiet --no-workbook --trace --threads 3 --out @three"),
                     0);
    assert_true(program_same_bytes(program_path("one/trace.csv.gz"),
                                   program_path("three/trace.csv.gz")));
}

static void a_run_without_trace_leaves_no_stale_one(void **unused)
{
    (void)unused;
    program_begin("trace_stale");
    assert_int_equal(program_run("run %scenarios/tutorial/07-reentry.json --replications 2 "
                                 "--quiet --no-workbook --trace --out @run"),
                     0);
    assert_int_equal(program_run("run %scenarios/tutorial/07-reentry.json --replications 2 "
                                 "--quiet --out @run"),
                     0);
    size_t size = 0;
    assert_null(program_read(program_path("run/trace.csv.gz"), &size));
    assert_int_equal(program_run("explain @run --child start-1-0"), 5);
}

static void a_life_is_told_in_both_languages(void **unused)
{
    (void)unused;
    size_t size = 0;
    program_begin("trace_life");
    assert_int_equal(program_run("run %scenarios/tutorial/07-reentry.json --replications 2 "
                                 "--quiet --no-workbook --trace --out @run"),
                     0);
    assert_int_equal(program_run("explain @run --child start-0-0 --lang en"), 0);
    char *english = program_read(program_path("out"), &size);
    assert_non_null(strstr(english, "has lived in Child home (Valley)"));
    free(english);
    assert_int_equal(program_run("explain @run --child start-0-0 --lang ru"), 0);
    char *russian = program_read(program_path("out"), &size);
    assert_non_null(strstr(russian, "Детский дом"));
    assert_null(strstr(russian, "age "));
    free(russian);
    assert_int_equal(program_run("explain @run --child nobody --lang en"), 3);
}

/* Work that was done took hours: an assessment 24 of them. */
static void hours_of_work_are_told(void **unused)
{
    (void)unused;
    size_t size = 0;
    program_begin("trace_hours");
    assert_int_equal(program_run("run %scenarios/tutorial/15-too-few-workers.json "
                                 "--replications 2 --quiet --no-workbook --trace --out @run"),
                     0);
    assert_int_equal(program_run("explain @run --child valley-neglect-1-0-0 --lang en"), 0);
    char *told = program_read(program_path("out"), &size);
    assert_non_null(strstr(told, "social workers finish: the assessment (24 hours)."));
    assert_null(strstr(told, "(0 hours)"));
    free(told);
}

int main(int count, char **arguments)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_trace_recounts_rates_and_reentries),
        cmocka_unit_test(the_trace_recounts_requests),
        cmocka_unit_test(the_trace_recounts_eighteenth_birthdays),
        cmocka_unit_test(the_trace_is_the_same_for_any_threads),
        cmocka_unit_test(a_run_without_trace_leaves_no_stale_one),
        cmocka_unit_test(a_life_is_told_in_both_languages),
        cmocka_unit_test(hours_of_work_are_told),
    };
    const struct CMUnitTest demo[] = {cmocka_unit_test(the_trace_recounts_the_demo)};
    if (count > 1 && strcmp(arguments[1], "demo") == 0)
        return cmocka_run_group_tests(demo, NULL, NULL);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
