/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The life of every institution told again from the trace: who left it how after the
 * moratorium, when its last child left, when it closed, how long its places stood empty. Equal
 * to closures.csv, to the rows of K17 and to the fixed costs. Argument "demo": the large
 * scenario.
 */
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "di/trace_file.h"

#include "csv_table.h"
#include "di_test.h"
#include "named_rows.h"
#include "program.h"
#include "random_country.h"
#include "scenario_kind.h"
#include "trace_sum.h"

enum { HOMES_MAX = 200, RUNS_MAX = 40, QUANTILE_RUNS = 20, KINDS = 9 };

static const char *const kinds[KINDS] = {"family",         "supported", "transfer",
                                         "home_unplanned", "aged_out",  "adult_care",
                                         "died",           "by_rate",   "other"};

/* One institution in one replication. */
struct fate {
    double shut, closed, last_child; /* days; NaN: not yet */
    double deadline;                 /* day it set itself; NaN: that of the scenario, if any */
    double residents, residents_shut, counted_at, idle_days;
    double departures[KINDS], late;
};

static struct {
    struct di_results *results;
    json_t *scenario;
    struct trace_sum sum;
    struct name_index homes;
    struct named_rows children; /* size_t: number of the institution + 1; 0: in none */
    struct fate fates[HOMES_MAX][RUNS_MAX];
    uint32_t replication;
} world;

static uint64_t countries = 1; /* more in the slow run */

static bool is(const char *text, const char *value)
{
    return strcmp(text, value) == 0;
}

static const json_t *institution(const char *id)
{
    return json_object_get(json_object_get(world.scenario, "institutions"), id);
}

static const char *region_of(size_t home)
{
    return json_string_value(json_object_get(institution(world.homes.names[home]), "region"));
}

static struct fate *fate_of(size_t home)
{
    return &world.fates[home][world.replication];
}

static void add(const char *name, size_t home, double day, double amount)
{
    trace_sum_add(
        &world.sum, name, world.replication, region_of(home), "",
        trace_sum_quarter_of(&world.sum, world.sum.start_civil_day + (int32_t)floor(day)),
        amount);
}

/* ---- empty places ---- */

static void count_idle(size_t home, double day)
{
    struct fate *fate = fate_of(home);
    const int32_t start = world.sum.start_civil_day;
    if (isnan(fate->shut) || !isnan(fate->closed))
        return;
    const double share =
        fate->residents_shut > 0 ? fmax(0, 1 - fate->residents / fate->residents_shut) : 1;
    while (fate->counted_at < day) {
        const uint32_t quarter =
            trace_sum_quarter_of(&world.sum, start + (int32_t)floor(fate->counted_at));
        const double next = fmin(day, trace_sum_quarter_first(&world.sum, quarter + 1) - start);
        const double idle = share * (next - fate->counted_at);
        fate->idle_days += idle;
        add("idle years", home, fate->counted_at, idle / DI_DAYS_PER_YEAR);
        trace_sum_add(&world.sum, world.homes.names[home], world.replication, region_of(home),
                      "", quarter, idle);
        fate->counted_at = next;
    }
}

static bool has_deadline(size_t home)
{
    return !isnan(fate_of(home)->deadline) ||
           scenario_value(institution(world.homes.names[home]), "close_by") != NULL;
}

static bool is_late(size_t home, int32_t civil_day)
{
    const double own = fate_of(home)->deadline;
    if (!isnan(own))
        return civil_day - world.sum.start_civil_day > own;
    const json_t *item = institution(world.homes.names[home]);
    int32_t deadline = 0;
    const char *text = json_string_value(scenario_value(item, "close_by"));
    return text != NULL && di_date_parse(text, &deadline) && civil_day > deadline;
}

/* Quarters at whose end it was open past its deadline; one it set itself came to last. */
static void count_overdue(size_t home)
{
    const double closed = fate_of(home)->closed;
    for (uint32_t q = 0; q < trace_sum_quarters(&world.sum); q++) {
        const int32_t next = trace_sum_quarter_first(&world.sum, q + 1);
        const bool is_open = isnan(closed) || closed >= next - world.sum.start_civil_day;
        trace_sum_add(&world.sum, "overdue", world.replication, region_of(home), "", q,
                      is_open && is_late(home, next));
    }
}

static void finish_replication(void)
{
    const double end = world.sum.last_civil_day + 1 - world.sum.start_civil_day;
    for (size_t home = 0; home < world.homes.count; home++) {
        const struct fate *fate = fate_of(home);
        count_idle(home, end);
        count_overdue(home);
        if (isnan(fate->closed))
            continue;
        /* Closed means empty: the last child's own line comes at the same instant or before. */
        assert_near(fate->residents, 0, 0);
        assert_false(fate->last_child > fate->closed);
    }
    named_rows_clear(&world.children);
}

