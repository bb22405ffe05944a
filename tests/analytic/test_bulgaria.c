/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Bulgaria 2007-2014 against its own published account. The account is rolled here anew, from
 * the published entries and exits and the opening stock in the scenario file; the means come
 * from the results folder of the program, read by header name. Nothing of the engine is used,
 * so an error in its bookkeeping or in its output cannot hide itself.
 */
#include <jansson.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "di_test.h"

#define SCENARIO DI_SOURCE_DIR "/scenarios/countries/bulgaria.json"
#define RESULTS DI_BUILD_DIR "/tests/analytic/bulgaria_results"
#define FIRST_YEAR 2007
#define YEARS 8
#define FIELDS_MAX 32
#define LINE_MAX_BYTES 4096

struct account {
    double entries[YEARS];
    double exits[YEARS];
    double closing[YEARS];
    double opening;
};

static double year_of(const json_t *values, int index)
{
    char year[16];
    (void)snprintf(year, sizeof year, "%d", FIRST_YEAR + index);
    const json_t *value = json_object_get(values, year);
    assert_true(json_is_number(value));
    return json_number_value(value);
}

static double opening_stock(const json_t *root)
{
    const json_t *stock = json_object_get(root, "initial_stock");
    const json_t *margin = json_array_get(json_object_get(stock, "margins"), 0);
    const json_t *counts = json_object_get(margin, "counts");
    const char *band;
    json_t *count;
    double sum = 0;
    json_object_foreach(json_object_get(counts, "residential"), band, count) sum +=
        json_number_value(count);
    return sum;
}

/* Opening + published entries - published exits, year by year. */
static void roll(struct account *account)
{
    double stock = account->opening;
    for (int i = 0; i < YEARS; i++) {
        stock += account->entries[i] - account->exits[i];
        account->closing[i] = stock;
    }
}

static struct account published_account(void)
{
    struct account account = {0};
    json_error_t problem;
    json_t *root = json_load_file(SCENARIO, 0, &problem);
    assert_non_null(root);
    const json_t *published = json_object_get(root, "published");
    const json_t *entries =
        json_object_get(json_object_get(published, "residential_entries"), "values");
    const json_t *exits =
        json_object_get(json_object_get(published, "residential_exits"), "values");
    for (int i = 0; i < YEARS; i++) {
        account.entries[i] = year_of(entries, i);
        account.exits[i] = year_of(exits, i);
    }
    account.opening = opening_stock(root);
    json_decref(root);
    roll(&account);
    return account;
}

/* ---- results ---- */

struct table {
    FILE *file;
    char header[LINE_MAX_BYTES];
    char line[LINE_MAX_BYTES];
    char *name[FIELDS_MAX];
    char *field[FIELDS_MAX];
    int columns;
};

static int split(char *line, char *fields[FIELDS_MAX])
{
    int count = 0;
    line[strcspn(line, "\n")] = '\0';
    for (char *at = line; at != NULL && count < FIELDS_MAX;) {
        fields[count++] = at;
        at = strchr(at, ',');
        if (at != NULL)
            *at++ = '\0';
    }
    return count;
}

static void table_open(struct table *table, const char *path)
{
    table->file = fopen(path, "r");
    assert_non_null(table->file);
    assert_non_null(fgets(table->header, sizeof table->header, table->file));
    table->columns = split(table->header, table->name);
}

static bool table_next(struct table *table)
{
    if (fgets(table->line, sizeof table->line, table->file) == NULL)
        return false;
    assert_int_equal(split(table->line, table->field), table->columns);
    return true;
}

static const char *field(const struct table *table, const char *name)
{
    for (int i = 0; i < table->columns; i++)
        if (strcmp(table->name[i], name) == 0)
            return table->field[i];
    fail_msg("no column %s", name);
    return "";
}

static bool is(const struct table *table, const char *name, const char *value)
{
    return strcmp(field(table, name), value) == 0;
}

static double number(const struct table *table, const char *name)
{
    return strtod(field(table, name), NULL);
}

/* Index of the calendar year a row is about, or -1 for quarters and months. */
static int year_index(const struct table *table)
{
    const char *start = field(table, "period_start"), *end = field(table, "period_end");
    if (strcmp(start + 4, "-01-01") != 0 || strcmp(end + 4, "-12-31") != 0)
        return -1;
    return (int)strtol(start, NULL, 10) - FIRST_YEAR;
}

static struct account simulated_account(void)
{
    struct account account = {0};
    struct table table;
    int years = 0;
    table_open(&table, RESULTS "/balance.csv");
    while (table_next(&table)) {
        const int i = year_index(&table);
        if (i < 0 || !is(&table, "region", "all") || !is(&table, "setting", "residential"))
            continue;
        assert_in_range(i, 0, YEARS - 1);
        if (i == 0)
            account.opening = number(&table, "opening");
        account.entries[i] = number(&table, "entries");
        account.exits[i] = number(&table, "exits");
        account.closing[i] = number(&table, "closing");
        years++;
    }
    (void)fclose(table.file);
    assert_int_equal(years, YEARS);
    return account;
}

