/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The demo country starved of social workers, at five levels of staff, and of the money for
 * them: children wait longer, visits are overdue, more placements break down and more returns
 * fail. Paired differences, same luck, 95% intervals that exclude zero. */
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "di/statistics.h"

#include "csv_table.h"
#include "di_test.h"
#include "program.h"

enum { RUNS = 10, YEARS_MAX = 10, LEVELS = 5 };

static const double staff[LEVELS] = {1, 0.8, 0.7, 0.6, 0.5};

/* ---- the country, changed ---- */

static json_t *member(json_t *object, const char *name)
{
    json_t *found = json_object_get(object, name);
    assert_non_null(found);
    return found;
}

static json_t *read_country(void)
{
    json_error_t error;
    json_t *country = json_load_file(program_source("scenarios/demo/baseline.json"), 0, &error);
    assert_non_null(country);
    (void)json_object_set_new(member(country, "horizon"), "years", json_integer(5));
    return country;
}

static void set_staff(json_t *country, double share)
{
    const char *id;
    json_t *workers;
    json_object_foreach(member(member(country, "resources"), "workers"), id,
                        workers) if (strcmp(json_string_value(member(workers, "role")),
                                            "social_worker") == 0)(void)
        json_object_set_new(
            workers, "fte",
            json_real(round(share * json_number_value(member(workers, "fte")))));
}

/* The reform fund pays 35% of the social workers, and ends with 2027 or with the horizon. */
static void set_fund(json_t *country, const char *ends)
{
    json_t *fund = member(member(member(country, "budget"), "sources"), "reform_fund");
    (void)json_object_set_new(fund, "covers",
                              json_pack("{s:{s:f}}", "roles", "social_worker", 0.35));
    (void)json_object_set_new(fund, "ends", json_string(ends));
}

static void run_country(json_t *country, const char *name)
{
    char line[200];
    (void)snprintf(line, sizeof line, "%s.json", name);
    assert_int_equal(json_dump_file(country, program_path(line), 0), 0);
    json_decref(country);
    (void)snprintf(line, sizeof line,
                   "run @%s.json --replications %d --quiet --no-workbook --out @%s", name, RUNS,
                   name);
    assert_int_equal(program_run(line), 0);
}

/* ---- what its runs say ---- */

struct measure {
    const char *id;
    const char *weight; /* indicator whose value weighs the years; NULL: years alike */
    double sign;        /* of the effect of fewer workers */
};

static const struct measure measures[] = {
    {"K16_wait_for_worker", NULL, 1},           {"K10_placed_90d_share", "K10_requests", -1},
    {"K16_overdue_share", "K16_cases", 1},      {"K13_breakdowns_per_placement_year", NULL, 1},
    {"K14_reentry_1y_share", "K14_returns", 1},
};
enum { MEASURES = sizeof measures / sizeof measures[0] };

/* Of one indicator: [year][replication]; NaN where undefined. */
struct yearly {
    double values[YEARS_MAX][RUNS];
    bool seen[YEARS_MAX][RUNS];
};

/* A year's row comes before those of the quarter and month of the same first day. */
static void read_yearly(const struct csv_table *table, const char *id, struct yearly *yearly)
{
    const size_t indicator = csv_table_column(table, "indicator");
    const size_t region = csv_table_column(table, "region");
    const size_t setting = csv_table_column(table, "setting");
    const size_t start = csv_table_column(table, "period_start");
    const size_t replication = csv_table_column(table, "replication");
    *yearly = (struct yearly){0};
    for (size_t row = 0; row < table->rows; row++) {
        const char *date = csv_table_text(table, row, start);
        if (strcmp(csv_table_text(table, row, indicator), id) != 0 ||
            strcmp(csv_table_text(table, row, region), "all") != 0 ||
            strcmp(csv_table_text(table, row, setting), "all") != 0 ||
            strcmp(date + 4, "-01-01") != 0)
            continue;
        const long year = strtol(date, NULL, 10) - 2026;
        const long run = strtol(csv_table_text(table, row, replication), NULL, 10);
        assert_true(year >= 0 && year < YEARS_MAX && run >= 0 && run < RUNS);
        if (yearly->seen[year][run])
            continue;
        yearly->seen[year][run] = true;
        yearly->values[year][run] =
            csv_table_number(table, row, csv_table_column(table, "value"));
    }
}