/* ---- children who come and go ---- */

static size_t *home_of(const char *child)
{
    bool is_new;
    return named_rows_of(&world.children, child, &is_new);
}

static size_t kind_of_departure(const struct di_trace_row *row)
{
    static const char *const always[][2] = {{"institution", "transfer"},
                                            {"died", "died"},
                                            {"adult_institution", "adult_care"},
                                            {"aged_out", "aged_out"}};
    const char *to = scenario_kind(world.scenario, row->to);
    const char *kind = "other";
    if (is(row->move, "planned"))
        kind = is(to, "sgh") || is(to, "supported_independent") ? "supported" : "family";
    else if (is(row->move, "by_rate"))
        kind = "by_rate";
    else if (is(to, "home_closed"))
        kind = "home_unplanned";
    for (size_t i = 0; i < sizeof always / sizeof always[0]; i++)
        if (is(to, always[i][0]))
            kind = always[i][1];
    for (size_t i = 0; i < KINDS; i++)
        if (is(kinds[i], kind))
            return i;
    return KINDS;
}

static void leave(size_t home, const struct di_trace_row *row)
{
    struct fate *fate = fate_of(home);
    count_idle(home, row->day);
    fate->residents--;
    fate->last_child = row->day;
    if (isnan(fate->shut))
        return;
    const size_t kind = kind_of_departure(row);
    fate->departures[kind]++;
    fate->late += is_late(home, row->civil_day);
    add("late", home, row->day, is_late(home, row->civil_day));
    add("departures", home, row->day, 1);
    if (is(kinds[kind], "family") || is(kinds[kind], "supported"))
        add("placed", home, row->day, 1);
}

static void count_child(const struct di_trace_row *row)
{
    const bool comes = row->event == DI_TRACE_START || row->event == DI_TRACE_ENTRY ||
                       row->event == DI_TRACE_REENTRY || row->event == DI_TRACE_MOVE ||
                       row->event == DI_TRACE_UNEXPLAINED_ENTRY;
    if (!comes && row->event != DI_TRACE_HOME && row->event != DI_TRACE_EXIT)
        return;
    size_t *home = home_of(row->child);
    if (*home != 0)
        leave(*home - 1, row);
    *home = 0;
    if (!comes || institution(row->place) == NULL)
        return;
    *home = name_index_of(&world.homes, row->place) + 1;
    assert_true(*home <= HOMES_MAX);
    count_idle(*home - 1, row->day);
    fate_of(*home - 1)->residents++;
}

static bool count_row(void *context, const struct di_trace_row *row)
{
    (void)context;
    if (row->replication != world.replication) {
        finish_replication();
        world.replication = row->replication;
    }
    if (row->event == DI_TRACE_MORATORIUM) {
        struct fate *fate = fate_of(name_index_of(&world.homes, row->place));
        assert_near(row->value + 1, fate->residents + 1, 0);
        fate->shut = fate->counted_at = row->day;
        fate->residents_shut = fate->residents;
    }
    if (row->event == DI_TRACE_DEADLINE)
        fate_of(name_index_of(&world.homes, row->place))->deadline = row->value;
    if (row->event == DI_TRACE_ALERT)
        add("alerts", name_index_of(&world.homes, row->place), row->day, 1);
    if (row->event == DI_TRACE_TRANSFER_REFUSED)
        add("refused", name_index_of(&world.homes, row->place), row->day, 1);
    if (row->event == DI_TRACE_CLOSED) {
        const size_t home = name_index_of(&world.homes, row->place);
        count_idle(home, row->day);
        fate_of(home)->closed = row->day;
        add("closures", home, row->day, 1);
        add("dated", home, row->day, has_deadline(home));
        add("on time", home, row->day, has_deadline(home) && !is_late(home, row->civil_day));
    }
    if (row->birth_civil_day != INT32_MIN)
        count_child(row);
    return true;
}

/* ---- closures.csv ---- */

static int rising(const void *a, const void *b)
{
    const double first = *(const double *)a, second = *(const double *)b;
    return (first > second) - (first < second);
}

/* Quantile of type 7 of the days known, as a date; of fewer than 20 an empty field. */
static void assert_quantile(const struct csv_table *table, size_t row, const char *column,
                            double share, const double *days, size_t n)
{
    char date[16] = "";
    if (n >= QUANTILE_RUNS) {
        const double position = (double)(n - 1) * share;
        const size_t low = (size_t)floor(position);
        const double high = days[low + 1 < n ? low + 1 : low];
        const double day = days[low] + (position - floor(position)) * (high - days[low]);
        di_date_format(world.sum.start_civil_day + (int32_t)floor(day), date);
    }
    assert_string_equal(csv_text(table, row, column), date);
}