/* ---- the acceptance of the issue ---- */

static int run_program(void **state)
{
    (void)state;
    return system("'" DI_HOMEWARD "' run '" SCENARIO "' --replications 20 --seed 1 --quiet "
                  "--force --out '" RESULTS "' >/dev/null");
}

static void assert_within(const char *what, int index, double got, double wanted, double share)
{
    if (got < wanted * (1 - share) || got > wanted * (1 + share))
        fail_msg("%s of %d: simulated %.1f, published %.1f", what, FIRST_YEAR + index, got,
                 wanted);
}

static void the_run_starts_from_the_published_stock(void **state)
{
    (void)state;
    assert_near(published_account().opening, 9533, 1e-9);
    assert_near(simulated_account().opening, 9533, 1e-9);
}

static void the_rolled_account_is_the_one_of_the_issue(void **state)
{
    (void)state;
    static const double ends[] = {9247, 8658, 7858, 6810};
    const struct account account = published_account();
    for (int i = 0; i < 4; i++)
        assert_near(account.closing[i], ends[i], 1e-9);
}

static void mean_entries_and_exits_are_within_5_percent(void **state)
{
    (void)state;
    const struct account published = published_account(), simulated = simulated_account();
    for (int i = 0; i < YEARS; i++) {
        assert_within("entries", i, simulated.entries[i], published.entries[i], 0.05);
        assert_within("exits", i, simulated.exits[i], published.exits[i], 0.05);
    }
}

static void mean_stock_is_within_1_percent_of_the_account(void **state)
{
    (void)state;
    const struct account published = published_account(), simulated = simulated_account();
    for (int i = 0; i < YEARS; i++)
        assert_within("stock", i, simulated.closing[i], published.closing[i], 0.01);
}

/* K1r of the nation at the end of each year, of one population. */
static void residential_indicator(const char *population, double stock_out[YEARS])
{
    static const char *const totals[] = {"region", "setting", "age_band", "sex", "disability"};
    struct table table;
    int years = 0;
    table_open(&table, RESULTS "/indicators.csv");
    while (table_next(&table)) {
        bool is_total = is(&table, "indicator", "K1r_residential_stock") &&
                        is(&table, "population", population) && is(&table, "kind", "stock");
        for (size_t i = 0; i < sizeof totals / sizeof totals[0]; i++)
            is_total = is_total && is(&table, totals[i], "all");
        const int i = year_index(&table);
        if (!is_total || i < 0)
            continue;
        assert_in_range(i, 0, YEARS - 1);
        stock_out[i] = number(&table, "mean");
        years++;
    }
    (void)fclose(table.file);
    assert_int_equal(years, YEARS);
}

static void the_residential_indicator_is_the_balance(void **state)
{
    (void)state;
    const struct account simulated = simulated_account();
    double children[YEARS], adults[YEARS];
    residential_indicator("0_17", children);
    residential_indicator("18_plus", adults);
    for (int i = 0; i < YEARS; i++)
        assert_near(children[i] + adults[i], simulated.closing[i], 1e-9);
}

static void the_residential_indicator_is_within_1_percent(void **state)
{
    (void)state;
    const struct account published = published_account();
    double children[YEARS];
    residential_indicator("0_17", children);
    for (int i = 0; i < YEARS; i++)
        assert_within("K1r", i, children[i], published.closing[i], 0.01);
}

/* Table 4.2.2.A divides the residents at the end of a year by the children of the day after. */
static void the_population_is_the_one_that_published_rates_are_over(void **state)
{
    (void)state;
    static const double rates[YEARS] = {689.026, 634.538, 612.131, 571.752,
                                        521.145, 475.886, 402.729, 314.075};
    json_error_t problem;
    json_t *root = json_load_file(SCENARIO, 0, &problem);
    assert_non_null(root);
    const json_t *regions = json_object_get(root, "regions");
    const json_t *children =
        json_object_get(json_object_get(regions, "bulgaria"), "population_0_17");
    const json_t *published = json_object_get(root, "published");
    const json_t *stocks =
        json_object_get(json_object_get(published, "residential_stock"), "values");
    for (int i = 0; i < YEARS; i++) {
        const json_t *step = json_array_get(json_object_get(children, "steps"), (size_t)i);
        const double population = json_number_value(json_object_get(step, "set"));
        assert_near(1e5 * year_of(stocks, i) / population, rates[i], 0.001);
    }
    json_decref(root);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_run_starts_from_the_published_stock),
        cmocka_unit_test(the_rolled_account_is_the_one_of_the_issue),
        cmocka_unit_test(mean_entries_and_exits_are_within_5_percent),
        cmocka_unit_test(mean_stock_is_within_1_percent_of_the_account),
        cmocka_unit_test(the_residential_indicator_is_the_balance),
        cmocka_unit_test(the_residential_indicator_is_within_1_percent),
        cmocka_unit_test(the_population_is_the_one_that_published_rates_are_over),
    };
    return cmocka_run_group_tests(tests, run_program, NULL);
}