static double pooled(const struct yearly *values, const struct yearly *weights, int32_t first,
                     uint32_t run)
{
    double sum = 0, weight = 0;
    for (int32_t year = first - 2026; year < YEARS_MAX; year++) {
        const double w = weights == NULL ? 1 : weights->values[year][run];
        if (!values->seen[year][run] || isnan(values->values[year][run]) || isnan(w))
            continue;
        sum += w * values->values[year][run];
        weight += w;
    }
    assert_true(weight > 0);
    return sum / weight;
}

/* [measure][run], over the years from `first` on. */
static void read_runs(const char *name, int32_t first, double values[MEASURES][RUNS])
{
    char file[100];
    struct csv_table table;
    (void)snprintf(file, sizeof file, "%s/replications.csv.gz", name);
    csv_table_read(&table, program_path(file));
    struct yearly *yearly = calloc(2, sizeof *yearly);
    assert_non_null(yearly);
    for (uint32_t m = 0; m < MEASURES; m++) {
        read_yearly(&table, measures[m].id, &yearly[0]);
        if (measures[m].weight != NULL)
            read_yearly(&table, measures[m].weight, &yearly[1]);
        for (uint32_t run = 0; run < RUNS; run++)
            values[m][run] =
                pooled(&yearly[0], measures[m].weight != NULL ? &yearly[1] : NULL, first, run);
    }
    free(yearly);
    csv_table_finish(&table);
}

/* ---- compared ---- */

struct difference {
    double mean, half_width;
};

static struct difference compare(const double *base, const double *other)
{
    double mean = 0, squares = 0;
    for (uint32_t run = 0; run < RUNS; run++)
        mean += (other[run] - base[run]) / RUNS;
    for (uint32_t run = 0; run < RUNS; run++)
        squares += pow(other[run] - base[run] - mean, 2);
    return (struct difference){mean, di_statistics_student_t95(RUNS - 1) *
                                         sqrt(squares / (RUNS - 1) / RUNS)};
}

static void assert_worse(const char *what, const struct measure *measure, const double *base,
                         const double *other)
{
    const struct difference found = compare(base, other);
    print_message("%-26s %-34s %+.5f +- %.5f\n", what, measure->id, found.mean,
                  found.half_width);
    if (!(measure->sign * found.mean > found.half_width))
        fail_msg("%s: %s: %g +- %g", what, measure->id, found.mean, found.half_width);
}

/* Each level against the full staff, and against the level before it; re-entries only against
 * the full staff, for they are few. */
static void fewer_workers_are_felt_at_every_level(void **unused)
{
    (void)unused;
    static double values[LEVELS][MEASURES][RUNS];
    program_begin("starving");
    for (uint32_t level = 0; level < LEVELS; level++) {
        char name[40];
        json_t *country = read_country();
        set_staff(country, staff[level]);
        (void)snprintf(name, sizeof name, "staff_%u", (unsigned)(100 * staff[level]));
        run_country(country, name);
        read_runs(name, 2027, values[level]);
    }
    for (uint32_t level = 1; level < LEVELS; level++)
        for (uint32_t m = 0; m < MEASURES; m++) {
            char what[60];
            (void)snprintf(what, sizeof what, "%.0f%% of the staff", round(100 * staff[level]));
            assert_worse(what, &measures[m], values[0][m], values[level][m]);
            if (m + 1 < MEASURES)
                assert_worse("... and one level less", &measures[m], values[level - 1][m],
                             values[level][m]);
        }
}

static void the_end_of_a_fund_is_felt(void **unused)
{
    (void)unused;
    static double values[2][MEASURES][RUNS];
    program_begin("fund");
    for (uint32_t ends = 0; ends < 2; ends++) {
        const char *name = ends == 0 ? "lasts" : "ends";
        json_t *country = read_country();
        set_fund(country, ends == 0 ? "2031-01-01" : "2028-01-01");
        run_country(country, name);
        read_runs(name, 2028, values[ends]);
    }
    for (uint32_t m = 0; m < MEASURES; m++)
        assert_worse("after the fund", &measures[m], values[0][m], values[1][m]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fewer_workers_are_felt_at_every_level),
        cmocka_unit_test(the_end_of_a_fund_is_felt),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