static void assert_mean(const struct csv_table *table, size_t row, const char *column,
                        const double *days, size_t n)
{
    char date[16] = "";
    double sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += days[i];
    if (n > 0)
        di_date_format(world.sum.start_civil_day + (int32_t)floor(sum / (double)n), date);
    assert_string_equal(csv_text(table, row, column), date);
}

static void assert_dates(const struct csv_table *table, size_t row, const struct fate *fates)
{
    double closed[RUNS_MAX], last[RUNS_MAX];
    size_t n = 0;
    for (uint32_t r = 0; r < world.results->replications; r++)
        if (!isnan(fates[r].closed)) {
            last[n] = fates[r].last_child;
            closed[n++] = fates[r].closed;
        }
    assert_near(csv_number(table, row, "n") + 1, (double)n + 1, 0);
    assert_near(csv_number(table, row, "closed_share") + 1,
                (double)n / world.results->replications + 1, 1e-12);
    qsort(closed, n, sizeof *closed, rising);
    qsort(last, n, sizeof *last, rising);
    assert_mean(table, row, "closed_mean", closed, n);
    assert_mean(table, row, "last_child_mean", last, n);
    assert_quantile(table, row, "closed_p05", 0.05, closed, n);
    assert_quantile(table, row, "closed_p50", 0.5, closed, n);
    assert_quantile(table, row, "closed_p95", 0.95, closed, n);
    assert_quantile(table, row, "last_child_p05", 0.05, last, n);
    assert_quantile(table, row, "last_child_p50", 0.5, last, n);
    assert_quantile(table, row, "last_child_p95", 0.95, last, n);
}

/* Departures counted. */
static double assert_departures(const struct csv_table *table, size_t row,
                                const struct fate *fates)
{
    const uint32_t n = world.results->replications;
    double all = 0, late = 0, idle = 0;
    for (size_t kind = 0; kind < KINDS; kind++) {
        char column[40];
        double sum = 0;
        for (uint32_t r = 0; r < n; r++)
            sum += fates[r].departures[kind];
        (void)snprintf(column, sizeof column, "departed_%s", kinds[kind]);
        assert_near(csv_number(table, row, column) + 1, sum / n + 1, 1e-9);
        all += sum;
    }
    for (uint32_t r = 0; r < n; r++) {
        late += fates[r].late;
        idle += fates[r].idle_days / DI_DAYS_PER_YEAR;
    }
    assert_near(csv_number(table, row, "double_running_years_mean") + 1, idle / n + 1, 1e-9);
    if (scenario_value(institution(csv_text(table, row, "institution")), "auto_close") == NULL)
        assert_near(csv_number(table, row, "late_departures") + 1, late / n + 1, 1e-9);
    return all;
}

static void assert_closures(size_t least_rows)
{
    struct csv_table table;
    double departures = 0;
    csv_table_read(&table, program_path("t/closures.csv"));
    assert_true(table.rows >= least_rows);
    for (size_t row = 0; row < table.rows; row++) {
        const size_t home = name_index_of(&world.homes, csv_text(&table, row, "institution"));
        assert_string_equal(csv_text(&table, row, "region"), region_of(home));
        assert_dates(&table, row, world.fates[home]);
        departures += assert_departures(&table, row, world.fates[home]);
    }
    assert_true(departures > 50);
    csv_table_finish(&table);
}

/* ---- fixed costs of an institution alone in its setting ---- */

/* Units of "fixed cost a quarter": until the day it closed; idle ones are double running. */
static double fixed_quarters(size_t home, uint32_t replication, uint32_t quarter, bool is_idle)
{
    const int32_t start = world.sum.start_civil_day;
    const double first = trace_sum_quarter_first(&world.sum, quarter) - start;
    const double next = trace_sum_quarter_first(&world.sum, quarter + 1) - start;
    const double closed = world.fates[home][replication].closed;
    if (is_idle)
        return trace_sum_get(&world.sum, world.homes.names[home], replication, "all", "all",
                             quarter) /
               (next - first);
    const double end = isnan(closed) ? next : fmin(next, floor(closed));
    return fmax(0, end - first) / (next - first);
}

