/* SPDX-License-Identifier: GPL-3.0-or-later */
/* flows.csv and balance.csv recomputed from the trace of the same run: every row of every
 * quarter, with its regions and its mode, is the number of lines that say so. Argument "demo":
 * the large scenario. */
#include <stdlib.h>
#include <string.h>

#include "di/trace_file.h"

#include "csv_table.h"
#include "di_test.h"
#include "program.h"

enum { KEY_MAX = 400, SLOTS = 1 << 18 };

struct tally {
    char key[KEY_MAX];
    double count; /* over replications */
    bool is_in_table;
};

static struct tally *flows, *accounts;
static char place_key[KEY_MAX];

static struct tally *tally_of(struct tally *table, const char *key)
{
    uint32_t at = 2166136261u;
    for (const char *c = key; *c != '\0'; c++)
        at = (at ^ (unsigned char)*c) * 16777619u;
    for (at %= SLOTS; table[at].key[0] != '\0'; at = (at + 1) % SLOTS)
        if (strcmp(table[at].key, key) == 0)
            return &table[at];
    (void)snprintf(table[at].key, KEY_MAX, "%s", key);
    return &table[at];
}

/* First month of the quarter a date lies in, as tables write a period: "2026-04". */
static void quarter_of(int32_t civil_day, char text[32])
{
    int32_t year, month, day;
    di_date_to_civil(civil_day, &year, &month, &day);
    (void)snprintf(text, 32, "%04d-%02d", (int)year, (int)(month - 1) / 3 * 3 + 1);
}

static bool is_home(const char *place)
{
    return strcmp(place, "home") == 0 || strcmp(place, "home_closed") == 0;
}

static void add_account(const char *column, const char *region, const char *setting,
                        const char *quarter)
{
    (void)snprintf(place_key, sizeof place_key, "%s|%s|%s|%s", column, region, setting,
                   quarter);
    tally_of(accounts, place_key)->count++;
}

static bool count_row(void *context, const struct di_trace_row *row)
{
    (void)context;
    char quarter[32], key[KEY_MAX];
    quarter_of(row->civil_day, quarter);
    if (row->event == DI_TRACE_START && !is_home(row->to))
        add_account("opening", row->to_region, row->to, "2026-01");
    const bool is_move = row->event == DI_TRACE_ENTRY || row->event == DI_TRACE_REENTRY ||
                         row->event == DI_TRACE_MOVE || row->event == DI_TRACE_HOME ||
                         row->event == DI_TRACE_EXIT ||
                         row->event == DI_TRACE_UNEXPLAINED_ENTRY;
    if (!is_move)
        return true;
    (void)snprintf(key, sizeof key, "%s|%s|%s|%s|%s|%s", row->from_region,
                   is_home(row->from) ? "outside_return" : row->from, row->to_region,
                   is_home(row->to) ? "home" : row->to, row->move, quarter);
    tally_of(flows, key)->count++;
    add_account("entries", row->to_region, row->to, quarter);
    add_account("exits", row->from_region, row->from, quarter);
    return true;
}

static void flows_are_those_of_the_trace(double replications)
{
    struct csv_table table;
    size_t compared = 0;
    csv_table_read(&table, program_path("t/flows.csv"));
    for (size_t row = 0; row < table.rows; row++) {
        char key[KEY_MAX];
        if (csv_months(&table, row) != 3 ||
            strcmp(csv_text(&table, row, "from_region"), "all") == 0)
            continue;
        (void)snprintf(key, sizeof key, "%s|%s|%s|%s|%s|%.7s",
                       csv_text(&table, row, "from_region"), csv_text(&table, row, "from"),
                       csv_text(&table, row, "to_region"), csv_text(&table, row, "to"),
                       csv_text(&table, row, "mode"), csv_text(&table, row, "period_start"));
        struct tally *tally = tally_of(flows, key);
        const double mean = csv_table_number(&table, row, csv_table_column(&table, "mean"));
        if (fabs(tally->count / replications - mean) > 1e-9)
            fail_msg("%s: %g in flows.csv, %g in the trace", key, mean,
                     tally->count / replications);
        tally->is_in_table = true;
        compared += tally->count > 0;
    }
    for (size_t i = 0; i < SLOTS; i++)
        if (flows[i].count > 0 && !flows[i].is_in_table)
            fail_msg("%s is in the trace and not in flows.csv", flows[i].key);
    assert_true(compared > 50);
    csv_table_finish(&table);
}

static void balances_are_those_of_the_trace(double replications)
{
    static const char *const columns[] = {"opening", "entries", "exits"};
    struct csv_table table;
    size_t compared = 0;
    csv_table_read(&table, program_path("t/balance.csv"));
    for (size_t row = 0; row < table.rows; row++) {
        if (csv_months(&table, row) != 3 ||
            strcmp(csv_text(&table, row, "region"), "all") == 0 ||
            strcmp(csv_text(&table, row, "setting"), "all") == 0)
            continue;
        const bool is_first = strncmp(csv_text(&table, row, "period_start"), "2026-01", 7) == 0;
        for (size_t c = is_first ? 0 : 1; c < 3; c++) {
            (void)snprintf(place_key, sizeof place_key, "%s|%s|%s|%.7s", columns[c],
                           csv_text(&table, row, "region"), csv_text(&table, row, "setting"),
                           csv_text(&table, row, "period_start"));
            const double count = tally_of(accounts, place_key)->count / replications;
            const double mean =
                csv_table_number(&table, row, csv_table_column(&table, columns[c]));
            if (fabs(count - mean) > 1e-9)
                fail_msg("%s: %g in balance.csv, %g in the trace", place_key, mean, count);
            compared += count > 0;
        }
    }
    assert_true(compared > 20);
    csv_table_finish(&table);
}

static void recount(const char *scenario, int replications)
{
    char line[300];
    program_begin("trace_tables");
    (void)snprintf(line, sizeof line,
                   "run %%%s --replications %d --quiet --no-workbook --trace --out @t",
                   scenario, replications);
    assert_int_equal(program_run(line), 0);
    flows = calloc(SLOTS, sizeof *flows);
    accounts = calloc(SLOTS, sizeof *accounts);
    assert_true(flows != NULL && accounts != NULL);
    assert_status(di_trace_read(program_path("t"), count_row, NULL, NULL), DI_OK);
    flows_are_those_of_the_trace(replications);
    balances_are_those_of_the_trace(replications);
    free(flows);
    free(accounts);
}

static void tables_of_small_worlds_are_their_traces(void **state)
{
    (void)state;
    recount("scenarios/tutorial/08-two-regions.json", 3);
    recount("scenarios/tutorial/07-reentry.json", 2);
    recount("scenarios/tutorial/14-closure.json", 2);
}

static void tables_of_the_demo_are_its_trace(void **state)
{
    (void)state;
    recount("scenarios/demo/fast_closure.json", 1);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest small[] = {
        cmocka_unit_test(tables_of_small_worlds_are_their_traces)};
    const struct CMUnitTest demo[] = {cmocka_unit_test(tables_of_the_demo_are_its_trace)};
    if (argc > 1 && strcmp(argv[1], "demo") == 0)
        return cmocka_run_group_tests(demo, NULL, NULL);
    return cmocka_run_group_tests(small, NULL, NULL);
}