static void assert_fixed_costs(const char *id, double fixed)
{
    struct csv_table costs;
    size_t compared = 0;
    const uint32_t n = world.results->replications;
    const size_t home = name_index_of(&world.homes, id);
    csv_table_read(&costs, program_path("t/costs.csv"));
    for (size_t row = 0; row < costs.rows; row++) {
        if (!is(csv_text(&costs, row, "line"), "institution_fixed") ||
            is(csv_text(&costs, row, "region"), "all") || csv_months(&costs, row) != 3)
            continue;
        const bool is_double = is(csv_text(&costs, row, "class"), "double_running");
        const uint32_t quarter =
            trace_sum_quarter_of(&world.sum, csv_day(&costs, row, "period_start"));
        double units = 0;
        for (uint32_t r = 0; r < n; r++)
            units += fixed_quarters(home, r, quarter, true) * (is_double ? 1 : -1) +
                     (is_double ? 0 : fixed_quarters(home, r, quarter, false));
        assert_near(csv_number(&costs, row, "mean") + 1, units * fixed / n + 1, 1e-6);
        compared += units > 0;
    }
    assert_true(compared > 30);
    csv_table_finish(&costs);
}

/* ---- the runs ---- */

static void begin(const char *line, uint64_t country)
{
    program_begin("trace_closures");
    if (country != 0)
        random_country_write(program_path("country.json"), country);
    assert_int_equal(program_run(line), 0);
    memset(&world, 0, sizeof world);
    world.children.row_size = sizeof(size_t);
    for (size_t home = 0; home < HOMES_MAX; home++)
        for (size_t r = 0; r < RUNS_MAX; r++)
            world.fates[home][r].shut = world.fates[home][r].deadline =
                world.fates[home][r].closed = world.fates[home][r].last_child = (double)NAN;
    assert_status(di_results_read(program_path("t"), &world.results, NULL), DI_OK);
    assert_true(world.results->replications <= RUNS_MAX);
    world.scenario = json_loads(world.results->resolved, 0, NULL);
    assert_non_null(world.scenario);
    trace_sum_begin(&world.sum, world.results);
    assert_status(di_trace_read(program_path("t"), count_row, NULL, NULL), DI_OK);
    finish_replication();
}

/* Values of K17 compared that are not 0. */
static size_t compare_rows(void)
{
    struct trace_sum *sum = &world.sum;
    return trace_sum_compare(sum, world.results, "K17_closures", "closures") +
           trace_sum_compare(sum, world.results, "K17_departures", "departures") +
           trace_sum_compare(sum, world.results, "K17_double_running_years", "idle years") +
           trace_sum_compare_ratio(sum, world.results, "K17_closure_through_placement_share",
                                   "placed", "departures") +
           trace_sum_compare_ratio(sum, world.results, "K17_closures_on_time_share", "on time",
                                   "dated") +
           trace_sum_compare(sum, world.results, "K17_closures_overdue", "overdue") +
           trace_sum_compare(sum, world.results, "K17_late_departures", "late") +
           trace_sum_compare(sum, world.results, "C_viability_alerts", "alerts") +
           trace_sum_compare(sum, world.results, "C_transfers_refused", "refused");
}

static void end(void)
{
    trace_sum_end(&world.sum);
    name_index_clear(&world.homes);
    json_decref(world.scenario);
    di_results_destroy(world.results);
}

static void closures_are_told_with_their_dates(void **state)
{
    (void)state;
    begin("run %scenarios/tutorial/14-closure.json --replications 30 --quiet --no-workbook "
          "--trace --out @t",
          0);
    assert_closures(2);
    assert_true(compare_rows() > 300);
    end();
}

static void fixed_costs_end_with_the_closure(void **state)
{
    (void)state;
    begin("run %scenarios/tutorial/11-double-running.json --replications 3 --quiet --trace "
          "--out @t",
          0);
    assert_closures(1);
    assert_true(compare_rows() > 30);
    assert_fixed_costs("house", 200000);
    end();
}

static void closures_of_random_countries_are_told(void **state)
{
    (void)state;
    for (uint64_t country = 41; country <= 40 + countries; country++) {
        begin("run @country.json --replications 5 --quiet --no-workbook --trace --out @t",
              country);
        assert_closures(1);
        assert_true(compare_rows() > 30);
        end();
    }
}

static void closures_of_the_demo_are_told(void **state)
{
    (void)state;
    begin("run %scenarios/demo/fast_closure.json --replications 1 --set horizon.years=5 "
          "--quiet --no-workbook --trace --out @t",
          0);
    assert_closures(20);
    assert_true(compare_rows() > 300);
    end();
}

int main(int argc, char **argv)
{
    const struct CMUnitTest small[] = {cmocka_unit_test(closures_are_told_with_their_dates),
                                       cmocka_unit_test(fixed_costs_end_with_the_closure),
                                       cmocka_unit_test(closures_of_random_countries_are_told)};
    const struct CMUnitTest demo[] = {cmocka_unit_test(closures_of_the_demo_are_told),
                                      cmocka_unit_test(closures_of_random_countries_are_told)};
    if (argc > 1 && strcmp(argv[1], "demo") == 0) {
        countries = 4;
        return cmocka_run_group_tests(demo, NULL, NULL);
    }
    return cmocka_run_group_tests(small, NULL, NULL);
}
